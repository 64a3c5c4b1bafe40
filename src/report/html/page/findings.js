// The findings by rule: how many, how grave, why it matters, on what it rests; each leads to its box. A rule's findings
// enter the page when it is opened, and in pieces, for there can be as many as people.

const PIECE = 100;

/** So few rules need no folding. */
const OPEN_AT_FIRST = 3;

/** Fills the list of findings. */
function fillFindings(panel, app) {
  const { chart } = app.state;
  const groups = chart.raw.rules.map((rule, number) => ({ rule, number, found: [] }));
  chart.findings.rule.forEach((rule, finding) => groups[rule].found.push(finding));
  const inOrder = groups.filter((group) => group.found.length)
    .sort((one, other) => SEVERITIES.indexOf(one.rule.severity) - SEVERITIES.indexOf(other.rule.severity)
      || other.found.length - one.found.length || (one.rule.name < other.rule.name ? -1 : 1));
  const parts = [el("h2", {}, "Findings by rule")];
  if (!inOrder.length) parts.push(el("p", { class: "hint" }, "Nothing was found in this chart."));
  for (const group of inOrder) parts.push(ruleOf(group, app, chart.findings, true));
  if (inOrder.length <= OPEN_AT_FIRST) parts.slice(1).forEach((details) => (details.open = true));
  const remarks = app.remarks;
  if (remarks.findings.rule.length) {
    parts.push(el("h2", {}, "In configurations"));
    remarks.rules.forEach((rule, number) => {
      const found = [];
      remarks.findings.rule.forEach((of, finding) => of === number && found.push(finding));
      parts.push(ruleOf({ rule, found }, app, remarks.findings, false));
    });
  }
  panel.replaceChildren(...parts);
}

function ruleOf({ rule, found }, app, findings, leads) {
  const list = el("ol", { class: "findings" });
  const details = el("details", { class: `rule ${rule.severity}`, toggle: () => details.open && !list.childElementCount && more() },
    el("summary", {},
      el("span", { class: `badge ${rule.severity}` }, rule.severity),
      el("span", { class: "rule-name" }, rule.name),
      el("span", { class: "count" }, grouped(found.length)),
      el("span", { class: "summary" }, capital(rule.summary))),
    el("p", { class: "why" }, rule.why),
    rule.sources.length ? el("ul", { class: "sources", "aria-label": "Sources" },
      ...rule.sources.map((source) => el("li", {}, el("b", {}, source.id), " ", source.text))) : null,
    list);
  let shown = 0;
  const more = (many = PIECE) => {
    const next = found.slice(shown, shown + many);
    shown += next.length;
    list.append(...next.map((number) => el("li", {}, findingEntry(app, findings, number, leads))));
    details.querySelector(".more-button")?.remove();
    if (shown < found.length) {
      const rest = found.length - shown;
      details.append(el("button", { type: "button", class: "more-button", click: () => more() },
        `Show ${rest > PIECE ? `${PIECE} of ${grouped(rest)}` : grouped(rest)} more`));
    }
  };
  // Paper has nothing to press.
  details.showAll = () => {
    if (shown < found.length) more(found.length);
    details.open = true;
  };
  return details;
}

/** A finding: a button where it has a box in the chart. */
function findingEntry(app, findings, number, leads) {
  const card = leads ? findings.card[number] : NOBODY;
  const content = [
    el("span", { class: "message", dir: "auto" }, findings.message[number]),
    findings.help[number] ? el("span", { class: "help", dir: "auto" }, findings.help[number]) : null,
    el("span", { class: "place" }, placeOf(findings, number)),
  ];
  if (card < 0) return el("div", { class: "finding" }, ...content);
  return el("button", { type: "button", class: "finding", click: () => app.visit(card) }, ...content);
}
