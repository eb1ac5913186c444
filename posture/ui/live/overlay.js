// What is drawn over the picture: skeleton, the number that matters at its joint, where to stand.

const MIN_VISIBILITY = 0.5;
const LEAST_TEXT_PX = 12;
const NARROW_PX = 560;  // as in the style sheet
const COLOURS = {line: "#3ddc97", joint: "#ffffff", edge: "rgba(0,0,0,.65)", wait: "#ffc14d",
  good: "#3ddc97", level: "#7fd4ff"};

class Overlay {
  constructor(canvas, video, words) {
    this.canvas = canvas;
    this.video = video;
    this.words = words;
    this.edges = [];
    this.context = canvas.getContext("2d");
    this.isMirrored = false;
  }

  // Make the canvas as sharp as the screen and find where the picture lies in it.
  fit() {
    const box = this.canvas.getBoundingClientRect(), ratio = window.devicePixelRatio || 1;
    const width = Math.round(box.width * ratio), height = Math.round(box.height * ratio);
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    const {videoWidth = 4, videoHeight = 3} = this.video;
    const scale = Math.min(width / (videoWidth || 4), height / (videoHeight || 3));
    this.place = {
      width: (videoWidth || 4) * scale, height: (videoHeight || 3) * scale,
      left: (width - (videoWidth || 4) * scale) / 2, top: (height - (videoHeight || 3) * scale) / 2,
    };
    this.unit = Math.min(width, height) / 100;
  }

  point(row, landmark, size) {
    const at = 2 + 6 * landmark, x = row[at] / size[0], y = row[at + 1] / size[1];
    if (!(row[at + 2] >= MIN_VISIBILITY) || Number.isNaN(x)) return null;
    return [this.place.left + (this.isMirrored ? 1 - x : x) * this.place.width,
      this.place.top + y * this.place.height];
  }

  // Without a row only what is not tied to the body.
  draw(row, state) {
    this.fit();
    const {context, canvas} = this;
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (!state) return;
    if (state.stage === "set_up") this.outline(state);
    if (row) this.body(row, state, [state.width, state.height]);
    if (state.stage === "exercise") this.gauge(state);
  }

  body(row, state, size) {
    const isReady = state.stage !== "set_up" || !state.advice;
    this.skeleton(row, size, isReady ? COLOURS.line : COLOURS.wait);
    if (state.seen) this.tracked(row, size, state.stage !== "exercise" || !this.isNarrow());
    if (state.stage !== "exercise") return;
    this.level(row, state, size);
    this.number(row, state, size);
  }

  skeleton(row, size, colour) {
    const {context, unit} = this;
    const points = Array.from({length: 33}, (_, landmark) => this.point(row, landmark, size));
    for (const [width, style] of [[1.6, COLOURS.edge], [0.9, colour]]) {
      context.lineWidth = width * unit;
      context.strokeStyle = style;
      context.lineCap = "round";
      context.beginPath();
      for (const [a, b] of this.edges) {
        if (!points[a] || !points[b]) continue;
        context.moveTo(...points[a]);
        context.lineTo(...points[b]);
      }
      context.stroke();
    }
    context.fillStyle = COLOURS.joint;
    for (const landmark of new Set(this.edges.flat())) {
      if (!points[landmark]) continue;
      context.beginPath();
      context.arc(...points[landmark], 0.9 * unit, 0, 2 * Math.PI);
      context.fill();
    }
  }

  isNarrow() {
    return this.canvas.clientWidth <= NARROW_PX;
  }

  // A small mark over the head of whoever is followed; on a phone the count needs the words' place.
  tracked(row, size, isNamed) {
    const head = this.point(row, 0, size), {context, unit} = this;
    if (!head) return;
    const y = Math.max(head[1] - 13 * unit, 6 * unit);
    context.fillStyle = COLOURS.good;
    context.beginPath();
    context.moveTo(head[0], y + 3.5 * unit);
    context.lineTo(head[0] - 2 * unit, y);
    context.lineTo(head[0] + 2 * unit, y);
    context.fill();
    if (!isNamed) return;
    const height = Math.max(2.8 * unit, LEAST_TEXT_PX * (window.devicePixelRatio || 1));
    this.text(this.words.of("tracked"), head[0], y - 0.8 * height, height);
  }

  number(row, state, size) {
    if (state.joint === null || state.value === null || state.unit !== "deg") return;
    const at = this.point(row, state.joint, size);
    if (!at) return;
    const side = at[0] > this.canvas.width / 2 ? -1 : 1;
    this.text(`${Math.round(state.value)}°`, at[0] + side * 11 * this.unit, at[1], 9 * this.unit);
  }

  // The height that the hip comes down to when the thigh is level.
  level(row, state, size) {
    const at = state.level === null ? null : this.point(row, state.level, size);
    if (!at) return;
    const {context, unit, place} = this;
    context.strokeStyle = COLOURS.level;
    context.lineWidth = 0.5 * unit;
    context.setLineDash([2 * unit, 1.5 * unit]);
    context.beginPath();
    context.moveTo(Math.max(place.left, at[0] - 30 * unit), at[1]);
    context.lineTo(Math.min(place.left + place.width, at[0] + 30 * unit), at[1]);
    context.stroke();
    context.setLineDash([]);
  }

  // How far the movement is, beside the guide where there is one.
  gauge(state) {
    const {context, unit, canvas} = this;
    const isGuided = state.lower !== null || state.upper !== null;
    if (!isGuided && (state.holdGoal !== null || !state.depth)) return;
    const most = isGuided ? 1.25 * (state.upper ?? 2 * state.lower) : 4;
    const now = Math.min(1, Math.max(0, (isGuided ? state.value ?? 0 : state.depth) / most));
    const left = 4 * unit, width = 3.4 * unit, top = canvas.height * 0.2;
    const height = canvas.height * 0.6;
    const bar = (from, to, colour) => {
      context.fillStyle = colour;
      context.fillRect(left, top + from * height, width, (to - from) * height);
    };
    bar(0, 1, COLOURS.edge);
    if (isGuided) {
      const band = [(state.lower ?? 0) / most, (state.upper ?? most) / most];
      bar(...band, "rgba(61,220,151,.45)");
    }
    context.fillStyle = COLOURS.joint;
    context.beginPath();
    context.roundRect(left - unit, top + now * height - 0.8 * unit, width + 2 * unit, 1.6 * unit, unit);
    context.fill();
  }

  text(text, x, y, height) {
    const {context} = this;
    context.font = `700 ${height}px system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = height / 6;
    context.strokeStyle = COLOURS.edge;
    context.strokeText(text, x, y);
    context.fillStyle = COLOURS.joint;
    context.fillText(text, x, y);
  }

  standing(middle, foot, tall, view) {
    const {context} = this, wide = (view === "side" ? 0.07 : 0.115) * tall;
    context.ellipse(middle, foot - 0.93 * tall, 0.055 * tall, 0.07 * tall, 0, 0, 2 * Math.PI);
    context.moveTo(middle - wide, foot);
    context.lineTo(middle - wide, foot - 0.5 * tall);
    context.lineTo(middle - 1.25 * wide, foot - 0.8 * tall);
    context.quadraticCurveTo(middle, foot - 0.88 * tall, middle + 1.25 * wide, foot - 0.8 * tall);
    context.lineTo(middle + wide, foot - 0.5 * tall);
    context.lineTo(middle + wide, foot);
    context.closePath();
  }

  // Who sits or lies may face either way: a frame with room for the legs.
  room(middle, foot, tall) {
    const wide = Math.min(0.5 * tall, 0.46 * this.place.width);
    this.context.roundRect(middle - wide, foot - tall, 2 * wide, tall, 0.06 * tall);
  }

  // A body to step into, and a frame that fills with green while all is well.
  outline(state) {
    const {context, unit, place} = this;
    const middle = place.left + place.width / 2, foot = place.top + 0.94 * place.height;
    const tall = 0.84 * place.height;
    const colour = state.advice ? COLOURS.wait : COLOURS.good;
    context.strokeStyle = colour;
    context.lineWidth = 0.7 * unit;
    context.setLineDash([2.4 * unit, 1.8 * unit]);
    context.beginPath();
    if (state.position === "standing") this.standing(middle, foot, tall, state.view);
    else this.room(middle, foot, tall);
    context.stroke();
    context.setLineDash([]);
    const share = Math.min(1, state.steady / 1.5);
    if (share > 0) {
      context.fillStyle = colour;
      context.fillRect(place.left, place.top + place.height - 1.6 * unit,
        place.width * share, 1.6 * unit);
    }
  }
}
