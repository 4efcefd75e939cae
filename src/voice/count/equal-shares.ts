/**
 * The Method of Equal Shares for what costs money (Peters and Skowron 2020; Peters, Pierczyński and Skowron 2021): the budget is divided
 * among the voters, and an option is bought when those who approve of it can pay for it together, as equally as they can, the one first
 * for which the fewest of their money goes a long way. So a third of the voters decides on about a third of the money.
 * Utility is cost, arithmetic is exact, ties fall to the lower number: the same ballots give the same outcome on every machine.
 */

export interface PricedOption {
  readonly number: number;
  /** Whole đồng, above nought. */
  readonly cost: bigint;
}

/** Voters who approve of the same options. */
export interface VoterGroup {
  readonly approved: readonly number[];
  readonly voters: number;
}

/** How an option came to be chosen: bought by those who approve of it, or with what was left, by the number of votes. */
export type ChosenBy = 'SHARES' | 'VOTES';

export interface SharesOutcome {
  /** In the order in which they were bought. */
  readonly chosen: readonly { readonly number: number; readonly by: ChosenBy }[];
  readonly cost: bigint;
  /** Đồng that each voter had to spend when the outcome came about. */
  readonly endowment: bigint;
  /** How many times each voter's share was raised, and by how much: published, since the outcome hangs on it. */
  readonly raised: number;
  readonly increment: bigint;
}

/** Steps by which the share of each voter is raised; more would hang on and on where nothing more can be bought. */
const STEPS_MOST = 1_000;

/**
 * The outcome under a budget. Equal Shares alone leaves money over; the share of each voter is raised step by step as long as what is
 * bought stays within the budget or until nothing more fits (Add1), and what is still left buys by the number of votes.
 * @param increment đồng by which the share of each voter is raised at a step
 */
export function equalShares(
  budget: bigint,
  options: readonly PricedOption[],
  groups: readonly VoterGroup[],
  increment: bigint,
): SharesOutcome {
  const election = electionOf(options, groups);
  const voters = BigInt(election.voters);
  if (voters === 0n) return { chosen: [], cost: 0n, endowment: 0n, raised: 0, increment };
  // Whole đồng for each, so that every step is a whole number too.
  const start = budget / voters;
  let raised = 0;
  let bought = buy(election, start, 1n);
  while (raised < STEPS_MOST && !isExhaustive(election, bought, budget)) {
    const next = buy(election, start + BigInt(raised + 1) * increment, 1n);
    if (costOf(election, next) > budget) break;
    bought = next;
    raised += 1;
  }
  const chosen: { number: number; by: ChosenBy }[] = bought.map((number) => ({ number, by: 'SHARES' }));
  let cost = costOf(election, bought);
  for (const option of election.options.toSorted((a, b) => b.votes - a.votes || a.number - b.number)) {
    if (option.votes === 0 || bought.includes(option.number) || cost + option.cost > budget) continue;
    chosen.push({ number: option.number, by: 'VOTES' });
    cost += option.cost;
  }
  return { chosen, cost, endowment: start + BigInt(raised) * increment, raised, increment };
}

/**
 * What is bought where each voter has so much, and nothing is raised or completed.
 * @returns numbers in the order in which they were bought
 */
export function sharesAlone(
  budget: bigint,
  options: readonly PricedOption[],
  groups: readonly VoterGroup[],
): readonly number[] {
  const election = electionOf(options, groups);
  return election.voters === 0 ? [] : buy(election, budget, BigInt(election.voters));
}

interface Candidate extends PricedOption {
  readonly votes: number;
  /** Indices of the groups that approve of it. */
  readonly supporters: readonly number[];
}

interface Election {
  readonly options: readonly Candidate[];
  readonly sizes: readonly bigint[];
  readonly voters: number;
}

function electionOf(options: readonly PricedOption[], groups: readonly VoterGroup[]): Election {
  const supporters = new Map<number, number[]>(options.map(({ number }) => [number, []]));
  groups.forEach(({ approved }, group) => {
    for (const number of new Set(approved)) supporters.get(number)?.push(group);
  });
  return {
    options: options
      .map((option) => {
        const own = supporters.get(option.number) ?? [];
        return { ...option, supporters: own, votes: own.reduce((sum, group) => sum + (groups[group]?.voters ?? 0), 0) };
      })
      .sort((a, b) => a.number - b.number),
    sizes: groups.map(({ voters }) => BigInt(voters)),
    voters: groups.reduce((sum, { voters }) => sum + voters, 0),
  };
}

/** The most that one voter pays for an option, as a fraction of the unit in which balances are kept. */
interface Payment {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * Balances are whole numbers over one denominator that all groups share: when a payment is a fraction of it, all are multiplied. So sums
 * need no fraction, and nothing is ever rounded.
 */
function buy(election: Election, share: bigint, denominator: bigint): number[] {
  const balances = election.sizes.map(() => share);
  let unit = denominator;
  const left = new Map(
    election.options.filter(({ cost, votes }) => cost > 0n && votes > 0).map((option) => [option.number, option]),
  );
  const bought: number[] = [];
  for (;;) {
    let best: { option: Candidate; payment: Payment } | undefined;
    for (const option of left.values()) {
      const payment = paymentOf(option, election.sizes, balances, unit);
      if (!payment) {
        left.delete(option.number);
        continue;
      }
      // cost / payment is how many votes it is worth: the greater one is better, and of two that are equal the lower number stays.
      if (
        !best ||
        option.cost * best.payment.numerator * payment.denominator >
          best.option.cost * payment.numerator * best.payment.denominator
      )
        best = { option, payment };
    }
    if (!best) return bought;
    const { option, payment } = best;
    if (payment.denominator > 1n) {
      for (let group = 0; group < balances.length; group += 1)
        balances[group] = (balances[group] as bigint) * payment.denominator;
      unit *= payment.denominator;
    }
    for (const group of option.supporters) {
      const balance = balances[group] as bigint;
      balances[group] = balance > payment.numerator ? balance - payment.numerator : 0n;
    }
    left.delete(option.number);
    bought.push(option.number);
  }
}

/** The cost is split as equally as those who approve of it can; undefined where together they have too little. */
function paymentOf(
  { cost, supporters }: Candidate,
  sizes: readonly bigint[],
  balances: readonly bigint[],
  unit: bigint,
): Payment | undefined {
  const due = cost * unit;
  let paid = 0n;
  let payers = 0n;
  const poorestFirst = [...supporters].sort((a, b) => compare(balances[a] as bigint, balances[b] as bigint));
  for (const group of poorestFirst) payers += sizes[group] as bigint;
  for (const group of poorestFirst) {
    const balance = balances[group] as bigint;
    if (due - paid <= balance * payers) return reduced(due - paid, payers);
    paid += balance * (sizes[group] as bigint);
    payers -= sizes[group] as bigint;
  }
  return undefined;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function reduced(numerator: bigint, denominator: bigint): Payment {
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}

const costOf = ({ options }: Election, numbers: readonly number[]): bigint =>
  options.reduce((sum, { number, cost }) => (numbers.includes(number) ? sum + cost : sum), 0n);

const isExhaustive = (election: Election, bought: readonly number[], budget: bigint): boolean => {
  const cost = costOf(election, bought);
  return election.options.every(
    ({ number, cost: price, votes }) => votes === 0 || bought.includes(number) || cost + price > budget,
  );
};
