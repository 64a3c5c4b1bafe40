// Elements are made here and nowhere else. Text is set as text and is never read as markup, so that a name can say
// what it likes.

"use strict";

// What needs a script is shown only where there is one.
document.documentElement.classList.add("ready");

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes and children; a child that is a string becomes text, `null` is left out. */
function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same for the drawing. */
function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The element of an id. */
function byId(id) {
  return document.getElementById(id);
}

/** `1 person`, `5,012 people`. */
function counted(count, one, many) {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** `5,012` */
function grouped(count) {
  return count.toLocaleString("en-US");
}

/** `senior-director` as people write it. */
function plainWord(word) {
  const short = { avp: "AVP", vp: "VP", svp: "SVP", evp: "EVP", it: "IT", hr: "HR", "c-suite": "C-suite" }[word];
  if (short) return short;
  if (word === "unknown") return "not told by the title";
  if (word === "other") return "not told";
  const text = word.replaceAll("-", " ").replace(/^crm\b/, "CRM");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A sentence of a rule begins as others do. */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
