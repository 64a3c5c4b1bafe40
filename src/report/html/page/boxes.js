// A box: a card with a stripe in its colour, the name, the title, and quietly what is below. What is at fault is told by
// the border and in words.

const LINE_HEIGHT = { name: 19, title: 17, quiet: 17, fault: 17, found: 17 };
const PADDING = { left: 18, right: 12, top: 11, bottom: 11 };
const FOLD = { height: 22, letter: 7.2 };

/** The lines of text of a card, each with its style; kept, for layout and drawing both ask. */
class Words {
  constructor(chart) {
    this.chart = chart;
    this.kept = new Array(chart.count);
  }

  of(card) {
    return (this.kept[card] ??= this.make(card));
  }

  height(card) {
    const lines = this.of(card);
    return lines.reduce((sum, [style]) => sum + LINE_HEIGHT[style], PADDING.top + PADDING.bottom) + (this.chart.kidsCount(card) ? 5 : 0);
  }

  make(card) {
    const { chart } = this;
    const width = BOX.width - PADDING.left - PADDING.right;
    const kind = chart.kind(card);
    const lines = [];
    const add = (style, text, most) => linesOf(text, style, width, most).forEach((line) => lines.push([style, line]));
    add("name", chart.label(card), 2);
    const title = chart.title(card);
    if (title !== chart.label(card)) add("title", title, 2);
    add("quiet", this.quiet(card), 1);
    if (kind === KIND.unknown) add("fault", "not in the chart", 1);
    if (kind === KIND.left) add("fault", "has left", 1);
    if (kind === KIND.notBegun) add("fault", "has not begun", 1);
    if (chart.isVacant(card) && !/vacan/i.test(chart.label(card) + title)) add("quiet", "vacant", 1);
    if (chart.inLoop(card)) add("fault", "in a reporting loop", 1);
    const leftOut = chart.cards.left_out[card];
    if (leftOut) add("quiet", `+ ${counted(leftOut, "report", "reports")} not shown`, 1);
    const found = chart.findingsOn.get(card) ?? [];
    if (found.length) {
      const rule = chart.raw.rules[chart.findings.rule[found[0]]];
      const more = found.length > 1 ? ` + ${found.length - 1}` : "";
      add("found", `${rule.severity}: ${rule.name.split("/").pop()}${more}`, 2);
    }
    return lines;
  }

  quiet(card) {
    const { chart } = this;
    if (chart.kind(card) === KIND.unknown) return "";
    const work = chart.func(card);
    const parts = [work === "Not told" || work === "not told" ? chart.department(card) : work];
    if (chart.total(card) > 0) parts.push(`${grouped(chart.total(card))} below`);
    return parts.filter(Boolean).join(" · ");
  }
}

/** What a box looks like beyond its words. */
function boxClass(chart, card, state) {
  const kind = chart.kind(card);
  const names = ["box", chart.severity(card)];
  if (chart.isVacant(card)) names.push("vacant");
  if (kind === KIND.unknown || kind === KIND.left || kind === KIND.notBegun) names.push("missing");
  if (chart.inLoop(card)) names.push("looped");
  if (state.line.has(card)) names.push("on-line");
  if (state.selected === card) names.push("selected");
  return names.filter(Boolean).join(" ");
}

/** The box as a group at 0, 0. */
function drawBox(chart, words, card, height, state) {
  const colour = state.colourOf(card);
  const group = svg("g", { class: boxClass(chart, card, state) });
  group.append(
    svg("title", {}, [chart.label(card), chart.title(card), chart.id(card)].filter(Boolean).join("\n")),
    svg("rect", { class: "halo", x: -5, y: -5, width: BOX.width + 10, height: height + 10, rx: 12 }),
    svg("rect", { class: "card", width: BOX.width, height, rx: 8 }),
  );
  if (colour) group.append(svg("path", { class: "stripe", fill: colour, d: `M8 .5H9V${height - 0.5}H8A7.5 7.5 0 0 1 .5 ${height - 8}V8A7.5 7.5 0 0 1 8 .5Z` }));
  let y = PADDING.top;
  for (const [style, text] of words.of(card)) {
    y += LINE_HEIGHT[style];
    group.append(svg("text", { class: style, x: PADDING.left, y: y - 5 }, text));
  }
  if (chart.kidsCount(card)) group.append(drawFold(chart, card, height, state));
  return group;
}

/** The round button that folds and unfolds a team. */
function drawFold(chart, card, height, state) {
  const text = foldText(chart, card, state.folded);
  const width = foldWidth(text);
  return svg(
    "g",
    { class: "fold", transform: `translate(${BOX.width / 2} ${height})` },
    svg("rect", { x: -width / 2, y: -FOLD.height / 2, width, height: FOLD.height, rx: FOLD.height / 2 }),
    svg("text", { y: 4, "text-anchor": "middle" }, text),
  );
}

function foldText(chart, card, folded) {
  const people = grouped(chart.kind(card) === KIND.position ? Math.max(chart.total(card), chart.kidsCount(card)) : chart.people[card]);
  return folded[card] ? `+ ${people}` : `− ${people}`;
}

function foldWidth(text) {
  return Math.max(FOLD.height, text.length * FOLD.letter + 12);
}
