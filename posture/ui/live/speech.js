// What is said aloud: the browser's own voices, or tones where there is none for the language.

const SPEECH_CODES = {ja: "ja-JP", en: "en-US"};
const TONES = {  // frequencies in Hz and lengths in s, one after another
  tick: [[660, 0.12]],
  count: [[880, 0.15]],
  go: [[1175, 0.35]],
  bell: [[1319, 0.25], [988, 0.5]],
  cue: [[523, 0.15], [659, 0.15]],
  warn: [[392, 0.2], [392, 0.2]],
};

class Voice {
  constructor(log) {
    this.log = log;
    this.settings = {volume: 0.9, rate: 1.0, mute: false};
    this.language = "ja";
    this.audio = null;
  }

  // Sound may only start from a press of a button.
  unlock() {
    if (!this.audio && window.AudioContext) this.audio = new AudioContext();
    if (this.audio?.state === "suspended") this.audio.resume();
  }

  ownVoice() {
    const voices = window.speechSynthesis?.getVoices() ?? [];
    return voices.find((voice) => voice.lang.replace("_", "-").startsWith(this.language)) ?? null;
  }

  isTalking() {
    return Boolean(window.speechSynthesis?.speaking);
  }

  // One thing at a time: what matters more cuts short what is being said, the rest gives way to it.
  say(text, tone, {urgent = false} = {}) {
    this.note(text);
    if (this.settings.mute) return;
    const voice = this.ownVoice();
    if (!voice) { this.tone(tone); return; }
    if (this.isTalking()) {
      if (!urgent) { this.tone(tone); return; }
      speechSynthesis.cancel();
    }
    const speech = new SpeechSynthesisUtterance(text);
    speech.voice = voice;
    speech.lang = SPEECH_CODES[this.language];
    speech.volume = this.settings.volume;
    speech.rate = this.settings.rate;
    speechSynthesis.speak(speech);
  }

  note(text) {
    const line = document.createElement("li");
    line.textContent = text;
    this.log.append(line);
    while (this.log.children.length > 60) this.log.firstChild.remove();
  }

  tone(name) {
    if (this.settings.mute || !this.audio || !TONES[name]) return;
    let at = this.audio.currentTime;
    for (const [frequency, length] of TONES[name]) {
      const sound = this.audio.createOscillator();
      const loudness = this.audio.createGain();
      sound.frequency.value = frequency;
      loudness.gain.setValueAtTime(0.4 * this.settings.volume, at);
      loudness.gain.exponentialRampToValueAtTime(0.001, at + length);
      sound.connect(loudness).connect(this.audio.destination);
      sound.start(at);
      sound.stop(at + length);
      at += length;
    }
  }

  quiet() {
    window.speechSynthesis?.cancel();
  }

  close() {
    this.quiet();
    this.audio?.close();
    this.audio = null;
  }
}
