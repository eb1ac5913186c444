// Where pictures come from: a camera, or the sample video in its place.

const WHY_NO_CAMERA = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "in_use",
  AbortError: "in_use",
};
const SHORT_PX = 360;  // of the shorter side, as it is sent: more sees no better
const JPEG_QUALITY = 0.8;
const STALLED_MS = 4000;
const DEMO_HZ = 25;  // pictures for each second of the sample: slower machines play it slower
const DEMO_WAIT_MS = 4000;
const HELD_MS = 1000 / 15;

class Pictures {
  // `onPicture(timeMs)` is called for every new picture, with the time it was taken, which is also
  // `shownMs`; `onTrouble(key)` when none come any more, and with no key once they do again.
  constructor(video, onPicture, onTrouble) {
    this.video = video;
    this.onPicture = onPicture;
    this.onTrouble = onTrouble;
    this.canvas = document.createElement("canvas");
    this.context = this.canvas.getContext("2d", {alpha: false});
    this.shortPx = SHORT_PX;
    this.ideal = {width: 640, height: 480};  // of the camera's own pictures
    this.isDemo = false;
    this.stream = null;
    this.cutMs = 0;  // of pauses, which are cut out of the pictures' time
    this.cutToMs = null;
    this.runs = 0;
  }

  async openCamera(deviceId) {
    this.close();
    if (!navigator.mediaDevices?.getUserMedia) return "insecure";
    const {width, height} = this.ideal;
    const wanted = {width: {ideal: width}, height: {ideal: height}, frameRate: {ideal: 30}};
    if (deviceId) wanted.deviceId = {exact: deviceId};
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({video: wanted, audio: false});
    } catch (error) {
      return WHY_NO_CAMERA[error.name] ?? "missing";
    }
    const [track] = this.stream.getVideoTracks();
    track.addEventListener("ended", () => this.onTrouble("unplugged"));
    this.isDemo = false;
    this.video.removeAttribute("src");
    this.video.srcObject = this.stream;
    await this.video.play();
    this.watch();
    return "";
  }

  async openDemo(url) {
    this.close();
    this.isDemo = true;
    this.heldMs = 0;
    this.hasBegun = this.hasEnded = false;
    this.video.srcObject = null;
    this.video.src = url;
    this.video.load();
    await new Promise((resolve, reject) => {
      this.video.onloadeddata = resolve;
      this.video.onerror = reject;
    });
    this.video.onended = () => this.end();
    this.watch();
    return "";
  }

  // The sample stands still until the set begins, then it plays. One that was halted as it ended,
  // by a computer that slept, does not say so itself.
  async play() {
    if (!this.isDemo || !this.video.paused) return;
    if (this.video.ended) { this.end(); return; }
    this.hasBegun = true;
    await this.video.play();
  }

  end() {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.onTrouble("demo_ended");
  }

  // While nobody watches, the sample waits.
  pause() {
    if (this.isDemo && this.hasBegun) this.video.pause();
  }

  setPace(picturesPerS) {
    if (!this.isDemo || !Number.isFinite(picturesPerS)) return;
    const rate = this.video.playbackRate * picturesPerS / (DEMO_HZ * this.video.playbackRate);
    this.video.playbackRate = Math.min(1, Math.max(0.2, rate));
  }

  watch() {
    const run = ++this.runs;
    this.isStalled = false;
    this.lastSeenMs = performance.now();
    const seen = (now, info) => {
      if (run !== this.runs) return;
      this.video.requestVideoFrameCallback(seen);
      this.lastSeenMs = performance.now();
      if (this.isStalled) this.onTrouble("");
      this.isStalled = false;
      this.show(this.isDemo ? this.heldMs + 1000 * info.mediaTime : info.captureTime ?? now);
    };
    this.video.requestVideoFrameCallback(seen);
    const startMs = performance.now();
    const check = () => {
      if (run !== this.runs) return;
      if (this.isDemo && !this.hasBegun) {
        this.heldMs = performance.now() - startMs;
        this.show(this.heldMs);
      }
      const isStill = performance.now() - this.lastSeenMs > STALLED_MS;
      if (!this.isDemo && isStill && !this.isStalled && !document.hidden) {
        this.isStalled = true;
        this.onTrouble("stalled");
      }
      setTimeout(check, this.isDemo ? HELD_MS : 1000);
    };
    check();
  }

  show(takenMs) {
    if (this.cutToMs !== null) {
      this.cutMs = Math.max(this.cutMs, takenMs - this.cutToMs);
      this.cutToMs = null;
    }
    this.shownMs = takenMs - this.cutMs;
    this.onPicture(this.shownMs);
  }

  // The next picture is taken as from this time, if a pause made it later.
  cutTo(timeMs) {
    this.cutToMs = timeMs;
  }

  // Who comes into the sample only later cannot be waited for.
  hasWaited() {
    return this.isDemo && !this.hasBegun && this.heldMs > DEMO_WAIT_MS;
  }

  // The newest picture as a JPEG, or null if there is none yet.
  async jpeg() {
    const {videoWidth, videoHeight} = this.video;
    if (!videoWidth) return null;
    const scale = Math.min(1, this.shortPx / Math.min(videoWidth, videoHeight));
    const width = Math.round(scale * videoWidth), height = Math.round(scale * videoHeight);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    this.context.drawImage(this.video, 0, 0, width, height);
    return new Promise((resolve) => this.canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY));
  }

  async cameras() {
    const devices = await navigator.mediaDevices?.enumerateDevices() ?? [];
    return devices.filter((device) => device.kind === "videoinput");
  }

  currentCamera() {
    return this.stream?.getVideoTracks()[0]?.getSettings() ?? {};
  }

  close() {
    this.runs++;
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.video.onended = this.video.onerror = null;
    this.video.pause();
    this.video.srcObject = null;
    this.video.removeAttribute("src");
    this.video.load();
    this.video.playbackRate = 1;
  }
}
