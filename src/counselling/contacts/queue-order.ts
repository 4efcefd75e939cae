import { MINUTE } from '../../kernel/index.ts';

/**
 * The order in which contacts are offered: by band, and in a band by age. The band is only ever raised, so a score never falls.
 * Two rules keep it fair:
 * - Whoever waits twice as long as in plain order of arrival, and a minute, is due whatever their band. Danger (bands 3 and 4) and
 *   those who are due take turns, so that neither waits for the end of the other.
 * - Whoever has been due for a minute and a half comes before everybody.
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
  readonly waitingSince: Date;
  /** When as many had been taken as came before this one: in plain order of arrival its wait would have ended here. */
  readonly turnAt: Date | null;
}

export function scoreOf({ band, waitingSince }: Pick<Queued, 'band' | 'waitingSince'>, now: Date): number {
  return band * BAND + Math.min(Math.max(now.getTime() - waitingSince.getTime(), 0) / AGE_STEP, AGE_MOST);
}

/** When a contact comes first whatever its band; infinite where it was not passed over. Milliseconds. */
export function dueAt({ waitingSince, turnAt }: Pick<Queued, 'waitingSince' | 'turnAt'>): number {
  if (turnAt === null) return Number.POSITIVE_INFINITY;
  return 2 * turnAt.getTime() - waitingSince.getTime() + DUE_SLACK;
}

/**
 * The next to be offered first.
 * @param dangerLast the contact that was offered last was one of danger: those who are due come before the next such one
 */
export function inOrder<Q extends Queued>(queue: readonly Q[], now: Date, dangerLast: boolean): Q[] {
  const at = now.getTime();
  const keyed = queue.map((one) => {
    const due = dueAt(one);
    const isDue = due <= at;
    const danger = one.band >= DANGER_FROM;
    const group = due + LATE <= at ? 0 : danger && !dangerLast ? 1 : isDue ? 2 : 3;
    return { one, group, due: group === 0 || group === 2 ? due : 0, score: scoreOf(one, now) };
  });
  keyed.sort(
    (a, b) =>
      a.group - b.group ||
      a.due - b.due ||
      b.score - a.score ||
      a.one.waitingSince.getTime() - b.one.waitingSince.getTime() ||
      (a.one.id < b.one.id ? -1 : 1),
  );
  return keyed.map(({ one }) => one);
}

/**
 * When the turn of each would have come in plain order of arrival: with `k` the rank of a contact among those that arrived
 * since the oldest that still waits, and `s` of these taken, its turn was the (s - k + 1)-th latest taking, if s >= k.
 * @param ranks of those who wait, from 1, in order of arrival
 * @param taken when contacts were taken, the latest first: as many as arrived since the oldest that waits and were taken
 */
export function turnOf(rank: number, taken: readonly Date[]): Date | null {
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
