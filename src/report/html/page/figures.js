// The figures of the chart as plots. Each is one picture with a label; its numbers stand in a table below for whoever
// does not see it.

function fillFigures(panel, chart) {
  const { figures } = chart.raw;
  panel.replaceChildren(
    el("h2", {}, "Figures of the whole chart"),
    plot("Span of control", "direct reports", "managers", binned(figures.spans)),
    plot("People by level", "level", "people", figures.levels.map(([level, count]) => [capital(plainWord(level)), count])),
    plot("People by function", "function", "people", figures.functions.map(([work, count]) => [capital(plainWord(work)), count])),
  );
}

/** Spans one by one up to 12, and then in growing steps. */
function binned(spans) {
  const ends = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 100, Infinity];
  const bins = ends.map((end, at) => {
    const start = at ? ends[at - 1] + 1 : 1;
    const name = end === start ? String(end) : end === Infinity ? `over ${ends[at - 1]}` : `${start}–${end}`;
    return [name, spans.filter(([span]) => span >= start && span <= end).reduce((sum, [, count]) => sum + count, 0)];
  });
  const used = bins.map(([, count]) => count > 0);
  return bins.slice(used.indexOf(true) < 0 ? bins.length : used.indexOf(true), used.lastIndexOf(true) + 1);
}

/** Bars across, the longest for the greatest. */
function plot(heading, what, of, rows) {
  const most = Math.max(1, ...rows.map(([, count]) => count));
  const [row, start, room] = [22, 150, 160];
  const height = rows.length * row + 4;
  const label = `${heading}: ${rows.map(([name, count]) => `${name} ${grouped(count)}`).join(", ") || "none"}`;
  const picture = svg("svg", { role: "img", "aria-label": label, viewBox: `0 0 360 ${height}`, class: "plot" });
  rows.forEach(([name, count], number) => {
    const y = number * row;
    const width = Math.max(count > 0 ? 1.5 : 0, (count / most) * room);
    picture.append(
      svg("text", { x: start - 8, y: y + 15, "text-anchor": "end" }, linesOf(name, "quiet", start - 12, 1)[0] ?? ""),
      svg("rect", { x: start, y: y + 4, width, height: row - 8, rx: 2 }),
      svg("text", { class: "number", x: start + width + 6, y: y + 15 }, grouped(count)));
  });
  return el("figure", {}, el("figcaption", {}, heading), picture,
    el("table", { class: "unseen" },
      el("caption", {}, heading),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, what), el("th", { scope: "col" }, of))),
      el("tbody", {}, ...rows.map(([name, count]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, grouped(count)))))));
}
