// The page's sentences, in its language.

class Words {
  constructor() {
    this.sentences = null;
    this.language = "ja";
  }

  of(key, values = {}) {
    const sentence = this.sentences?.[`words.${key}`] ?? "";
    return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  advice(key) {
    return this.sentences?.[`advice.${key}`] ?? "";
  }

  // The server says a cue in every language.
  cue(state) {
    return state.cue?.[this.language] ?? "";
  }
}
