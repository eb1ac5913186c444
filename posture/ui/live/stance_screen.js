// What is written around the picture while a stance is taken: the list that is ticked off.

class StanceScreen extends Screen {
  constructor(root, video, words) {
    super(root, video, words);
    this.overlay = new StanceOverlay(this.find("overlay"), video, words);
  }

  label(steps) {
    this.find("steps").replaceChildren(...steps.map((step) => {
      const line = document.createElement("li");
      line.dataset.step = step;
      line.textContent = this.words.of(`step_${step}`);
      return line;
    }));
    this.find("vertical").querySelector("span").textContent = this.words.of("mark");
    this.find("vertical-hint").textContent = this.words.of("mark_hint");
    this.find("top").querySelector("span").textContent = this.words.of("mark_top");
    this.find("bottom").querySelector("span").textContent = this.words.of("mark_bottom");
  }

  render(answer) {
    if (!this.words.sentences) return;
    const state = answer?.state, stage = state?.stage ?? "";
    this.box.dataset.stage = stage;
    this.writeNotice();
    this.text("big", stage === "count_in" ? String(state.countIn || "") : "");
    this.message(this.sentence(state));
    this.find("message").dataset.kind = stage === "set_up" && state.advice ? "advice" : "";
    this.text("taken", state ? this.words.of("taken", {n: state.taken, of: state.wanted}) : "");
    this.find("begin").hidden = stage !== "set_up" && stage !== "step";
    this.tick(state);
    const roll = state?.roll ?? null;
    this.text("roll", roll === null ? "" : this.words.of("roll", {roll: roll.toFixed(1).replace("-", "−")}));
    this.overlay.draw(answer?.row, state);
  }

  tick(state) {
    const met = state?.met ?? [], lines = [...this.find("steps").children];
    const asked = state && !state.advice ? lines.length
      : 1 + Math.max(-1, ...lines.map((line, i) => met.includes(line.dataset.step) ? i : -1));
    lines.forEach((line, i) => {
      const isMet = met.includes(line.dataset.step);
      // what was passed over without being met cannot be told
      line.dataset.is = isMet ? "met" : i < asked ? "unsure" : state && i === asked ? "next" : "";
    });
  }

  sentence(state) {
    if (!state) return this.waitingFor();
    if (state.stage === "set_up" && state.advice) return this.words.advice(state.advice);
    if (state.stage === "step") return this.words.of("step", {n: state.taken});
    if (state.stage === "hold") return this.words.of("hold");
    if (state.stage === "done") return this.words.of("measuring");
    return this.words.of("ready");
  }
}
