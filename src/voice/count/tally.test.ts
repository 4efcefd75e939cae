import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownTally, tallyOf } from './tally.ts';

describe('the tally of a stratum', () => {
  it('counts options that are approved of, and empty ballots as ballots', () => {
    expect(tallyOf('PAPER', 'POLL', ['1 2', '2', ''], [1, 2, 3])).toEqual({
      stratum: 'PAPER',
      ballots: 3,
      empty: 1,
      straight: 0,
      counted: [
        { number: 1, yes: 1, no: 0, pass: 0 },
        { number: 2, yes: 2, no: 0, pass: 0 },
        { number: 3, yes: 0, no: 0, pass: 0 },
      ],
    });
  });

  it('counts opinions, leaves out statements that were taken out, and marks who says the same of everything', () => {
    const tally = tallyOf('DEVICE', 'STATEMENTS', ['1+ 2- 9=', '1+ 2+ 3+ 4+ 5+ 6+ 7+'], [1, 2, 9]);
    expect(tally.counted).toEqual([
      { number: 1, yes: 2, no: 0, pass: 0 },
      { number: 2, yes: 1, no: 1, pass: 0 },
      { number: 9, yes: 0, no: 0, pass: 1 },
    ]);
    expect(tally.straight).toBe(1);
  });

  it('does not hang on the order of the ballots', () => {
    const ballots = fc.array(fc.subarray([1, 2, 3, 4]).map((numbers) => numbers.join(' ')));
    fc.assert(
      fc.property(ballots, (texts) => {
        const counted = tallyOf('CLASS', 'POLL', texts, [1, 2, 3, 4]);
        expect(tallyOf('CLASS', 'POLL', texts.toReversed(), [1, 2, 3, 4])).toEqual(counted);
        expect(counted.ballots).toBe(texts.length);
      }),
    );
  });

  it('is not shown of fewer than ten ballots, not even how many there are', () => {
    const of = (count: number) => shownTally(tallyOf('CLASS', 'POLL', Array<string>(count).fill('1'), [1, 2]));
    expect(of(9)).toEqual({ stratum: 'CLASS', ballots: null });
    expect(of(0)).toEqual({ stratum: 'CLASS', ballots: null });
    expect(of(10)).toMatchObject({ ballots: 10, counted: [{ yes: 10 }, { yes: 0 }] });
  });
});
