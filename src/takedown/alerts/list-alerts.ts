import { z } from 'zod';
import {
  type Ctx,
  nextCursor,
  ok,
  type PagedList,
  type Result,
  readCursor,
  refuseRequest,
} from '../../kernel/index.ts';
import { alertPolicy } from './alert-policies.ts';
import { type AlertFilters, alertRows } from './alert-store.ts';
import { type AlertLine, alertLine } from './alert-view.ts';

const PAGE = 50;
const LIST: PagedList<{ at: string; id: string }> = {
  name: 'network-alert.list',
  place: z.strictObject({ at: z.iso.datetime(), id: z.uuid() }),
};

/** Alerts of the network with their versions, the newest first, for who writes them. Refusals: `access.not-permitted`, `request.invalid` */
export async function listAlerts(
  ctx: Ctx,
  { after, ...asked }: AlertFilters & { readonly after?: string | undefined } = {},
): Promise<Result<{ readonly rows: AlertLine[]; readonly next: string | null }>> {
  if (!alertPolicy.couldEver(ctx.actor, 'network-alert.list', ctx.now)) return refuseRequest('access.not-permitted');
  const filters = { ...asked, text: asked.text?.trim() || undefined };
  const place = await readCursor(ctx, LIST, filters, { text: after });
  if (!place.ok) return place;
  return ctx.transaction(async (tx) => {
    const found = await alertRows(tx, filters, PAGE + 1, place.value);
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    return ok({
      rows: page.map((row) => alertLine(row, tx.now)),
      next:
        last && found.length > PAGE
          ? await nextCursor(ctx, LIST, filters, { at: last.written_at.toISOString(), id: last.id })
          : null,
    });
  });
}
