import { z } from '@hono/zod-openapi';
import { type Ctx, nextCursor, ok, type Result, readCursor } from '../../kernel/index.ts';
import { type BreakGlass, noteContext, reasonContext } from './break-glass-review.ts';
import { breakGlassRows } from './break-glass-store.ts';

export interface BreakGlassInList extends BreakGlass {
  readonly reason: string;
  readonly note: string | null;
}

const PAGE = 50;
const LIST = { name: 'break-glass.list', place: z.uuid() };

/**
 * Emergencies, 50 a page: with `waiting` those that the actor must review, the longest waiting first;
 * else all that the actor may see, newest first. Reading the reasons is audited.
 */
export async function listBreakGlass(
  ctx: Ctx,
  filters: { waiting?: boolean; after?: string } = {},
): Promise<Result<{ entries: BreakGlassInList[]; next?: string }>> {
  const { vault } = ctx.kernel;
  const chosen = { waiting: filters.waiting ?? false };
  const after = await readCursor(ctx, LIST, chosen, { text: filters.after });
  if (!after.ok) return after;
  return ctx.transaction(async (tx) => {
    const rows = await breakGlassRows(
      tx,
      { ...chosen, ...(after.value === undefined ? {} : { after: after.value }) },
      PAGE + 1,
    );
    const entries = await Promise.all(
      rows.slice(0, PAGE).map(async ({ sealedReason, sealedNote, ...glass }) => ({
        ...glass,
        reason: Buffer.from(await vault.unwrap(sealedReason, reasonContext(glass.id))).toString('utf8'),
        note: sealedNote && Buffer.from(await vault.unwrap(sealedNote, noteContext(glass.id))).toString('utf8'),
      })),
    );
    const last = entries.at(-1);
    if (last)
      tx.audit({ action: 'break-glass.read', codes: { entries: entries.length, waiting: filters.waiting ?? false } });
    return ok({
      entries,
      ...(rows.length > PAGE && last ? { next: await nextCursor(ctx, LIST, chosen, last.id) } : {}),
    });
  });
}
