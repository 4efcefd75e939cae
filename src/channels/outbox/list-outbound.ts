import { z } from '@hono/zod-openapi';
import { type Ctx, nextCursor, ok, type Result, readCursor } from '../../kernel/index.ts';
import type { OutboundInList, OutboxFigures } from './outbound-view.ts';
import { countOutbound, type OutboundFilters, outboundPage } from './outbox-list-store.ts';

const PAGE = 50;
const LIST = { name: 'outbound-message.list', place: z.uuid() };

/** What leaves the house by the accounts that the actor sees, newest first, 50 a page; `next` continues with `after`. */
export async function listOutbound(
  ctx: Ctx,
  { after, ...filters }: OutboundFilters & { readonly after?: string } = {},
): Promise<Result<{ messages: OutboundInList[]; figures: OutboxFigures; next?: string }>> {
  const from = await readCursor(ctx, LIST, filters, { text: after });
  if (!from.ok) return from;
  return ctx.transaction(async (tx) => {
    const found = await outboundPage(tx, filters, from.value, PAGE + 1);
    const messages = found.slice(0, PAGE);
    const last = messages.at(-1);
    return ok({
      messages,
      figures: await countOutbound(tx),
      ...(found.length > PAGE && last ? { next: await nextCursor(ctx, LIST, filters, last.id) } : {}),
    });
  });
}
