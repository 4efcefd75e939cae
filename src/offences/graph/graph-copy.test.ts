import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChangedLink, GraphCopy } from './graph-copy.ts';
import { copyOf, drawnGraph, drawnView, plainPathLength, seenIn } from './graphs.testing.ts';
import { ALL_DAYS, ALL_KINDS, type GraphView } from './view.ts';

const everything = (classes: readonly number[]): GraphView => ({
  classes,
  kinds: ALL_KINDS,
  ...ALL_DAYS,
  degreeMost: 1_000,
});
const NOW = 1_000;
const link = (src: number, dst: number, visibility = 1, kind = 1): ChangedLink => ({
  src,
  dst,
  visibility,
  kind,
  first: 10,
  last: 20,
});
const answers = (copy: GraphCopy, view: GraphView, pairs: readonly (readonly [number, number])[]) => ({
  paths: pairs.map(([from, to]) => copy.path(from, to, view, NOW)),
  near: pairs.flatMap(([from]) => [
    copy.neighbourhood(from, view, NOW, 1, 10),
    copy.neighbourhood(from, view, NOW, 2, 10),
  ]),
});

test('what a reader does not see changes no way, no length, no degree, no number and no order', () => {
  fc.assert(
    fc.property(drawnGraph, drawnView, ({ links, hubs, pairs }, view) => {
      const whole = copyOf(links);
      const own = copyOf(links.filter(({ visibility }) => view.classes.includes(visibility)));
      for (const node of hubs) for (const copy of [whole, own]) copy.setHub(node, NOW + 1);
      expect(answers(whole, view, pairs)).toEqual(answers(own, view, pairs));
    }),
    { numRuns: 400 },
  );
});

test('a way is as short as one that is searched from one end, link by link, and goes through what the reader sees', () => {
  fc.assert(
    fc.property(drawnGraph, drawnView, ({ links, hubs, pairs }, view) => {
      const copy = copyOf(links);
      for (const node of hubs) copy.setHub(node, NOW + 1);
      const seen = seenIn(links, view);
      for (const [from, to] of pairs) {
        const { path } = copy.path(from, to, view, NOW);
        expect(path === null ? undefined : path.length - 1).toBe(
          plainPathLength(seen, new Set(hubs), view.degreeMost, from, to),
        );
        for (const [at, node] of (path ?? []).slice(0, -1).entries()) {
          const next = (path ?? [])[at + 1];
          expect(seen.some(({ src, dst }) => (src === node && dst === next) || (src === next && dst === node))).toBe(
            true,
          );
        }
      }
    }),
    { numRuns: 400 },
  );
});

test('links that come and go one by one give the same as a copy that was built of what is left', () => {
  fc.assert(
    fc.property(drawnGraph, drawnView, fc.array(fc.nat(), { maxLength: 20 }), ({ links, pairs }, view, drawn) => {
      const half = Math.floor(links.length / 2);
      const copy = copyOf(links.slice(0, half));
      for (const one of links.slice(half)) copy.add(one);
      const standing = [...links];
      for (const at of drawn) {
        const [gone] = standing.splice(at % Math.max(1, standing.length), 1);
        if (gone) copy.remove(gone);
      }
      expect(copy.links).toBe(standing.length);
      expect(answers(copy, view, pairs)).toEqual(answers(copyOf(standing), view, pairs));
    }),
    { numRuns: 300 },
  );
});

test('a link taken back restores the former answers', () => {
  const links = [link(1, 2), link(2, 3), link(5, 6)];
  const copy = copyOf(links);
  const before = answers(copy, everything([1]), [
    [1, 6],
    [1, 3],
  ]);
  copy.add(link(3, 5));
  expect(copy.path(1, 6, everything([1]), NOW).path).toEqual([1, 2, 3, 5, 6]);
  copy.remove(link(3, 5));
  expect(
    answers(copy, everything([1]), [
      [1, 6],
      [1, 3],
    ]),
  ).toEqual(before);
});

test('nothing goes through a shared point while it is one, and it is said; the ends are gone on from whatever they are', () => {
  const copy = copyOf([link(1, 2), link(2, 3)]);
  const view = everything([1]);
  copy.setHub(2, NOW + 1);
  expect(copy.path(1, 3, view, NOW)).toMatchObject({ path: null, hubs: [2] });
  expect(copy.neighbourhood(1, view, NOW, 2, 10)).toMatchObject({ nodes: [{ node: 2, steps: 1 }], hubs: [2] });
  expect(copy.path(2, 3, view, NOW).path).toEqual([2, 3]);
  expect(copy.path(1, 3, view, NOW + 1).path).toEqual([1, 2, 3]);
  copy.setHub(2, undefined);
  expect(copy.path(1, 3, view, NOW).path).toEqual([1, 2, 3]);
});

test('whoever has too many visible links is passed by, and only visible ones count', () => {
  const many = Array.from({ length: 6 }, (_, at) => link(2, 10 + at, 2));
  const copy = copyOf([link(1, 2), link(2, 3), ...many]);
  expect(copy.path(1, 3, { ...everything([1, 2]), degreeMost: 5 }, NOW)).toMatchObject({ path: null, wide: [2] });
  expect(copy.path(1, 3, { ...everything([1]), degreeMost: 5 }, NOW)).toMatchObject({ path: [1, 2, 3], wide: [] });
});

test('a search ends where there are too many to go on from, and says so', () => {
  const star = (centre: number, base: number) => Array.from({ length: 5_001 }, (_, at) => link(centre, base + at));
  const copy = copyOf([...star(1, 10), ...star(2, 10_000)], 20_000);
  expect(copy.path(1, 2, everything([1]), NOW)).toMatchObject({ path: null, tooWide: true });
});

test('more than a picture holds is counted and left out, the last seen first', () => {
  const copy = copyOf(Array.from({ length: 20 }, (_, at) => ({ ...link(1, 2 + at), last: 20 + at })));
  const near = copy.neighbourhood(1, everything([1]), NOW, 2, 5);
  expect(near.nodes.map(({ node }) => node)).toEqual([21, 20, 19, 18, 17]);
  expect(near).toMatchObject({ more: 15, degree: 20 });
});

test('folding what was added into the arrays changes no answer', () => {
  const copy = copyOf([link(1, 2)]);
  for (let at = 0; at < 100_001; at += 1) copy.add(link(3 + (at % 500), 600 + at, 1 + (at % 3)));
  expect(copy.links).toBe(100_002);
  const seen = copy.neighbourhood(3, everything([1]), NOW, 1, 1_000);
  expect(seen.degree).toBe(
    Array.from({ length: 201 }, (_, n) => n * 500).filter((at) => at <= 100_000 && at % 3 === 0).length,
  );
  expect(copy.path(1, 2, everything([1]), NOW).path).toEqual([1, 2]);
});
