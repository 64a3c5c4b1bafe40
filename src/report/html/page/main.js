// Brings the parts together: one chart is open at a time, and is read when it is chosen.

class App {
  constructor() {
    this.remarks = JSON.parse(byId("remarks").textContent);
    this.announcer = byId("announcer");
    this.frame = byId("frame");
    this.open(0);
    this.search = new Search(byId("search"), byId("results"), byId("search-status"), this);
    this.listen();
    listenToPrinter(this);
  }

  /** Opens a chart of the report. */
  open(number) {
    const chart = new Chart(JSON.parse(byId(`chart-${number}`).textContent));
    this.state = new State(chart);
    if (!this.view) this.view = new View(this.frame, byId("drawing"), byId("far"), this.state, (hit) => this.press(hit));
    this.view.state = this.view.scene.state = this.state;
    this.fillColours();
    this.fillCounts();
    this.fillLegend();
    fillPanel(byId("position"), this);
    fillFindings(byId("findings"), this);
    byId("figures").replaceChildren();
    this.showTab(this.tab ?? (chart.findings.rule.length ? "findings" : "position"));
    this.view.refresh();
    this.view.home();
  }

  listen() {
    const on = (id, act) => byId(id).addEventListener("click", act);
    on("zoom-in", () => this.view.zoom(1.25));
    on("zoom-out", () => this.view.zoom(0.8));
    on("fit", () => this.view.fit());
    on("fold-all", () => this.foldAll(true));
    on("unfold-all", () => this.foldAll(false));
    on("help-button", () => byId("help").showModal());
    on("print-button", () => print());
    on("help-close", () => byId("help").close());
    byId("colour").addEventListener("change", (event) => {
      this.state.colourBy(event.target.value);
      this.fillLegend();
      this.view.refresh();
    });
    byId("chart-choice")?.addEventListener("change", (event) => this.open(Number(event.target.value)));
    this.frame.addEventListener("keydown", (event) => {
      if (event.target === this.frame && chartKey(this, event)) event.preventDefault();
    });
    const tabs = Array.from(document.querySelectorAll("[role=tab]"));
    tabs.forEach((tab, at) => {
      tab.addEventListener("click", () => this.showTab((this.tab = tab.dataset.panel)));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = tabs[(at + step + tabs.length) % tabs.length];
        this.showTab((this.tab = next.dataset.panel));
        next.focus();
      });
    });
    addEventListener("keydown", (event) => this.pageKey(event));
  }

  /** Keys that work wherever nobody is writing. */
  pageKey(event) {
    const isWriting = event.target.closest("input, select, textarea, dialog");
    if (isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") byId("search").focus();
    else if (event.key === "?") byId("help").showModal();
    else return;
    event.preventDefault();
  }

  press(hit) {
    this.frame.focus({ preventScroll: true });
    if (!hit) return this.choose(NOBODY);
    if (hit.isFold) this.toggle(hit.card);
    else this.choose(hit.card);
  }

  /** Selects a card and brings it into view; `NOBODY` selects none. */
  choose(card) {
    const { state, view } = this;
    state.select(card);
    if (card >= 0 && state.reveal(card)) state.rearrange();
    if (card >= 0) view.show(card);
    this.tell(card);
  }

  /** Leads to a card from anywhere: unfolds the way to it and centres it. */
  visit(card) {
    const { state, view } = this;
    state.select(card);
    if (state.reveal(card)) state.rearrange();
    view.centre(card);
    this.tell(card);
    if (matchMedia("(max-width: 900px)").matches) this.frame.scrollIntoView({ block: "start" });
    this.frame.focus({ preventScroll: true });
  }

  toggle(card) {
    if (!this.state.chart.kidsCount(card)) return;
    this.view.anchored(card, () => this.state.toggle(card));
    this.tell(this.state.selected);
    this.announcer.textContent = `${this.state.chart.label(card)}: ${this.state.folded[card] ? "folded" : "unfolded"}`;
  }

  foldAll(isFolded) {
    this.state.toggleAll(isFolded);
    this.view.refresh();
    this.view.home();
    this.announcer.textContent = isFolded ? "All teams are folded" : "All teams are unfolded";
  }

  /** Has panel, drawing and screen readers say who is selected. */
  tell(card) {
    fillPanel(byId("position"), this);
    if (card >= 0) this.showTab("position");
    else this.showTab(this.tab ?? "position");
    this.announcer.textContent = card >= 0 ? spoken(this.state, card) : "";
    this.view.refresh();
  }

  showTab(name) {
    for (const tab of document.querySelectorAll("[role=tab]")) {
      const isShown = tab.dataset.panel === name;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      byId(tab.dataset.panel).hidden = !isShown;
    }
    const figures = byId("figures");
    if (name === "figures" && !figures.childElementCount) fillFigures(figures, this.state.chart);
    byId("side").scrollTop = 0;
  }

  fillCounts() {
    const { chart } = this.state;
    const isOf = (severity) => (rule) => chart.raw.rules[rule].severity === severity;
    const counts = SEVERITIES.map((severity) => [severity, chart.findings.rule.filter(isOf(severity)).length]);
    const plural = { error: ["error", "errors"], warning: ["warning", "warnings"], info: ["note", "notes"] };
    const badges = counts.filter(([, count]) => count)
      .map(([severity, count]) => el("span", { class: `badge ${severity}` }, counted(count, ...plural[severity])));
    byId("counts").replaceChildren(el("span", {}, counted(chart.raw.figures.people, "person", "people")),
      ...(badges.length ? badges : [el("span", { class: "badge quiet" }, "no findings")]));
    byId("findings-count").textContent = grouped(chart.findings.rule.length + this.remarks.findings.rule.length);
  }

  fillColours() {
    const names = { function: "Function", level: "Level", department: "Department", findings: "Findings", none: "None" };
    const kinds = [...this.state.chart.raw.colours.map((colours) => colours.by), "none"];
    byId("colour").replaceChildren(...kinds.map((by) => el("option", { value: by, selected: by === this.state.by }, names[by])));
  }

  fillLegend() {
    const { colours } = this.state;
    const square = (fill) => svg("svg", { viewBox: "0 0 12 12", "aria-hidden": "true" },
      svg("rect", { x: 0.5, y: 0.5, width: 11, height: 11, rx: 3, fill }));
    byId("legend").replaceChildren(...(colours?.swatches ?? []).map((swatch) =>
      el("li", {}, square(swatch.colour), el("span", { dir: "auto" }, swatch.name))));
  }
}

new App();
