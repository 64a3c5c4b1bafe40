// The chart as its data block has it: columns of cards, and whom each reports to. From these follow the tree, its loops
// and its sizes. Nothing here recurses, for a chart can be as deep as it has people.

const KIND = { position: 0, team: 1, left: 2, notBegun: 3, unknown: 4 };
const LINE = { solid: 0, dotted: 1, loop: 2, broken: 3, surplus: 4 };
const SEVERITIES = ["error", "warning", "info"];
const NOBODY = -1;

class Chart {
  constructor(raw) {
    this.raw = raw;
    this.cards = raw.cards;
    this.count = raw.cards.id.length;
    this.manager = Int32Array.from(raw.manager);
    this.findings = raw.findings;
    this.loops = findLoops(this.manager);
    this.buildTree();
    this.sortFindings();
  }

  /** The tree that is drawn: cards, then a node for each loop above its members, then one node above all tops. */
  buildTree() {
    const { count, loops, manager } = this;
    this.top = count + loops.length;
    this.up = new Int32Array(this.top + 1).fill(this.top);
    this.up[this.top] = NOBODY;
    for (let card = 0; card < count; card++) if (manager[card] >= 0) this.up[card] = manager[card];
    loops.forEach((members, number) => members.forEach((member) => (this.up[member] = count + number)));

    // A loop stands where its first member stood; its members stand in the order of reporting.
    const order = [];
    const loopAt = new Map(loops.map((members, number) => [Math.min(...edges(members)), count + number]));
    for (let card = 0; card < count; card++) {
      if (loopAt.has(card)) order.push(loopAt.get(card), ...loops[loopAt.get(card) - count]);
      if (this.up[card] < count || this.up[card] === this.top) order.push(card);
    }
    this.first = new Int32Array(this.top + 2);
    for (const node of order) this.first[this.up[node] + 1]++;
    for (let node = 0; node <= this.top; node++) this.first[node + 1] += this.first[node];
    this.below = new Int32Array(order.length);
    const next = this.first.slice();
    for (const node of order) this.below[next[this.up[node]]++] = node;
    this.measureTree();
  }

  /** Everybody below each node, each after the one above, and how many that are. */
  measureTree() {
    this.topDown = new Int32Array(this.top + 1);
    this.topDown[0] = this.top;
    let length = 1;
    for (let at = 0; at < length; at++) {
      const node = this.topDown[at];
      for (let kid = this.first[node]; kid < this.first[node + 1]; kid++) {
        this.topDown[length++] = this.below[kid];
      }
    }
    this.people = new Float64Array(this.top + 1);
    this.teams = new Map(this.raw.teams.map(([card, people, vacant]) => [card, people + vacant]));
    for (let at = length - 1; at > 0; at--) {
      const node = this.topDown[at];
      const own = node >= this.count ? 0 : this.teams.get(node) ?? 1;
      this.people[this.up[node]] += this.people[node] + own;
    }
    this.putLargestFirst();
  }

  /** Of several tops the one with the most people below stands first: the others are what was left over. */
  putLargestFirst() {
    const tops = this.kids(this.top);
    let largest = 0;
    tops.forEach((node, at) => this.people[node] > this.people[tops[largest]] && (largest = at));
    const node = tops[largest];
    tops.copyWithin(1, 0, largest);
    if (tops.length) tops[0] = node;
  }

  /** For each card the numbers of the findings on it, the gravest first. */
  sortFindings() {
    this.findingsOn = new Map();
    this.findings.card.forEach((card, number) => {
      if (card < 0) return;
      if (!this.findingsOn.has(card)) this.findingsOn.set(card, []);
      this.findingsOn.get(card).push(number);
    });
    const gravity = (number) => SEVERITIES.indexOf(this.raw.rules[this.findings.rule[number]].severity);
    for (const numbers of this.findingsOn.values()) numbers.sort((one, other) => gravity(one) - gravity(other));
  }

  isCard(node) { return node >= 0 && node < this.count; }
  kids(node) { return this.below.subarray(this.first[node], this.first[node + 1]); }
  kidsCount(node) { return this.first[node + 1] - this.first[node]; }
  inLoop(card) { return this.up[card] >= this.count && this.up[card] !== this.top; }
  id(card) { return this.cards.id[card]; }
  title(card) { return this.raw.words.titles[this.cards.title[card]]; }
  level(card) { return plainWord(this.raw.words.levels[this.cards.level[card]]); }
  func(card) { return plainWord(this.raw.words.functions[this.cards.function[card]]); }
  department(card) { return this.raw.words.departments[this.cards.department[card]]; }
  kind(card) { return this.cards.kind[card]; }
  isVacant(card) { return this.cards.vacant[card] === 1; }

  /** What a card is called: the name, or else the title, or else the id. */
  label(card) {
    if (this.kind(card) === KIND.team) return counted(this.teams.get(card), "person", "people");
    return this.cards.name[card] || this.title(card) || this.id(card) || "no name";
  }

  /** How many are below, in the whole chart, drawn or not. */
  total(card) {
    return this.kind(card) === KIND.position ? this.cards.total[card] : this.people[card];
  }

  /** The manager and all managers above, up to the top or once around a loop. */
  chain(card) {
    const chain = [];
    const seen = new Set([card]);
    for (let next = this.manager[card]; next >= 0 && !seen.has(next); next = this.manager[next]) {
      seen.add(next);
      chain.push(next);
    }
    return chain;
  }

  /** The gravest finding on a card, as a word, or `null`. */
  severity(card) {
    const numbers = this.findingsOn.get(card);
    return numbers ? this.raw.rules[this.findings.rule[numbers[0]]].severity : null;
  }
}

/** The least and the greatest of many numbers, which need not fit into one call. */
function edges(numbers) {
  let [least, most] = [Infinity, -Infinity];
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > most) most = number;
  }
  return [least, most];
}

/** The loops of reporting lines, each in the order in which its members report. */
function findLoops(manager) {
  const walk = new Int32Array(manager.length).fill(-1);
  const loops = [];
  for (let start = 0; start < manager.length; start++) {
    let at = start;
    while (at >= 0 && walk[at] < 0) {
      walk[at] = start;
      at = manager[at];
    }
    if (at < 0 || walk[at] !== start) continue;
    const members = [at];
    for (let next = manager[at]; next !== at; next = manager[next]) members.push(next);
    loops.push(members);
  }
  return loops;
}
