import {
  byMix,
  type FoundPath,
  FRONTIER_MOST,
  type GatheredLinks,
  type GraphView,
  type Neighbourhood,
  neighbourhoodFrom,
  STEPS_MOST,
} from './view.ts';

/** Links as columns, each once whichever way it goes. */
export interface LinkColumns {
  readonly src: Int32Array;
  readonly dst: Int32Array;
  /** The class times 32, and the number of the kind. */
  readonly marks: Int32Array;
  /** First and last day since 1970, 16 bits each. */
  readonly days: Int32Array;
}

/** One link as the change log tells of it. */
export interface ChangedLink {
  readonly src: number;
  readonly dst: number;
  readonly kind: number;
  readonly visibility: number;
  readonly first: number;
  readonly last: number;
}

/** Room for nodes that come after the copy was built. */
const SPARE = 65_536;
/** Links beside the arrays after which they are made anew. */
const FOLD_AFTER = 100_000;

export const packMarks = (visibility: number, kind: number): number => (visibility << 5) | kind;
export const packDays = (first: number, last: number): number => (first << 16) | last;

interface Added {
  readonly dst: number[];
  readonly marks: number[];
  readonly days: number[];
}

/**
 * The graph in memory, without a value of anybody: numbers of nodes, and for each link its class, kind and days. It is a cache: what the
 * database answers is what it answers, for each view. Links are in both directions; none goes from a node to itself.
 */
export class GraphCopy {
  #offsets: Int32Array;
  #dst: Int32Array;
  #marks: Int32Array;
  #days: Int32Array;
  #added = new Map<number, Added>();
  #addedLinks = 0;
  /** Until when a node is a shared point, in milliseconds; absent: it is none. */
  readonly #hubs = new Map<number, number>();
  /** Number of the search that saw a node, times two, and the side that it was seen from. */
  #seen: Int32Array;
  /** Steps from that side, negative where the walk did not go on from there. */
  #steps: Int8Array;
  #search = 0;
  #row = new Int32Array(1_024);

  private constructor(offsets: Int32Array, dst: Int32Array, marks: Int32Array, days: Int32Array) {
    this.#offsets = offsets;
    this.#dst = dst;
    this.#marks = marks;
    this.#days = days;
    this.#seen = new Int32Array(offsets.length + SPARE);
    this.#steps = new Int8Array(offsets.length + SPARE);
  }

  /** @param most the highest number of a node */
  static build(parts: readonly LinkColumns[], most: number): GraphCopy {
    const offsets = new Int32Array(most + 2);
    for (const { src, dst } of parts) {
      for (let at = 0; at < src.length; at += 1) {
        offsets[(src[at] as number) + 1] = (offsets[(src[at] as number) + 1] as number) + 1;
        offsets[(dst[at] as number) + 1] = (offsets[(dst[at] as number) + 1] as number) + 1;
      }
    }
    for (let node = 1; node < offsets.length; node += 1)
      offsets[node] = (offsets[node] as number) + (offsets[node - 1] as number);
    const total = offsets[most + 1] as number;
    const [to, marks, days] = [new Int32Array(total), new Int32Array(total), new Int32Array(total)];
    const place = offsets.slice();
    const put = (from: number, other: number, mark: number, day: number) => {
      const at = place[from] as number;
      place[from] = at + 1;
      to[at] = other;
      marks[at] = mark;
      days[at] = day;
    };
    for (const part of parts) {
      for (let at = 0; at < part.src.length; at += 1) {
        const [src, dst] = [part.src[at] as number, part.dst[at] as number];
        put(src, dst, part.marks[at] as number, part.days[at] as number);
        put(dst, src, part.marks[at] as number, part.days[at] as number);
      }
    }
    return new GraphCopy(offsets, to, marks, days);
  }

  /** Links that it holds, each counted once. */
  get links(): number {
    let gone = 0;
    for (const node of this.#dst) if (node === 0) gone += 1;
    return (this.#dst.length - gone) / 2 + this.#addedLinks;
  }

  /** Bytes of its arrays. */
  get bytes(): number {
    return [this.#offsets, this.#dst, this.#marks, this.#days, this.#seen, this.#steps, this.#row].reduce(
      (sum, { byteLength }) => sum + byteLength,
      0,
    );
  }

  add(link: ChangedLink): void {
    this.#grow(Math.max(link.src, link.dst));
    this.#addOne(link.src, link.dst, link);
    this.#addOne(link.dst, link.src, link);
    this.#addedLinks += 1;
    if (this.#addedLinks > FOLD_AFTER) this.#fold();
  }

  /** Takes a link out that it holds. */
  remove(link: ChangedLink): void {
    const inside = this.#removeOne(link.src, link.dst, link);
    this.#removeOne(link.dst, link.src, link);
    if (inside === 'added') this.#addedLinks -= 1;
  }

  /** @param until milliseconds; undefined: it is no shared point any more */
  setHub(node: number, until: number | undefined): void {
    if (until === undefined) this.#hubs.delete(node);
    else this.#hubs.set(node, until);
  }

  /** What lies within one or two steps of a node, as far as the view goes. */
  neighbourhood(start: number, view: GraphView, now: number, steps: 1 | 2, most: number): Neighbourhood {
    const lens = lensOf(view);
    return neighbourhoodFrom(
      {
        linksOf: (node, into, atMost) => this.#linksOf(node, view, lens, atMost, into),
        isHub: (node) => this.#isHub(node, now),
      },
      start,
      view.degreeMost,
      steps,
      most,
    );
  }

  /** The shortest way of at most four links between two nodes, through no shared point and none with too many links. */
  path(from: number, to: number, view: GraphView, now: number, stepsMost: number = STEPS_MOST): FoundPath {
    if (from === to) return { path: [from], tooWide: false, hubs: [], wide: [] };
    const lens = lensOf(view);
    this.#grow(Math.max(from, to));
    this.#search += 1;
    if (this.#search > 0x3ffffff0) {
      this.#seen.fill(0);
      this.#search = 1;
    }
    const marks = [this.#search * 2, this.#search * 2 + 1] as const;
    const fronts: [number[], number[]] = [[from], [to]];
    const depths: [number, number] = [0, 0];
    const [hubs, wide] = [new Set<number>(), new Set<number>()];
    const hubNow = (node: number): boolean => {
      const isHub = this.#isHub(node, now);
      if (isHub) hubs.add(node);
      return isHub;
    };
    const passes = (node: number): boolean => {
      if (hubNow(node)) return false;
      const isWide = this.#neighbours(node, view, lens, view.degreeMost) > view.degreeMost;
      if (isWide) wide.add(node);
      return !isWide;
    };
    const found = (path: number[] | null, tooWide: boolean): FoundPath => ({
      path,
      tooWide,
      hubs: [...hubs].sort(byMix),
      wide: [...wide].sort(byMix),
    });
    this.#seen[from] = marks[0];
    this.#steps[from] = 0;
    this.#seen[to] = marks[1];
    this.#steps[to] = 0;

    while (depths[0] + depths[1] < stepsMost) {
      const side = fronts[0].length <= fronts[1].length ? 0 : 1;
      const front = fronts[side];
      if (front.length === 0) return found(null, false);
      if (front.length > FRONTIER_MOST) return found(null, true);
      const depth = depths[side];
      const [own, other] = [marks[side], marks[side === 0 ? 1 : 0]];
      const next: number[] = [];
      const met = new Set<number>();
      for (const node of front) {
        // The two ends are gone on from whatever they are; of any other what says that it is passed is what lies beyond it too.
        const isEnd = depth === 0;
        if (!isEnd && hubNow(node)) {
          this.#steps[node] = -1 - depth;
          continue;
        }
        const count = this.#neighbours(node, view, lens, isEnd ? Number.MAX_SAFE_INTEGER : view.degreeMost);
        if (!isEnd && count > view.degreeMost) {
          wide.add(node);
          this.#steps[node] = -1 - depth;
          continue;
        }
        for (let at = 0; at < count; at += 1) {
          const dst = this.#row[at] as number;
          if (this.#seen[dst] === own) continue;
          if (this.#seen[dst] === other) {
            met.add(dst);
            continue;
          }
          this.#seen[dst] = own;
          this.#steps[dst] = depth + 1;
          next.push(dst);
        }
      }
      fronts[side] = next;
      depths[side] = depth + 1;
      const best = [...met]
        .filter((node) => (this.#steps[node] as number) >= 0)
        .sort((one, two) => (this.#steps[one] as number) - (this.#steps[two] as number) || byMix(one, two))
        .find((node) => this.#steps[node] === 0 || passes(node));
      if (best === undefined) continue;
      const back = this.#back(best, depth, own, view, lens);
      const forth = this.#back(best, (this.#steps[best] as number) - 1, other, view, lens);
      const whole = [...back.reverse(), best, ...forth];
      return found(side === 0 ? whole : whole.reverse(), false);
    }
    return found(null, false);
  }

  /** From a node to the end of a side, by nodes that the walk went on from. @param depth steps of the next one from that end */
  #back(node: number, depth: number, mark: number, view: GraphView, lens: Lens): number[] {
    const way: number[] = [];
    let at = node;
    for (let steps = depth; steps >= 0; steps -= 1) {
      const count = this.#neighbours(at, view, lens, Number.MAX_SAFE_INTEGER);
      let best = 0;
      for (let place = 0; place < count; place += 1) {
        const one = this.#row[place] as number;
        if (this.#seen[one] !== mark || this.#steps[one] !== steps) continue;
        if (best === 0 || byMix(one, best) < 0) best = one;
      }
      if (best === 0) throw new Error('a way that was found cannot be gone back');
      way.push(best);
      at = best;
    }
    return way;
  }

  #isHub(node: number, now: number): boolean {
    const until = this.#hubs.get(node);
    return until !== undefined && until > now;
  }

  /** Puts the visible neighbours of a node into the row; stops one beyond `most`. @returns how many, a neighbour once for each link */
  #neighbours(node: number, view: GraphView, { mask, without }: Lens, most: number): number {
    const { kinds, from, to } = view;
    const end = node + 1 < this.#offsets.length ? (this.#offsets[node + 1] as number) : 0;
    const begin = node + 1 < this.#offsets.length ? (this.#offsets[node] as number) : 0;
    const added = this.#added.get(node);
    const room = end - begin + (added?.dst.length ?? 0);
    if (this.#row.length < room) this.#row = new Int32Array(room * 2);
    const row = this.#row;
    let count = 0;
    for (let at = begin; at < end && count <= most; at += 1) {
      const mark = this.#marks[at] as number;
      const day = this.#days[at] as number;
      const dst = this.#dst[at] as number;
      if (dst === 0 || mask[mark >>> 5] !== 1 || ((kinds >>> (mark & 31)) & 1) === 0) continue;
      if ((day & 0xffff) < from || day >>> 16 > to || without?.has(dst)) continue;
      row[count++] = dst;
    }
    for (let at = 0; added !== undefined && at < added.dst.length && count <= most; at += 1) {
      const mark = added.marks[at] as number;
      const day = added.days[at] as number;
      if (mask[mark >>> 5] !== 1 || ((kinds >>> (mark & 31)) & 1) === 0) continue;
      const dst = added.dst[at] as number;
      if ((day & 0xffff) < from || day >>> 16 > to || without?.has(dst)) continue;
      row[count++] = dst;
    }
    return count;
  }

  /** Puts the visible links of a node in; stops one beyond `most`. @returns how many */
  #linksOf(
    node: number,
    { kinds, from, to }: GraphView,
    { mask, without }: Lens,
    most: number,
    into: GatheredLinks,
  ): number {
    const known = node + 1 < this.#offsets.length;
    const begin = known ? (this.#offsets[node] as number) : 0;
    const end = known ? (this.#offsets[node + 1] as number) : 0;
    const added = this.#added.get(node);
    into.reserve(end - begin + (added?.dst.length ?? 0));
    const begun = into.count;
    const full = most === Number.MAX_SAFE_INTEGER ? most : begun + most;
    for (let at = begin; at < end && into.count <= full; at += 1) {
      const mark = this.#marks[at] as number;
      const day = this.#days[at] as number;
      const dst = this.#dst[at] as number;
      if (dst === 0 || mask[mark >>> 5] !== 1 || ((kinds >>> (mark & 31)) & 1) === 0) continue;
      if ((day & 0xffff) < from || day >>> 16 > to || without?.has(dst)) continue;
      into.put(dst, mark & 31, day);
    }
    for (let at = 0; added !== undefined && at < added.dst.length && into.count <= full; at += 1) {
      const mark = added.marks[at] as number;
      const day = added.days[at] as number;
      const dst = added.dst[at] as number;
      if (mask[mark >>> 5] !== 1 || ((kinds >>> (mark & 31)) & 1) === 0) continue;
      if ((day & 0xffff) < from || day >>> 16 > to || without?.has(dst)) continue;
      into.put(dst, mark & 31, day);
    }
    return into.count - begun;
  }

  #addOne(src: number, dst: number, { visibility, kind, first, last }: ChangedLink): void {
    const list = this.#added.get(src) ?? { dst: [], marks: [], days: [] };
    this.#added.set(src, list);
    list.dst.push(dst);
    list.marks.push(packMarks(visibility, kind));
    list.days.push(packDays(first, last));
  }

  #removeOne(src: number, dst: number, { visibility, kind, first, last }: ChangedLink): 'added' | 'array' {
    const [mark, day] = [packMarks(visibility, kind), packDays(first, last)];
    const list = this.#added.get(src);
    const place =
      list?.dst.findIndex((one, at) => one === dst && list.marks[at] === mark && list.days[at] === day) ?? -1;
    if (list !== undefined && place >= 0) {
      for (const column of [list.dst, list.marks, list.days]) column.splice(place, 1);
      return 'added';
    }
    const end = src + 1 < this.#offsets.length ? (this.#offsets[src + 1] as number) : 0;
    for (let at = end === 0 ? 0 : (this.#offsets[src] as number); at < end; at += 1) {
      if (this.#dst[at] !== dst || this.#marks[at] !== mark || this.#days[at] !== day) continue;
      this.#dst[at] = 0;
      return 'array';
    }
    throw new Error('a link that is taken out is not in the copy');
  }

  /** What was added goes into the arrays, in one pass over them. */
  #fold(): void {
    const parts: LinkColumns[] = [];
    const columns = (length: number): LinkColumns => ({
      src: new Int32Array(length),
      dst: new Int32Array(length),
      marks: new Int32Array(length),
      days: new Int32Array(length),
    });
    let old = 0;
    for (let node = 1; node + 1 < this.#offsets.length; node += 1)
      for (let at = this.#offsets[node] as number; at < (this.#offsets[node + 1] as number); at += 1)
        if ((this.#dst[at] as number) > node) old += 1;
    const kept = columns(old);
    let place = 0;
    for (let node = 1; node + 1 < this.#offsets.length; node += 1) {
      for (let at = this.#offsets[node] as number; at < (this.#offsets[node + 1] as number); at += 1) {
        if ((this.#dst[at] as number) <= node) continue;
        kept.src[place] = node;
        kept.dst[place] = this.#dst[at] as number;
        kept.marks[place] = this.#marks[at] as number;
        kept.days[place++] = this.#days[at] as number;
      }
    }
    const fresh = columns(this.#addedLinks);
    place = 0;
    let most = this.#offsets.length - 2;
    for (const [src, { dst, marks, days }] of this.#added) {
      most = Math.max(most, src);
      for (const [at, to] of dst.entries()) {
        if (to < src) continue;
        fresh.src[place] = src;
        fresh.dst[place] = to;
        fresh.marks[place] = marks[at] as number;
        fresh.days[place++] = days[at] as number;
      }
    }
    parts.push(kept, fresh);
    const folded = GraphCopy.build(parts, most);
    this.#offsets = folded.#offsets;
    this.#dst = folded.#dst;
    this.#marks = folded.#marks;
    this.#days = folded.#days;
    this.#seen = folded.#seen;
    this.#steps = folded.#steps;
    this.#search = 0;
    this.#added = new Map();
    this.#addedLinks = 0;
  }

  #grow(node: number): void {
    if (node < this.#seen.length) return;
    const seen = new Int32Array(node + SPARE);
    seen.set(this.#seen);
    this.#seen = seen;
    const steps = new Int8Array(node + SPARE);
    steps.set(this.#steps);
    this.#steps = steps;
  }
}

/** What a view lets through, made ready for many looks. */
interface Lens {
  readonly mask: Uint8Array;
  readonly without: ReadonlySet<number> | undefined;
}

function lensOf({ classes, without = [] }: GraphView): Lens {
  const mask = new Uint8Array(classes.reduce((most, one) => Math.max(most, one), 0) + 1);
  for (const one of classes) mask[one] = 1;
  return { mask, without: without.length === 0 ? undefined : new Set(without) };
}
