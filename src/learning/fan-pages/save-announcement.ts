import { actOnRecord, type Ctx, lookAtRecord, ok, type Result } from '../../kernel/index.ts';
import { hashOfAnnouncement } from './announcement.ts';
import { lapseAnnouncementApprovals } from './announcement-approvals.ts';
import { ANNOUNCEMENT, announcementRecord } from './announcement-record.ts';
import { announcementVersion, updateAnnouncement } from './announcement-store.ts';
import { composeAnnouncement, drawnCard, readWords } from './compose-announcement.ts';
import { publishedItemOf } from './published-item-of.ts';
import { putAnnouncementVersion } from './put-announcement-version.ts';

/**
 * Keeps words as the newest version, with the picture drawn anew and every request composed anew: a draft, whatever the one before it was.
 * Approvals are of the version before, and what waited for them waits no more; what stands at the networks stays. The same again, of the
 * same published item, is no new version.
 * Refusals: those of an act on an announcement and of texts, `announcement.words-unusable` with the field, `announcement.item-not-published`
 */
export async function saveAnnouncement(
  ctx: Ctx,
  input: { readonly announcement: string; readonly version?: number | undefined; readonly words: unknown },
): Promise<Result<{ readonly number: number }>> {
  const words = readWords(input.words);
  if (!words.ok) return words;
  const found = await lookAtRecord(announcementRecord, ctx, 'announcement.write', input.announcement);
  if (!found.ok) return found;
  const item = await publishedItemOf(ctx, found.value.item_id);
  if (!item.ok) return item;
  const card = await drawnCard(item.value, words.value);
  if (!card.ok) return card;
  const on = { id: input.announcement, version: input.version };
  return actOnRecord(announcementRecord, ctx, 'announcement.write', on, async (tx, row, actor) => {
    const composed = await composeAnnouncement(ctx, tx, row, { item: item.value, words: words.value, ...card.value });
    if (!composed.ok) return composed;
    const hash = hashOfAnnouncement(composed.value);
    if ((await announcementVersion(tx, row.id, row.head))?.hash === hash) return ok({ number: row.head });
    const number = row.head + 1;
    await lapseAnnouncementApprovals(tx, row.id);
    await putAnnouncementVersion(tx, row.id, number, composed.value, { picture: card.value.picture, by: actor.person });
    await updateAnnouncement(tx, row, { stage: 'DRAFT', head: number, written_by: actor.person });
    tx.audit({ action: 'announcement.write', object: { kind: ANNOUNCEMENT, id: row.id }, codes: { number } });
    return ok({ number });
  });
}
