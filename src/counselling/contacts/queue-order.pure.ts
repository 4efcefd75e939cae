import { MINUTE } from '../../kernel/time.pure.ts';

/**
 * The order in which contacts are offered: by band, and in a band by age. The band is only ever raised, so a score never falls.
 * Two rules keep it fair:
 * - Whoever waits twice as long as in plain order of arrival, and a minute, is due whatever their band. Danger (bands 3 and 4) and
 *   those who are due take turns, so that neither waits for the end of the other.
 * - Whoever has been due for a minute and a half comes before everybody.
 * The desk sorts by it in SQL (`queueOf`); a desk that is played calls it. Times are milliseconds of one clock.
 */
const BAND = 6;
const AGE_STEP = 5 * MINUTE;
const AGE_MOST = 5;
/** Beside twice the wait of plain order. */
const DUE_SLACK = MINUTE;
/** Due for so long, a contact takes turns with nobody. Two and a half minutes are left of the five that are promised. */
const LATE = 1.5 * MINUTE;
const DANGER_FROM = 3;

export interface Queued {
  readonly id: string;
  readonly band: number;
  readonly waitingSince: number;
  /** When as many had been taken as came before this one: in plain order of arrival its wait would have ended here. */
  readonly turnAt: number | null;
}

export function scoreOf({ band, waitingSince }: Pick<Queued, 'band' | 'waitingSince'>, now: number): number {
  return band * BAND + Math.min(Math.max(now - waitingSince, 0) / AGE_STEP, AGE_MOST);
}

/** When a contact comes first whatever its band; infinite where it was not passed over. */
export function dueAt({ waitingSince, turnAt }: Pick<Queued, 'waitingSince' | 'turnAt'>): number {
  if (turnAt === null) return Number.POSITIVE_INFINITY;
  return 2 * turnAt - waitingSince + DUE_SLACK;
}

interface Place<Q extends Queued> {
  readonly one: Q;
  /** 0 late, 1 danger whose turn it is, 2 due, 3 the rest. */
  readonly group: number;
  readonly due: number;
  readonly score: number;
}

/** @param dangerLast the contact that was offered last was one of danger: those who are due come before the next such one */
function placeOf<Q extends Queued>(one: Q, now: number, dangerLast: boolean): Place<Q> {
  const due = dueAt(one);
  const group = due + LATE <= now ? 0 : one.band >= DANGER_FROM && !dangerLast ? 1 : due <= now ? 2 : 3;
  return { one, group, due: group === 0 || group === 2 ? due : 0, score: scoreOf(one, now) };
}

function compare(a: Place<Queued>, b: Place<Queued>): number {
  return (
    a.group - b.group ||
    a.due - b.due ||
    b.score - a.score ||
    a.one.waitingSince - b.one.waitingSince ||
    (a.one.id < b.one.id ? -1 : 1)
  );
}

/** The whole queue, the next to be offered first. */
export function inOrder<Q extends Queued>(queue: readonly Q[], now: number, dangerLast: boolean): Q[] {
  return queue
    .map((one) => placeOf(one, now, dangerLast))
    .sort(compare)
    .map(({ one }) => one);
}

/** The first in the order of `inOrder` of those who fit, found by one pass. `fits` is asked only of whoever would come before the best yet. */
export function firstOf<Q extends Queued>(
  queue: Iterable<Q>,
  now: number,
  dangerLast: boolean,
  fits: (one: Q) => boolean,
): Q | undefined {
  let first: Place<Q> | undefined;
  for (const one of queue) {
    const place = placeOf(one, now, dangerLast);
    if ((first === undefined || compare(place, first) < 0) && fits(one)) first = place;
  }
  return first?.one;
}

/**
 * When the turn of each would have come in plain order of arrival: with `k` the rank of a contact among those that arrived
 * since the oldest that still waits, and `s` of these taken, its turn was the (s - k + 1)-th latest taking, if s >= k.
 * @param rank of one who waits, from 1, in order of arrival
 * @param taken when contacts were taken, the latest first: as many as arrived since the oldest that waits and were taken
 */
export function turnOf(rank: number, taken: readonly number[]): number | null {
  return taken[taken.length - rank] ?? null;
}

/** The numbers of the order, for the statement that sorts as `inOrder` does. */
export const ORDER = {
  band: BAND,
  ageStep: AGE_STEP,
  ageMost: AGE_MOST,
  dueSlack: DUE_SLACK,
  late: LATE,
  dangerFrom: DANGER_FROM,
};
