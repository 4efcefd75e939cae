import { actOnRecord, type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { ANNOUNCEMENT, announcementRecord } from './announcement-record.ts';
import { updateAnnouncement } from './announcement-store.ts';
import { clearGoneAlarms } from './post-store.ts';

/**
 * Somebody has looked at what became of a post that is gone: nobody else has to. What should stand keeps its alarm until it stands.
 * Refusals: those of an act on an announcement, `announcement.nothing-stands`
 */
export async function dismissPostAlarm(
  ctx: Ctx,
  input: { readonly announcement: string; readonly post: string },
): Promise<Result<void>> {
  return actOnRecord(announcementRecord, ctx, 'announcement.withdraw', { id: input.announcement }, async (tx, row) => {
    const post = parseId<'post'>(input.post);
    if (post === undefined || (await clearGoneAlarms(tx, row.id, post)) === 0)
      return refuse('announcement.nothing-stands');
    await updateAnnouncement(tx, row, {});
    tx.audit({ action: 'announcement.withdraw', object: { kind: ANNOUNCEMENT, id: row.id }, codes: { count: 0 } });
    return ok();
  });
}
