import fc from 'fast-check';
import { type ChangedLink, GraphCopy, packDays, packMarks } from './graph-copy.ts';
import type { GraphView } from './view.ts';

/** Points, classes, kinds and days are few, so that ways meet and filters cut. */
const POINTS = 14;
const node = fc.integer({ min: 1, max: POINTS });

export interface DrawnGraph {
  readonly links: readonly ChangedLink[];
  readonly hubs: readonly number[];
  readonly pairs: readonly (readonly [number, number])[];
}

export const drawnGraph: fc.Arbitrary<DrawnGraph> = fc.record({
  links: fc.array(
    fc
      .record({
        src: node,
        dst: node,
        kind: fc.integer({ min: 1, max: 3 }),
        visibility: fc.integer({ min: 1, max: 4 }),
        first: fc.integer({ min: 0, max: 6 }),
        length: fc.integer({ min: 0, max: 3 }),
      })
      .filter(({ src, dst }) => src !== dst)
      .map(({ length, ...link }) => ({ ...link, last: link.first + length })),
    { maxLength: 40 },
  ),
  hubs: fc.uniqueArray(node, { maxLength: 2 }),
  pairs: fc.array(fc.tuple(node, node), { minLength: 1, maxLength: 4 }),
});

export const drawnView: fc.Arbitrary<GraphView> = fc
  .record({
    classes: fc.subarray([1, 2, 3, 4]),
    kinds: fc.constantFrom(0x7fffffff, 0b10, 0b110),
    from: fc.constantFrom(0, 0, 3),
    length: fc.constantFrom(65_535, 2),
    degreeMost: fc.constantFrom(1_000, 4, 3),
  })
  .map(({ length, from, ...view }) => ({ ...view, from, to: Math.min(65_535, from + length) }));

/** The links of a view. */
export const seenIn = (links: readonly ChangedLink[], view: GraphView): ChangedLink[] =>
  links.filter(
    ({ visibility, kind, first, last }) =>
      view.classes.includes(visibility) && (view.kinds >>> kind) & 1 && last >= view.from && first <= view.to,
  );

/** Steps of the shortest way of at most four, by going on from one end alone; undefined where there is none. */
export function plainPathLength(
  links: readonly ChangedLink[],
  hubs: ReadonlySet<number>,
  degreeMost: number,
  from: number,
  to: number,
): number | undefined {
  const degree = (at: number) => links.filter(({ src, dst }) => src === at || dst === at).length;
  const passes = (at: number) => at === from || (!hubs.has(at) && degree(at) <= degreeMost);
  let front = new Set([from]);
  const seen = new Set(front);
  for (let steps = 0; steps <= 4; steps += 1) {
    if (front.has(to)) return steps;
    const next = new Set<number>();
    for (const at of front)
      if (passes(at))
        for (const { src, dst } of links) {
          const other = src === at ? dst : dst === at ? src : undefined;
          if (other !== undefined && !seen.has(other)) next.add(other);
        }
    for (const at of next) seen.add(at);
    front = next;
  }
  return undefined;
}

export const copyOf = (links: readonly ChangedLink[], most = 40): GraphCopy =>
  GraphCopy.build(
    [
      {
        src: Int32Array.from(links, ({ src }) => src),
        dst: Int32Array.from(links, ({ dst }) => dst),
        marks: Int32Array.from(links, ({ visibility, kind }) => packMarks(visibility, kind)),
        days: Int32Array.from(links, ({ first, last }) => packDays(first, last)),
      },
    ],
    most,
  );
