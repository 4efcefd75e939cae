/** What an actor sees of the graph, and how a walk goes through it. Types and pure rules, the same for the database and the copy in memory. */

/** What an actor sees of the graph. */
export interface Sight {
  /** Ids of the visibility classes that the actor is in. */
  readonly classes: readonly number[];
  /** Nodes that are not there for the actor, whoever sees their links: what they are kept from. */
  readonly without?: readonly number[] | undefined;
}

/** Of all links of the graph those in one view: nothing else is counted, followed or measured. */
export interface GraphView extends Sight {
  /** Numbers of the kinds of links, as bits. */
  readonly kinds: number;
  /** Days since 1970 between which a link was seen at least once. */
  readonly from: number;
  readonly to: number;
  /** Whoever has more visible links than this is passed by and said so. */
  readonly degreeMost: number;
}

export const ALL_KINDS = 0x7fffffff;
export const ALL_DAYS = { from: 0, to: 65_535 } as const;
export const DEGREE_MOST = 1_000;
/** Nodes of an answer at most: more is no picture for anybody. */
export const NODES_MOST = 1_500;
/** Nodes that a path search goes on from at once, at most. */
export const FRONTIER_MOST = 5_000;
export const STEPS_MOST = 4;

/** All visible links between two nodes as one: how many, of which kinds (bits), and the days on which they were seen. */
export interface Tie {
  readonly from: number;
  readonly to: number;
  links: number;
  kinds: number;
  first: number;
  last: number;
}

export interface Neighbourhood {
  /** Beside the start, nearest first, then last seen; with the steps to it. */
  readonly nodes: readonly { readonly node: number; readonly steps: 1 | 2 }[];
  readonly ties: readonly Tie[];
  /** Visible links of the start. */
  readonly degree: number;
  /** Nodes within reach that had no room. */
  readonly more: number;
  /** Shared points that were not passed. */
  readonly hubs: readonly number[];
  /** Nodes that were not passed because they have too many links. */
  readonly wide: readonly number[];
}

export interface FoundPath {
  /** From the one to the other, both included; null where there is none. */
  readonly path: readonly number[] | null;
  /** The search ended before it had looked everywhere: too many nodes at once. */
  readonly tooWide: boolean;
  readonly hubs: readonly number[];
  readonly wide: readonly number[];
}

/** Among equals the first by this number: one order for the database and the copy, that tells nothing of who came first. */
export const mixed = (node: number): number => Math.imul(node, 0x9e3779b1) & 0x7fffffff;
export const byMix = (one: number, other: number): number => mixed(one) - mixed(other) || one - other;

/** Where the links of a view come from: the database or the copy in memory. */
interface LinkSource {
  /**
   * Puts the visible links of a node in, in any order.
   * @param most where there are more, it may stop after the next one
   * @returns how many there are; beyond `most`, any number beyond it
   */
  linksOf(node: number, into: GatheredLinks, most: number): number;
  /** Whether it is a shared point now. */
  isHub(node: number): boolean;
}

/** Links as they are gathered, node after node, in columns that are used again for each answer. */
export class GatheredLinks {
  dst = new Int32Array(1_024);
  kind = new Uint8Array(1_024);
  /** First and last day, 16 bits each. */
  days = new Int32Array(1_024);
  count = 0;

  /** Makes room for so many more. */
  reserve(more: number): void {
    if (this.count + more <= this.dst.length) return;
    const room = (this.count + more) * 2;
    this.dst = grown(this.dst, new Int32Array(room));
    this.kind = grown(this.kind, new Uint8Array(room));
    this.days = grown(this.days, new Int32Array(room));
  }

  /** There must be room for it. */
  put(dst: number, kind: number, days: number): void {
    this.dst[this.count] = dst;
    this.kind[this.count] = kind;
    this.days[this.count] = days;
    this.count += 1;
  }
}

function grown<T extends Int32Array | Uint8Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}

/** The nodes of one answer, each under a small number, so that what is known of it stands in columns. Emptied by counting on. */
class Slots {
  /** Number of the node of each slot; the start is slot 0. */
  node = new Int32Array(1_024);
  /** The last day on which it was seen. */
  last = new Int32Array(1_024);
  /** What becomes of it: none of the answer, of the first step, of the second, and whether it has room there. */
  state = new Uint8Array(1_024);
  /** Its place among those that were gone on from; -1 where it was not. */
  place = new Int32Array(1_024);
  /** From which of those its tie was met last, and where that stands. */
  tieFrom = new Int32Array(1_024);
  tie = new Int32Array(1_024);
  count = 0;
  #keys = new Int32Array(4_096);
  #slots = new Int32Array(4_096);
  #rounds = new Int32Array(4_096);
  #round = 0;

  clear(): void {
    this.count = 0;
    this.#round += 1;
    if (this.#round < 0x7fffffff) return;
    this.#rounds.fill(0);
    this.#round = 1;
  }

  of(node: number): number {
    const mask = this.#keys.length - 1;
    let at = (Math.imul(node, 0x9e3779b1) >>> 8) & mask;
    while (this.#rounds[at] === this.#round) {
      if (this.#keys[at] === node) return this.#slots[at] as number;
      at = (at + 1) & mask;
    }
    if (this.count * 2 >= this.#keys.length) {
      this.#widen();
      return this.of(node);
    }
    const slot = this.count;
    if (slot === this.node.length) this.#lengthen();
    this.#keys[at] = node;
    this.#slots[at] = slot;
    this.#rounds[at] = this.#round;
    this.node[slot] = node;
    this.last[slot] = 0;
    this.state[slot] = NOWHERE;
    this.place[slot] = -1;
    this.tieFrom[slot] = -1;
    this.count += 1;
    return slot;
  }

  #widen(): void {
    const length = this.#keys.length * 2;
    this.#keys = new Int32Array(length);
    this.#slots = new Int32Array(length);
    this.#rounds = new Int32Array(length);
    this.#round = 1;
    for (let slot = 0; slot < this.count; slot += 1) {
      let at = (Math.imul(this.node[slot] as number, 0x9e3779b1) >>> 8) & (length - 1);
      while (this.#rounds[at] === 1) at = (at + 1) & (length - 1);
      this.#keys[at] = this.node[slot] as number;
      this.#slots[at] = slot;
      this.#rounds[at] = 1;
    }
  }

  #lengthen(): void {
    const room = this.node.length * 2;
    this.node = grown(this.node, new Int32Array(room));
    this.last = grown(this.last, new Int32Array(room));
    this.state = grown(this.state, new Uint8Array(room));
    this.place = grown(this.place, new Int32Array(room));
    this.tieFrom = grown(this.tieFrom, new Int32Array(room));
    this.tie = grown(this.tie, new Int32Array(room));
  }
}

const NOWHERE = 0;
const NEAR = 1;
/** Reached by the second step, and as far as there is room shown. */
const FAR = 2;
const SHOWN_FAR = 3;

const links = new GatheredLinks();
const slots = new Slots();
let slotOfLink = new Int32Array(1_024);
let keys = new Float64Array(1_024);

/** `mixed` backwards: it is one to one for the numbers of nodes. */
const UNMIX = 0x0e8b2f51;
const unmixed = (mix: number): number => Math.imul(mix, UNMIX) & 0x7fffffff;

/** The last seen first, then by the mix: one number each, which a column sorts without asking. @returns the nodes in order */
function ordered(count: number, slotAt: (at: number) => number): number[] {
  if (keys.length < count) keys = new Float64Array(count * 2);
  for (let at = 0; at < count; at += 1) {
    const slot = slotAt(at);
    keys[at] = (65_535 - (slots.last[slot] as number)) * 2 ** 31 + mixed(slots.node[slot] as number);
  }
  const own = keys.subarray(0, count).sort();
  const nodes = new Array<number>(count);
  for (let at = 0; at < count; at += 1) nodes[at] = unmixed((own[at] as number) % 2 ** 31);
  return nodes;
}

/** Gives the links that came since `begun` their slots, and each slot its last day. */
function place(begun: number): void {
  if (slotOfLink.length < links.count) {
    const larger = new Int32Array(links.dst.length);
    larger.set(slotOfLink);
    slotOfLink = larger;
  }
  for (let at = begun; at < links.count; at += 1) {
    const slot = slots.of(links.dst[at] as number);
    slotOfLink[at] = slot;
    const last = (links.days[at] as number) & 0xffff;
    if (last > (slots.last[slot] as number)) slots.last[slot] = last;
  }
}

/**
 * What lies within one or two steps of a node. The same rule for the database and for the copy in memory; its columns are shared by all
 * answers, so that it never waits for anything.
 */
export function neighbourhoodFrom(
  source: LinkSource,
  start: number,
  degreeMost: number,
  steps: 1 | 2,
  most: number,
): Neighbourhood {
  links.count = 0;
  slots.clear();
  slots.of(start);
  slots.place[0] = 0;
  slots.state[0] = NEAR;
  const degree = source.linksOf(start, links, Number.MAX_SAFE_INTEGER);
  place(0);
  const reached = slots.count - 1;
  const near = ordered(reached, (at) => at + 1);
  if (near.length > most) near.length = most;
  // What had no room is as if it had not been met: the second step may come to it anew.
  slots.last.fill(0, 1, slots.count);
  for (const node of near) slots.state[slots.of(node)] = NEAR;

  const ends = [links.count];
  const gone = [start];
  const hubs: number[] = [];
  const wide: number[] = [];
  const far: number[] = [];
  if (steps === 2) {
    for (const node of near) {
      if (source.isHub(node)) {
        hubs.push(node);
        continue;
      }
      const begun = links.count;
      if (source.linksOf(node, links, degreeMost) > degreeMost) {
        links.count = begun;
        wide.push(node);
        continue;
      }
      place(begun);
      slots.place[slots.of(node)] = gone.length;
      gone.push(node);
      ends.push(links.count);
      for (let at = begun; at < links.count; at += 1) {
        const slot = slotOfLink[at] as number;
        if (slots.state[slot] !== NOWHERE) continue;
        slots.state[slot] = FAR;
        far.push(slot);
      }
    }
  }
  const beyond = ordered(far.length, (at) => far[at] as number);
  const room = Math.max(0, most - near.length);
  if (beyond.length > room) beyond.length = room;
  for (const node of beyond) slots.state[slots.of(node)] = SHOWN_FAR;
  return {
    nodes: [
      ...near.map((node) => ({ node, steps: 1 as const })),
      ...beyond.map((node) => ({ node, steps: 2 as const })),
    ],
    ties: tiesOf(gone, ends),
    degree,
    more: reached - near.length + far.length - beyond.length,
    hubs: hubs.sort(byMix),
    wide: wide.sort(byMix),
  };
}

/** All links between two shown nodes as one tie; one between two that were both gone on from is gathered twice, and counts once. */
function tiesOf(gone: readonly number[], ends: readonly number[]): Tie[] {
  const ties: Tie[] = [];
  for (let own = 0, at = 0; own < gone.length; own += 1) {
    for (const end = ends[own] as number; at < end; at += 1) {
      const slot = slotOfLink[at] as number;
      const state = slots.state[slot] as number;
      if (state !== NEAR && state !== SHOWN_FAR) continue;
      const other = slots.place[slot] as number;
      if (other !== -1 && other < own) continue;
      const days = links.days[at] as number;
      const first = days >>> 16;
      const last = days & 0xffff;
      const bit = 1 << (links.kind[at] as number);
      // What ties two nodes stands among the links of the one that was gone on from first, and nowhere else.
      if (slots.tieFrom[slot] !== own) {
        slots.tieFrom[slot] = own;
        slots.tie[slot] = ties.length;
        ties.push({ from: gone[own] as number, to: links.dst[at] as number, links: 1, kinds: bit, first, last });
        continue;
      }
      const known = ties[slots.tie[slot] as number] as Tie;
      known.links += 1;
      known.kinds |= bit;
      if (first < known.first) known.first = first;
      if (last > known.last) known.last = last;
    }
  }
  return ties;
}
