import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { hideSmall, shownNumber } from '../../vocabulary/index.ts';
import { REMOVAL_BANK } from './removal.ts';
import { type Counted, removalBy, removalEntries, removalReaders, removalTotals } from './removal-overview-store.ts';

/** Small numbers are hidden: a few requests of a month could be one child. */
export interface Guarded {
  readonly code: string;
  /** Null: hidden, since it is small or the only way to hide another. */
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

const guard = (rows: readonly Counted[]): Guarded[] =>
  rows.map(({ code, requests }) => ({ code, requests: shownNumber(requests) }));

/** Rows that add up to a total that is told. */
function guardParts(rows: readonly Counted[]): Guarded[] {
  const cells = hideSmall([rows.map(({ requests }) => requests)]).cells[0] ?? [];
  return rows.map(({ code }, place) => ({ code, requests: cells[place] ?? null }));
}

/** Requests to take down one's own pictures, as counts; no person reads who asked for what. */
export async function removalOverview(ctx: Ctx): Promise<Result<RemovalOverview>> {
  return ctx.as(systemActor('hashes.removal-overview')).transaction(async (tx) => {
    const [totals] = await removalTotals(tx);
    return ok({
      open: shownNumber(totals?.open ?? 0),
      withdrawn: shownNumber(totals?.withdrawn ?? 0),
      ageBands: guardParts(await removalBy(tx, 'age_band')),
      subjects: guardParts(await removalBy(tx, 'subject')),
      places: guard(await removalBy(tx, 'place')),
      months: guardParts(await removalBy(tx, 'month')),
      entries: await removalEntries(tx, REMOVAL_BANK),
      readers: await removalReaders(tx, REMOVAL_BANK),
    });
  });
}
