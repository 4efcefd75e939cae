/** What an actor sees of the graph, and how a walk goes through it. Types and pure rules, the same for the database and the copy in memory. */

/** Of all links of the graph those in one view: nothing else is counted, followed or measured. */
export interface GraphView {
  /** Ids of the visibility classes that the actor is in. */
  readonly classes: readonly number[];
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

/** Visible links of a node, as they are gathered by the database and by the copy. */
export interface NodeLinks {
  readonly node: number;
  readonly dst: readonly number[];
  readonly kind: readonly number[];
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** Those of the first step that an answer keeps and goes on from. */
export function firstStep(start: NodeLinks, most: number): { readonly kept: readonly number[]; readonly more: number } {
  const last = new Map<number, number>();
  for (const [at, dst] of start.dst.entries())
    if (dst !== start.node) last.set(dst, Math.max(last.get(dst) ?? 0, start.last[at] as number));
  const ordered = [...last].sort(([one, oneLast], [other, otherLast]) => otherLast - oneLast || byMix(one, other));
  return { kept: ordered.slice(0, most).map(([node]) => node), more: Math.max(0, ordered.length - most) };
}

/**
 * The answer of an expansion.
 * @param next the visible links of those kept nodes that are passed; nothing where one step was asked for
 */
export function neighbourhoodOf(
  start: NodeLinks,
  step: { readonly kept: readonly number[]; readonly more: number },
  next: readonly NodeLinks[],
  passedBy: { readonly hubs: readonly number[]; readonly wide: readonly number[] },
  most: number,
): Neighbourhood {
  const near = new Set(step.kept);
  const far = new Map<number, number>();
  for (const { dst, last } of next)
    for (const [at, node] of dst.entries())
      if (node !== start.node && !near.has(node)) far.set(node, Math.max(far.get(node) ?? 0, last[at] as number));
  const ordered = [...far].sort(([one, oneLast], [other, otherLast]) => otherLast - oneLast || byMix(one, other));
  const room = Math.max(0, most - near.size);
  const kept = ordered.slice(0, room).map(([node]) => node);
  const shown = new Set([start.node, ...near, ...kept]);
  return {
    nodes: [
      ...step.kept.map((node) => ({ node, steps: 1 as const })),
      ...kept.map((node) => ({ node, steps: 2 as const })),
    ],
    ties: tiesOf([start, ...next], shown),
    degree: start.dst.length,
    more: step.more + ordered.length - kept.length,
    hubs: [...passedBy.hubs].sort(byMix),
    wide: [...passedBy.wide].sort(byMix),
  };
}

/** Numbers of nodes stay below 2^26, so that a pair of them is one exact number. */
const PAIR = 2 ** 26;

/** All links between two shown nodes as one tie; one between two that were both gone on from is gathered twice, and counts once. */
function tiesOf(gone: readonly NodeLinks[], shown: ReadonlySet<number>): Tie[] {
  const places = new Map<number, number>();
  for (let own = 0; own < gone.length; own += 1) places.set((gone[own] as NodeLinks).node, own);
  const ties = new Map<number, Tie>();
  for (let own = 0; own < gone.length; own += 1) {
    const { node, dst, kind, first, last } = gone[own] as NodeLinks;
    for (let at = 0; at < dst.length; at += 1) {
      const to = dst[at] as number;
      if (!shown.has(to) || (places.get(to) ?? own) < own) continue;
      const key = node < to ? node * PAIR + to : to * PAIR + node;
      const known = ties.get(key);
      const [from, until, bit] = [first[at] as number, last[at] as number, 1 << (kind[at] as number)];
      if (known === undefined) {
        ties.set(key, { from: node, to, links: 1, kinds: bit, first: from, last: until });
        continue;
      }
      known.links += 1;
      known.kinds |= bit;
      if (from < known.first) known.first = from;
      if (until > known.last) known.last = until;
    }
  }
  return [...ties.values()];
}
