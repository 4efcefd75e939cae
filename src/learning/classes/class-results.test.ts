import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planOf } from './class-plan.pure.ts';
import { resultOf } from './class-results.pure.ts';

const one = (answered: number, rightly: number) => resultOf(answered, [{ question: 'q', answered, rightly }]);

describe('what a teacher is told', () => {
  test.each([0, 1, 2])('nothing of %i answers', (answered) => {
    expect(one(answered, answered)).toEqual({ told: 'nothing' });
  });

  test('a class of four hears words, and no number in them', () => {
    const shares = [0, 1, 2, 3, 4].map((rightly) => {
      const result = one(4, rightly);
      expect(JSON.stringify(result)).not.toMatch(/\d/);
      return result.told === 'words' ? result.questions[0]?.share : undefined;
    });
    // "All" and "nobody" are the same word as nearly all and hardly any: else each would hear what the others chose.
    expect(shares).toEqual(['few', 'few', 'half', 'most', 'most']);
  });

  test('from ten up shares in steps of ten, whose ends are not told apart', () => {
    expect(one(9, 4).told).toBe('words');
    expect(one(10, 7)).toEqual({ told: 'shares', answered: 10, questions: [{ question: 'q', share: { about: 70 } }] });
    for (const rightly of [0, 1]) expect(one(10, rightly)).toMatchObject({ questions: [{ share: { atMost: 10 } }] });
    for (const rightly of [9, 10]) expect(one(10, rightly)).toMatchObject({ questions: [{ share: { atLeast: 90 } }] });
  });

  test('a question that few answered is not told by a number in a large class', () => {
    const result = resultOf(30, [
      { question: 'a', answered: 30, rightly: 12 },
      { question: 'b', answered: 9, rightly: 9 },
    ]);
    expect(result).toMatchObject({ questions: [{ share: { about: 40 } }, { share: null }] });
    expect(resultOf(8, [{ question: 'a', answered: 2, rightly: 2 }])).toMatchObject({
      questions: [{ share: 'untold' }],
    });
  });

  test('whatever was answered, nobody reads from a share that all or none were right', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 60 }), fc.nat(), (answered, some) => {
        const rightly = some % (answered + 1);
        const told = JSON.stringify(one(answered, rightly));
        const others = [rightly - 1, rightly + 1].filter((n) => n >= 0 && n <= answered);
        if (rightly === 0 || rightly === answered)
          expect(others.some((n) => JSON.stringify(one(answered, n)) === told)).toBe(true);
      }),
    );
  });
});

describe('when a class practises again', () => {
  const learnt = { kind: 'LESSON', lesson: 'aaaaaaaa', onDate: '2026-12-01' } as const;
  // 1 December 2026 is a Tuesday.
  const at = (today: string, ...more: Parameters<typeof planOf>[0][number][]) =>
    planOf([learnt, ...more], [2], today).map(({ after, on, state }) => [after, on, state]);

  test('after seven and thirty days, each on its own day of the week', () => {
    expect(at('2026-12-01')).toEqual([
      [7, '2026-12-08', 'to-come'],
      [30, '2027-01-05', 'to-come'],
    ]);
    expect(at('2026-12-09')[0]).toEqual([7, '2026-12-08', 'due']);
  });

  test('what was done is done; what was missed is made up once', () => {
    const booster = { kind: 'BOOSTER_7', lesson: 'aaaaaaaa', onDate: '2026-12-10' } as const;
    expect(at('2026-12-11', booster).map((row) => row[2])).toEqual(['done', 'to-come']);
    expect(at('2027-01-06').map((row) => row[2])).toEqual(['over', 'due']);
    expect(at('2027-01-06', booster).map((row) => row[2])).toEqual(['done', 'due']);
    expect(
      at('2027-01-06', booster, { ...booster, kind: 'BOOSTER_30', onDate: '2027-01-05' }).map((row) => row[2]),
    ).toEqual(['done', 'done']);
  });

  test('a lesson that was done again is planned anew, and boosters of another lesson count for nothing', () => {
    expect(at('2026-12-15', { ...learnt, onDate: '2026-12-15' })).toEqual([
      [7, '2026-12-22', 'to-come'],
      [30, '2027-01-19', 'to-come'],
    ]);
    expect(at('2026-12-11', { kind: 'BOOSTER_7', lesson: 'bbbbbbbb', onDate: '2026-12-10' })[0]?.[2]).toBe('due');
  });
});
