// The lines of reporting: from a manager down to a bar, and from it to each report; beside a stack, down its left side.
// Only what is near the view becomes part of a path, for a manager can have as many reports as the chart has people.

const BAR = 32;

/** The lines of one family as the data of paths, by class. `near` is the part of the plan that is drawn. */
function familyLines(chart, plan, family, near, state) {
  const { item } = family;
  if (!chart.isCard(item.node)) return loopLines(chart, plan, item, near);
  const paths = { line: "", "line fault": "", "line on-line": "" };
  const from = item.y + item.h;
  const bar = from + BAR;
  const [ox, oy] = [near.left, near.top];
  const at = (x, y) => `${round(x - ox)} ${round(y - oy)}`;
  const classOf = (card) => {
    if (state.line.has(card) && state.line.has(item.node)) return "line on-line";
    return chart.raw.line[card] === LINE.solid ? "line" : "line fault";
  };
  paths.line += `M${at(item.x, from)}V${round(bar - oy)}`;
  paths.line += `M${at(Math.max(family.left, near.left), bar)}H${round(Math.min(family.right, near.right) - ox)}`;
  // A line that stands out or is at fault has a way of its own, from the manager on.
  const stem = (name, x) => (name === "line" ? `M${at(x, bar)}` : `M${at(item.x, from)}V${round(bar - oy)}H${round(x - ox)}`);
  for (const kid of item.kids) {
    if (kid.members) {
      stackLines(plan, kid, near, at, (card, x) => {
        const name = classOf(card);
        const middle = plan.y[card] + plan.h[card] / 2;
        const start = name === "line" ? `M${at(x, middle)}` : `${stem(name, x)}V${round(middle - oy)}`;
        paths[name] += `${start}H${round(plan.x[card] - ox)}`;
      }, (x, end) => (paths.line += `M${at(x, Math.max(bar, near.top))}V${round(Math.min(end, near.bottom) - oy)}`));
    } else if (kid.x >= near.left && kid.x <= near.right) {
      const name = chart.isCard(kid.node) ? classOf(kid.node) : "line";
      paths[name] += `${stem(name, kid.x)}V${round(kid.y - oy)}`;
    }
  }
  return paths;
}

/** Each column of a stack has a line down its left side, and a tick to each box. */
function stackLines(plan, kid, near, at, tick, side) {
  for (let column = 0; column < kid.columns; column++) {
    const start = column * kid.rows;
    const end = Math.min(start + kid.rows, kid.members.length);
    const last = kid.members[end - 1];
    const x = sideLine(kid, column);
    if (x > near.right || x + BOX.width + BOX.indent < near.left) continue;
    side(x, plan.y[last] + plan.h[last] / 2);
    for (let number = start; number < end; number++) {
      const card = kid.members[number];
      if (plan.y[card] <= near.bottom && plan.y[card] + plan.h[card] >= near.top) tick(card, x);
    }
  }
}

/** The members of a loop side by side: arrows from each to the next, and above them the line that closes the loop. */
function loopLines(chart, plan, item, near) {
  const cards = item.kids.map((kid) => kid.node);
  const at = (x, y) => `${round(x - near.left)} ${round(y - near.top)}`;
  const middle = (card) => plan.y[card] + 26;
  let path = "";
  for (let number = 0; number + 1 < cards.length; number++) {
    const [from, to] = [cards[number], cards[number + 1]];
    if (plan.x[to] < near.left || plan.x[from] > near.right) continue;
    path += `M${at(plan.x[from] + BOX.width, middle(from))}H${round(plan.x[to] - 2 - near.left)}` + arrowRight(plan.x[to] - near.left, middle(to) - near.top);
  }
  // The last reports to the first; a position that reports to itself is both.
  const [first, last] = [cards[0], cards[cards.length - 1]];
  const shift = cards.length === 1 ? 40 : 0;
  const [x, to] = [plan.x[last] + BOX.width / 2 + shift, plan.x[first] + BOX.width / 2 - shift];
  const above = item.y + 12;
  path += `M${at(x, plan.y[last])}V${round(above - near.top)}H${round(to - near.left)}V${round(plan.y[first] - 2 - near.top)}`;
  path += arrowDown(to - near.left, plan.y[first] - near.top);
  return { "line fault loop": path };
}

function arrowRight(x, y) {
  return `M${round(x - 8)} ${round(y - 5)}L${round(x - 1)} ${round(y)}L${round(x - 8)} ${round(y + 5)}`;
}

function arrowDown(x, y) {
  return `M${round(x - 5)} ${round(y - 8)}L${round(x)} ${round(y - 1)}L${round(x + 5)} ${round(y - 8)}`;
}

/** A dotted line, or one to a manager too many: a curve beside the tree, where both ends are shown. */
function extraLine(plan, [report, manager], near) {
  if (!plan.isShown[report] || !plan.isShown[manager]) return null;
  const isRight = plan.x[manager] >= plan.x[report];
  const x1 = plan.x[report] + (isRight ? BOX.width : 0);
  const x2 = plan.x[manager] + (isRight ? 0 : BOX.width);
  const [y1, y2] = [plan.y[report] + 16, plan.y[manager] + plan.h[manager] / 2];
  const isAway = Math.max(x1, x2) < near.left || Math.min(x1, x2) > near.right
    || Math.max(y1, y2) < near.top || Math.min(y1, y2) > near.bottom;
  if (isAway) return null;
  const bend = (isRight ? 1 : -1) * Math.max(40, Math.abs(x2 - x1) / 3);
  const point = (x, y) => `${round(x - near.left)} ${round(y - near.top)}`;
  return `M${point(x1, y1)}C${point(x1 + bend, y1)} ${point(x2 - bend, y2)} ${point(x2, y2)}`;
}

function round(value) {
  return Math.round(value * 10) / 10;
}
