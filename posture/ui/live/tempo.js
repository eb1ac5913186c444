// How quick picture and answer are; a smaller picture or a slower sample where they are too slow.

const OVER_MS = 3000;  // what is looked back on
const PACE_MS = 1000;
const SMALL_PX = 240;  // of the picture's shorter side
const ENOUGH_HZ = 20;
const DRAWN_FRAMES = 2;  // more behind the picture on the screen, an overlay is not drawn
const KEPT_FRAMES = 3;  // and one that was is taken away
const LIGHT_MODEL = "lite", SLOW_MODEL_MS = 45;  // a picture, as in tracker.py
const SLOW_LINE_MS = 60;  // on the way, beyond what the server's work explains

class Tempo {
  constructor(pictures, words, tell) {
    this.pictures = pictures;
    this.words = words;
    this.tell = tell;
    this.countHz = 0;  // with fewer pictures a second nothing is counted
    this.reset();
  }

  reset() {
    this.replies = [];
    this.workMs = 0;  // what the server takes for a picture
    this.frameMs = Infinity;  // from one answered picture to the next
    this.pacedMs = 0;
    this.isToldSlow = false;
    this.isCounted = true;
    this.model = "";
  }

  measure(state, flight) {
    const now = performance.now();
    if (state.model !== this.model) this.change(state.model);
    const roundMs = flight ? now - flight.sentMs : 0;
    const takenMs = flight?.timeMs ?? now, frameMs = takenMs - (this.replies.at(-1)?.takenMs ?? 0);
    this.replies.push({now, takenMs, frameMs, roundMs,
      inferMs: state.inferMs, workMs: state.inferMs + state.ownMs});
    this.replies = this.replies.filter((reply) => now - reply.now < OVER_MS);
    if (now - this.pacedMs < PACE_MS || this.replies.length < 5) return;
    this.pacedMs = now;
    this.workMs = this.median("workMs");
    this.frameMs = this.median("frameMs");
    const hz = (this.replies.length - 1) / (now - this.replies[0].now) * 1000;
    if (this.pictures.isDemo) {
      this.pictures.setPace(state.stage === "exercise" ? 1.08 * hz : 800 / this.workMs);
    } else {
      this.isCounted = hz >= this.countHz;
      if (hz < ENOUGH_HZ || !this.isCounted) this.adapt(state, hz);
    }
  }

  // The server has taken another model.
  change(model) {
    if (this.model) this.tell("slow_model");
    this.replies = [];
    this.model = model;
  }

  adapt(state, hz) {
    const isSlowLine = this.median("roundMs") - 2 * this.workMs > SLOW_LINE_MS;
    if (isSlowLine) this.shrink();
    const rate = Math.round(hz), hint = this.words.of(this.hint(state));
    if (!this.isCounted) {
      this.tell("slow_count", {rate, hint, needed: this.countHz});
    } else if (!isSlowLine && state.stage === "set_up" && !this.isToldSlow) {
      this.isToldSlow = true;
      this.tell("slow_rate", {rate, hint});
    }
  }

  shrink() {
    if (this.pictures.shortPx <= SMALL_PX) return;
    this.pictures.shortPx = SMALL_PX;
    this.tell("slow_picture");
  }

  // What whoever runs the computer can do.
  hint(state) {
    const isModel = state.model !== LIGHT_MODEL && this.median("inferMs") > SLOW_MODEL_MS;
    return isModel ? "hint_model" : "hint_programs";
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
