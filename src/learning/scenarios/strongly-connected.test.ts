import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stronglyConnected } from './strongly-connected.pure.ts';

const graph = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc.array(fc.array(fc.integer({ min: 0, max: size - 1 }), { maxLength: 3 }), { minLength: size, maxLength: size }),
  );

function reachedFrom(next: readonly (readonly number[])[], start: number): Set<number> {
  const reached = new Set([start]);
  for (const node of reached) for (const to of next[node] ?? []) reached.add(to);
  return reached;
}

test('two nodes are in one group exactly when each leads to the other', () => {
  fc.assert(
    fc.property(graph, (next) => {
      const groups = stronglyConnected(next);
      const groupOf = new Map(groups.flatMap((members, group) => members.map((member) => [member, group] as const)));
      expect(groupOf.size).toBe(next.length);
      const reached = next.map((_, node) => reachedFrom(next, node));
      for (const a of next.keys())
        for (const b of next.keys())
          expect(groupOf.get(a) === groupOf.get(b)).toBe(reached[a]?.has(b) === true && reached[b]?.has(a) === true);
    }),
  );
});

test('a group comes after all that it leads to', () => {
  fc.assert(
    fc.property(graph, (next) => {
      const groups = stronglyConnected(next);
      const groupOf = new Map(groups.flatMap((members, group) => members.map((member) => [member, group] as const)));
      for (const [node, onward] of next.entries())
        for (const to of onward) expect(groupOf.get(to)).toBeLessThanOrEqual(groupOf.get(node) ?? -1);
    }),
  );
});

test('a chain of a hundred thousand nodes does not fill the stack', () => {
  const next = Array.from({ length: 100_000 }, (_, at) => (at === 99_999 ? [] : [at + 1]));
  expect(stronglyConnected(next)).toHaveLength(100_000);
});
