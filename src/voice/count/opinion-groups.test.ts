import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../text/index.ts';
import type { Opinion } from '../ballots/ballot.ts';
import { GROUPS_FROM, opinionGroups } from './opinion-groups.ts';

type Voter = Record<number, Opinion>;
const STATEMENTS = Array.from({ length: 12 }, (_, at) => at + 1);

/**
 * Invented voters in camps of these sizes: each camp has its own opinion of the odd statements, all agree with the even ones up to `united`.
 * One answer in ten is another, and a part is not given.
 */
function votersOf(camps: readonly number[], { filled = 0.9, united = 4, seed = 1 } = {}): Voter[] {
  const random = randomFrom(seed);
  const patterns = camps.map((_, camp) =>
    STATEMENTS.map((number): Opinion => ((number * 7 + camp * 5) % 3 === 0 ? -1 : 1)),
  );
  return camps.flatMap((size, camp) =>
    Array.from({ length: size }, () => {
      const said: Voter = {};
      for (const number of STATEMENTS) {
        if (random() > filled) continue;
        const meant: Opinion = number <= united ? 1 : (patterns[camp]?.[number - 1] ?? 1);
        said[number] = random() < 0.1 ? 0 : meant;
      }
      return said;
    }),
  );
}

describe('groups of opinion', () => {
  it('are none with fewer than two hundred voters', () => {
    expect(opinionGroups(votersOf([100, GROUPS_FROM - 101], { filled: 1 }), STATEMENTS)).toBeUndefined();
    expect(opinionGroups(votersOf([100, GROUPS_FROM - 100], { filled: 1 }), STATEMENTS)?.people).toBe(GROUPS_FROM);
  });

  it('are found where they are, the larger first, and what unites them is told', () => {
    const found = opinionGroups(votersOf([300, 200]), STATEMENTS);
    expect(found?.groups.map(({ people }) => people)).toEqual([300, 200]);
    expect(found?.unites.map(({ number }) => number)).toEqual(expect.arrayContaining([1, 2, 3, 4]));
    for (const group of found?.groups ?? []) expect(group.apart.length).toBeGreaterThan(0);
  });

  it.each([
    [400, 30],
    [900, 60],
    [240, 20],
  ])('are none where one would be smaller than fifty people or a tenth: %i and %i', (...camps) => {
    const found = opinionGroups(votersOf(camps), STATEMENTS);
    expect(found?.groups).toEqual([]);
    expect(found?.unites.length).toBeGreaterThan(0);
  });

  it('come out the same again, whatever the order of the statements', () => {
    const voters = votersOf([250, 150, 120], { filled: 0.8 });
    const first = opinionGroups(voters, STATEMENTS);
    expect(opinionGroups(voters, STATEMENTS)).toEqual(first);
    expect(opinionGroups(voters, STATEMENTS.toReversed())).toEqual(first);
  });

  it('leave out a statement that was taken out, and people who answered little', () => {
    const voters = [...votersOf([300, 200], { filled: 1 }), ...Array<Voter>(500).fill({ 1: -1 })];
    const found = opinionGroups(voters, STATEMENTS.slice(0, -1));
    expect(found?.people).toBe(500);
    const told = found?.groups.flatMap(({ apart, split }) => [...apart, ...split]) ?? [];
    expect(told.some(({ number }) => number === 12)).toBe(false);
  });

  it('are one where everybody thinks alike, and nothing is told of a group', () => {
    const found = opinionGroups(votersOf([400], { united: 12 }), STATEMENTS);
    expect(found?.unites.length).toBe(12);
    expect(found?.groups).toEqual([]);
  });
});
