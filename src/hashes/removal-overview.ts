import { type Ctx, ok, type Result, systemActor } from '../kernel/index.ts';
import { REMOVAL_BANK } from './removal.ts';
import { type Counted, removalBy, removalEntries, removalReaders, removalTotals } from './removal-overview-store.ts';

/** Smaller numbers are hidden: a few requests of a month could be one child. */
export const SMALL = 5;

export interface Guarded {
  readonly code: string;
  /** Null: fewer than five. */
  readonly requests: number | null;
}

export interface RemovalOverview {
  readonly open: number | null;
  readonly withdrawn: number | null;
  readonly ageBands: readonly Guarded[];
  readonly subjects: readonly Guarded[];
  readonly places: readonly Guarded[];
  readonly months: readonly Guarded[];
  readonly entries: readonly { readonly status: string; readonly entries: number }[];
  readonly readers: readonly { readonly agency: string; readonly name: string; readonly list: string }[];
}

const guarded = (n: number): number | null => (n > 0 && n < SMALL ? null : n);
const guard = (rows: readonly Counted[]): Guarded[] =>
  rows.map(({ code, requests }) => ({ code, requests: guarded(requests) }));

/** Requests to take down one's own pictures, as counts; no person reads who asked for what. */
export async function removalOverview(ctx: Ctx): Promise<Result<RemovalOverview>> {
  return ctx.as(systemActor('hashes.removal-overview')).transaction(async (tx) => {
    const [totals] = await removalTotals(tx);
    return ok({
      open: guarded(totals?.open ?? 0),
      withdrawn: guarded(totals?.withdrawn ?? 0),
      ageBands: guard(await removalBy(tx, 'age_band')),
      subjects: guard(await removalBy(tx, 'subject')),
      places: guard(await removalBy(tx, 'place')),
      months: guard(await removalBy(tx, 'month')),
      entries: await removalEntries(tx, REMOVAL_BANK),
      readers: await removalReaders(tx, REMOVAL_BANK),
    });
  });
}
