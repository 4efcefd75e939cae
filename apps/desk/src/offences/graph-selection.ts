import type { NeighbourhoodView, NodeView, PathView } from '../../../../src/offences/index.ts';
import { type PointRef, refText } from './graph-state.ts';

/** Points in a picture at most, whatever is opened: more is no picture for anybody. */
export const POINTS_MOST = 1_500;

/** Steps of a point that nothing shown leads to, as one whose way a filter cut: more than any way has. */
export const APART = 99;

export interface SelectedPoint extends NodeView {
  readonly key: string;
  /** From the file, along what is shown. */
  readonly steps: number;
  /** Ties in the picture. */
  readonly ties: number;
  readonly opened: boolean;
  readonly onPath: boolean;
  /** Days on which its shown ties were seen. */
  readonly first: string | null;
  readonly last: string | null;
}

export interface SelectedTie {
  /** Places in the list of points. */
  readonly from: number;
  readonly to: number;
  readonly links: number;
  readonly kinds: readonly string[];
  readonly first: string;
  readonly last: string;
  readonly onPath: boolean;
}

export interface Selection {
  readonly points: readonly SelectedPoint[];
  readonly ties: readonly SelectedTie[];
  /** Points that are there and not in the picture, as far as it is known. */
  readonly more: number;
  /** More than one answer told of some: they may have told of the same ones. */
  readonly about: boolean;
  /** Points that the filters of kinds and of ties left out. */
  readonly hidden: number;
  readonly hubs: readonly NodeView[];
  readonly wide: readonly NodeView[];
}

/** What a point is, for filters and its look: of an identifier its kind. */
export const pointType = ({ kind, identifierKind }: Pick<NodeView, 'kind' | 'identifierKind'>): string =>
  identifierKind ?? kind;

interface Gathered {
  readonly nodes: Map<string, NodeView>;
  readonly ties: Map<
    string,
    Omit<SelectedTie, 'from' | 'to' | 'onPath'> & { readonly one: string; readonly other: string }
  >;
}

function gather(into: Gathered, view: Pick<NeighbourhoodView, 'ties'> & { readonly nodes: readonly NodeView[] }): void {
  for (const node of view.nodes) into.nodes.set(refText(node), node);
  for (const { from, to, links, kinds, first, last } of view.ties) {
    const [a, b] = [view.nodes[from], view.nodes[to]];
    if (a === undefined || b === undefined) continue;
    const [one, other] = [refText(a), refText(b)].sort() as [string, string];
    into.ties.set(`${one} ${other}`, { one, other, links, kinds, first, last });
  }
}

/**
 * All that was opened as one picture: each point once, with its steps from the start along what is shown. A point of the start, of the path
 * or that was opened is always there; of the others those go that the filters leave out, and those without room, the farthest first.
 * @param base the file's own neighbourhood, the file first
 */
export function selectGraph(
  base: NeighbourhoodView,
  opened: readonly { readonly ref: PointRef; readonly view: NeighbourhoodView }[],
  path: PathView | null,
  filters: { readonly hidden: readonly string[]; readonly degreeLeast: number },
  most = POINTS_MOST,
): Selection {
  const all: Gathered = { nodes: new Map(), ties: new Map() };
  gather(all, base);
  for (const { view } of opened) gather(all, view);
  if (path) gather(all, path);
  const start = base.nodes[0] === undefined ? undefined : refText(base.nodes[0]);
  const way = (path?.nodes ?? []).map(refText);
  const openedKeys = new Set(opened.map(({ ref }) => refText(ref)));
  const kept = new Set([...(start === undefined ? [] : [start]), ...way, ...openedKeys]);
  const left = new Set(
    [...all.nodes]
      .filter(([key, node]) => kept.has(key) || !filters.hidden.includes(pointType(node)))
      .map(([key]) => key),
  );
  prune(left, all, kept, filters.degreeLeast);
  const steps = stepsFrom(start, left, all);
  const ordered = [...left].toSorted(
    (one, other) =>
      rank(one, kept, start) - rank(other, kept, start) ||
      (steps.get(one) ?? APART) - (steps.get(other) ?? APART) ||
      (one < other ? -1 : 1),
  );
  const shown = ordered
    .slice(0, most)
    .toSorted((one, other) => (steps.get(one) ?? APART) - (steps.get(other) ?? APART));
  const told = [base.more, ...opened.map(({ view }) => view.more), ordered.length - shown.length].filter(
    (one) => one > 0,
  );
  return {
    ...drawn(shown, all, steps, { way, openedKeys }),
    more: told.reduce((sum, one) => sum + one, 0),
    about: told.length > 1,
    hidden: all.nodes.size - left.size,
    hubs: once([base, ...opened.map(({ view }) => view), ...(path ? [path] : [])].flatMap(({ hubs }) => hubs)),
    wide: once([base, ...opened.map(({ view }) => view), ...(path ? [path] : [])].flatMap(({ wide }) => wide)),
  };
}

const rank = (key: string, kept: ReadonlySet<string>, start: string | undefined): number =>
  key === start ? 0 : kept.has(key) ? 1 : 2;

/** Leaves out who has fewer ties than asked for, and then who has fewer for that reason. */
function prune(left: Set<string>, all: Gathered, kept: ReadonlySet<string>, least: number): void {
  if (least <= 1) return;
  for (let gone = true; gone; ) {
    gone = false;
    const ties = new Map<string, number>();
    for (const { one, other } of all.ties.values())
      if (left.has(one) && left.has(other)) for (const key of [one, other]) ties.set(key, (ties.get(key) ?? 0) + 1);
    for (const key of [...left])
      if (!kept.has(key) && (ties.get(key) ?? 0) < least) {
        left.delete(key);
        gone = true;
      }
  }
}

function stepsFrom(start: string | undefined, left: ReadonlySet<string>, all: Gathered): ReadonlyMap<string, number> {
  const near = new Map<string, string[]>();
  for (const { one, other } of all.ties.values()) {
    if (!left.has(one) || !left.has(other)) continue;
    near.set(one, [...(near.get(one) ?? []), other]);
    near.set(other, [...(near.get(other) ?? []), one]);
  }
  const steps = new Map<string, number>(start === undefined ? [] : [[start, 0]]);
  for (let front = [...steps.keys()]; front.length > 0; ) {
    const next: string[] = [];
    for (const key of front)
      for (const other of near.get(key) ?? [])
        if (!steps.has(other)) {
          steps.set(other, (steps.get(key) as number) + 1);
          next.push(other);
        }
    front = next;
  }
  return steps;
}

function drawn(
  shown: readonly string[],
  all: Gathered,
  steps: ReadonlyMap<string, number>,
  { way, openedKeys }: { readonly way: readonly string[]; readonly openedKeys: ReadonlySet<string> },
): Pick<Selection, 'points' | 'ties'> {
  const places = new Map(shown.map((key, at) => [key, at]));
  const pairs = new Set(way.slice(0, -1).map((key, at) => [key, way[at + 1] as string].sort().join(' ')));
  const ties: SelectedTie[] = [];
  const days = new Map<string, { ties: number; first: string; last: string }>();
  for (const { one, other, ...tie } of all.ties.values()) {
    const [from, to] = [places.get(one), places.get(other)];
    if (from === undefined || to === undefined) continue;
    ties.push({ ...tie, from, to, onPath: pairs.has(`${one} ${other}`) });
    for (const key of [one, other]) {
      const known = days.get(key);
      days.set(key, {
        ties: (known?.ties ?? 0) + 1,
        first: known === undefined || tie.first < known.first ? tie.first : known.first,
        last: known === undefined || tie.last > known.last ? tie.last : known.last,
      });
    }
  }
  return {
    points: shown.map((key) => {
      const { kind, id, reference, person, identifierKind, mask, childOwned, hub } = all.nodes.get(key) as NodeView;
      const seen = days.get(key);
      return {
        kind,
        id,
        reference,
        person,
        identifierKind,
        mask,
        childOwned,
        hub,
        key,
        steps: steps.get(key) ?? APART,
        ties: seen?.ties ?? 0,
        opened: openedKeys.has(key),
        onPath: way.includes(key),
        first: seen?.first ?? null,
        last: seen?.last ?? null,
      };
    }),
    ties: ties.toSorted((one, other) => one.from - other.from || one.to - other.to),
  };
}

const once = (nodes: readonly NodeView[]): NodeView[] => [
  ...new Map(nodes.map((node) => [refText(node), node])).values(),
];
