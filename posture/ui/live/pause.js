// A rest within a set; against the clock there is none.

const RESUME_S = 5;  // to walk back from the computer, which is no part of the set
const PAUSE_LEFT_MS = 1000;  // of a pause: long enough for the coach to see that there was one

class Pause {
  constructor(live) {
    this.live = live;
    this.reset();
  }

  reset() {
    clearTimeout(this.timer);
    this.isOn = false;
    this.leftS = 0;  // until the set goes on
  }

  toggle() {
    const {live} = this;
    if (this.leftS) return;
    if (this.isOn) this.resume(live.pictures.isDemo ? 0 : RESUME_S);
    else if (live.answer?.state.stage === "exercise" && !live.data.isTimed) {
      this.isOn = true;
      live.pictures.pause();
      live.voice.say(live.words.of("paused"), "warn", {urgent: true});
    }
    live.render();
  }

  resume(leftS) {
    const {live} = this;
    this.leftS = leftS;
    if (leftS) {
      this.timer = setTimeout(() => this.resume(leftS - 1), 1000);
      live.voice.say(String(leftS), "tick", {urgent: true});
    } else {
      this.isOn = false;
      live.pictures.cutTo(live.lastSentMs + PAUSE_LEFT_MS);
      live.announcer.go();
      live.goOn();
    }
    live.render();
  }
}
