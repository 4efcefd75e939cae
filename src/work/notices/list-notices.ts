import { z } from '@hono/zod-openapi';
import { type Ctx, nextCursor, ok, type Result, readCursor } from '../../kernel/index.ts';
import type { Notice } from './notice.ts';
import { noticeRows, unreadNotices } from './notice-store.ts';
import { namedKinds, namesOfObjects } from './object-names.ts';

const PAGE = 50;
const LIST = { name: 'notice.list', place: z.uuid() };

/** The actor's inbox, newest first, 50 a page, each with the name of what it is about; `next` continues with `before`. `unread` counts all of it. */
export async function listNotices(
  ctx: Ctx,
  filters: { unreadOnly?: boolean; before?: string } = {},
): Promise<Result<{ notices: Notice[]; unread: number; next?: string }>> {
  const chosen = { unreadOnly: filters.unreadOnly ?? false };
  const before = await readCursor(ctx, LIST, chosen, { text: filters.before, field: 'before' });
  if (!before.ok) return before;
  return ctx.transaction(async (tx) => {
    const rows = await noticeRows(
      tx,
      { ...chosen, ...(before.value === undefined ? {} : { before: before.value }) },
      PAGE + 1,
    );
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    const names = await namesOfObjects(
      ctx,
      tx,
      page.flatMap(({ object }) => object ?? []),
    );
    const named = namedKinds(ctx);
    const notices = page.map((notice): Notice => {
      const { object } = notice;
      const reference = (object && names.get(object.id)) ?? null;
      // What the reader may no longer know of is told without saying which it was.
      return { ...notice, object: object && named.has(object.kind) && reference === null ? null : object, reference };
    });
    return ok({
      notices,
      unread: await unreadNotices(tx),
      ...(rows.length > PAGE && last ? { next: await nextCursor(ctx, LIST, chosen, last.id) } : {}),
    });
  });
}
