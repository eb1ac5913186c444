// Buttons, settings and keys around the picture.

const SETTINGS_KEY = "posture.live";
const SETTINGS = ["volume", "rate", "large", "mirror"];

class Controls {
  constructor(root, words, actions) {
    this.root = root;
    this.words = words;
    this.actions = actions;
    this.find = (name) => root.querySelector(`.${name}`);
    this.settings = {volume: 0.9, rate: 1, mute: false, large: false, mirror: true, camera: "",
      ...stored()};
    const press = (name, action) => this.find(name).addEventListener("click", action);
    press("start-camera", () => actions.start("camera"));
    press("start-demo", () => actions.start("demo"));
    press("stop", () => actions.stop());
    press("begin", () => actions.begin());
    press("pause", () => actions.pause());
    press("sound", () => this.change("mute", !this.settings.mute));
    press("close", () => actions.close());
    press("full", () => this.toggleFullScreen());
    for (const name of SETTINGS) {
      const input = this.find(name).querySelector("input"), isBox = input.type === "checkbox";
      input[isBox ? "checked" : "value"] = this.settings[name];
      input.addEventListener("input", () => {
        this.change(name, isBox ? input.checked : Number(input.value));
        if (name === "volume") actions.hear();
      });
    }
    this.find("cameras").querySelector("select").addEventListener("change", (event) => {
      this.change("camera", event.target.value);
      actions.changeCamera(event.target.value);
    });
    this.onKey = (event) => this.key(event);
    window.addEventListener("keydown", this.onKey);
  }

  change(name, value) {
    this.settings[name] = value;
    try { localStorage.setItem(SETTINGS_KEY, JSON.stringify(this.settings)); } catch { /* private */ }
    this.apply();
  }

  apply() {
    const box = this.find("live");
    box.classList.toggle("is-large", this.settings.large);
    this.find("sound").textContent = this.words.of(this.settings.mute ? "sound_on" : "sound_off");
    this.actions.settings(this.settings);
  }

  label(isDemo) {
    const {words} = this;
    const texts = {
      "start-camera": "start_camera", "start-demo": "start_demo", "demo-hint": "demo_hint",
      stop: "stop", begin: "begin_now", close: isDemo ? "close_demo" : "close", full: "full_screen",
      "stop-rule": "stop_rule", keys: "keys", "hands-stop": "hands_stop",
      "safety-first": "safety_first",
    };
    for (const [name, key] of Object.entries(texts)) {
      this.find(name).textContent = words.of(key);
    }
    this.find("settings").querySelector("summary").textContent = words.of("settings");
    for (const name of SETTINGS) {
      this.find(name).querySelector("span").textContent = words.of(name);
    }
    this.find("cameras").querySelector("span").textContent = words.of("camera");
  }

  // The camera is for who answered the safety questions; the sample is for everybody.
  offer({mayExercise, sample, counted, placing, isTimed}) {
    this.find("placing").textContent = placing ?? "";
    this.find("count").querySelector("span").textContent = this.words.of(`counted_${counted}`);
    this.find("start-camera").hidden = !mayExercise;
    this.find("safety-first").hidden = mayExercise;
    this.find("live").classList.toggle("is-locked", !mayExercise);
    this.isTimed = isTimed;
    this.find("start-demo").hidden = this.find("demo-hint").hidden = !sample;
  }

  offerPause(isRunning, stage, isPaused) {
    const pause = this.find("pause");
    pause.hidden = !isRunning || stage !== "exercise" || this.isTimed;
    pause.textContent = this.words.of(isPaused ? "resume" : "pause");
  }

  cameras(devices, current) {
    const select = this.find("cameras").querySelector("select");
    select.replaceChildren(...devices.map((device, index) => {
      const name = device.label || this.words.of("camera_n", {n: index + 1});
      return new Option(name, device.deviceId, false, device.deviceId === current);
    }));
    this.find("cameras").hidden = devices.length < 2;
  }

  key(event) {
    const target = event.composedPath()[0];
    const isTyping = target.closest?.("input, select, textarea, [contenteditable], summary");
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping) return;
    if (event.key === "Escape" && this.actions.isRunning()) {
      this.actions.stop();
    } else if (event.code === "KeyP" && this.actions.isRunning()) {
      this.actions.pause();
    } else if (event.code === "Space" && !target.closest?.("button, a, [role]")) {
      event.preventDefault();
      if (this.actions.isRunning()) this.actions.stop();
      else this.actions.start("camera");
    }
  }

  toggleFullScreen() {
    const box = this.find("live");
    if (document.fullscreenElement) document.exitFullscreen();
    else box.requestFullscreen?.();
  }

  close() {
    window.removeEventListener("keydown", this.onKey);
  }
}

function stored() {
  try { return JSON.parse(localStorage.getItem(SETTINGS_KEY)) ?? {}; } catch { return {}; }
}
