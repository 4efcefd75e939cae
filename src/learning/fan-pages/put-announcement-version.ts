import { newId, type Tx } from '../../kernel/index.ts';
import { type Composed, hashOfAnnouncement } from './announcement.ts';
import { insertAnnouncementEvent, insertAnnouncementVersion } from './announcement-store.ts';

/** Writes what was composed as a version of an announcement. */
export async function putAnnouncementVersion(
  tx: Tx,
  announcement: string,
  number: number,
  composed: Composed,
  { picture, by }: { readonly picture: Buffer; readonly by: string },
): Promise<void> {
  await insertAnnouncementVersion(tx, {
    id: newId<'announcement-version'>(tx.now.getTime()),
    announcement_id: announcement,
    number,
    item_hash: composed.itemHash,
    words: composed.words,
    link: composed.link,
    payloads: composed.payloads,
    picture,
    picture_hash: composed.pictureHash,
    picture_alt: composed.pictureAlt,
    hash: hashOfAnnouncement(composed),
    written_by: by,
    written_at: tx.now,
  });
  await insertAnnouncementEvent(tx, announcement, 'written', { number });
}
