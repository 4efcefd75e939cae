import { retryQueued } from '../../channels/index.ts';
import { actOnRecord, type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { ANNOUNCEMENT, announcementRecord } from './announcement-record.ts';
import { updateAnnouncement } from './announcement-store.ts';
import type { PostAlarm } from './post.ts';
import { findPost, updatePost } from './post-store.ts';

/** What the outbox has ended, and will not try by itself. */
const TRIED: readonly PostAlarm[] = ['NOT_SENT', 'UNSURE'];

/**
 * Tries once more what the outbox gave up about one post: exactly one request for one press.
 * Refusals: those of an act on an announcement and of the outbox, `announcement.nothing-stands`
 */
export async function sendPostAgain(
  ctx: Ctx,
  input: { readonly announcement: string; readonly post: string },
): Promise<Result<void>> {
  return actOnRecord(announcementRecord, ctx, 'announcement.post', { id: input.announcement }, async (tx, row) => {
    const id = parseId<'post'>(input.post);
    const post = id === undefined ? undefined : await findPost(tx, id, 'for update');
    if (post?.announcement_id !== row.id || post.message_key === null || !TRIED.includes(post.alarm ?? 'LATE'))
      return refuse('announcement.nothing-stands');
    const tried = await retryQueued(tx, { key: post.message_key });
    if (!tried.ok) return tried;
    await updatePost(tx, post.id, { alarm: null, alarm_at: null });
    await updateAnnouncement(tx, row, {});
    tx.audit({ action: 'announcement.post', object: { kind: ANNOUNCEMENT, id: row.id }, codes: { number: row.head } });
    return ok();
  });
}
