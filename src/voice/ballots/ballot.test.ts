import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Choosable,
  differingPapers,
  isStraight,
  type Opinion,
  parseChoices,
  readChoices,
  writeChoices,
} from './ballot.ts';

const poll: Choosable = { kind: 'POLL', numbers: [1, 2, 3], most: 2 };
const statements: Choosable = { kind: 'STATEMENTS', numbers: [1, 2, 3, 4, 5, 6, 7, 8] };

describe('the choices of a form', () => {
  it('are the options that are approved of, in order, at most as many as may be', () => {
    expect(readChoices({ 3: '1', 1: '1' }, poll)).toEqual({ approved: [1, 3] });
    expect(readChoices({}, poll)).toEqual({ approved: [] });
    expect(readChoices({ 1: '1', 2: '1', 3: '1' }, poll)).toBeUndefined();
  });

  it('are opinions on statements, and what was skipped is not there', () => {
    expect(readChoices({ 2: '-1', 5: '0' }, statements)).toEqual({ opinions: { 2: -1, 5: 0 } });
  });

  it.each([{ 4: '1' }, { 1: '-1' }, { 1: '0' }, { 1: 'on' }, { '01': '1' }, { __proto__x: '1' }, { 1: '1 ' }])(
    'are refused where they are none: %j',
    (written) => {
      expect(readChoices(written as unknown as Record<string, string>, poll)).toBeUndefined();
    },
  );

  it('come back from their text, and equal choices have one text', () => {
    const opinion = fc.constantFrom<Opinion>(-1, 0, 1);
    fc.assert(
      fc.property(fc.dictionary(fc.integer({ min: 1, max: 9_999 }).map(String), opinion), (said) => {
        const text = writeChoices({ opinions: said });
        expect(text).toMatch(/^([1-9]\d*[-+=]( [1-9]\d*[-+=])*)?$/);
        expect(parseChoices(text, 'STATEMENTS')).toEqual({ opinions: said });
        const turned = Object.fromEntries(Object.entries(said).reverse());
        expect(writeChoices({ opinions: turned })).toBe(text);
      }),
    );
    expect(parseChoices(writeChoices({ approved: [7, 2] }), 'BUDGET')).toEqual({ approved: [2, 7] });
    expect(parseChoices('1+', 'POLL')).toBeUndefined();
    expect(parseChoices('1', 'STATEMENTS')).toBeUndefined();
  });
});

describe('who says the same of everything', () => {
  const all = (opinion: Opinion, count: number) => ({
    opinions: Object.fromEntries(Array.from({ length: count }, (_, at) => [at + 1, opinion])),
  });

  it('is marked from seven answers on, and not for passing', () => {
    expect(isStraight(all(1, 7))).toBe(true);
    expect(isStraight(all(-1, 8))).toBe(true);
    expect(isStraight(all(1, 6))).toBe(false);
    expect(isStraight(all(0, 8))).toBe(false);
    expect(isStraight({ opinions: { ...all(1, 7).opinions, 8: -1 } })).toBe(false);
    expect(isStraight({ approved: [1, 2, 3, 4, 5, 6, 7] })).toBe(false);
  });
});

describe('papers that two people typed', () => {
  it('differ by their numbers, also where one of them has more', () => {
    expect(differingPapers(['1', '', '2 3'], ['1', '', '2 3'])).toEqual([]);
    expect(differingPapers(['1', '2', '3'], ['1', '3', '3'])).toEqual([2]);
    expect(differingPapers(['1'], ['1', ''])).toEqual([2]);
  });
});
