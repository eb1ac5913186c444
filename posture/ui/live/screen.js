// What is written over and around the picture.

const CUE_SHOWN_MS = 8000;

class Screen {
  constructor(root, video, words) {
    this.find = (name) => root.querySelector(`.${name}`);
    this.box = this.find("live");
    this.words = words;
    this.overlay = new Overlay(this.find("overlay"), video, words);
    this.noticeKey = "";
  }

  // What is wrong or has been mended; for a while, or until something else is to be told.
  notice(key, values = {}, forMs = 0) {
    clearTimeout(this.noticeTimer);
    this.noticeKey = key;
    this.noticeValues = values;
    if (forMs) this.noticeTimer = setTimeout(() => this.notice(""), forMs);
    this.writeNotice();
  }

  writeNotice() {
    this.text("notice", this.noticeKey ? this.words.of(this.noticeKey, this.noticeValues) : "");
  }

  // `answer` is the newest {row, state} while the camera runs, without a row if it came too late to
  // lie on the body; `cueMs` is when its cue was new.
  render(answer, cueMs) {
    if (!this.words.sentences) return;
    const state = answer?.state, stage = state?.stage ?? "", isExercise = stage === "exercise";
    this.box.dataset.stage = stage;
    if (state && this.noticeKey === "connecting") this.noticeKey = "";
    this.writeNotice();
    this.text("big", stage === "count_in" ? String(state.countIn || "") : "");
    this.find("count").querySelector("b").textContent = isExercise ? state.count : "";
    this.find("count").hidden = !isExercise;
    this.text("phase", isExercise ? this.phase(state) : "");
    this.text("clock", isExercise && state.clock !== null ? this.clock(state) : "");
    this.hold(isExercise ? state : null);
    this.text("message", stage ? this.sentence(state, cueMs) : "");
    this.find("message").dataset.kind = stage === "set_up" && state.advice ? "advice" : "";
    this.find("begin").hidden = stage !== "set_up";
    this.overlay.draw(answer?.row, state);
  }

  // A ring that fills while a position is held.
  hold(state) {
    const hold = this.find("hold"), isHeld = Boolean(state?.holdS);
    hold.hidden = !isHeld;
    if (!isHeld) return;
    const share = state.holdGoal ? Math.min(1, state.holdS / state.holdGoal) : 1;
    hold.style.setProperty("--share", share);
    hold.classList.toggle("is-full", share >= 1);
    hold.firstElementChild.textContent = Math.floor(state.holdS);
  }

  clock(state) {
    return this.words.of("seconds", {n: Math.round(state.clock)});
  }

  phase(state) {
    return this.words.of(state.seen ? `phase_${state.phase}` : "nobody");  // not every one is known
  }

  sentence(state, cueMs) {
    if (state.handsUp > 0.2) return this.words.of("hands");
    if (state.stage === "set_up" && state.advice) return this.words.advice(state.advice);
    if (state.stage !== "exercise") return this.words.of("ready");
    return performance.now() - cueMs < CUE_SHOWN_MS ? this.words.cue(state) : "";
  }

  text(name, text) {
    const element = this.find(name);
    if (element.textContent !== text) element.textContent = text;
    element.hidden = !text;
  }
}
