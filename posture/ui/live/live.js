// The live page: camera or sample in, coach's answers drawn, written and spoken.

const NOTICE_MS = 6000;
const SCROLL_MS = 300;  // once the page has its new length
const LAST_PICTURE_MS = 800;  // for the answers to a sample's last pictures

class Live {
  constructor(root) {
    this.box = root.querySelector(".live");
    this.find = (name) => root.querySelector(`.${name}`);
    this.words = new Words();
    this.screen = new Screen(root, this.find("picture"), this.words);
    this.voice = new Voice(this.find("said"));
    this.pictures = new Pictures(
      this.find("picture"), (timeMs) => this.picture(timeMs), (key) => this.trouble(key));
    const tell = (key, values) => this.tell(key, values);
    this.announcer = new Announcer(this.voice, this.words, tell);
    this.pause = new Pause(this);
    this.tempo = new Tempo(this.pictures, this.words, tell);
    this.link = new Link({
      reply: (row, state, flight) => this.reply(row, state, flight),
      message: (message) => this.message(message),
      lost: () => this.lost(),
      busy: (message) => this.busy(message),
    });
    this.controls = new Controls(root, this.words, {
      start: (source) => this.start(source),
      stop: () => this.stop(),
      begin: () => this.link.command({do: "begin"}),
      pause: () => this.pause.toggle(),
      close: () => this.close(),
      changeCamera: (id) => this.openCamera(id),
      settings: (settings) => this.settings(settings),
      hear: () => this.hear(),
      isRunning: () => this.state !== "idle",
    });
    this.listening = new AbortController();
    const {signal} = this.listening;
    document.addEventListener("visibilitychange", () => this.visible(), {signal});
    navigator.mediaDevices?.addEventListener?.("devicechange", () => this.replugged(), {signal});
    this.reset();
    this.show("idle");
  }

  reset() {
    this.answer = null;
    this.set = null;
    this.troubleKey = "";
    this.pause.reset();
    this.pictures.cutMs = 0;
    this.announcer.reset();
    this.tempo.reset();
  }

  update({data, setTriggerValue}) {
    const before = this.data;
    this.data = data;
    this.words.sentences = data.words;
    this.words.language = this.voice.language = this.box.lang = data.language;
    this.report = (value) => setTriggerValue("done", value);
    this.renewToken = () => setTriggerValue("renew", Date.now());
    this.screen.overlay.edges = data.edges;
    this.controls.label(this.pictures.isDemo);
    this.controls.apply();
    this.controls.offer(data);
    if (this.link.isWanted && before?.token !== data.token) this.link.open(data.path, data.token);
    const isOther = before && (before.exercise !== data.exercise || before.view !== data.view);
    this.pictures.ideal = this.idealSize();
    this.tempo.countHz = data.countHz ?? 0;
    // the safety questions were below: back to what they were for
    if (before && !before.mayExercise && data.mayExercise) setTimeout(() => this.look(), SCROLL_MS);
    if (isOther && this.state === "running") this.change(before.isWide !== data.isWide);
    this.render();
  }

  // Of the camera's own pictures: wide for who walks past.
  idealSize() {
    return {width: this.data.isWide ? 848 : 640, height: 480};
  }

  // Another exercise was chosen; its set begins only once its pictures come.
  async change(isOtherShape) {
    this.set = null;
    if (isOtherShape && !this.pictures.isDemo && await this.openCamera()) return;
    this.setUp();
  }

  // ---- from a press of a button to the first picture

  async start(source) {
    if (this.state !== "idle" || (source === "camera" && !this.data.mayExercise)) return;
    this.reset();
    this.voice.unlock();
    this.waiting = {key: "connecting", values: {}};
    this.show("opening");
    this.screen.notice("");
    this.controls.cameras([], "");
    const trouble = source === "demo" ? await this.openDemo() : await this.openCamera();
    if (trouble || this.state !== "opening") return;
    this.controls.label(this.pictures.isDemo);
    this.settings(this.controls.settings);
    this.show("running");
    this.look();
    this.find("stop").focus({preventScroll: true});
    this.link.open(this.data.path, this.data.token);
    this.announcer.welcome();
  }

  async openDemo() {
    const name = this.data.sample;
    try {
      return await this.pictures.openDemo(new URL(`pose/samples/${name}.mp4`, document.baseURI));
    } catch {
      this.screen.notice("fault");
      this.show("idle");
      return "fault";
    }
  }

  async openCamera(id = this.controls.settings.camera) {
    let trouble = await this.pictures.openCamera(id);
    if (trouble === "missing" && id) trouble = await this.pictures.openCamera();
    if (trouble) {
      this.screen.notice(trouble);
      if (this.state === "opening") this.show("idle");
      return trouble;
    }
    if (this.troubleKey) this.screen.notice("");
    this.troubleKey = "";
    const {deviceId, facingMode} = this.pictures.currentCamera();
    this.isRear = facingMode === "environment";
    this.controls.cameras(await this.pictures.cameras(), deviceId);
    if (this.state === "running") this.settings(this.controls.settings);
    return "";
  }

  settings(settings) {
    this.voice.settings = settings;
    const isMirrored = settings.mirror && !this.pictures.isDemo && !this.isRear;
    this.screen.overlay.isMirrored = isMirrored;
    this.box.classList.toggle("is-mirrored", isMirrored);
  }

  // So that the volume is heard while it is chosen.
  hear() {
    this.voice.unlock();
    this.voice.tone("count");
  }

  look() {
    this.box.scrollIntoView({block: "start", behavior: "smooth"});
  }

  // ---- pictures out, answers in

  picture(timeMs) {
    if (this.answer?.row && this.tempo.isOver(this.answer.takenMs)) {
      this.answer.row = null;
      this.render();
    }
    this.send(timeMs);
  }

  async send(timeMs) {
    if (this.state !== "running" || !this.set || this.pause.isOn || document.hidden) return;
    if (!this.link.hasRoom(this.tempo.workMs)) return;
    if (timeMs <= (this.lastSentMs ?? -1)) return;
    this.lastSentMs = timeMs;
    const number = this.link.reserve(timeMs);
    this.link.picture(number, timeMs, await this.pictures.jpeg());
  }

  begin() {
    this.waiting = {key: "connecting", values: {}};
    this.screen.notice("");
    this.setUp();
    this.render();
  }

  setUp() {
    this.link.forget();
    this.tellExercise();
    this.set = {key: null};
  }

  tellExercise() {
    const {exercise, view} = this.data;
    this.link.command({do: "set_up", exercise, view});
  }

  message(message) {
    if (message.is === "ready") {
      if (this.set?.key) this.link.command({do: "resume", set: this.set.key});
      else this.begin();
    } else if (message.is === "resumed") {
      this.screen.notice("");
      this.tell("reconnected");
      this.connected();
    } else if (message.is === "gone") {
      this.carryOver(message);
    } else if (message.is === "done") {
      this.done(message);
    } else if (message.why === "replaced") {
      this.close();
    } else if (message.is === "error" && message.why !== "idle") {
      this.screen.notice("fault");
    }
  }

  // The server does not know the set any more: it was kept in the meantime, or the server is new.
  carryOver(message) {
    if (message.kept) { this.done({set: message.kept, why: "kept"}); return; }
    this.tellExercise();
    this.link.restore();
    this.screen.notice("");
    this.tell(this.link.kept.length ? "reconnected" : "lost");
    this.connected();
  }

  // Again: a stop may have gone down with the connection before.
  connected() {
    if (this.isStopping) this.stop();
    else this.goOn();
  }

  goOn() {
    if (this.answer?.state.stage === "exercise" && !this.pause.isOn) this.pictures.play();
  }

  reply(row, state, flight) {
    if (!this.set) return;
    state.view = this.data.view;
    state.position = this.data.position;
    this.set.key = state.set;
    const takenMs = flight?.timeMs ?? 1000 * row[0], age = this.tempo.age(takenMs);
    this.answer = {row: this.tempo.isLate(takenMs) ? null : row, state, takenMs};
    if (state.stage === "count_in" || state.stage === "exercise") {
      this.link.keep(row, takenMs, state.width, state.height);
    } else {
      this.link.forget();
    }
    this.goOn();
    if (this.pictures.hasWaited() && state.stage === "set_up") this.link.command({do: "begin"});
    this.tempo.measure(state, flight);
    state.isCounted = this.tempo.isCounted;
    this.announcer.announce(state);
    this.render();
    window.dispatchEvent(new CustomEvent("posture-live", {detail: {row, state, flight, age}}));
  }

  render() {
    const isRunning = this.state === "running", isWaiting = this.state !== "idle" && !this.answer;
    this.screen.pause = this.pause;
    this.screen.waiting = isWaiting ? this.waiting : NOTHING;
    this.screen.render(isRunning ? this.answer : null, this.announcer);
    this.controls.offerPause(isRunning, this.answer?.state.stage, this.pause.isOn);
  }

  // ---- the end of a set

  stop() {
    if (this.state !== "running" || !this.link.isOpen || !this.set) { this.close(); return; }
    this.isStopping = true;
    this.link.command({do: "stop"});
    this.screen.notice("finishing");
  }

  done(message) {
    const isKept = Boolean(message.set), count = message.count ?? this.answer?.state.count ?? 0;
    this.close();
    this.voice.tone("bell");
    this.voice.say(this.words.of(isKept ? "finished" : "too_short", {count}), "", {urgent: true});
    if (message.why === "turned" || message.why === "kept") this.screen.notice(message.why);
    else if (!isKept) this.screen.notice("too_short", {}, NOTICE_MS);
    if (isKept) {
      this.screen.notice("finishing");
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
    this.isStopping = false;
    this.pause.reset();
    this.answer = null;
    this.screen.notice("");
    this.show("idle");
  }

  // ---- faults

  lost() {
    this.pictures.pause();
    // a server that was replaced knows our token no more: a run of the page brings a new one
    if (this.link.tries >= 2) this.renewToken();
    if (this.state === "running" && this.set?.key) this.screen.notice("reconnecting");
  }

  busy(message) {
    this.waiting = {key: "busy", values: message};
    this.render();
  }

  trouble(key) {
    if (key === "demo_ended") { setTimeout(() => this.stop(), LAST_PICTURE_MS); return; }
    this.troubleKey = key;
    this.screen.notice(key);
    if (key) this.voice.tone("warn");
  }

  replugged() {
    if (this.troubleKey === "unplugged") this.openCamera();
  }

  visible() {
    if (this.state !== "running") return;
    if (document.hidden) this.wasHidden = true;
    else if (this.wasHidden) {
      this.wasHidden = false;
      this.tell("hidden");
    }
  }

  // For a while, if it still matters.
  tell(key, values = {}) {
    if (this.state === "running") this.screen.notice(key, values, NOTICE_MS);
  }

  show(state) {
    this.state = state;
    this.box.dataset.state = state;
    this.render();
  }

  destroy() {
    this.close();
    this.voice.close();
    this.controls.close();
    this.listening.abort();
  }
}
