// How quick picture and answer are; a smaller picture or a slower sample where they are too slow.

const OVER_MS = 3000;  // what is looked back on
const PACE_MS = 1000;
const SMALL_PX = 240;  // of the picture's shorter side
const ENOUGH_HZ = 20;
const DRAWN_FRAMES = 2;  // more behind the picture on the screen, an overlay is not drawn
const KEPT_FRAMES = 3;  // and one that was is taken away
const SLOW_LINE_MS = 60;  // on the way, beyond what the server's work explains

class Tempo {
  constructor(pictures, tell) {
    this.pictures = pictures;
    this.tell = tell;
    this.reset();
  }

  reset() {
    this.replies = [];
    this.workMs = 0;  // what the server takes for a picture
    this.frameMs = Infinity;  // from one answered picture to the next
    this.pacedMs = 0;
    this.isToldSlow = false;
    this.model = "";
  }

  measure(state, flight) {
    const now = performance.now();
    if (state.model !== this.model) this.change(state.model);
    const roundMs = flight ? now - flight.sentMs : 0;
    const takenMs = flight?.timeMs ?? now, frameMs = takenMs - (this.replies.at(-1)?.takenMs ?? 0);
    this.replies.push({now, takenMs, frameMs, roundMs, workMs: state.inferMs + state.ownMs});
    this.replies = this.replies.filter((reply) => now - reply.now < OVER_MS);
    if (now - this.pacedMs < PACE_MS || this.replies.length < 5) return;
    this.pacedMs = now;
    this.workMs = this.median("workMs");
    this.frameMs = this.median("frameMs");
    const hz = (this.replies.length - 1) / (now - this.replies[0].now) * 1000;
    if (this.pictures.isDemo) {
      this.pictures.setPace(state.stage === "exercise" ? 1.08 * hz : 800 / this.workMs);
    } else if (hz < ENOUGH_HZ) {
      this.adapt(state, hz);
    }
  }

  // The server has taken another model.
  change(model) {
    if (this.model) this.tell("slow_model");
    this.replies = [];
    this.model = model;
  }

  adapt(state, hz) {
    if (this.median("roundMs") - 2 * this.workMs > SLOW_LINE_MS) {
      if (this.pictures.shortPx <= SMALL_PX) return;
      this.pictures.shortPx = SMALL_PX;
      this.tell("slow_picture");
    } else if (state.stage === "set_up" && !this.isToldSlow) {
      this.isToldSlow = true;
      this.tell("slow_rate", {rate: Math.round(hz)});
    }
  }

  // By how many whole frames landmarks are older than the picture on the screen.
  age(takenMs) {
    return Math.floor(Math.max(0, this.pictures.shownMs - takenMs) / this.frameMs);
  }

  isLate(takenMs) {
    return this.age(takenMs) > DRAWN_FRAMES;
  }

  isOver(takenMs) {
    return this.age(takenMs) > KEPT_FRAMES;
  }

  median(name) {
    const values = this.replies.map((reply) => reply[name]).sort((a, b) => a - b);
    return values[values.length >> 1];
  }
}
