import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { MatchLog } from './match-log-view.ts';
import { hitsOf, matchLogRows } from './match-store.ts';

/** Who asked what, newest first. Reading it is itself written to the audit. */
export async function readMatchLog(
  ctx: Ctx,
  input: {
    readonly before?: Date | undefined;
    readonly agency?: string | undefined;
    readonly onlyHits?: boolean | undefined;
    readonly limit?: number | undefined;
  },
): Promise<Result<MatchLog>> {
  return ctx.transaction(async (tx) => {
    // The clock of a row may stand a moment after that of the request that reads it.
    const before = input.before ?? new Date(tx.now.getTime() + 60_000);
    const events = await matchLogRows(tx, {
      before,
      agency: input.agency ?? null,
      onlyHits: input.onlyHits ?? false,
      limit: Math.min(input.limit ?? 50, 200),
    });
    const hits = await hitsOf(
      tx,
      events.map((event) => event.id),
    );
    tx.audit({ action: 'hash-log.read', codes: { events: events.length } });
    return ok({ events, hits });
  });
}
