import { expect, test } from 'vitest';
import { portalBand } from '../../vocabulary/index.ts';
import { boosterDue, boostersOf } from './boosters.pure.ts';
import { masteryOf } from './mastery.pure.ts';
import { skillCode, skills } from './skill.ts';

const answers = (...given: readonly (readonly [day: string, right: boolean])[]) =>
  given.map(([day, right], at) => ({ at: new Date(`2026-12-${day}T0${at}:00:00Z`), right }));

test('each skill has a sentence for every band', () => {
  expect(skills.map(({ code }) => code)).toEqual(skillCode.options);
  for (const { can } of skills) expect(new Set(Object.keys(can))).toEqual(new Set(portalBand.codes));
});

test('three of the last four, on two days', () => {
  expect(masteryOf([])).toBe('new');
  expect(masteryOf(answers(['01', true], ['01', true]))).toBe('starting');
  expect(masteryOf(answers(['01', true], ['01', true], ['01', true]))).toBe('one-more-day');
  expect(masteryOf(answers(['01', true], ['01', true], ['02', true]))).toBe('steady');
  expect(masteryOf(answers(['01', true], ['01', false], ['01', true], ['02', true]))).toBe('steady');
});

test('only the last four count, and a wrong answer does not make a second day', () => {
  expect(masteryOf(answers(['01', true], ['01', true], ['02', true], ['03', false], ['03', false]))).toBe('starting');
  expect(masteryOf(answers(['01', true], ['01', true], ['01', true], ['02', false]))).toBe('one-more-day');
});

test('days are those of Viet Nam, and the order in which answers come does not matter', () => {
  // 16:30 and 17:30 UTC lie on two dates in Viet Nam, 23:30 and 00:30.
  const late = [16, 17].map((hour) => ({ at: new Date(`2026-12-01T${hour}:30:00Z`), right: true }));
  const first = { at: new Date('2026-12-01T03:00:00Z'), right: true };
  expect(masteryOf([...late, first])).toBe('steady');
  expect(masteryOf([first, ...late.toReversed()])).toBe('steady');
  const lapsed = answers(['01', true], ['01', true], ['02', true], ['03', false], ['03', false]);
  expect(masteryOf(lapsed.toReversed())).toBe('starting');
});

test('a class practises again on its own day after seven and thirty days', () => {
  // 2026-12-01 is a Tuesday.
  expect(boostersOf('2026-12-01')).toEqual([
    { after: 7, on: '2026-12-08' },
    { after: 30, on: '2027-01-05' },
  ]);
  expect(boostersOf('2026-12-01', [2, 5])).toEqual([
    { after: 7, on: '2026-12-08' },
    { after: 30, on: '2027-01-01' },
  ]);
  expect(() => boostersOf('2026-12-01', [])).toThrow();
});

test('a booster is due from its day until it is done; a missed one is not made up twice', () => {
  const boosters = boostersOf('2026-12-01');
  expect(boosterDue(boosters, [], '2026-12-07')).toBeUndefined();
  expect(boosterDue(boosters, [], '2026-12-08')?.after).toBe(7);
  expect(boosterDue(boosters, ['2026-12-09'], '2026-12-10')).toBeUndefined();
  expect(boosterDue(boosters, [], '2027-01-06')?.after).toBe(30);
  expect(boosterDue(boosters, ['2026-12-09'], '2027-01-06')?.after).toBe(30);
});
