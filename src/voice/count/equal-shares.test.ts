import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalShares, type PricedOption, sharesAlone, type VoterGroup } from './equal-shares.ts';
import vectors from './equal-shares-vectors.json' with { type: 'json' };

const numbers = (text: string) => (text === '' ? [] : text.split(' ').map(Number));
const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);

/** Options by their place, and voters with the same ballot together, as `1 4 x3`. */
function electionOf({ costs, ballots }: { readonly costs: string; readonly ballots: string }) {
  return {
    options: numbers(costs).map((cost, at): PricedOption => ({ number: at + 1, cost: BigInt(cost) })),
    groups: ballots.split('|').map((ballot): VoterGroup => {
      const [approved = '', voters = '1'] = ballot.split(' x');
      return { approved: numbers(approved), voters: Number(voters) };
    }),
  };
}

describe('elections of pabulib', () => {
  it.each(vectors.elections)('$name: as pabutools has it', (election) => {
    const { options, groups } = electionOf(election);
    expect(sorted(sharesAlone(BigInt(election.budget), options, groups))).toEqual(numbers(election.winners));
  });

  it('Wieliczka 2023, completed, as the tool of equalshares.net has it', () => {
    const [election] = vectors.elections;
    if (!election?.completed) throw new Error('the first election has an outcome that is completed');
    const { options, groups } = electionOf(election);
    const outcome = equalShares(BigInt(election.budget), options, groups, 1n);
    expect(sorted(outcome.chosen.map(({ number }) => number))).toEqual(numbers(election.completed.winners));
    expect(outcome.cost).toBe(BigInt(election.completed.cost));
  }, 120_000);
});

describe('shares', () => {
  const option = (number: number, cost: bigint): PricedOption => ({ number, cost });

  it('let a minority decide on its part of the money', () => {
    const options = [option(1, 40n), option(2, 40n), option(3, 40n)];
    const groups = [
      { approved: [1, 2], voters: 6 },
      { approved: [3], voters: 4 },
    ];
    // By votes alone the six would take both of the first two.
    expect(equalShares(100n, options, groups, 1n).chosen).toEqual([
      { number: 1, by: 'SHARES' },
      { number: 3, by: 'SHARES' },
    ]);
  });

  it('give ties to the lower number, whatever the order of options and voters', () => {
    const groups = [
      { approved: [2], voters: 5 },
      { approved: [1], voters: 5 },
    ];
    for (const options of [
      [option(1, 60n), option(2, 60n)],
      [option(2, 60n), option(1, 60n)],
    ])
      expect(equalShares(60n, options, groups, 1n).chosen.map(({ number }) => number)).toEqual([1]);
  });

  it('choose nothing where nobody votes, and nothing that costs more than there is', () => {
    expect(equalShares(100n, [option(1, 10n)], [], 1n).chosen).toEqual([]);
    expect(equalShares(100n, [option(1, 101n)], [{ approved: [1], voters: 9 }], 1n).chosen).toEqual([]);
  });

  const elections = fc.record({
    budget: fc.bigInt({ min: 1n, max: 500n }),
    costs: fc.array(fc.bigInt({ min: 1n, max: 200n }), { minLength: 1, maxLength: 6 }),
    groups: fc.array(fc.record({ approved: fc.subarray([1, 2, 3, 4, 5, 6]), voters: fc.integer({ min: 1, max: 9 }) }), {
      minLength: 1,
      maxLength: 8,
    }),
  });

  it('never spend more than the budget, nor choose twice, buy what nobody wants, or leave what somebody wants and still fits', () => {
    fc.assert(
      fc.property(elections, ({ budget, costs, groups }) => {
        const options = costs.map((cost, at) => option(at + 1, cost));
        const { chosen, cost } = equalShares(budget, options, groups, 1n);
        const taken = chosen.map(({ number }) => number);
        expect(new Set(taken).size).toBe(taken.length);
        const sum = taken.reduce((total, number) => total + (costs[number - 1] ?? 0n), 0n);
        expect(sum).toBe(cost);
        expect(cost <= budget).toBe(true);
        const wanted = new Set(groups.flatMap(({ approved }) => approved));
        expect(taken.every((number) => wanted.has(number))).toBe(true);
        expect(
          options.every((one) => !wanted.has(one.number) || taken.includes(one.number) || cost + one.cost > budget),
        ).toBe(true);
      }),
    );
  });

  it('are the same where voters with one ballot stand together or each alone', () => {
    fc.assert(
      fc.property(elections, ({ budget, costs, groups }) => {
        const options = costs.map((cost, at) => option(at + 1, cost));
        const alone = groups.flatMap(({ approved, voters }) => Array<VoterGroup>(voters).fill({ approved, voters: 1 }));
        expect(sharesAlone(budget, options, alone)).toEqual(sharesAlone(budget, options, groups));
      }),
    );
  });
});
