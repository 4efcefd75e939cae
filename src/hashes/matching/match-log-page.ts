import { z } from '@hono/zod-openapi';
import { actAs, type Ctx, nextCursor, ok, type Result, readCursor, systemActor } from '../../kernel/index.ts';
import { eventDigest } from './match-log.ts';
import { filteredLog, logChoices, type MatchLogFilters, pinnedDigests } from './match-log-store.ts';
import type { MatchHitRow, MatchLogRow } from './match-log-view.ts';
import { hitsOf, storedEvent } from './match-store.ts';

export type { MatchLogFilters } from './match-log-store.ts';

const PAGE = 50;
const LIST = { name: 'hash-log.page', place: z.uuid() };
const EXPORT_MOST = 10_000;

export interface MatchLogPage {
  readonly events: readonly MatchLogRow[];
  readonly hits: readonly MatchHitRow[];
  readonly next: string | undefined;
}

/** Who asked what, by filters, newest first, 50 a page. Reading it is itself written to the audit. */
export async function matchLogPage(
  ctx: Ctx,
  input: {
    readonly filters: MatchLogFilters;
    readonly after?: string | undefined;
    readonly whole?: boolean | undefined;
  },
): Promise<Result<MatchLogPage>> {
  const limit = input.whole ? EXPORT_MOST : PAGE;
  const after = await readCursor(ctx, LIST, input.filters, { text: input.after });
  if (!after.ok) return after;
  return ctx.transaction(async (tx) => {
    const found = await filteredLog(tx, input.filters, after.value, limit + 1);
    const events = found.slice(0, limit);
    const hits = await hitsOf(
      tx,
      events.map((event) => event.id),
    );
    tx.audit({ action: 'hash-log.read', codes: { events: events.length, export: input.whole ?? false } });
    const last = events.at(-1);
    return ok({
      events,
      hits,
      next: found.length > limit && last ? await nextCursor(ctx, LIST, input.filters, last.id) : undefined,
    });
  });
}

/** Members and purposes that occur in the log, for its filters. */
export async function matchLogChoices(
  ctx: Ctx,
): Promise<Result<{ readonly agencies: readonly string[]; readonly purposes: readonly string[] }>> {
  return ctx.transaction(async (tx) => {
    const found = await logChoices(tx);
    return ok({
      agencies: [...new Set(found.map((one) => one.agency))],
      purposes: [...new Set(found.map((one) => one.purpose))].sort(),
    });
  });
}

/** Whether events are as they were written: each against its own digest and the one that the audit chain pinned. */
export async function checkMatchEvents(
  ctx: Ctx,
  input: { readonly events: readonly string[] },
): Promise<Result<{ readonly sound: number; readonly broken: readonly string[] }>> {
  return ctx.transaction(async (tx) => {
    const events = input.events.slice(0, 200);
    const pinned = new Map(
      (await actAs(tx, systemActor('hashes.match-log'), (platform) => pinnedDigests(platform, events))).map((one) => [
        one.id,
        one.digest,
      ]),
    );
    const broken: string[] = [];
    for (const id of events) {
      const event = await storedEvent(tx, id);
      const digest = event && eventDigest(event).toString('hex');
      if (!event || digest !== event.digest.toString('hex') || digest !== pinned.get(id)) broken.push(id);
    }
    tx.audit({ action: 'hash-log.read', codes: { checked: events.length, broken: broken.length } });
    return ok({ sound: events.length - broken.length, broken });
  });
}
