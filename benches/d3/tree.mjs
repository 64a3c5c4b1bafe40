// node tree.mjs CHART.csv > chart.svg
//
// What one would write with d3-hierarchy: a tidy tree of the chart, and SVG text with a box, the name and the title of
// each position. Cells are separated by commas and quoted where they need to be; the columns are id, name, title, manager.
import fs from "node:fs";
import { stratify, tree } from "d3-hierarchy";

const WIDTH = 180;
const HEIGHT = 60;

function cells(line) {
  const found = [];
  const pattern = /("(?:[^"]|"")*"|[^,]*)(,|$)/gy;
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    const cell = match[1];
    found.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (match[2] === "") break;
  }
  return found;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const rows = fs.readFileSync(process.argv[2], "utf8").trimEnd().split("\n").slice(1).map(cells);
const root = stratify().id((row) => row[0]).parentId((row) => row[3])(rows);
tree().nodeSize([WIDTH + 20, HEIGHT + 40])(root);

const svg = ['<svg xmlns="http://www.w3.org/2000/svg">'];
for (const { source, target } of root.links()) {
  const middle = (source.y + HEIGHT + target.y) / 2;
  svg.push(`<path d="M${source.x},${source.y + HEIGHT}V${middle}H${target.x}V${target.y}"/>`);
}
root.each(({ x, y, data }) => {
  svg.push(
    `<g transform="translate(${x - WIDTH / 2},${y})"><rect width="${WIDTH}" height="${HEIGHT}"/>` +
      `<text x="10" y="20">${escaped(data[1])}</text><text x="10" y="40">${escaped(data[2])}</text></g>`,
  );
});
svg.push("</svg>\n");
process.stdout.write(svg.join("\n"));
