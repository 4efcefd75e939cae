import { type Ctx, ok, type Result, readCode, type Tx } from '../../kernel/index.ts';
import { SMALLEST_SHOWN } from '../../vocabulary/index.ts';
import { type ConsultationKind, parseChoices, type Stratum, strata } from '../ballots/ballot.ts';
import { boxContents } from '../ballots/ballot-store.ts';
import { VOICE } from '../consultations/consultation-record.ts';
import { consultationByCode, optionsOf } from '../consultations/consultation-store.ts';
import { countedNumbers } from '../consultations/counted-numbers.ts';
import { keepWorkedOut } from '../kept-results.ts';
import { refuse } from '../refusals.ts';
import type { ConsultationRow } from '../tables.ts';
import { equalShares, type VoterGroup } from './equal-shares.ts';
import { type OpinionGroups, opinionGroups } from './opinion-groups.ts';
import { type ShownTally, shownTally, tallyOf } from './tally.ts';

export interface StratumResult {
  readonly stratum: Stratum;
  /** Null ballots: too few to show. */
  readonly tally: ShownTally;
  /** Of statements, from 200 voters of this stratum on. */
  readonly groups: OpinionGroups | null;
  /** Where there is money: what this stratum alone would choose. Whoever decides sees all of them, and no sum. */
  readonly shares: {
    readonly chosen: readonly { readonly number: number; readonly by: 'SHARES' | 'VOTES' }[];
    /** Whole đồng. */
    readonly cost: number;
    readonly endowment: number;
    readonly raised: number;
    readonly increment: number;
  } | null;
}

export interface Results {
  readonly kind: ConsultationKind;
  readonly strata: readonly StratumResult[];
}

const closedResults = keepWorkedOut<Results>();

/** The share of each voter is raised by a two hundredth of what it is at first. */
const RAISES = 200n;

/**
 * The results, each stratum by itself, for whoever asks: public and desk read the same. Refusals: `consultation.not-found`,
 * `consultation.wrong-state` before the close
 */
export async function readResults(ctx: Ctx, written: string): Promise<Result<Results>> {
  const code = readCode(written);
  if (code === undefined) return refuse('consultation.not-found');
  return ctx.as(VOICE).transaction(async (tx): Promise<Result<Results>> => {
    const row = await consultationByCode(tx, code);
    if (!row || row.state === 'DRAFT') return refuse('consultation.not-found');
    if (row.state === 'OPEN') return refuse('consultation.wrong-state', { facts: { state: row.state } });
    return ok(await closedResults(ctx.kernel, row.id, () => resultsOf(tx, row)));
  });
}

async function resultsOf(tx: Tx, row: ConsultationRow): Promise<Results> {
  const contents = await boxContents(tx, row.id);
  const options = await optionsOf(tx, row.id);
  const numbers = await countedNumbers(tx, row);
  return {
    kind: row.kind,
    strata: strata
      .filter((stratum) => row.means.includes(stratum))
      .map((stratum): StratumResult => {
        const { ballots } = contents[stratum];
        const isEnough = ballots.length >= SMALLEST_SHOWN;
        return {
          stratum,
          tally: shownTally(tallyOf(stratum, row.kind, ballots, numbers)),
          groups: row.kind === 'STATEMENTS' ? (groupsOf(ballots, numbers) ?? null) : null,
          shares:
            row.kind === 'BUDGET' && isEnough && row.budget !== null ? sharesOf(row.budget, options, ballots) : null,
        };
      }),
  };
}

function groupsOf(ballots: readonly string[], numbers: readonly number[]): OpinionGroups | undefined {
  // In one order, whatever the order in which the ballots are read: the draws of the groups go by place.
  const voters = ballots.toSorted().flatMap((text) => {
    const choices = parseChoices(text, 'STATEMENTS');
    return choices && 'opinions' in choices ? [choices.opinions] : [];
  });
  return opinionGroups(voters, numbers);
}

function sharesOf(
  budget: number,
  options: readonly { readonly number: number; readonly cost: number | null }[],
  ballots: readonly string[],
): StratumResult['shares'] {
  const same = new Map<string, number>();
  for (const text of ballots) same.set(text, (same.get(text) ?? 0) + 1);
  // In one order, whatever the order in which the ballots are read.
  const groups = [...same]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, voters]): VoterGroup => {
      const choices = parseChoices(text, 'BUDGET');
      return { approved: choices && 'approved' in choices ? choices.approved : [], voters };
    });
  const each = BigInt(budget) / BigInt(ballots.length);
  const increment = each / RAISES > 0n ? each / RAISES : 1n;
  const { chosen, cost, endowment, raised } = equalShares(
    BigInt(budget),
    options.map(({ number, cost: price }) => ({ number, cost: BigInt(price ?? 0) })),
    groups,
    increment,
  );
  return { chosen, cost: Number(cost), endowment: Number(endowment), raised, increment: Number(increment) };
}
