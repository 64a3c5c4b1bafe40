// Where the boxes stand: a tidy tree. Subtrees are moved together until their outlines touch, and a manager stands above
// the middle of the reports. Reports without a team of their own, more than three in a row, are stacked in columns.
//
// An outline is a linked list of edges from the top down. To join two subtrees takes as many steps as the shallower one
// is deep, so that all takes linear time; and lists are walked in loops, so that a chain of any depth has no stack to
// overflow.

const BOX = { width: 216, side: 24, down: 52, indent: 20, stacked: 14, aboveLoop: 40 };
const STACKED_FROM = 4;
/** As many teams stand side by side under the top, folded or not: the first row is what people look for. */
const FIRST_ROW = 12;

/** Lays out what is unfolded. `heightOf` tells how high a card's box is. */
function layOut(chart, isFolded, heightOf) {
  const root = { node: chart.top, y: 0, w: 0, h: 0, kids: null };
  const items = [root];
  for (let at = 0; at < items.length; at++) {
    const item = items[at];
    if (item.members) continue;
    item.kids = itemsBelow(chart, isFolded, item.node, heightOf);
    for (const kid of item.kids) {
      kid.y = item.y + item.h + gapBelow(chart, item.node);
      items.push(kid);
    }
  }
  for (let at = items.length - 1; at >= 0; at--) join(items[at]);
  return placed(chart, root, items);
}

function gapBelow(chart, node) {
  if (node === chart.top) return 0;
  return node >= chart.count ? BOX.aboveLoop : BOX.down;
}

/** The reports of a node: those with something drawn below one by one, the others in stacks. */
function itemsBelow(chart, isFolded, node, heightOf) {
  if (chart.isCard(node) && isFolded[node]) return [];
  const kids = chart.kids(node);
  const isLoop = !chart.isCard(node) && node !== chart.top;
  const isRow = isLoop || (kids.length <= FIRST_ROW && (node === chart.top || chart.up[node] === chart.top));
  const items = [];
  let run = [];
  const single = (kid) => ({ node: kid, w: chart.isCard(kid) ? BOX.width : 0, h: chart.isCard(kid) ? heightOf(kid) : 0 });
  const flush = () => {
    if (run.length >= STACKED_FROM) items.push(stack(run, heightOf));
    else items.push(...run.map(single));
    run = [];
  };
  for (const kid of kids) {
    const hasTeam = chart.kidsCount(kid) > 0;
    const isBare = chart.isCard(kid) && (hasTeam ? isFolded[kid] && !isRow : !isLoop && node !== chart.top);
    const isStray = node === chart.top && !isRow && chart.isCard(kid) && !hasTeam;
    if (isBare || isStray) {
      run.push(kid);
      continue;
    }
    flush();
    items.push(single(kid));
  }
  flush();
  return items;
}

/** Cards in columns, each read downward. */
function stack(members, heightOf) {
  const columns = Math.ceil(Math.sqrt(members.length / 4));
  const rows = Math.ceil(members.length / columns);
  const places = [];
  let [h, y] = [0, 0];
  members.forEach((card, number) => {
    if (number % rows === 0) y = 0;
    const column = Math.floor(number / rows);
    places.push({ x: BOX.indent + column * (BOX.width + BOX.side + BOX.indent), y, h: heightOf(card) });
    y += heightOf(card) + BOX.stacked;
    h = Math.max(h, y - BOX.stacked);
  });
  const used = Math.ceil(members.length / rows);
  return { node: -1, members, places, columns: used, rows, w: used * (BOX.width + BOX.side + BOX.indent) - BOX.side, h };
}

/** Places the kids of an item beside each other, and makes the outline of all. */
function join(item) {
  const half = item.w / 2;
  const bottom = item.y + item.h;
  const kids = item.kids ?? [];
  const left = { edge: -half, bottom, next: null, jump: 0 };
  const right = { edge: half, bottom, next: null, jump: 0 };
  item.left = { head: left, tail: left, at: 0, tailAt: 0 };
  item.right = { head: right, tail: right, at: 0, tailAt: 0 };
  if (kids.length === 0) return;
  const all = { left: kids[0].left, right: kids[0].right };
  kids[0].dx = 0;
  for (const kid of kids.slice(1)) attach(all, kid);
  const middle = (kids[0].dx + kids[kids.length - 1].dx) / 2;
  for (const kid of kids) kid.dx -= middle;
  for (const [own, below] of [[item.left, all.left], [item.right, all.right]]) {
    own.head.next = below.head;
    own.head.jump = below.at - middle;
    own.tail = below.tail;
    own.tailAt = below.tailAt - middle;
  }
}

/** Moves a kid to the right of what stands already, as near as outlines allow. */
function attach(all, kid) {
  let [one, oneAt] = [all.right.head, all.right.at];
  let [other, otherAt] = [kid.left.head, kid.left.at];
  let dx = -Infinity;
  while (one && other) {
    dx = Math.max(dx, oneAt + one.edge - (otherAt + other.edge) + BOX.side);
    const [isOne, isOther] = [one.bottom <= other.bottom, other.bottom <= one.bottom];
    if (isOne) [oneAt, one] = [oneAt + one.jump, one.next];
    if (isOther) [otherAt, other] = [otherAt + other.jump, other.next];
  }
  kid.dx = dx;
  const right = { head: kid.right.head, tail: kid.right.tail, at: kid.right.at + dx, tailAt: kid.right.tailAt + dx };
  if (other) {
    // The kid reaches deeper: what is below the others is its own edge, on the left, too.
    all.left.tail.next = other;
    all.left.tail.jump = otherAt + dx - all.left.tailAt;
    all.left = { ...all.left, tail: kid.left.tail, tailAt: kid.left.tailAt + dx };
  }
  if (one) {
    right.tail.next = one;
    right.tail.jump = oneAt - right.tailAt;
    right.tail = all.right.tail;
    right.tailAt = all.right.tailAt;
  }
  all.right = right;
}

/** From distances to places: the boxes, the families with their lines, and how large all is. */
function placed(chart, root, items) {
  const total = chart.count;
  const plan = {
    shown: [],
    x: new Float64Array(total), y: new Float64Array(total), h: new Float64Array(total),
    isShown: new Uint8Array(total),
    families: [],
    left: Infinity, right: -Infinity, top: 0, bottom: 0,
  };
  const put = (card, x, y, h) => {
    plan.x[card] = x;
    plan.y[card] = y;
    plan.h[card] = h;
    plan.isShown[card] = 1;
    plan.shown.push(card);
    plan.left = Math.min(plan.left, x);
    plan.right = Math.max(plan.right, x + BOX.width);
    plan.bottom = Math.max(plan.bottom, y + h);
  };
  root.x = 0;
  for (const item of items) {
    for (const kid of item.kids ?? []) kid.x = item.x + kid.dx;
    if (item.members) {
      item.places.forEach((at, number) => put(item.members[number], item.x - item.w / 2 + at.x, item.y + at.y, at.h));
    } else if (chart.isCard(item.node)) {
      put(item.node, item.x - BOX.width / 2, item.y, item.h);
    }
    if (item.kids?.length && item !== root) plan.families.push(family(item));
  }
  if (plan.shown.length === 0) [plan.left, plan.right] = [0, 0];
  return plan;
}

/** Where the line down the left side of a stack's column is. */
function sideLine(stack, column) {
  return stack.x - stack.w / 2 + column * (BOX.width + BOX.side + BOX.indent) + 4;
}

/** What stands below one node, and how far its lines reach. */
function family(item) {
  const ends = item.kids.map((kid) => (kid.members ? [sideLine(kid, 0), sideLine(kid, kid.columns - 1)] : [kid.x, kid.x]));
  const bottom = Math.max(...edges(item.kids.map((kid) => (kid.members ? kid.y + kid.h : kid.y))));
  const left = Math.min(item.x, edges(ends.map(([left]) => left))[0]);
  const right = Math.max(item.x, edges(ends.map(([, right]) => right))[1]);
  return { item, left, right, top: item.y, bottom };
}
