// What of the coach's answers is said aloud, and when.

const ADVICE_STEADY_MS = 700;  // advice that flickers is not said
const ADVICE_AGAIN_MS = 6000;
const AFTER_COUNT_MS = 600;  // the count comes first, the cue after it
const HOLD_EVERY_S = 5;
const VOICES_MS = 1500;  // browsers find their voices a little after the page

class Announcer {
  constructor(voice, words, tell) {
    this.voice = voice;
    this.words = words;
    this.tell = tell;
    this.reset();
  }

  reset() {
    this.stage = "";
    this.countIn = this.count = this.cue = this.held = 0;
    this.advice = this.nextAdvice = this.phase = "";
    this.adviceMs = this.nextMs = 0;
    this.cueMs = this.goMs = -Infinity;
  }

  // When the camera starts.
  welcome() {
    this.voice.say(this.words.of("stop_rule"), "tick");
    setTimeout(() => { if (!this.voice.ownVoice()) this.tell("no_voice"); }, VOICES_MS);
  }

  announce(state) {
    const now = performance.now();
    if (state.stage !== this.stage) {
      if (state.stage === "exercise") this.go();
      this.stage = state.stage;
      this.countIn = 0;
    }
    if (state.stage === "set_up") this.advise(state.advice, now);
    if (state.countIn && state.countIn !== this.countIn) {
      this.voice.say(String(state.countIn), "tick", {urgent: true});
      this.countIn = state.countIn;
    }
    if (state.isCounted && state.count > this.count) {
      this.voice.say(String(state.count), "count");
      this.count = state.count;
    }
    this.hold(state);
    if (state.phase === "other_leg" && this.phase === "holding") {
      this.voice.say(this.words.of("phase_other_leg"), "cue");
    }
    this.phase = state.phase;
    if (state.cue && state.cue.n > this.cue) {
      this.cue = state.cue.n;
      this.cueMs = now;
      const cue = this.words.cue(state);
      setTimeout(() => this.voice.say(cue, "cue", {urgent: true}), AFTER_COUNT_MS);
    }
  }

  // The start signal is a tone that everybody knows by now, whatever voice there is.
  go() {
    this.goMs = performance.now();
    this.voice.tone("go");
    this.voice.say(this.words.of("go"), "", {urgent: true});
  }

  // Seconds are counted every five, and the goal has a sound of its own.
  hold(state) {
    const held = Math.floor(state.holdS ?? 0), goal = state.holdGoal ?? Infinity;
    if (held === this.held) return;
    if (held >= goal && this.held < goal) this.voice.tone("bell");
    else if (held > 0 && held % HOLD_EVERY_S === 0) this.voice.say(String(held), "tick");
    this.held = held;
  }

  advise(advice, now) {
    if (advice !== this.nextAdvice) { this.nextAdvice = advice; this.nextMs = now; }
    if (!advice || now - this.nextMs < ADVICE_STEADY_MS) return;
    if (advice === this.advice && now - this.adviceMs < ADVICE_AGAIN_MS) return;
    if (this.voice.isTalking()) return;
    this.advice = advice;
    this.adviceMs = now;
    this.voice.say(this.words.advice(advice), "warn");
  }
}
