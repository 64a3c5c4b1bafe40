// What is shown of a chart: who is folded, who is selected, which colours. Whoever changes it asks for a new plan.

/** About as many boxes show at first. */
const AT_FIRST = 60;
/** The first row shows even where it is long. */
const MOST_AT_FIRST = 200;

class State {
  constructor(chart) {
    this.chart = chart;
    this.words = new Words(chart);
    this.folded = new Uint8Array(chart.top + 1);
    this.selected = NOBODY;
    this.line = new Set(chart.raw.highlighted);
    this.colourBy(chart.raw.color_by);
    this.foldAtFirst();
    this.plan = null;
    this.rearrange();
  }

  rearrange() {
    this.plan = layOut(this.chart, this.folded, (card) => this.words.height(card));
  }

  colourBy(name) {
    this.colours = this.chart.raw.colours.find((colours) => colours.by === name) ?? null;
    this.by = this.colours ? name : "none";
  }

  colourOf(card) {
    const number = this.colours ? this.colours.of[card] : NOBODY;
    return number >= 0 ? this.colours.swatches[number].colour : null;
  }

  /** Unfolds layer by layer from the top, as long as all of it can be taken in at a glance. */
  foldAtFirst() {
    const { chart } = this;
    if (chart.count <= AT_FIRST) return;
    for (let card = 0; card < chart.count; card++) this.folded[card] = chart.kidsCount(card) > 0 ? 1 : 0;
    let layer = Array.from(chart.kids(chart.top));
    let shown = layer.length;
    for (let isTop = true; layer.length; isTop = false) {
      // Nodes of loops are no boxes, and what hangs off them shows with them.
      layer = layer.flatMap((node) => (chart.isCard(node) ? node : Array.from(chart.kids(node))));
      const next = layer.reduce((sum, node) => sum + chart.kidsCount(node), 0);
      if (shown + next > (isTop ? MOST_AT_FIRST : AT_FIRST)) break;
      layer.forEach((node) => (this.folded[node] = 0));
      layer = layer.flatMap((node) => Array.from(chart.kids(node)));
      shown += layer.length;
    }
  }

  /** Folds or unfolds a team; whether there was one. */
  toggle(card) {
    if (!this.chart.isCard(card) || !this.chart.kidsCount(card)) return false;
    this.folded[card] = this.folded[card] ? 0 : 1;
    if (this.folded[card] && this.isBelow(this.selected, card)) this.select(card);
    this.rearrange();
    return true;
  }

  isBelow(card, manager) {
    let at = card;
    while (at >= 0 && at !== manager) at = this.chart.up[at];
    return at === manager && card !== manager;
  }

  /** Folds every team, or unfolds every one. */
  toggleAll(isFolded) {
    const { chart } = this;
    for (let card = 0; card < chart.count; card++) {
      this.folded[card] = isFolded && chart.kidsCount(card) > 0 && chart.up[card] !== chart.top ? 1 : 0;
    }
    if (isFolded && this.selected >= 0) this.reveal(this.selected);
    this.rearrange();
  }

  /** Unfolds whatever is above a card; whether anything was folded. */
  reveal(card) {
    let isNew = false;
    for (let at = this.chart.up[card]; at >= 0; at = this.chart.up[at]) {
      isNew ||= this.folded[at] === 1;
      this.folded[at] = 0;
    }
    return isNew;
  }

  /** Selects a card, and has the line above it stand out. */
  select(card) {
    this.selected = card;
    this.line = new Set(card >= 0 ? [card, ...this.chart.chain(card)] : this.chart.raw.highlighted);
  }

  /** The card at a point of the plan, and whether the point is on its round button. */
  hit(x, y) {
    const { chart, plan } = this;
    let found = null;
    for (const card of plan.shown) {
      const [left, top, height] = [plan.x[card], plan.y[card], plan.h[card]];
      if (x < left || x > left + BOX.width || y < top || y > top + height + FOLD.height / 2) continue;
      const half = foldWidth(foldText(chart, card, this.folded)) / 2 + 3;
      const isFold = chart.kidsCount(card) > 0 && Math.abs(x - left - BOX.width / 2) <= half && y >= top + height - FOLD.height / 2 - 2;
      if (isFold || y <= top + height) found = { card, isFold };
    }
    return found;
  }
}
