// Search by name, title and id: a text field with a list of what matches, as the combobox pattern of ARIA has it.

const RESULTS = 12;

class Search {
  constructor(field, list, status, app) {
    this.field = field;
    this.list = list;
    this.status = status;
    this.app = app;
    this.found = [];
    this.at = -1;
    field.addEventListener("input", () => this.look());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("focus", () => field.value && this.look());
    field.addEventListener("blur", () => this.close());
    // Before the field loses the focus, and the list with it.
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(Array.from(list.children).indexOf(option));
    });
  }

  /** Texts in small letters, made once for each chart. */
  texts() {
    const { chart } = this.app.state;
    if (this.of !== chart) {
      this.of = chart;
      const titles = chart.raw.words.titles.map(bare);
      this.known = Array.from({ length: chart.count }, (_, card) => ({
        card,
        name: bare(chart.cards.name[card]),
        title: titles[chart.cards.title[card]],
        id: bare(chart.id(card)),
      }));
    }
    return this.known;
  }

  look() {
    const query = bare(this.field.value.trim());
    this.found = query ? best(this.texts(), query) : [];
    this.at = this.found.length ? 0 : -1;
    this.show(query);
  }

  show(query) {
    const { chart } = this.app.state;
    this.list.replaceChildren(...this.found.slice(0, RESULTS).map(({ card }, number) =>
      el("li", { role: "option", id: `result-${number}`, "aria-selected": String(number === this.at) },
        el("strong", { dir: "auto" }, chart.label(card)), el("span", { dir: "auto" }, chart.title(card)), el("code", {}, chart.id(card)))));
    if (query && !this.found.length) this.list.append(el("li", { class: "none", role: "presentation" }, "No match"));
    const isOpen = query !== "";
    this.list.hidden = !isOpen;
    this.field.setAttribute("aria-expanded", String(isOpen));
    this.mark();
    const more = this.found.length > RESULTS ? `, the first ${RESULTS} are listed` : "";
    this.status.textContent = query ? counted(this.found.length, "match", "matches") + more : "";
  }

  mark() {
    this.list.querySelectorAll("[role=option]").forEach((option, number) => option.setAttribute("aria-selected", String(number === this.at)));
    if (this.at >= 0) this.field.setAttribute("aria-activedescendant", `result-${this.at}`);
    else this.field.removeAttribute("aria-activedescendant");
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const count = Math.min(this.found.length, RESULTS);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) this.look();
      else if (count) this.at = (this.at + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      this.mark();
    } else if (event.key === "Enter") this.take(this.at);
    else if (event.key === "Escape") {
      if (this.list.hidden) this.field.value = "";
      this.close();
    } else return;
    event.preventDefault();
  }

  take(number) {
    const found = this.found[number];
    if (!found) return;
    this.close();
    this.app.visit(found.card);
  }

  close() {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}

/** The texts that hold every word of the query: names that begin with it first, then names, ids and titles. */
function best(texts, query) {
  const words = query.split(/\s+/);
  const ranked = [[], [], [], []];
  for (const text of texts) {
    if (!words.every((word) => text.name.includes(word) || text.title.includes(word) || text.id.includes(word))) continue;
    if (text.id === query) ranked[0].push(text);
    else if (text.name.startsWith(query) || text.name.includes(` ${query}`)) ranked[1].push(text);
    else if (text.name.includes(query)) ranked[2].push(text);
    else ranked[3].push(text);
  }
  return ranked.flat();
}

/** In small letters and without accents. */
function bare(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
