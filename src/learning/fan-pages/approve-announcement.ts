import { actOnRecord, type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { askApproval, settleApproval } from '../../work/index.ts';
import { APPROVALS } from '../editorial/item.ts';
import { refuse } from '../refusals.ts';
import { FIRST_ANNOUNCEMENT_APPROVAL, SECOND_ANNOUNCEMENT_APPROVAL } from './announcement-approvals.ts';
import { ANNOUNCEMENT, announcementRecord } from './announcement-record.ts';
import {
  announcementVersion,
  approvalsOfVersion,
  insertAnnouncementApproval,
  insertAnnouncementEvent,
  unpostedWriters,
  updateAnnouncement,
} from './announcement-store.ts';

/**
 * One person has seen exactly this, picture and request of every place, and says that it may leave; the second of two makes it ready. The
 * same rules as for the texts themselves: nobody who wrote a part that has not left, and of the first approval nobody who asked for it.
 * @param input.hash of what the person saw
 * Refusals: those of an act on an announcement, `announcement.wrong-stage`, `announcement.own-words`, `announcement.other-words`, those of
 * approvals
 */
export async function approveAnnouncement(
  ctx: Ctx,
  { announcement, hash }: { readonly announcement: string; readonly hash: string },
): Promise<Result<{ readonly approvals: number }>> {
  return actOnRecord(announcementRecord, ctx, 'announcement.approve', { id: announcement }, async (tx, row, actor) => {
    const head = await announcementVersion(tx, row.id, row.head);
    if (!head || head.hash !== hash) return refuse('announcement.other-words');
    const before = await approvalsOfVersion(tx, head.id);
    const writers = await unpostedWriters(tx, row.id);
    if ([...writers, ...before.map(({ person }) => person)].includes(actor.person))
      return refuse('announcement.own-words');
    const settled = await settleApproval(ctx, tx, {
      kind: before.length === 0 ? FIRST_ANNOUNCEMENT_APPROVAL : SECOND_ANNOUNCEMENT_APPROVAL,
      object: row.id,
      decision: 'APPROVED',
    });
    if (!settled.ok)
      return settled.refusal.code === 'approval.not-yours-to-decide' ? refuse('announcement.own-words') : settled;
    await insertAnnouncementApproval(tx, {
      id: newId<'announcement-approval'>(tx.now.getTime()),
      announcement_id: row.id,
      version_id: head.id,
      hash,
      person: actor.person,
      agency: actor.agency,
      at: tx.now,
    });
    const approvals = before.length + 1;
    if (approvals >= APPROVALS) await updateAnnouncement(tx, row, { stage: 'APPROVED' });
    else {
      await updateAnnouncement(tx, row, {});
      const asked = await askApproval(ctx, tx, {
        kind: SECOND_ANNOUNCEMENT_APPROVAL,
        object: { kind: ANNOUNCEMENT, id: row.id },
        agency: null,
        madeBy: writers,
      });
      if (!asked.ok) return asked;
    }
    await insertAnnouncementEvent(tx, row.id, 'approved', { number: row.head });
    tx.audit({
      action: 'announcement.approve',
      object: { kind: ANNOUNCEMENT, id: row.id },
      codes: { number: row.head, approvals },
    });
    return ok({ approvals });
  });
}
