// The view on the plan: a camera that is dragged, wheeled and pinched.

const SCALE = { least: 0.01, most: 2.5, legible: 0.62 };

class View {
  /** `onPress` is told which card was pressed, and whether on its round button. */
  constructor(frame, surface, canvas, state, onPress) {
    this.frame = frame;
    this.state = state;
    this.onPress = onPress;
    this.scene = new Scene(surface, canvas, state);
    this.camera = { x: 0, y: 0, scale: 1 };
    this.pointers = new Map();
    this.listen();
  }

  get width() { return this.frame.clientWidth; }
  get height() { return this.frame.clientHeight; }

  /** Draws with the next frame; several wishes are one drawing. */
  redraw() {
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.scene.draw(this.camera, this.width, this.height);
    });
  }

  /** Draws everything anew: boxes are other ones, or look otherwise. */
  refresh() {
    this.scene.invalidate();
    this.redraw();
  }

  /** Shows the whole plan where it is legible, or else its top. */
  home() {
    const { plan } = this.state;
    const whole = this.scaleOfAll();
    const scale = Math.min(1, Math.max(whole, SCALE.legible));
    const middle = whole >= scale ? (plan.left + plan.right) / 2 : this.topX();
    const space = this.height / scale - (plan.bottom - plan.top);
    this.move({ scale, x: middle - this.width / scale / 2, y: plan.top - Math.max(28 / scale, Math.min(space / 2, 60)) });
  }

  /** Shows all of the plan, however small it gets. */
  fit() {
    const { plan } = this.state;
    const scale = Math.min(1, this.scaleOfAll());
    const [width, height] = [this.width / scale, this.height / scale];
    this.move({ scale, x: (plan.left + plan.right - width) / 2, y: (plan.top + plan.bottom - height) / 2 });
  }

  scaleOfAll() {
    const { plan } = this.state;
    const room = 40;
    const across = (this.width - room) / Math.max(plan.right - plan.left, 1);
    return Math.max(SCALE.least, Math.min(across, (this.height - room - 20) / Math.max(plan.bottom - plan.top, 1)));
  }

  /** The middle of the first box at the top. */
  topX() {
    const card = firstCard(this.state);
    return card < 0 ? 0 : this.state.plan.x[card] + BOX.width / 2;
  }

  /** Centres a card, near enough to be read. */
  centre(card) {
    const { plan } = this.state;
    const scale = Math.max(this.camera.scale, 0.8);
    this.glide({
      scale,
      x: plan.x[card] + BOX.width / 2 - this.width / scale / 2,
      y: plan.y[card] + plan.h[card] / 2 - this.height / scale / 2,
    });
  }

  /** Moves as little as it takes to have a card in view. */
  show(card) {
    const { plan } = this.state;
    const { scale } = this.camera;
    if (scale < FAR) return this.centre(card);
    const room = 24 / scale;
    const into = (at, start, end, size) => Math.min(Math.max(at, end + room - size), start - room);
    this.glide({
      scale,
      x: into(this.camera.x, plan.x[card], plan.x[card] + BOX.width, this.width / scale),
      y: into(this.camera.y, plan.y[card], plan.y[card] + plan.h[card] + FOLD.height, this.height / scale),
    });
  }

  /** Runs what changes the plan, and keeps a card where it is on the screen. */
  anchored(card, change) {
    const { x, y } = this.state.plan;
    const [oldX, oldY] = [x[card], y[card]];
    change();
    this.camera.x += this.state.plan.x[card] - oldX;
    this.camera.y += this.state.plan.y[card] - oldY;
    this.refresh();
  }

  move(camera) {
    cancelAnimationFrame(this.gliding);
    this.camera = camera;
    this.redraw();
  }

  /** Moves in a moment, so that the eye can follow; at once for whom motion is not good. */
  glide(target) {
    cancelAnimationFrame(this.gliding);
    const start = { ...this.camera };
    const begin = performance.now();
    const step = (now) => {
      const part = isStill() ? 1 : Math.min(1, Math.max(0, now - begin) / 220);
      const eased = 1 - (1 - part) ** 3;
      for (const key of ["x", "y", "scale"]) this.camera[key] = start[key] + (target[key] - start[key]) * eased;
      this.redraw();
      if (part < 1) this.gliding = requestAnimationFrame(step);
    };
    step(begin);
  }

  /** Zooms, and keeps the point at x, y of the frame where it is. */
  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const { camera } = this;
    const scale = Math.min(SCALE.most, Math.max(Math.min(SCALE.least, this.scaleOfAll()), camera.scale * factor));
    this.move({ scale, x: camera.x + x / camera.scale - x / scale, y: camera.y + y / camera.scale - y / scale });
  }

  pan(x, y) {
    const { camera } = this;
    this.move({ ...camera, x: camera.x + x / camera.scale, y: camera.y + y / camera.scale });
  }

  listen() {
    const { frame } = this;
    frame.addEventListener("wheel", (event) => {
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 16 : 1;
      const [x, y] = this.inFrame(event);
      if (event.ctrlKey || event.metaKey) this.zoom(Math.exp(-event.deltaY * unit * 0.008), x, y);
      else if (event.shiftKey && !event.deltaX) this.pan(event.deltaY * unit, 0);
      else this.pan(event.deltaX * unit, event.deltaY * unit);
    }, { passive: false });
    frame.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.target.closest("button, a, select, input")) return;
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      this.moved = this.pointers.size > 1 ? Infinity : 0;
    });
    frame.addEventListener("pointermove", (event) => this.drag(event));
    frame.addEventListener("pointerup", (event) => this.release(event));
    frame.addEventListener("pointercancel", (event) => this.pointers.delete(event.pointerId));
    new ResizeObserver(() => this.resize()).observe(frame);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
  }

  /** Keeps what is in the middle there, when a phone is turned or a window drawn wider. */
  resize() {
    const { camera, width, height } = this;
    const before = this.size ?? { width, height };
    this.size = { width, height };
    this.move({ ...camera, x: camera.x + (before.width - width) / camera.scale / 2, y: camera.y + (before.height - height) / camera.scale / 2 });
  }

  /** One pointer pans; two zoom by their distance as well. */
  drag(event) {
    const pointer = this.pointers.get(event.pointerId);
    if (!pointer) return;
    const before = this.spread();
    const [dx, dy] = [event.clientX - pointer.x, event.clientY - pointer.y];
    this.moved += Math.abs(dx) + Math.abs(dy);
    if (this.moved < 5) return;
    if (!this.frame.hasPointerCapture(event.pointerId)) this.frame.setPointerCapture(event.pointerId);
    this.frame.classList.add("dragged");
    [pointer.x, pointer.y] = [event.clientX, event.clientY];
    this.pan(-dx / this.pointers.size, -dy / this.pointers.size);
    if (this.pointers.size === 2 && before > 0) {
      const [one, other] = [...this.pointers.values()];
      const box = this.frame.getBoundingClientRect();
      this.zoom(this.spread() / before, (one.x + other.x) / 2 - box.left, (one.y + other.y) / 2 - box.top);
    }
  }

  spread() {
    const [one, other] = [...this.pointers.values()];
    return other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
  }

  release(event) {
    const isPress = this.pointers.delete(event.pointerId) && this.moved < 5;
    this.frame.classList.remove("dragged");
    if (!isPress) return;
    const [x, y] = this.inFrame(event);
    this.onPress(this.state.hit(this.camera.x + x / this.camera.scale, this.camera.y + y / this.camera.scale));
  }

  inFrame(event) {
    const box = this.frame.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
}
