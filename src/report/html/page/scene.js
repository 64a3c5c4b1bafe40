// What of the plan is in the page: near enough to be read, the boxes around the view as elements; from far away, a
// canvas with a rectangle for each. So the page has few elements, however large the chart is.

/** Below this scale nobody reads a box. */
const FAR = 0.42;

class Scene {
  constructor(surface, canvas, state) {
    this.surface = surface;
    this.canvas = canvas;
    this.state = state;
    this.linesLayer = svg("g", { class: "lines" });
    this.boxesLayer = svg("g", { class: "boxes" });
    this.world = svg("g", {}, this.linesLayer, this.boxesLayer);
    surface.append(this.world);
    this.near = null;
    this.boxes = new Map();
  }

  /** Has everything drawn anew: the plan, the colours or the selection are other ones. */
  invalidate() {
    this.near = null;
    this.boxes.clear();
    this.boxesLayer.replaceChildren();
  }

  /** Draws what a camera sees in a view of this size. */
  draw(camera, width, height) {
    const isFar = camera.scale < FAR;
    this.surface.classList.toggle("hidden", isFar);
    this.canvas.classList.toggle("hidden", !isFar);
    if (isFar) {
      drawFar(this.canvas, this.state, camera, width, height);
      return;
    }
    const seen = { left: camera.x, top: camera.y, right: camera.x + width / camera.scale, bottom: camera.y + height / camera.scale };
    if (!this.near || !contains(this.near, seen)) this.fill(around(seen, 0.25));
    const [x, y] = [(this.near.left - camera.x) * camera.scale, (this.near.top - camera.y) * camera.scale];
    this.world.setAttribute("transform", `translate(${x} ${y}) scale(${camera.scale})`);
  }

  /** Puts the boxes and lines of a part of the plan into the page. Their places count from its corner, for far from 0 an
   * SVG is no longer exact. */
  fill(near) {
    const { chart, plan, words } = this.state;
    this.near = near;
    const kept = new Map();
    for (const card of plan.shown) {
      const [x, y] = [plan.x[card], plan.y[card]];
      if (x > near.right || x + BOX.width < near.left || y > near.bottom || y + plan.h[card] + FOLD.height < near.top) continue;
      const box = this.boxes.get(card) ?? drawBox(chart, words, card, plan.h[card], this.state);
      box.setAttribute("transform", `translate(${round(x - near.left)} ${round(y - near.top)})`);
      kept.set(card, box);
    }
    this.boxes = kept;
    this.boxesLayer.replaceChildren(...kept.values());
    this.linesLayer.replaceChildren(...linePaths(this.state, near));
  }
}

/** The paths of all lines in a part of the plan, one for each class. */
function linePaths(state, near) {
  const { chart, plan } = state;
  const data = new Map();
  const add = (name, path) => path && data.set(name, (data.get(name) ?? "") + path);
  for (const family of plan.families) {
    if (family.left > near.right || family.right < near.left || family.top > near.bottom || family.bottom < near.top) continue;
    for (const [name, path] of Object.entries(familyLines(chart, plan, family, near, state))) add(name, path);
  }
  for (const extra of chart.raw.extra) {
    add(extra[2] === LINE.dotted ? "line dotted" : "line fault dotted", extraLine(plan, extra, near));
  }
  // What stands out lies above the rest.
  const order = ["line", "line dotted", "line fault dotted", "line fault", "line fault loop", "line on-line"];
  return order.filter((name) => data.has(name)).map((name) => svg("path", { class: name, d: data.get(name) }));
}

function contains(outer, inner) {
  return outer.left <= inner.left && outer.right >= inner.right && outer.top <= inner.top && outer.bottom >= inner.bottom;
}

function around(part, margin) {
  const [x, y] = [(part.right - part.left) * margin, (part.bottom - part.top) * margin];
  return { left: part.left - x, right: part.right + x, top: part.top - y, bottom: part.bottom + y };
}
