// Paper: everything that is unfolded, fitted to the width of the page, then findings and figures as text.

function listenToPrinter(app) {
  const sheet = byId("paper");
  let opened = [];
  addEventListener("beforeprint", () => {
    sheet.replaceChildren(wholeChart(app.state));
    fillFindings(byId("findings"), app);
    fillFigures(byId("figures"), app.state.chart);
    opened = Array.from(document.querySelectorAll("details.rule"));
    opened.forEach((details) => details.showAll());
  });
  addEventListener("afterprint", () => {
    sheet.replaceChildren();
    opened = [];
    fillFindings(byId("findings"), app);
  });
}

/** The unfolded chart in one drawing, without a view around it. */
function wholeChart(state) {
  const { chart, plan, words } = state;
  const margin = 16;
  const all = { left: plan.left - margin, right: plan.right + margin, top: plan.top - margin, bottom: plan.bottom + margin + FOLD.height };
  const boxes = plan.shown.map((card) => {
    const box = drawBox(chart, words, card, plan.h[card], { ...state, selected: NOBODY, colourOf: (of) => state.colourOf(of) });
    box.setAttribute("transform", `translate(${round(plan.x[card] - all.left)} ${round(plan.y[card] - all.top)})`);
    return box;
  });
  return svg("svg", { viewBox: `0 0 ${all.right - all.left} ${all.bottom - all.top}`, "aria-hidden": "true" },
    svg("g", { class: "lines" }, ...linePaths(state, all)), svg("g", { class: "boxes" }, ...boxes));
}
