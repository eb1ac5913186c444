// The live page: camera or sample in, coach's answers drawn, written and spoken.

const ADVICE_STEADY_MS = 700;  // advice that flickers is not said
const ADVICE_AGAIN_MS = 6000;
const NOTICE_MS = 6000;
const SMALL_WIDTH = 320;
const ENOUGH_HZ = 20;
const PACE_MS = 1000;

class Live {
  constructor(root) {
    this.root = root;
    this.box = root.querySelector(".live");
    this.find = (name) => root.querySelector(`.${name}`);
    this.voice = new Voice(this.find("said"));
    this.pictures = new Pictures(
      this.find("picture"), (timeMs) => this.send(timeMs), (key) => this.trouble(key));
    this.link = new Link({
      reply: (row, state, flight) => this.reply(row, state, flight),
      message: (message) => this.message(message),
      lost: () => this.lost(),
      busy: (message) => this.notice("busy", message),
    });
    this.overlay = new Overlay(this.find("overlay"), this.find("picture"), []);
    this.controls = new Controls(root, {
      start: (source) => this.start(source),
      stop: () => this.stop(),
      begin: () => this.link.command({do: "begin"}),
      close: () => this.close(),
      changeCamera: (id) => { if (this.source === "camera") this.openCamera(id); },
      settings: (settings) => this.settings(settings),
      isRunning: () => this.state !== "idle",
    });
    this.onVisible = () => this.visible();
    document.addEventListener("visibilitychange", this.onVisible);
    this.onDevices = () => { if (this.troubleKey === "unplugged") this.openCamera(); };
    navigator.mediaDevices?.addEventListener?.("devicechange", this.onDevices);
    this.reset();
    this.show("idle");
  }

  reset() {
    this.answer = null;
    this.said = {advice: "", adviceMs: 0, since: 0, countIn: 0, count: 0, cue: 0, held: 0, stage: ""};
    this.replies = [];
    this.set = null;
    this.troubleKey = "";
  }

  update({data, setTriggerValue}) {
    const before = this.data;
    this.data = data;
    this.words = data.words;
    this.report = (value) => setTriggerValue("done", value);
    this.renewToken = () => setTriggerValue("renew", Date.now());
    this.voice.language = data.language;
    this.overlay.edges = data.edges;
    this.controls.label(data.words);
    this.controls.apply();
    this.find("start-camera").hidden = !data.mayExercise;
    this.find("safety-first").hidden = data.mayExercise;
    this.find("safety-first").textContent = this.word("safety_first");
    this.box.classList.toggle("is-locked", !data.mayExercise);
    this.find("start-demo").hidden = this.find("demo-hint").hidden = !data.sample;
    if (this.link.isWanted && before?.token !== data.token) this.link.open(data.path, data.token);
    const isOther = before && (before.exercise !== data.exercise || before.view !== data.view);
    if (isOther && this.state !== "idle") this.setUp();
    this.render();
  }

  word(key, values = {}) {
    const sentence = this.words?.[`words.${key}`] ?? "";
    return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  // ---- from a press of a button to the first picture

  async start(source) {
    if (this.state !== "idle" || (source === "camera" && !this.data.mayExercise)) return;
    this.reset();
    this.voice.unlock();
    this.source = source;
    this.show("opening");
    this.notice("");
    this.controls.cameras([], "", this.words);
    const trouble = source === "demo" ? await this.openDemo() : await this.openCamera();
    if (trouble || this.state !== "opening") return;
    this.show("running");
    this.box.scrollIntoView({block: "start", behavior: "smooth"});
    this.link.open(this.data.path, this.data.token);
    this.voice.say(this.word("stop_rule"), "tick");
    if (!this.voice.ownVoice()) setTimeout(() => this.checkVoice(), 1500);
  }

  checkVoice() {
    if (this.state === "running" && !this.voice.ownVoice()) this.notice("no_voice", {}, NOTICE_MS);
  }

  async openDemo() {
    const name = this.data.sample;
    try {
      return await this.pictures.openDemo(new URL(`pose/samples/${name}.mp4`, document.baseURI));
    } catch {
      this.notice("fault");
      this.show("idle");
      return "fault";
    }
  }

  async openCamera(id = this.controls.settings.camera) {
    let trouble = await this.pictures.openCamera(id);
    if (trouble === "missing" && id) trouble = await this.pictures.openCamera();
    if (trouble) {
      this.notice(trouble);
      if (this.state === "opening") this.show("idle");
      return trouble;
    }
    if (this.troubleKey) this.notice("");
    this.troubleKey = "";
    const {deviceId, facingMode} = this.pictures.currentCamera();
    this.isRear = facingMode === "environment";
    this.controls.cameras(await this.pictures.cameras(), deviceId, this.words);
    this.settings(this.controls.settings);
    return "";
  }

  settings(settings) {
    this.voice.settings = settings;
    const isMirrored = settings.mirror && this.source === "camera" && !this.isRear;
    this.overlay.isMirrored = isMirrored;
    this.box.classList.toggle("is-mirrored", isMirrored);
  }

  // ---- pictures out, answers in

  async send(timeMs) {
    if (this.state !== "running" || !this.set || document.hidden) return;
    if (!this.link.hasRoom(this.workMs ?? 0)) return;
    if (timeMs <= (this.lastSentMs ?? -1)) return;
    this.lastSentMs = timeMs;
    const number = this.link.reserve(timeMs);
    this.link.picture(number, timeMs, await this.pictures.jpeg());
  }

  setUp() {
    const {exercise, view} = this.data;
    this.link.forget();
    this.link.command({do: "set_up", exercise, view});
    this.set = {key: null};
  }

  message(message) {
    if (message.is === "ready") {
      if (this.set?.key) this.link.command({do: "resume", set: this.set.key});
      else { this.notice(""); this.setUp(); }
    } else if (message.is === "resumed") {
      this.notice("reconnected", {}, NOTICE_MS);
      this.goOn();
    } else if (message.is === "gone") {
      this.carryOver(message);
    } else if (message.is === "done") {
      this.done(message);
    } else if (message.is === "error") {
      if (message.why !== "idle") this.notice("fault");
    }
  }

  // The server does not know the set any more: it was kept in the meantime, or the server is new.
  carryOver(message) {
    if (message.kept) { this.done({set: message.kept, why: "kept"}); return; }
    const {exercise, view} = this.data;
    this.link.command({do: "set_up", exercise, view});
    this.link.restore();
    this.notice(this.link.kept.length ? "reconnected" : "lost", {}, NOTICE_MS);
    this.goOn();
  }

  goOn() {
    if (this.answer?.state.stage === "exercise") this.pictures.play();
  }

  reply(row, state, flight) {
    if (!this.set) return;
    state.view = this.data.view;
    state.position = this.data.position;
    this.set.key = state.set;
    this.answer = {row, state};
    if (state.stage === "count_in" || state.stage === "exercise") {
      this.link.keep(row, flight?.timeMs ?? 1000 * row[0], state.width, state.height);
    } else {
      this.link.forget();
    }
    if (state.stage === "exercise") this.pictures.play();
    this.measure(state, flight);
    this.speak(state);
    this.render();
    window.dispatchEvent(new CustomEvent("posture-live", {detail: {row, state, flight}}));
  }

  // How quick this is; a smaller picture or a slower sample where it is too slow.
  measure(state, flight) {
    const now = performance.now();
    const roundMs = flight ? now - flight.sentMs : 0;
    this.replies.push({now, roundMs, workMs: state.inferMs + state.ownMs});
    this.replies = this.replies.filter((reply) => now - reply.now < 3000);
    if (now - (this.pacedMs ?? 0) < PACE_MS || this.replies.length < 5) return;
    this.pacedMs = now;
    const median = (name) => {
      const values = this.replies.map((reply) => reply[name]).sort((a, b) => a - b);
      return values[values.length >> 1];
    };
    const hz = (this.replies.length - 1) / (now - this.replies[0].now) * 1000;
    const workMs = this.workMs = median("workMs");
    if (this.source === "demo") {
      this.pictures.setPace(state.stage === "exercise" ? 1.08 * hz : 800 / workMs);
    } else if (hz < ENOUGH_HZ && median("roundMs") - 2 * workMs > 60) {
      if (this.pictures.width > SMALL_WIDTH) {
        this.pictures.width = SMALL_WIDTH;
        this.notice("slow_picture", {}, NOTICE_MS);
      }
    } else if (hz < ENOUGH_HZ && state.stage === "set_up" && !this.isToldSlow) {
      this.isToldSlow = true;
      this.notice("slow_rate", {rate: Math.round(hz)}, NOTICE_MS);
    }
  }

  // ---- what is said

  speak(state) {
    const said = this.said, now = performance.now();
    if (state.stage !== said.stage) {
      if (state.stage === "exercise") this.voice.say(this.word("go"), "go", {urgent: true});
      said.stage = state.stage;
      said.countIn = 0;
    }
    if (state.stage === "set_up") this.advise(state, now);
    if (state.countIn && state.countIn !== said.countIn) {
      this.voice.say(String(state.countIn), "tick", {urgent: true});
      said.countIn = state.countIn;
    }
    if (state.count > said.count) {
      this.voice.say(String(state.count), "count");
      said.count = state.count;
    }
    this.speakHold(state);
    if (state.cue && state.cue.n > said.cue) {
      said.cue = state.cue.n;
      said.cueMs = now;
      // the count comes first, the cue after it
      setTimeout(() => this.voice.say(state.cue[this.data.language], "cue", {urgent: true}), 600);
    }
  }

  // Seconds are counted every five, and the goal has a sound of its own.
  speakHold(state) {
    const held = Math.floor(state.holdS ?? 0), goal = state.holdGoal ?? Infinity;
    if (held === this.said.held) return;
    if (held >= goal && this.said.held < goal) this.voice.tone("bell");
    else if (held > 0 && held % 5 === 0) this.voice.say(String(held), "tick");
    this.said.held = held;
  }

  advise(state, now) {
    const said = this.said;
    if (state.advice !== said.next) { said.next = state.advice; said.since = now; }
    if (!state.advice || now - said.since < ADVICE_STEADY_MS) return;
    if (state.advice === said.advice && now - said.adviceMs < ADVICE_AGAIN_MS) return;
    if (this.voice.isTalking()) return;
    said.advice = state.advice;
    said.adviceMs = now;
    this.voice.say(this.words[`advice.${state.advice}`], "warn");
  }

  // ---- the end of a set

  stop() {
    if (this.state !== "running") { this.close(); return; }
    if (this.link.isOpen && this.set) this.link.command({do: "stop"});
    else this.close();
  }

  done(message) {
    const {count = 0} = this.answer?.state ?? {};
    const isKept = Boolean(message.set);
    const said = isKept ? this.word("finished", {count: message.count ?? count})
      : this.word("too_short");
    this.close();
    this.voice.say(said, "bell", {urgent: true});
    if (message.why === "turned" || message.why === "kept") this.notice(message.why);
    else if (!isKept) this.notice("too_short", {}, NOTICE_MS);
    if (isKept) {
      this.box.getRootNode().host?.closest("[data-testid=stMain]")?.scrollTo(0, 0);
      this.report({set: message.set});
    }
  }

  close() {
    this.pictures.close();
    this.link.close();
    this.link.forget();
    this.voice.quiet();
    this.set = null;
    this.show("idle");
    this.answer = null;
    this.notice("");
    this.render();
  }

  // ---- faults

  lost() {
    this.pictures.pause();
    // a server that was replaced knows our token no more: a run of the page brings a new one
    if (this.link.tries >= 2) this.renewToken();
    if (this.state === "running") this.notice(this.set?.key ? "reconnecting" : "connecting");
  }

  trouble(key) {
    if (key === "demo_ended") { setTimeout(() => this.stop(), 800); return; }
    this.troubleKey = key;
    this.notice(key);
    this.voice.tone("warn");
  }

  visible() {
    if (this.state !== "running") return;
    if (document.hidden) this.wasHidden = true;
    else if (this.wasHidden) {
      this.wasHidden = false;
      this.notice("hidden", {}, NOTICE_MS);
    }
  }

  notice(key, values = {}, forMs = 0) {
    clearTimeout(this.noticeTimer);
    this.noticeKey = key;
    this.noticeValues = values;
    if (forMs) this.noticeTimer = setTimeout(() => { this.noticeKey = ""; this.render(); }, forMs);
    this.render();
  }

  // ---- what is shown

  show(state) {
    this.state = state;
    this.box.dataset.state = state;
    if (state === "running" && !this.answer) this.notice("connecting");
  }

  render() {
    if (!this.words) return;
    const {row, state} = this.answer ?? {};
    const stage = this.state === "running" ? state?.stage ?? "" : "";
    this.box.dataset.stage = stage;
    if (state && this.noticeKey === "connecting") this.noticeKey = "";
    if (this.troubleKey === "stalled" && performance.now() - this.pictures.lastSeenMs < 1000) {
      this.troubleKey = this.noticeKey = "";
    }
    const isExercise = stage === "exercise";
    this.text("notice", this.noticeKey ? this.word(this.noticeKey, this.noticeValues) : "");
    this.text("big", stage === "count_in" ? String(state.countIn || "") : "");
    this.find("count").querySelector("b").textContent = isExercise ? state.count : "";
    this.find("count").hidden = !isExercise;
    this.text("phase", isExercise ? this.phase(state) : "");
    this.renderHold(isExercise ? state : null);
    this.text("message", stage ? this.sentence(state) : "");
    this.find("message").dataset.kind = stage === "set_up" && state.advice ? "advice" : "";
    this.find("begin").hidden = stage !== "set_up";
    if (this.state === "running") this.overlay.draw(row, state, this.words);
    else this.overlay.draw(null, null, this.words);
  }

  // A ring that fills while a position is held.
  renderHold(state) {
    const hold = this.find("hold"), isHeld = Boolean(state?.holdS);
    hold.hidden = !isHeld;
    if (!isHeld) return;
    const share = state.holdGoal ? Math.min(1, state.holdS / state.holdGoal) : 1;
    hold.style.setProperty("--share", share);
    hold.classList.toggle("is-full", share >= 1);
    hold.firstElementChild.textContent = Math.floor(state.holdS);
  }

  phase(state) {
    return state.seen ? this.word(`phase_${state.phase}`) : this.word("nobody");
  }

  sentence(state) {
    if (state.handsUp > 0.2) return this.word("hands");
    if (state.stage === "set_up") {
      return state.advice ? this.words[`advice.${state.advice}`] : this.word("ready");
    }
    if (state.stage === "count_in") return this.word("ready");
    const isNew = state.cue && performance.now() - this.said.cueMs < 8000;
    return isNew ? state.cue[this.data.language] : "";
  }

  text(name, text) {
    const element = this.find(name);
    if (element.textContent !== text) element.textContent = text;
    element.hidden = !text;
  }

  destroy() {
    this.close();
    this.voice.close();
    this.controls.close();
    document.removeEventListener("visibilitychange", this.onVisible);
    navigator.mediaDevices?.removeEventListener?.("devicechange", this.onDevices);
  }
}

// Streamlit calls this at every run of the page; the camera goes on meanwhile.
export default function (component) {
  const root = component.parentElement;
  root.postureLive ??= new Live(root);
  root.postureLive.update(component);
  return () => {
    root.postureLive?.destroy();
    delete root.postureLive;
  };
}
