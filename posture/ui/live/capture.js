// The posture page's camera: the live page's flow, for somebody who stands.

const LARGE_PX = 720;  // the shorter side of the pictures that are kept
const MOST_BYTES = 280000;  // of a picture; the server takes no larger message than 300 kB
const MARK_EVERY_MS = 150;

class Capture extends Live {
  constructor(root) {
    super(root);
    this.box.classList.add("stance");
    this.find("stop-rule").before(this.find("aside"));
    this.screen = new StanceScreen(root, this.find("picture"), this.words);
    this.announcer = new StanceAnnouncer(
      this.voice, this.words, (key, values) => this.tell(key, values));
    this.tempo.tell = () => {};  // nothing here depends on how many pictures a second there are
    this.mark = {isUsed: false, top: 20, bottom: 20};
    this.find("vertical").querySelector("input").addEventListener("input", (event) => {
      this.mark.isUsed = event.target.checked;
      this.remark();
    });
    for (const end of ["top", "bottom"]) {
      this.find(end).querySelector("input").addEventListener("input", (event) => {
        const percent = Number(event.target.value);
        this.mark[end] = this.screen.overlay.isMirrored ? 100 - percent : percent;
        this.remark();
      });
    }
    const canvas = this.find("overlay");
    canvas.addEventListener("pointerdown", (event) => this.drag(event, canvas));
    canvas.addEventListener("pointermove", (event) => this.drag(event, canvas));
  }

  update(component) {
    this.screen.overlay.view = component.data.view;
    super.update(component);
    this.screen.label(component.data.steps);
    this.render();
  }

  idealSize() {
    return {width: 1280, height: 720};
  }

  // ---- the vertical

  drag(event, canvas) {
    if (!this.mark.isUsed || this.state !== "running") return;
    if (event.type === "pointerdown") {
      canvas.setPointerCapture(event.pointerId);
      this.draggedEnd = this.screen.overlay.at(event).y < 50 ? "top" : "bottom";
    } else if (!event.buttons) {
      return;
    }
    const {x} = this.screen.overlay.at(event);
    this.mark[this.draggedEnd] = Math.min(100, Math.max(0, Math.round(10 * x) / 10));
    this.remark();
  }

  remark() {
    const {isUsed, top, bottom} = this.mark, {overlay} = this.screen;
    overlay.mark = isUsed ? {top, bottom} : null;
    this.box.classList.toggle("is-marking", isUsed);
    for (const end of ["top", "bottom"]) {
      const shown = overlay.isMirrored ? 100 - this.mark[end] : this.mark[end];
      this.find(end).querySelector("input").value = shown;
      this.find(end).hidden = !isUsed;
    }
    clearTimeout(this.markTimer);
    this.markTimer = setTimeout(() => this.sendMark(), MARK_EVERY_MS);
    this.render();
  }

  sendMark() {
    if (!this.set) return;
    const {isUsed, top, bottom} = this.mark;
    const vertical = isUsed ? [top, MARK_TOP, bottom, MARK_BOTTOM] : null;
    this.link.command({do: "mark", vertical});
  }

  settings(settings) {
    super.settings(settings);
    if (this.mark) this.remark();
  }

  // ---- pictures out, answers in

  setUp() {
    this.link.command({do: "set_up", stance: this.data.place});
    this.set = {key: null};
    this.sendMark();
  }

  // A server that was replaced knows nothing of the captures: they are taken anew.
  carryOver(message) {
    if (message.kept) { this.done({set: message.kept, why: "kept"}); return; }
    this.setUp();
    this.screen.notice("lost", {}, NOTICE_MS);
  }

  // Who stands still is where the last answer saw them.
  picture(timeMs) {
    this.send(timeMs);
  }

  async send(timeMs) {
    if (this.state !== "running" || !this.set || document.hidden) return;
    if (!this.link.hasRoom(this.tempo.workMs) || timeMs <= (this.lastSentMs ?? -1)) return;
    this.lastSentMs = timeMs;
    const number = this.link.reserve(timeMs);
    let jpeg = await this.pictures.jpeg();
    if (jpeg?.size > MOST_BYTES) {
      this.largePx = Math.round(0.75 * this.pictures.shortPx);
      this.pictures.shortPx = this.largePx;
      jpeg = null;
    }
    this.link.picture(number, timeMs, jpeg);
  }

  reply(row, state, flight) {
    if (!this.set) return;
    this.set.key = state.set;
    if (state.stage !== this.answer?.state.stage) this.choosePictures(state.stage);
    this.answer = {row, state};
    this.tempo.measure(state, flight);
    this.announcer.announce(state);
    this.render();
    window.dispatchEvent(new CustomEvent("posture-live", {detail: {row, state, flight}}));
  }

  // Small ones to see whether somebody stands right, large ones to keep.
  choosePictures(stage) {
    const isKept = stage === "count_in" || stage === "hold";
    this.pictures.shortPx = isKept ? this.largePx ?? LARGE_PX : SHORT_PX;
  }

  // ---- the end

  done(message) {
    const isKept = Boolean(message.set);
    const said = isKept ? this.words.of("finished", {count: message.count ?? this.answer?.state.taken ?? 0})
      : this.words.of("nothing_taken");
    this.close();
    this.voice.say(said, "bell", {urgent: true});
    if (message.why === "turned" || message.why === "kept") this.screen.notice(message.why);
    else if (!isKept) this.screen.notice("nothing_taken", {}, NOTICE_MS);
    if (isKept) this.report({set: message.set});
  }
}
