import { sql } from 'kysely';
import { actorName, agencyOf, newId, rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { AnnouncementWords, Payload } from './announcement.ts';
import type {
  AnnouncementApprovalRow,
  AnnouncementRow,
  AnnouncementVersionRow,
  FanPageTables,
} from './fan-page-tables.ts';

/** A version as it is read: its words and payloads parsed from JSON. */
export type StoredAnnouncement = Omit<AnnouncementVersionRow, 'words' | 'payloads'> & {
  readonly words: AnnouncementWords;
  readonly payloads: readonly Payload[];
};

const table = tablesOf<FanPageTables>();

export const findAnnouncement = (tx: Tx, id: string, lock?: 'for update'): Promise<AnnouncementRow | undefined> =>
  table.findRow(tx, 'learning.announcement', { id }, lock);
export const insertAnnouncement = (tx: Tx, row: AnnouncementRow): Promise<void> =>
  table.insertRow(tx, 'learning.announcement', row);

export async function updateAnnouncement(
  tx: Tx,
  row: Pick<AnnouncementRow, 'id' | 'version'>,
  set: Partial<Pick<AnnouncementRow, 'stage' | 'head' | 'written_by'>>,
): Promise<void> {
  const changed = { ...set, version: row.version + 1, changed_at: tx.now };
  await table.updateRows(tx, 'learning.announcement', { id: row.id }, changed);
}

export const announcementsOfItem = (tx: Tx, item: string): Promise<AnnouncementRow[]> =>
  rows(
    tx,
    sql<AnnouncementRow>`select * from learning.announcement where item_id = ${item}::uuid order by started_at desc, id desc`,
  );

export const insertAnnouncementVersion = (tx: Tx, { words, payloads, ...row }: StoredAnnouncement): Promise<void> =>
  table.insertRow(tx, 'learning.announcement_version', {
    ...row,
    words: JSON.stringify(words),
    payloads: JSON.stringify(payloads),
  });

export const announcementVersion = (
  tx: Tx,
  announcement: string,
  number: number,
): Promise<StoredAnnouncement | undefined> =>
  table.findRow(tx, 'learning.announcement_version', { announcement_id: announcement, number });
export const announcementVersionById = (tx: Tx, id: string): Promise<StoredAnnouncement | undefined> =>
  table.findRow(tx, 'learning.announcement_version', { id });

/** All versions without their pictures, the newest first. */
export function announcementVersions(
  tx: Tx,
  announcement: string,
): Promise<Pick<AnnouncementVersionRow, 'id' | 'number' | 'hash' | 'written_by' | 'written_at'>[]> {
  return rows(
    tx,
    sql<Pick<AnnouncementVersionRow, 'id' | 'number' | 'hash' | 'written_by' | 'written_at'>>`
      select id, number, hash, written_by, written_at from learning.announcement_version
      where announcement_id = ${announcement}::uuid order by number desc`,
  );
}

/** Who wrote what has not yet been posted anywhere. */
export async function unpostedWriters(tx: Tx, announcement: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ person: string }>`
      select distinct written_by as person from learning.announcement_version where announcement_id = ${announcement}::uuid
        and number > coalesce((select max(out.number) from learning.post as post
          join learning.announcement_version as out on out.id = post.version_id
          where post.announcement_id = ${announcement}::uuid), 0)`,
  );
  return found.map(({ person }) => person);
}

export const insertAnnouncementApproval = (tx: Tx, row: AnnouncementApprovalRow): Promise<void> =>
  table.insertRow(tx, 'learning.announcement_approval', row);
export const approvalsOfVersion = (tx: Tx, version: string): Promise<AnnouncementApprovalRow[]> =>
  table.listRows(tx, 'learning.announcement_approval', { version_id: version }, ['at', 'id']);

export async function insertAnnouncementEvent(
  tx: Tx,
  announcement: string,
  code: string,
  more: { readonly number?: number; readonly note?: string | undefined } = {},
): Promise<void> {
  await table.insertRow(tx, 'learning.announcement_event', {
    id: newId<'announcement-event'>(tx.now.getTime()),
    announcement_id: announcement,
    code,
    number: more.number ?? null,
    at: tx.now,
    actor_kind: tx.actor.kind,
    actor: actorName(tx.actor),
    agency: agencyOf(tx.actor),
    note: more.note ?? null,
  });
}

export const eventsOfAnnouncement = (
  tx: Tx,
  announcement: string,
): Promise<FanPageTables['learning.announcement_event'][]> =>
  rows(
    tx,
    sql<FanPageTables['learning.announcement_event']>`
      select * from learning.announcement_event where announcement_id = ${announcement}::uuid order by at desc, id desc`,
  );

/** A picture that has left, or is to leave, by its hash: only what two people approved is given to anybody. */
export async function postedPicture(tx: Tx, hash: string): Promise<Buffer | undefined> {
  const [found] = await rows(
    tx,
    sql<{ picture: Buffer }>`
      select version.picture from learning.announcement_version as version
      where version.picture_hash = ${hash} and exists (select from learning.post as post
        where post.version_id = version.id and post.state <> 'GONE') limit 1`,
  );
  return found?.picture;
}

/** A picture by its hash, as far as the actor sees announcements. */
export async function anyPicture(tx: Tx, hash: string): Promise<Buffer | undefined> {
  const [found] = await rows(
    tx,
    sql<{ picture: Buffer }>`select picture from learning.announcement_version where picture_hash = ${hash} limit 1`,
  );
  return found?.picture;
}
