// How wide text is, and how it is broken into lines. A canvas measures without touching the page.

const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif';
const FONTS = {
  name: `600 14px ${FAMILY}`,
  title: `13px ${FAMILY}`,
  quiet: `12px ${FAMILY}`,
  fault: `600 12px ${FAMILY}`,
  found: `600 12px ${FAMILY}`,
};

const pen = document.createElement("canvas").getContext("2d");
const wrapped = new Map();

function widthOf(text, font) {
  if (pen.font !== font) pen.font = font;
  return pen.measureText(text).width;
}

/** At most so many lines of so many pixels; what does not fit ends in '…'. Titles repeat, so the answer is kept. */
function linesOf(text, style, width, most) {
  if (!text) return [];
  const key = `${style} ${width} ${most} ${text}`;
  let lines = wrapped.get(key);
  if (!lines) {
    lines = breakLines(text, FONTS[style], width, most);
    if (wrapped.size > 50000) wrapped.clear();
    wrapped.set(key, lines);
  }
  return lines;
}

function breakLines(text, font, width, most) {
  const lines = [];
  let rest = text;
  while (rest && lines.length < most) {
    if (widthOf(rest, font) <= width) {
      lines.push(rest);
      break;
    }
    const isLast = lines.length === most - 1;
    const end = fitting(rest, font, isLast ? width - widthOf("…", font) : width);
    const gap = Math.max(rest.lastIndexOf(" ", end), rest.lastIndexOf("-", end - 1) + 1);
    const cut = !isLast && gap > 0 ? gap : end;
    lines.push(rest.slice(0, cut).trimEnd() + (isLast ? "…" : ""));
    rest = rest.slice(cut).trimStart();
  }
  return lines;
}

/** How many characters of a text fit: at least one, and no pair of surrogates is torn apart. */
function fitting(text, font, width) {
  let [fits, over] = [0, text.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (widthOf(text.slice(0, middle), font) <= width) fits = middle;
    else over = middle;
  }
  const code = text.charCodeAt(fits);
  if (code >= 0xdc00 && code <= 0xdfff) fits--;
  return Math.max(fits, code >= 0xdc00 && code <= 0xdfff ? 2 : 1);
}
