import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { Payload } from './announcement.ts';
import type { AnnouncementRow, FanPageTables, PostRow } from './fan-page-tables.ts';

const table = tablesOf<FanPageTables>();

export const insertPost = (tx: Tx, row: PostRow): Promise<void> => table.insertRow(tx, 'learning.post', row);
export const findPost = (tx: Tx, id: string, lock?: 'for update'): Promise<PostRow | undefined> =>
  table.findRow(tx, 'learning.post', { id }, lock);
export const updatePost = (tx: Tx, id: string, set: Partial<PostRow>): Promise<number> =>
  table.updateRows(tx, 'learning.post', { id }, set);
export const postsOf = (tx: Tx, announcement: string): Promise<PostRow[]> =>
  rows(
    tx,
    sql<PostRow>`select * from learning.post where announcement_id = ${announcement}::uuid order by posted_at desc, id desc`,
  );

/** What stands or is to stand, locked, so that one withdrawal or correction is made at a time. */
export const standingPosts = (tx: Tx, announcement: string): Promise<PostRow[]> =>
  rows(
    tx,
    sql<PostRow>`select * from learning.post where announcement_id = ${announcement}::uuid and state <> 'GONE'
      order by network, account_id, id for update`,
  );

/** When posts are looked at, by the clock. */
export interface LookTimes {
  /** Not again before this much has gone by, whatever is amiss. */
  readonly lookedBefore: Date;
  /** What left after this is looked at often, and what left before it seldom. */
  readonly outLately: Date;
  readonly oftenBefore: Date;
  readonly seldomBefore: Date;
  /** What left before this is looked at no more. */
  readonly outAfter: Date;
}

/**
 * Posts at networks that are looked after now, the longest unseen first: those with a message under way, those to be taken away, and those to
 * be looked for, of which what was not read yet or is amiss comes each time.
 */
export const postsToLookAfter = (tx: Tx, times: LookTimes, most: number): Promise<PostRow[]> =>
  rows(
    tx,
    sql<PostRow>`select * from learning.post where state <> 'GONE' and account_id is not null
        and (under_way or withdraw_wanted or (state = 'OUT' and out_at > ${times.outAfter}::timestamptz and out_at <= ${times.lookedBefore}::timestamptz
          and (looked_at is null or (looked_at <= ${times.lookedBefore}::timestamptz and (seen_at is null or alarm is not null
            or looked_at <= case when out_at > ${times.outLately}::timestamptz then ${times.oftenBefore}::timestamptz
              else ${times.seldomBefore}::timestamptz end)))))
      order by looked_at nulls first, id limit ${most}`,
  );

/** Nobody has to look any more at what went wrong with posts that are gone. @param post one of them; all where absent */
export const clearGoneAlarms = (tx: Tx, announcement: string, post?: string): Promise<number> =>
  table.updateRows(
    tx,
    'learning.post',
    { announcement_id: announcement, state: 'GONE', under_way: false, ...(post === undefined ? {} : { id: post }) },
    { alarm: null, alarm_at: null },
  );

export interface FeedRow extends Pick<PostRow, 'id' | 'from_at' | 'hash' | 'version_id'> {
  readonly slug: string;
  readonly item_hash: string;
  readonly payloads: readonly Payload[];
  readonly picture_length: number;
}

/** What stands in the portal's feed at this moment, the newest first. */
export const feedRows = (tx: Tx, most: number): Promise<FeedRow[]> =>
  rows(
    tx,
    sql<FeedRow>`
      select post.id, post.from_at, post.hash, post.version_id, item.slug, version.item_hash, version.payloads,
        length(version.picture) as picture_length
      from learning.post as post
      join learning.announcement as announcement on announcement.id = post.announcement_id
      join learning.item as item on item.id = announcement.item_id
      join learning.announcement_version as version on version.id = post.version_id
      where post.network = 'FEED' and post.state <> 'GONE' and post.from_at <= ${tx.now}
      order by post.from_at desc, post.id desc limit ${most}`,
  );

export interface StandingWithItem extends Pick<AnnouncementRow, 'id' | 'item_id'> {
  readonly slug: string;
}

/** Announcements of which something stands, with their items: what an item that is gone takes with it. */
export const announcementsStanding = (tx: Tx): Promise<StandingWithItem[]> =>
  rows(
    tx,
    sql<StandingWithItem>`
      select announcement.id, announcement.item_id, item.slug from learning.announcement as announcement
      join learning.item as item on item.id = announcement.item_id
      where exists (select from learning.post as post where post.announcement_id = announcement.id
        and post.state <> 'GONE' and not post.withdraw_wanted and post.act <> 'withdraw')`,
  );

export interface AlarmRow extends Pick<PostRow, 'id' | 'announcement_id' | 'network' | 'act'> {
  readonly alarm: NonNullable<PostRow['alarm']>;
  readonly alarm_at: Date;
  readonly item_id: string;
  readonly slug: string;
}

/** Posts that somebody has to look at, the oldest first. */
export const postAlarmRows = (tx: Tx, most: number): Promise<AlarmRow[]> =>
  rows(
    tx,
    sql<AlarmRow>`
      select post.id, post.announcement_id, post.network, post.act, post.alarm, post.alarm_at, announcement.item_id, item.slug
      from learning.post as post
      join learning.announcement as announcement on announcement.id = post.announcement_id
      join learning.item as item on item.id = announcement.item_id
      where post.alarm is not null order by post.alarm_at, post.id limit ${most}`,
  );

export interface AnnouncementDutyRow extends Pick<AnnouncementRow, 'id' | 'item_id'> {
  readonly slug: string;
  readonly act: 'approve-announcement' | 'mend-announcement' | 'post-announcement';
  readonly since: Date;
}

/** What of announcements waits for one editor. */
export const announcementDutyRows = (tx: Tx, person: string, most: number): Promise<AnnouncementDutyRow[]> =>
  rows(
    tx,
    sql<AnnouncementDutyRow>`
      select * from (
        select announcement.id, announcement.item_id, item.slug, announcement.changed_at as since,
          case
            when announcement.stage = 'WAITING' and announcement.written_by <> ${person}::uuid and not exists (
              select from learning.announcement_approval as given where given.version_id = head.id and given.person = ${person}::uuid)
              then 'approve-announcement'
            when announcement.stage = 'SENT_BACK' and announcement.written_by = ${person}::uuid then 'mend-announcement'
            when announcement.stage = 'APPROVED' and announcement.written_by = ${person}::uuid and not exists (
              select from learning.post as post where post.version_id = head.id) then 'post-announcement'
          end as act
        from learning.announcement as announcement
        join learning.item as item on item.id = announcement.item_id
        join learning.announcement_version as head on head.announcement_id = announcement.id and head.number = announcement.head
      ) as waits where act is not null order by since, id limit ${most}`,
  );
