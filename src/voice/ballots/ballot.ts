/** A ballot: how it came and what it says. Pure. */

/** How a ballot came. Strata are shown side by side and never summed: each has its own way of being stuffed. */
export const strata = ['CLASS', 'DEVICE', 'PAPER'] as const;
export type Stratum = (typeof strata)[number];

/** How the token of a ballot came about. `BLIND`: its issuer never saw it. `DRAWN`: the server drew it. `TYPED`: from paper. */
export const ballotWays = ['BLIND', 'DRAWN', 'SLIP', 'TYPED'] as const;
export type BallotWay = (typeof ballotWays)[number];

export const stratumOf: Readonly<Record<BallotWay, Stratum>> = {
  BLIND: 'DEVICE',
  DRAWN: 'DEVICE',
  SLIP: 'CLASS',
  TYPED: 'PAPER',
};

/** Why a ballot was not counted. `LATE` came after the close, `USED` with a token or slip that had voted, `FALSE` with none of ours. */
export const ballotFaults = ['LATE', 'USED', 'FALSE'] as const;
export type BallotFault = (typeof ballotFaults)[number];

export const consultationKinds = ['POLL', 'BUDGET', 'STATEMENTS'] as const;
export type ConsultationKind = (typeof consultationKinds)[number];

/** What somebody says of a statement: agrees, passes, disagrees. Passing is an answer; a statement without one was not seen. */
export type Opinion = 1 | 0 | -1;

/** What a ballot says: the numbers of the options that are approved of, or an opinion on each statement by its number. */
export type Choices =
  | { readonly approved: readonly number[] }
  | { readonly opinions: Readonly<Record<number, Opinion>> };

/** What may be chosen in a consultation: the numbers of its options or statements, and how many may be approved of. */
export interface Choosable {
  readonly kind: ConsultationKind;
  readonly numbers: readonly number[];
  /** Options that one ballot may approve of; all where absent. */
  readonly most?: number | undefined;
}

/**
 * The choices of a form: keys are numbers, `1` for an approved option; `1`, `0` or `-1` for an opinion. What is left out was not answered:
 * everything may be skipped, and a ballot that says nothing at all is a ballot too.
 * @returns undefined where a number or value is none of the consultation's, or more is approved of than may be
 */
export function readChoices(
  written: Readonly<Record<string, string>>,
  { kind, numbers, most }: Choosable,
): Choices | undefined {
  const known = new Set(numbers);
  const read: [number, number][] = [];
  for (const [key, value] of Object.entries(written)) {
    const number = /^[1-9]\d{0,3}$/.test(key) ? Number(key) : 0;
    if (!known.has(number)) return undefined;
    const said = ['-1', '0', '1'].indexOf(value) - 1;
    if (said === -2 || (kind !== 'STATEMENTS' && said !== 1)) return undefined;
    read.push([number, said]);
  }
  read.sort(([a], [b]) => a - b);
  if (kind === 'STATEMENTS') return { opinions: Object.fromEntries(read) as Record<number, Opinion> };
  if (most !== undefined && read.length > most) return undefined;
  return { approved: read.map(([number]) => number) };
}

/**
 * One text for what a ballot says, in ASCII: `2 5 7` of options, `1+ 2- 5=` of statements. Equal choices give equal texts, so that lists of
 * them can be sorted, hashed and counted by anybody. A ballot that says nothing is the empty text.
 */
export function writeChoices(choices: Choices): string {
  if ('approved' in choices) return [...choices.approved].sort((a, b) => a - b).join(' ');
  return Object.entries(choices.opinions)
    .map(([number, opinion]) => [Number(number), opinion] as const)
    .sort(([a], [b]) => a - b)
    .map(([number, opinion]) => `${number}${opinion > 0 ? '+' : opinion < 0 ? '-' : '='}`)
    .join(' ');
}

/** The other way; undefined where the text is no ballot of this kind. */
export function parseChoices(text: string, kind: ConsultationKind): Choices | undefined {
  const parts = text === '' ? [] : text.split(' ');
  if (kind !== 'STATEMENTS') {
    if (!parts.every((part) => /^[1-9]\d{0,3}$/.test(part))) return undefined;
    return { approved: parts.map(Number) };
  }
  const read: Record<number, Opinion> = {};
  for (const part of parts) {
    const found = /^([1-9]\d{0,3})([-+=])$/.exec(part);
    if (!found) return undefined;
    read[Number(found[1])] = found[2] === '+' ? 1 : found[2] === '-' ? -1 : 0;
  }
  return { opinions: read };
}

/** Answers below which somebody who says the same of everything is not worth a mark. */
const STRAIGHT_FROM = 7;

/** Whether somebody agreed, or disagreed, with everything that they answered. It is marked beside the count, and counts. */
export function isStraight(choices: Choices): boolean {
  if ('approved' in choices) return false;
  const said = Object.values(choices.opinions);
  return said.length >= STRAIGHT_FROM && said[0] !== 0 && said.every((one) => one === said[0]);
}

/**
 * Where the entries of two people who typed the same papers differ: the numbers of the papers, from one. One that only one of them has
 * differs.
 */
export function differingPapers(first: readonly string[], second: readonly string[]): number[] {
  const differing: number[] = [];
  for (let at = 0; at < Math.max(first.length, second.length); at += 1)
    if (first[at] === undefined || first[at] !== second[at]) differing.push(at + 1);
  return differing;
}
