import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  columnIn,
  defineCapabilities,
  definePolicy,
  holds,
  holdsAt,
  not,
} from '../../kernel/index.ts';

const platform = actorKind('system');
/** The editors of the portal, as for the texts themselves. */
const editors = all(holds('editor'), agencyHas('PUBLISH_LEARNING'));
/** Of the agency whose accounts speak: nobody speaks by the accounts of others. */
const own = all(holdsAt('agency', 'agency', 'editor'), agencyHas('PUBLISH_LEARNING'));

export const announcementPolicy = definePolicy({
  resource: 'announcement',
  table: 'learning.announcement',
  columns: { stage: 'text', written_by: 'uuid', agency: 'text' },
  visible: any(platform, editors),
  insertable: own,
  updatable: editors,
  actions: {
    'announcement.read': always,
    'announcement.write': own,
    'announcement.send': all(columnIn('stage', 'DRAFT', 'SENT_BACK'), own),
    /** One of two people, neither of whom wrote it; of any agency. */
    'announcement.approve': all(columnIn('stage', 'WAITING'), editors, not(actorIs('person', 'written_by'))),
    'announcement.send-back': all(columnIn('stage', 'WAITING'), editors),
    'announcement.post': all(columnIn('stage', 'APPROVED'), own),
    /** One person alone, at once. */
    'announcement.withdraw': editors,
  },
  followers: ['announcement_version', 'announcement_approval', 'announcement_event', 'post'].map((table) => ({
    table: `learning.${table}`,
    column: 'announcement_id',
  })),
});

/** What people write on a page is read by the editors of its agency, and by nobody before them. */
export const fanCommentPolicy = definePolicy({
  resource: 'fan-comment',
  table: 'learning.fan_comment',
  columns: { state: 'text', agency: 'text' },
  visible: any(platform, own),
  insertable: platform,
  updatable: any(platform, own),
  actions: {
    'fan-comment.read': always,
    'fan-comment.decide': all(own, columnIn('state', 'WAITING')),
  },
});

export const fanPagePolicies = [announcementPolicy, fanCommentPolicy];

export const fanPageCapabilities = defineCapabilities({ 'announcement.start': editors });
