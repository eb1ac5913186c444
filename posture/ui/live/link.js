// The socket to the server: at most two pictures under way, and it mends itself.

const FRAME = 1, KEPT = 2;
const IN_FLIGHT = 2;
const HEAD_START_MS = 20;  // about what encoding and the way take
const KEPT_ROWS = 300;  // in one message
const MAX_KEPT = 36000;
const PING_MS = 4000;
const RETRY_MS = [300, 600, 1200, 2400, 4000];
const BUSY_MS = 5000;

class Link {
  constructor(handlers) {
    this.handlers = handlers;  // ready, reply, message, lost, busy
    this.socket = null;
    this.number = 0;
    this.flying = new Map();
    this.kept = [];
    this.tries = 0;
    this.isWanted = false;
  }

  open(path, token) {
    this.address = new URL(path, document.baseURI);
    this.address.protocol = this.address.protocol === "https:" ? "wss:" : "ws:";
    this.address.search = `?t=${encodeURIComponent(token)}`;
    if (this.isWanted) return;  // a new token is used from the next try on
    this.isWanted = true;
    this.connect();
  }

  connect() {
    if (!this.isWanted) return;
    const socket = new WebSocket(this.address);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    let isBusy = false;
    socket.onmessage = (event) => {
      if (typeof event.data !== "string") { this.take(event.data); return; }
      const message = JSON.parse(event.data);
      isBusy = message.is === "busy";
      if (message.is === "ready") this.tries = 0;
      this.handlers[isBusy ? "busy" : "message"](message);
    };
    socket.onclose = () => {
      if (socket !== this.socket) return;
      this.flying.clear();
      this.socket = null;
      if (!this.isWanted) return;
      if (!isBusy) this.handlers.lost();
      const wait = isBusy ? BUSY_MS : RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)];
      this.tries++;
      this.timer = setTimeout(() => this.connect(), wait);
    };
    clearInterval(this.pings);
    this.pings = setInterval(() => this.command({do: "ping"}), PING_MS);
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  // A second picture leaves only when it will find the server about free: sooner, it would wait
  // there and be the older for it. `workMs` is what the server takes for one.
  hasRoom(workMs) {
    if (!this.isOpen || this.flying.size >= IN_FLIGHT) return false;
    return !this.flying.size || performance.now() - this.lastSentMs >= workMs - HEAD_START_MS;
  }

  command(command) {
    if (this.isOpen) this.socket.send(JSON.stringify(command));
  }

  reserve(timeMs) {
    const number = this.number = (this.number + 1) % 2 ** 32;
    this.lastSentMs = performance.now();
    this.flying.set(number, {timeMs, sentMs: this.lastSentMs});
    return number;
  }

  picture(number, timeMs, jpeg) {
    const flight = this.flying.get(number);
    if (!this.isOpen || !jpeg || !flight) { this.flying.delete(number); return; }
    flight.leftMs = performance.now();
    this.socket.send(new Blob([head(FRAME, number, timeMs), jpeg]));
  }

  take(data) {
    const view = new DataView(data);
    const number = view.getUint32(0, true), n = view.getUint32(4, true);
    const flight = this.flying.get(number);
    if (flight) flight.backMs = performance.now();
    // what was sent before it was passed over or will be answered no more
    for (const other of this.flying.keys()) if (other <= number) this.flying.delete(other);
    const row = new Float32Array(data, 8, n);
    const state = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 8 + 4 * n)));
    this.handlers.reply(row, state, flight);
  }

  // Landmarks of the set under way, so that a server that was replaced can be told of them.
  keep(row, timeMs, width, height) {
    if (!this.kept.length) this.keptSize = [width, height];
    if (this.kept.length >= MAX_KEPT) return;
    const scale = this.keptSize[0] / width;
    const copy = row.slice();
    for (let i = 2; i < copy.length; i += 6) { copy[i] *= scale; copy[i + 1] *= scale; }
    this.kept.push([timeMs, copy]);
  }

  forget() {
    this.kept = [];
  }

  restore() {
    if (!this.kept.length) return;
    const [width, height] = this.keptSize, [[startMs]] = this.kept;
    for (let at = 0; at < this.kept.length; at += KEPT_ROWS) {
      const part = this.kept.slice(at, at + KEPT_ROWS);
      const rows = new Float32Array(part.length * part[0][1].length);
      part.forEach(([timeMs, row], index) => {
        rows.set(row, index * row.length);
        rows[index * row.length] = (timeMs - startMs) / 1000;
      });
      this.socket.send(new Blob([head(KEPT, width * 65536 + height, startMs), rows]));
    }
  }

  close() {
    this.isWanted = false;
    clearTimeout(this.timer);
    clearInterval(this.pings);
    this.socket?.close();
    this.socket = null;
    this.flying.clear();
  }
}

function head(kind, number, timeMs) {
  const view = new DataView(new ArrayBuffer(16));
  view.setUint8(0, kind);
  view.setUint32(4, number, true);
  view.setFloat64(8, timeMs, true);
  return view.buffer;
}
