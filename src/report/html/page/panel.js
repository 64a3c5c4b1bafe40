// The panel beside the chart: who is selected, with the chain to the top, the reports and the findings.

const LISTED = 40;

/** Fills the panel with a card, or with the chart as a whole where none is selected. */
function fillPanel(panel, app) {
  const { state } = app;
  panel.replaceChildren(...(state.selected >= 0 ? aboutCard(app, state.selected) : aboutChart(app)));
}

function aboutCard(app, card) {
  const { chart } = app.state;
  const label = chart.label(card);
  const title = chart.title(card);
  const head = el("header", {},
    el("h2", { dir: "auto" }, label),
    title && title !== label ? el("p", { class: "title", dir: "auto" }, title) : null,
    badges(chart, card));
  const manager = chart.manager[card];
  const direct = chart.kind(card) === KIND.position ? chart.cards.direct[card] : chart.kidsCount(card);
  const facts = el("dl", { class: "facts" },
    ...fact("Reports to", manager >= 0 ? personLink(app, manager) : "nobody"),
    ...fact("Level", chart.level(card)),
    ...fact("Function", chart.func(card)),
    ...fact("Department", chart.department(card) ? el("span", { dir: "auto" }, chart.department(card)) : "not given"),
    ...fact("Direct reports", grouped(direct)),
    ...fact("Reports in all", grouped(chart.total(card))),
    ...fact("Id", el("code", {}, chart.id(card))));
  const parts = [head, facts];
  const found = chart.findingsOn.get(card) ?? [];
  if (found.length) {
    const list = el("ul", { class: "found" }, ...some(found, (number) => findingText(chart, number)));
    parts.push(section(counted(found.length, "finding", "findings"), list));
  }
  const chain = chart.chain(card).reverse();
  if (chain.length) {
    const last = el("li", { "aria-current": "true" }, el("span", { dir: "auto" }, label));
    const above = shortened(chain, (manager) => el("li", {}, personLink(app, manager)));
    parts.push(section("Line to the top", el("ol", { class: "chain" }, ...above, last)));
  }
  const reports = chart.kids(card);
  if (reports.length) {
    const list = el("ul", { class: "people" }, ...some(reports, (report) => el("li", {}, personLink(app, report))));
    parts.push(section("Direct reports", list));
  }
  return parts;
}

/** Of a long chain the top and the end. */
function shortened(chain, make) {
  if (chain.length <= LISTED) return chain.map(make);
  const gap = el("li", { class: "more" }, `${grouped(chain.length - LISTED)} more between`);
  return [...chain.slice(0, LISTED / 2).map(make), gap, ...chain.slice(-LISTED / 2).map(make)];
}

/** The first of many. */
function some(list, make) {
  const shown = Array.from(list.slice(0, LISTED), make);
  if (list.length > LISTED) shown.push(el("li", { class: "more" }, `and ${grouped(list.length - LISTED)} more`));
  return shown;
}

function section(heading, ...content) {
  return el("section", {}, el("h3", {}, heading), ...content);
}

function fact(name, value) {
  return [el("dt", {}, name), el("dd", {}, value)];
}

function badges(chart, card) {
  const badge = (text, kind) => el("span", { class: `badge ${kind}` }, text);
  const all = [];
  if (chart.severity(card)) all.push(badge(chart.severity(card), chart.severity(card)));
  if (chart.isVacant(card)) all.push(badge("vacant", "quiet"));
  if (chart.inLoop(card)) all.push(badge("in a reporting loop", "error"));
  if (chart.kind(card) === KIND.left) all.push(badge("has left", "error"));
  if (chart.kind(card) === KIND.notBegun) all.push(badge("has not begun", "error"));
  if (chart.kind(card) === KIND.unknown) all.push(badge("not in the chart", "error"));
  return all.length ? el("p", { class: "badges" }, ...all) : null;
}

/** A button that leads to a card. */
function personLink(app, card) {
  const { chart } = app.state;
  const title = chart.title(card);
  return el("button", { type: "button", class: "link", click: () => app.visit(card) },
    el("span", { dir: "auto" }, chart.label(card)),
    title && title !== chart.label(card) ? el("small", { dir: "auto" }, title) : null);
}

/** A finding as the panel of its card tells it. */
function findingText(chart, number) {
  const { findings, raw } = chart;
  const rule = raw.rules[findings.rule[number]];
  return el("li", { class: rule.severity },
    el("span", { class: `badge ${rule.severity}` }, rule.severity), " ", el("code", {}, rule.name),
    el("p", { dir: "auto" }, findings.message[number]),
    findings.help[number] ? el("p", { class: "help", dir: "auto" }, findings.help[number]) : null,
    el("p", { class: "place" }, placeOf(findings, number)));
}

function placeOf(findings, number) {
  return `${findings.files[findings.file[number]]}:${findings.place[number]}`;
}

function aboutChart(app) {
  const { chart } = app.state;
  const { figures, day } = chart.raw;
  const widest = figures.widest_span;
  return [
    el("header", {}, el("h2", {}, "The chart at a glance"), el("p", { class: "title" }, `Checked as of ${day}`)),
    el("dl", { class: "facts" },
      ...fact("People", grouped(figures.people)),
      ...fact("Layers", grouped(figures.layers)),
      ...fact("Managers", grouped(figures.managers)),
      ...fact("Widest span", widest ? `${counted(widest.direct_reports, "direct report", "direct reports")} (${widest.id})` : "none"),
      ...fact("Vacant", grouped(figures.vacant)),
      ...fact("Loops", grouped(figures.cycles)),
      ...fact("Reach no top", grouped(figures.unreachable))),
    el("p", { class: "hint" }, "Press a box, search, or walk with the arrow keys to see who reports to whom."),
  ];
}
