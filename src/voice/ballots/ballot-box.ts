import { createHash } from 'node:crypto';
import { SMALLEST_SHOWN, shownNumber } from '../../vocabulary/index.ts';
import {
  type BallotFault,
  type BallotWay,
  ballotFaults,
  ballotWays,
  type Stratum,
  strata,
  stratumOf,
} from './ballot.ts';

/** The box that anybody can check: what was given, what came back, and after the close every ballot, each stratum by itself. Pure. */

/** All that stands in the box of one stratum at the close. */
export interface StratumContent {
  readonly receipts: readonly string[];
  /** What each ballot says, in whatever order: no receipt leads to one. */
  readonly ballots: readonly string[];
}

export interface StratumBox {
  readonly stratum: Stratum;
  /** Tokens that were given, by the way they came about. Numbers below ten are null. */
  readonly issued: Readonly<Partial<Record<BallotWay, number | null>>>;
  readonly used: number | null;
  readonly refused: Readonly<Record<BallotFault, number | null>>;
  /** After the close; null where there are too few ballots to show, and while it is open. Both sorted, each by itself. */
  readonly receipts: readonly string[] | null;
  readonly ballots: readonly string[] | null;
  /** After the close, and null where there are too few ballots to show. */
  readonly hash: string | null;
}

/** SHA-256 over the sorted receipts, then the sorted ballots, one a line: outside scripts do the same. */
export function hashOfStratum({ receipts, ballots }: StratumContent): string {
  const digest = createHash('sha256');
  for (const line of [...receipts].sort()) digest.update(`${line}\n`);
  digest.update('\n');
  for (const line of [...ballots].sort()) digest.update(`${line}\n`);
  return digest.digest('hex');
}

/** The hash that seals a stratum; none of one with few ballots: whoever knows its receipts could try what they say. */
export const sealOfStratum = (content: StratumContent): string | null =>
  content.ballots.length < SMALLEST_SHOWN ? null : hashOfStratum(content);

/**
 * The hash that seals the whole: over those of the strata, in their order, `CLASS <hash>` a line or `CLASS null`, and a last line with the
 * numbers that count, `NUMBERS 1 2 3`.
 * @param numbers of options, or of statements, as they stood at the close
 */
export function hashOfBox(contents: Readonly<Record<Stratum, StratumContent>>, numbers: readonly number[]): string {
  const lines = [
    ...strata.map((stratum) => `${stratum} ${sealOfStratum(contents[stratum])}`),
    `NUMBERS ${numbers.join(' ')}`,
  ];
  return createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex');
}

export interface BoxCounts {
  readonly issued: readonly { readonly way: BallotWay; readonly tokens: number }[];
  readonly used: readonly { readonly stratum: Stratum; readonly ballots: number }[];
  readonly refused: readonly { readonly stratum: Stratum; readonly fault: BallotFault; readonly ballots: number }[];
}

/**
 * The box of each stratum as everybody sees it. Nothing of it is a sum over strata.
 * @param contents what stands in them, after the close alone
 */
export function boxOf(counts: BoxCounts, contents?: Readonly<Record<Stratum, StratumContent>>): StratumBox[] {
  return strata.map((stratum) => {
    const used = counts.used.find((one) => one.stratum === stratum)?.ballots ?? 0;
    const content = contents?.[stratum];
    const shown = content !== undefined && content.ballots.length >= SMALLEST_SHOWN ? content : undefined;
    const refused = (fault: BallotFault) =>
      shownNumber(counts.refused.find((one) => one.stratum === stratum && one.fault === fault)?.ballots ?? 0);
    return {
      stratum,
      issued: Object.fromEntries(
        ballotWays
          .filter((way) => stratumOf[way] === stratum)
          .map((way) => [way, shownNumber(counts.issued.find((one) => one.way === way)?.tokens ?? 0)]),
      ),
      used: shownNumber(used),
      refused: Object.fromEntries(ballotFaults.map((fault) => [fault, refused(fault)])) as StratumBox['refused'],
      receipts: shown ? [...shown.receipts].sort() : null,
      ballots: shown ? [...shown.ballots].sort() : null,
      hash: content ? sealOfStratum(content) : null,
    };
  });
}
