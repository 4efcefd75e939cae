import { agencyOf, type Ctx, DAY, ok, type Result, type Tx } from '../../kernel/index.ts';
import { type ExposureLimit, type ExposureStanding, standingOf } from './exposure.ts';
import { exposureLimit } from './exposure-limit.ts';
import { type LoadRow, lastShift, loadRows } from './exposure-store.ts';

const DAYS = 30;

export interface PersonLoad {
  readonly person: string;
  readonly standing: ExposureStanding;
  /** Of the last 30 days. */
  readonly shifts: number;
  readonly items: number;
  readonly minutes: number;
  readonly breaks: number;
  /** Shifts that ended at the hard stop. */
  readonly spent: number;
  readonly lastAt: Date;
}

/** The load of an agency's reviewers in the last 30 days: how much and how long, never what. */
export async function exposureLoad(
  ctx: Ctx,
): Promise<
  Result<{ readonly limit: Awaited<ReturnType<typeof exposureLimit>>; readonly people: readonly PersonLoad[] }>
> {
  return ctx.transaction(async (tx) => {
    const limit = await exposureLimit(ctx, tx);
    const found = await loadRows(tx, agencyOf(tx.actor), new Date(tx.now.getTime() - DAYS * DAY));
    const byPerson = Map.groupBy(found, (row) => row.person);
    return ok({ limit, people: [...byPerson].map(([person, shifts]) => loadOf(person, shifts, limit, tx.now)) });
  });
}

function loadOf(person: string, shifts: readonly LoadRow[], limit: ExposureLimit, now: Date): PersonLoad {
  const [latest] = shifts as [LoadRow, ...LoadRow[]];
  const sum = (of: (row: LoadRow) => number) => shifts.reduce((total, row) => total + of(row), 0);
  return {
    person,
    standing: standingOf({ ...latest, openItem: null, openedAt: null }, limit, now),
    shifts: shifts.length,
    items: sum((row) => row.items),
    minutes: Math.round(sum((row) => row.seconds) / 60),
    breaks: sum((row) => row.breaks),
    spent: shifts.filter((row) => row.items >= limit.itemsShift || row.seconds >= limit.minutesShift * 60).length,
    lastAt: latest.lastAt,
  };
}

/** Where the acting person stands. */
export async function ownExposure(ctx: Ctx): Promise<Result<ExposureStanding>> {
  return ctx.transaction(async (tx) => ok(await exposureStanding(ctx, tx)));
}

/** Where the acting person stands, in the caller's transaction. */
export async function exposureStanding(ctx: Ctx, tx: Tx): Promise<ExposureStanding> {
  const limit = await exposureLimit(ctx, tx);
  const shift = tx.actor.kind === 'person' ? await lastShift(tx, tx.actor.person) : undefined;
  return standingOf(shift, limit, tx.now);
}
