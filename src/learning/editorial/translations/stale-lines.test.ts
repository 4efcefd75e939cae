import { expect, test } from 'vitest';
import { staleLines } from './stale-lines.pure.ts';

const body = (...lines: readonly (readonly [string, string])[]) => ({ blocks: lines.map(([vi, en]) => ({ vi, en })) });
const stale = (...bodies: readonly object[]) =>
  staleLines(bodies.map((one, at) => ({ number: bodies.length - at, body: one }))).map(
    ({ path, was, since }) => `${path} ${was} ${since}`,
  );

test('a line is behind where its Vietnamese was changed and its English was not', () => {
  expect(stale(body(['Một hai', 'One']), body(['Một', 'One']))).toEqual(['blocks.0 Một 2']);
  // It stays so in later versions, until its English is written anew.
  expect(stale(body(['Một hai', 'One']), body(['Một hai', 'One']), body(['Một', 'One']))).toEqual(['blocks.0 Một 2']);
  expect(stale(body(['Một hai', 'One two']), body(['Một hai', 'One']), body(['Một', 'One']))).toEqual([]);
});

test('one that was moved is still known, and one that is new, or has no English yet, is not behind', () => {
  const before = body(['Một', 'One'], ['Hai', 'Two']);
  expect(stale(body(['Hai', 'Two'], ['Một', 'One']), before)).toEqual([]);
  expect(stale(body(['Hai', 'Two'], ['Một!', 'One']), before)).toEqual(['blocks.1 Một 2']);
  expect(stale(body(['Ba', 'Three'], ['Bốn', '']), before)).toEqual([]);
  expect(stale(body(['Một', 'One']))).toEqual([]);
  // “Yes” is the English of two answers.
  expect(stale(body(['Vâng', 'Yes'], ['Có', 'Yes']), body(['Vâng', 'Yes']))).toEqual([]);
});
