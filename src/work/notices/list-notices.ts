import { z } from '@hono/zod-openapi';
import { type Ctx, nextCursor, ok, type Result, readCursor } from '../../kernel/index.ts';
import type { Notice } from './notice.ts';
import { noticeRows, unreadNotices } from './notice-store.ts';
import { namesOfObjects } from './object-names.ts';

const PAGE = 50;
const LIST = { name: 'notice.list', place: z.uuid() };

/** The actor's inbox, newest first, 50 a page; with `named`, what each is about has its name; `next` continues with `before`. `unread` counts all of it. */
export async function listNotices(
  ctx: Ctx,
  filters: { unreadOnly?: boolean; named?: boolean; before?: string } = {},
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
    const names = filters.named
      ? await namesOfObjects(
          ctx,
          tx,
          page.flatMap(({ object }) => object ?? []),
        )
      : undefined;
    const notices = page.map((notice) => ({ ...notice, reference: names?.get(notice.object?.id ?? '') ?? null }));
    return ok({
      notices,
      unread: await unreadNotices(tx),
      ...(rows.length > PAGE && last ? { next: await nextCursor(ctx, LIST, chosen, last.id) } : {}),
    });
  });
}
