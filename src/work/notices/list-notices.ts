import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import type { Notice } from './notice.ts';
import { noticeRows, unreadNotices } from './notice-store.ts';

const PAGE = 50;

/** The actor's inbox, newest first, 50 a page; `next` continues with `before`. `unread` counts all of it. */
export async function listNotices(
  ctx: Ctx,
  filters: { unreadOnly?: boolean; before?: string } = {},
): Promise<Result<{ notices: Notice[]; unread: number; next?: string }>> {
  const before = parseId<'notice'>(filters.before);
  return ctx.transaction(async (tx) => {
    const rows = await noticeRows(
      tx,
      { unreadOnly: filters.unreadOnly ?? false, ...(before ? { before } : {}) },
      PAGE + 1,
    );
    const notices = rows.slice(0, PAGE);
    const last = notices.at(-1);
    return ok({ notices, unread: await unreadNotices(tx), ...(rows.length > PAGE && last ? { next: last.id } : {}) });
  });
}
