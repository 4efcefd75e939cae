import { postingAccounts } from '../../channels/index.ts';
import { actOnRecord, type Ctx, lookAtRecord, ok, type Result } from '../../kernel/index.ts';
import { askApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import {
  FIRST_ANNOUNCEMENT_APPROVAL,
  lapseAnnouncementApprovals,
  SECOND_ANNOUNCEMENT_APPROVAL,
} from './announcement-approvals.ts';
import { announcementFaults } from './announcement-faults.ts';
import { ANNOUNCEMENT, announcementRecord } from './announcement-record.ts';
import {
  announcementVersion,
  approvalsOfVersion,
  insertAnnouncementEvent,
  unpostedWriters,
  updateAnnouncement,
} from './announcement-store.ts';
import { publishedItemOf } from './published-item-of.ts';

/**
 * Asks that two people approve the newest version, as each network will show it. What stands there stays meanwhile.
 * Refusals: those of an act on an announcement, `announcement.wrong-stage`, `announcement.has-faults`, `announcement.item-not-published`,
 * `announcement.item-changed`
 */
export async function sendAnnouncement(
  ctx: Ctx,
  input: { readonly announcement: string; readonly version?: number | undefined },
): Promise<Result<void>> {
  const found = await lookAtRecord(announcementRecord, ctx, 'announcement.send', input.announcement);
  if (!found.ok) return found;
  const item = await publishedItemOf(ctx, found.value.item_id);
  if (!item.ok) return item;
  const on = { id: input.announcement, version: input.version };
  return actOnRecord(announcementRecord, ctx, 'announcement.send', on, async (tx, row) => {
    const head = await announcementVersion(tx, row.id, row.head);
    if (!head) return refuse('announcement.not-found');
    if (head.item_hash !== item.value.hash) return refuse('announcement.item-changed');
    const of = { agency: row.agency, demonstration: row.is_demonstration };
    const faults = announcementFaults(
      item.value,
      { words: head.words, link: head.link, pictureHash: head.picture_hash, pictureAlt: head.picture_alt },
      await postingAccounts(ctx, tx, of),
    );
    if (faults.length > 0) return refuse('announcement.has-faults', { facts: { faults: faults.length } });
    await lapseAnnouncementApprovals(tx, row.id);
    await updateAnnouncement(tx, row, { stage: 'WAITING' });
    const asked = await askApproval(ctx, tx, {
      kind:
        (await approvalsOfVersion(tx, head.id)).length === 0
          ? FIRST_ANNOUNCEMENT_APPROVAL
          : SECOND_ANNOUNCEMENT_APPROVAL,
      object: { kind: ANNOUNCEMENT, id: row.id },
      agency: null,
      madeBy: await unpostedWriters(tx, row.id),
    });
    if (!asked.ok) return asked;
    await insertAnnouncementEvent(tx, row.id, 'sent', { number: row.head });
    tx.audit({ action: 'announcement.send', object: { kind: ANNOUNCEMENT, id: row.id }, codes: { number: row.head } });
    return ok();
  });
}
