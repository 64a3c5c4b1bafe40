// Reads diagrams from standard input, each a JSON string in a line of its own, and answers each with a line: what Mermaid
// understood of it (`nodes` with their texts, `edges`, `classes`) and what it draws of it (`shown`), or the `error`.

import { createInterface } from "node:readline";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!DOCTYPE html><body></body>", { pretendToBeVisual: true });
for (const name of ["window", "document", "Element", "HTMLElement", "SVGElement", "Node", "DOMParser", "XMLSerializer"]) {
  globalThis[name] = name === "window" ? window : window[name];
}
globalThis.CSSStyleSheet ??= window.CSSStyleSheet;
// jsdom lays nothing out: every text is of one size.
const box = { x: 0, y: 0, top: 0, left: 0, right: 100, bottom: 20, width: 100, height: 20 };
window.Element.prototype.getBoundingClientRect = () => box;
window.SVGElement.prototype.getBBox = () => box;
window.SVGElement.prototype.getComputedTextLength = () => 100;

const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false, securityLevel: "strict", maxEdges: 500, maxTextSize: 50000 });

// What Mermaid puts in place of `#38;` and `#amp;` while it parses.
const decoded = (text) =>
  text
    .replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/ﬂ°(\w+)¶ß/g, "&$1;");

// The texts of boxes as a reader sees them, and how many elements are there that a text should not have made.
function drawn(svg) {
  const page = new window.DOMParser().parseFromString(svg, "text/html");
  const shown = {};
  for (const node of page.querySelectorAll("g.node")) {
    const id = /flowchart-(\w+)-\d+$/.exec(node.id)?.[1] ?? node.id;
    const label = node.querySelector("foreignObject");
    label.querySelectorAll("br").forEach((end) => end.replaceWith("\n"));
    shown[id] = label.textContent;
  }
  const foreign = page.querySelectorAll("script, a, img, iframe, i, b, em, strong, code, math, ul, ol, input").length;
  return { shown, foreign };
}

async function read(text, number) {
  const { diagramType } = await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const nodes = Object.fromEntries([...db.getVertices().values()].map(({ id, text }) => [id, decoded(text)]));
  const edges = db.getEdges().map(({ start, end }) => [start, end]);
  const { svg } = await mermaid.render(`drawing${number}`, text);
  return { type: diagramType, nodes, edges, ...drawn(svg) };
}

let number = 0;
for await (const line of createInterface({ input: process.stdin })) {
  number += 1;
  try {
    console.log(JSON.stringify(await read(JSON.parse(line), number)));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error?.message ?? error) }));
  }
}
