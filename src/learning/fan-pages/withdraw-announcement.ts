import { actOnRecord, type Ctx, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { EDITOR_NOTE } from '../editorial/editor-note.ts';
import { refuse } from '../refusals.ts';
import { ANNOUNCEMENT, announcementRecord } from './announcement-record.ts';
import { insertAnnouncementEvent, updateAnnouncement } from './announcement-store.ts';
import { standingPosts } from './post-store.ts';
import { takeAway } from './queue-post.ts';

/**
 * Takes an announcement away at once, from every place or from one; one person does it alone, since what is wrong may not stay.
 * @param input.post of one place; absent: all of them
 * Refusals: those of an act on an announcement, of a text and of the outbox, `announcement.nothing-stands`
 */
export async function withdrawAnnouncement(
  ctx: Ctx,
  input: { readonly announcement: string; readonly post?: string | undefined; readonly reason: string },
): Promise<Result<void>> {
  const note = readTextInput(input.reason, 'reason', EDITOR_NOTE);
  if (!note.ok) return note;
  return actOnRecord(announcementRecord, ctx, 'announcement.withdraw', { id: input.announcement }, async (tx, row) => {
    const standing = (await standingPosts(tx, row.id)).filter(
      ({ id }) => input.post === undefined || id === input.post,
    );
    if (standing.length === 0) return refuse('announcement.nothing-stands');
    for (const post of standing) {
      const taken = await takeAway(ctx, tx, post);
      if (!taken.ok) return taken;
    }
    await updateAnnouncement(tx, row, {});
    await insertAnnouncementEvent(tx, row.id, 'withdrawn', { note: note.value });
    tx.audit({
      action: 'announcement.withdraw',
      object: { kind: ANNOUNCEMENT, id: row.id },
      codes: { count: standing.length },
    });
    return ok();
  });
}
