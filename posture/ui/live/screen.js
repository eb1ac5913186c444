// What is written over and around the picture.

const CUE_SHOWN_MS = 8000;
const GO_SHOWN_MS = 1200;
const NOTHING = {key: "", values: {}};
const LEAST_FIT = 0.35;

class Screen {
  constructor(root, video, words) {
    this.find = (name) => root.querySelector(`.${name}`);
    this.box = this.find("live");
    this.words = words;
    this.overlay = new Overlay(this.find("overlay"), video, words);
    this.standing = this.passing = NOTHING;
    this.waiting = NOTHING;  // what is waited for before the first answer
  }

  // What is wrong, until it is mended; or something to know, for a while.
  notice(key, values = {}, forMs = 0) {
    clearTimeout(this.noticeTimer);
    this.passing = forMs ? {key, values} : NOTHING;
    if (!forMs) this.standing = {key, values};
    this.noticeTimer = setTimeout(() => {
      this.passing = NOTHING;
      this.writeNotice();
    }, forMs);
    this.writeNotice();
  }

  writeNotice() {
    const {key, values} = this.passing.key ? this.passing : this.standing;
    this.text("notice", key ? this.words.of(key, values) : "");
  }

  // `answer` is the newest {row, state} while the camera runs, without a row if it came too late to
  // lie on the body; the announcer knows when its cue was new.
  render(answer, announcer) {
    if (!this.words.sentences) return;
    const state = answer?.state, stage = state?.stage ?? "", isExercise = stage === "exercise";
    this.box.dataset.stage = stage;
    this.box.classList.toggle("is-paused", this.pause.isOn);
    this.writeNotice();
    this.big(state, performance.now() - announcer.goMs < GO_SHOWN_MS);
    this.find("count").querySelector("b").textContent = isExercise ? this.count(state) : "";
    this.find("count").hidden = !isExercise;
    this.text("phase", isExercise ? this.phase(state) : "");
    this.text("clock", isExercise && state.clock !== null ? this.clock(state) : "");
    this.hold(isExercise ? state : null);
    this.message(this.sentence(state, announcer.cueMs));
    this.find("message").dataset.kind = stage === "set_up" && state.advice ? "advice" : "";
    this.find("begin").hidden = stage !== "set_up";
    this.overlay.draw(answer?.row, state);
  }

  // 3, 2, 1 and the start signal, which is so seen with the sound off; the same after a pause.
  big(state, isGo) {
    const counts = this.pause.leftS || (state?.stage === "count_in" && state.countIn);
    this.text("big", counts ? String(counts) : isGo ? this.words.of("go") : "");
    this.find("big").classList.toggle("is-word", !counts);
  }

  count(state) {
    return state.isCounted ? state.count : "–";  // too slow to count: rather none than a wrong one
  }

  // As large as its place allows.
  message(text) {
    const message = this.find("message");
    const size = `${text} ${message.clientWidth} ${message.clientHeight}`;
    this.text("message", text);
    if (!text || size === this.fittedTo) return;
    let fit = 1;
    do message.style.setProperty("--fit", fit);
    while (message.scrollHeight > message.clientHeight && (fit -= 0.06) > LEAST_FIT);
    this.fittedTo = size;
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
    if (!state) return this.waitingFor();
    if (this.pause.isOn) return this.words.of("paused");
    if (state.handsUp > 0.2) return this.words.of("hands");
    if (state.stage === "set_up" && state.advice) return this.words.advice(state.advice);
    if (state.stage === "done") return "";
    if (state.stage !== "exercise") return this.words.of("ready");
    return performance.now() - cueMs < CUE_SHOWN_MS ? this.words.cue(state) : "";
  }

  waitingFor() {
    const {key, values} = this.waiting;
    return key ? this.words.of(key, values) : "";
  }

  text(name, text) {
    const element = this.find(name);
    if (element.textContent !== text) element.textContent = text;
    element.hidden = !text;
  }
}
