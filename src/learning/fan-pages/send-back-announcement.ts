import { actOnRecord, type Ctx, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { EDITOR_NOTE } from '../editorial/editor-note.ts';
import { lapseAnnouncementApprovals } from './announcement-approvals.ts';
import { ANNOUNCEMENT, announcementRecord } from './announcement-record.ts';
import { insertAnnouncementEvent, updateAnnouncement } from './announcement-store.ts';

/**
 * Sends what waits back to be written again, and says why.
 * Refusals: those of an act on an announcement and of a text, `announcement.wrong-stage`
 */
export async function sendBackAnnouncement(
  ctx: Ctx,
  input: { readonly announcement: string; readonly version?: number | undefined; readonly reason: string },
): Promise<Result<void>> {
  const note = readTextInput(input.reason, 'reason', EDITOR_NOTE);
  if (!note.ok) return note;
  const on = { id: input.announcement, version: input.version };
  return actOnRecord(announcementRecord, ctx, 'announcement.send-back', on, async (tx, row) => {
    await lapseAnnouncementApprovals(tx, row.id);
    await updateAnnouncement(tx, row, { stage: 'SENT_BACK' });
    await insertAnnouncementEvent(tx, row.id, 'sent-back', { number: row.head, note: note.value });
    tx.audit({
      action: 'announcement.send-back',
      object: { kind: ANNOUNCEMENT, id: row.id },
      codes: { number: row.head },
    });
    return ok();
  });
}
