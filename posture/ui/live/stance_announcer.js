// What is said aloud while a stance is taken.

class StanceAnnouncer extends Announcer {
  announce(state) {
    const now = performance.now();
    if (state.stage !== this.stage) {
      this.enter(state);
      this.stage = state.stage;
      this.countIn = 0;
    }
    if (state.stage === "set_up") this.advise(state.advice, now);
    if (state.countIn && state.countIn !== this.countIn) {
      this.voice.say(String(state.countIn), "tick", {urgent: true});
      this.countIn = state.countIn;
    }
  }

  enter(state) {
    if (state.stage === "hold") this.voice.say(this.words.of("hold"), "go", {urgent: true});
    if (state.stage === "step") {
      this.voice.say(this.words.of("step", {n: state.taken}), "bell", {urgent: true});
    }
    if (state.stage === "set_up" && state.again && this.stage) {
      const why = this.words.advice(state.again);
      this.voice.say(this.words.of("again", {why}), "warn", {urgent: true});
    }
  }
}
