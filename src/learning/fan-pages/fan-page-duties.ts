import { ok } from '../../kernel/index.ts';
import { type DutySource, listedDuties } from '../../work/index.ts';
import { ANNOUNCEMENT } from './announcement-record.ts';
import { waitingComments } from './comment-store.ts';
import { announcementPolicy, fanCommentPolicy } from './fan-page-policies.ts';
import type { FanCommentRow } from './fan-page-tables.ts';
import { type AlarmRow, type AnnouncementDutyRow, announcementDutyRows, postAlarmRows } from './post-store.ts';

const MOST = 100;

/** Announcements that wait for an editor: to be approved, mended or posted. */
export const announcementDuties: DutySource = listedDuties<AnnouncementDutyRow>({
  kind: ANNOUNCEMENT,
  topics: ['learning.announcement'],
  most: MOST,
  may: ({ actor, now }) => actor.kind === 'person' && announcementPolicy.couldEver(actor, 'announcement.read', now),
  rows: (ctx) =>
    ctx.transaction(async (tx) =>
      ok(tx.actor.kind === 'person' ? await announcementDutyRows(tx, tx.actor.person, MOST) : []),
    ),
  duty: (row) => ({
    object: { kind: ANNOUNCEMENT, id: row.id },
    reference: null,
    act: row.act,
    facts: { title: row.slug, item: row.item_id },
    since: row.since,
  }),
});

/** Posts that do not stand as they should: the alarm of every editor until one has put it right. */
export const postDuties: DutySource = listedDuties<AlarmRow>({
  kind: 'announcement-post',
  topics: ['learning.announcement'],
  most: MOST,
  may: ({ actor, now }) => actor.kind === 'person' && announcementPolicy.couldEver(actor, 'announcement.withdraw', now),
  rows: (ctx) => ctx.transaction(async (tx) => ok(await postAlarmRows(tx, MOST))),
  duty: (row) => ({
    object: { kind: 'announcement-post', id: row.id },
    reference: null,
    act: 'look-at-post',
    facts: {
      network: row.network,
      alarm: row.alarm,
      title: row.slug,
      item: row.item_id,
      announcement: row.announcement_id,
    },
    since: row.alarm_at,
  }),
});

/** Comments that somebody reads. */
export const commentDuties: DutySource = listedDuties<FanCommentRow>({
  kind: 'fan-comment',
  topics: ['learning.fan-comment'],
  most: MOST,
  may: ({ actor, now }) => actor.kind === 'person' && fanCommentPolicy.couldEver(actor, 'fan-comment.decide', now),
  rows: (ctx) => ctx.transaction(async (tx) => ok(await waitingComments(tx, MOST))),
  duty: (row) => ({
    object: { kind: 'fan-comment', id: row.id },
    reference: null,
    act: 'read-comment',
    facts: { network: row.network },
    since: row.made_at,
  }),
});
