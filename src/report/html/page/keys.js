// The chart by keyboard. Arrow keys walk along the lines of reporting; with Shift, or where nobody is selected, they move
// the view.

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** What a key does in the chart; whether it did something. */
function chartKey(app, event) {
  const { view, state } = app;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const arrow = ARROWS[event.key];
  if (arrow) {
    if (event.shiftKey || state.selected < 0) view.pan(arrow[0] * 80, arrow[1] * 80);
    else app.choose(neighbour(state, event.key));
    return true;
  }
  switch (event.key) {
    case "Enter":
    case " ":
      if (state.selected < 0) app.choose(firstCard(state));
      else app.toggle(state.selected);
      return true;
    case "Home":
      view.home();
      app.choose(firstCard(state));
      return true;
    case "+":
    case "=":
      view.zoom(1.25);
      return true;
    case "-":
      view.zoom(0.8);
      return true;
    case "0":
      view.fit();
      return true;
    case "Escape":
      app.choose(NOBODY);
      return true;
    default:
      return false;
  }
}

/** The card at the top with the most people below it, or nobody in an empty chart. */
function firstCard({ chart }) {
  const [node = NOBODY] = chart.kids(chart.top);
  return node < chart.count ? node : chart.kids(node)[0];
}

/** The manager, the first report, or who stands beside. */
function neighbour(state, key) {
  const { chart, selected } = state;
  if (key === "ArrowUp") return chart.manager[selected] >= 0 ? chart.manager[selected] : selected;
  if (key === "ArrowDown") {
    if (!chart.kidsCount(selected)) return selected;
    return chart.kids(selected)[0];
  }
  const beside = siblings(chart, selected);
  const at = beside.indexOf(selected) + (key === "ArrowLeft" ? -1 : 1);
  return beside[at] ?? selected;
}

/** The cards under the same node; at the top, the members of loops are among them. */
function siblings(chart, card) {
  const kids = chart.kids(chart.up[card]);
  return chart.up[card] === chart.top
    ? Array.from(kids, (node) => (chart.isCard(node) ? node : chart.kids(node)[0]))
    : Array.from(kids);
}

/** What is read out of a card. */
function spoken(state, card) {
  const { chart } = state;
  const manager = chart.manager[card];
  const parts = [chart.label(card), chart.title(card) === chart.label(card) ? "" : chart.title(card)];
  if (chart.isVacant(card)) parts.push("vacant");
  parts.push(manager >= 0 ? `reports to ${chart.label(manager)}` : "at the top");
  const direct = chart.kidsCount(card);
  parts.push(direct ? counted(direct, "report", "reports") : "no reports");
  if (direct) parts.push(state.folded[card] ? "folded" : "unfolded");
  if (chart.inLoop(card)) parts.push("in a reporting loop");
  const found = chart.findingsOn.get(card);
  if (found) parts.push(counted(found.length, "finding", "findings"), `gravest: ${chart.severity(card)}`);
  return parts.filter(Boolean).join(", ");
}
