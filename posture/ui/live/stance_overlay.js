// What is drawn while a stance is taken: level lines, the vertical that is marked, the silhouette.

const MARK_TOP = 2, MARK_BOTTOM = 98;  // heights of the vertical's ends, percent of the picture
const GRID = "rgba(255,255,255,.75)", MARK = "#ff9d5c";

class StanceOverlay extends Overlay {
  constructor(canvas, video, words) {
    super(canvas, video, words);
    this.mark = null;  // {top, bottom}: where its ends lie across the picture, in percent
    this.view = "front";
  }

  draw(row, state) {
    this.fit();
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    if (!state) return;
    this.levelLines();
    if (this.mark) this.vertical();
    const isReady = !state.advice;
    if (state.stage === "set_up" || state.stage === "count_in") this.silhouette(isReady);
    if (row) {
      const colour = isReady ? COLOURS.line : COLOURS.wait;
      this.skeleton(row, [state.width, state.height], colour);
    }
    this.progress(state.stage === "hold" ? state.held : state.steady);
  }

  line(from, to, colour, width, dash = []) {
    const {context, unit} = this;
    context.setLineDash(dash.map((part) => part * unit));
    for (const [style, wide] of [[COLOURS.edge, width + 0.5], [colour, width]]) {
      context.strokeStyle = style;
      context.lineWidth = wide * unit;
      context.beginPath();
      context.moveTo(...from);
      context.lineTo(...to);
      context.stroke();
    }
    context.setLineDash([]);
  }

  // True to the picture: the camera is turned until a door runs along the upright one.
  levelLines() {
    const {left, top, width, height} = this.place;
    for (const share of [1 / 4, 1 / 2, 3 / 4]) {
      const x = left + share * width;
      this.line([x, top], [x, top + height], GRID, 0.2, share === 1 / 2 ? [] : [1.6, 1.6]);
    }
    const y = top + height / 2;
    this.line([left, y], [left + width, y], GRID, 0.2);
  }

  across(percent) {
    const share = percent / 100;
    return this.place.left + (this.isMirrored ? 1 - share : share) * this.place.width;
  }

  vertical() {
    const {context, unit, place} = this;
    const ends = [[this.mark.top, MARK_TOP], [this.mark.bottom, MARK_BOTTOM]].map(
      ([x, y]) => [this.across(x), place.top + y / 100 * place.height]);
    this.line(...ends, MARK, 0.7);
    for (const [x, y] of ends) {
      context.beginPath();
      context.arc(x, y + (y > place.top + place.height / 2 ? -3 : 3) * unit, 2 * unit, 0, 2 * Math.PI);
      context.fillStyle = MARK;
      context.fill();
      context.lineWidth = 0.4 * unit;
      context.strokeStyle = "#fff";
      context.stroke();
    }
  }

  silhouette(isReady) {
    const {context, unit, place} = this;
    context.strokeStyle = isReady ? COLOURS.good : COLOURS.wait;
    context.lineWidth = 0.6 * unit;
    context.setLineDash([2.4 * unit, 1.8 * unit]);
    context.beginPath();
    const middle = place.left + place.width / 2;
    this.standing(middle, place.top + 0.94 * place.height, 0.84 * place.height, this.view);
    context.stroke();
    context.setLineDash([]);
  }

  progress(share) {
    if (!share) return;
    const {context, unit, place} = this;
    context.fillStyle = COLOURS.good;
    context.fillRect(place.left, place.top + place.height - 1.6 * unit, place.width * share, 1.6 * unit);
  }

  // Where somebody points, in percent of the picture.
  at(event) {
    const box = this.canvas.getBoundingClientRect(), ratio = this.canvas.width / box.width;
    const x = ((event.clientX - box.left) * ratio - this.place.left) / this.place.width;
    const y = ((event.clientY - box.top) * ratio - this.place.top) / this.place.height;
    return {x: 100 * (this.isMirrored ? 1 - x : x), y: 100 * y};
  }
}
