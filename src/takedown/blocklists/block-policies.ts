import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  columnIn,
  definePolicy,
  holds,
  machineScope,
  never,
  not,
} from '../../kernel/index.ts';

const platform = actorKind('system');
/** Who works on lists: at an agency that may order a block on that day. */
const blockers = all(holds('takedown_officer', 'content_verifier', 'content_analyst'), agencyHas('ORDER_BLOCK'));
const deciders = all(holds('takedown_officer'), agencyHas('ORDER_BLOCK'));
const ofOwnAgency = actorIs('agency', 'agency');

/** The plain list never leaves but to who blocks by it: it would be a guide to what it blocks. */
export const blockEntryPolicy = definePolicy({
  resource: 'block-entry',
  table: 'takedown.block_entry',
  columns: { agency: 'text', state: 'text', proposed_by: 'uuid' },
  visible: any(platform, blockers),
  insertable: any(platform, all(blockers, ofOwnAgency)),
  updatable: any(platform, blockers),
  actions: {
    'block-entry.list': blockers,
    'block-entry.propose': blockers,
    /** Once by a second person, and by a third where it could block too much. */
    'block-entry.decide': all(deciders, ofOwnAgency, not(actorIs('person', 'proposed_by'))),
    /** Letting pass is the quick way: one officer of any agency that may block. */
    'block-entry.remove': all(columnIn('state', 'ACTIVE'), deciders),
    'block-entry.review': all(columnIn('state', 'ACTIVE'), blockers),
  },
  followers: [{ table: 'takedown.block_event', column: 'entry_id' }],
});

export const blockAppealPolicy = definePolicy({
  resource: 'block-appeal',
  table: 'takedown.block_appeal',
  columns: {},
  visible: any(platform, deciders),
  insertable: platform,
  updatable: any(platform, deciders),
  actions: { 'block-appeal.read': always, 'block-appeal.answer': deciders },
});

export const blockSubscriberPolicy = definePolicy({
  resource: 'block-subscriber',
  table: 'takedown.block_subscriber',
  columns: { agency: 'text' },
  visible: any(platform, blockers, all(machineScope('block-list.read'), ofOwnAgency)),
  insertable: any(platform, deciders),
  updatable: any(platform, deciders),
  actions: {
    'block-subscriber.list': blockers,
    'block-subscriber.manage': deciders,
    'block-list.read': all(machineScope('block-list.read'), ofOwnAgency),
  },
});

const ofThePlatform = (resource: string, table: string) =>
  definePolicy({
    resource,
    table,
    columns: {},
    visible: platform,
    insertable: platform,
    updatable: platform,
    deletable: platform,
    actions: {},
  });

export const blockVersionPolicy = definePolicy({
  resource: 'block-version',
  table: 'takedown.block_version',
  columns: {},
  visible: any(platform, blockers),
  insertable: platform,
  updatable: never,
  actions: { 'block-version.list': blockers },
});

export const blockPolicies = [
  blockEntryPolicy,
  blockAppealPolicy,
  blockSubscriberPolicy,
  blockVersionPolicy,
  ofThePlatform('block-file', 'takedown.block_file'),
  ofThePlatform('block-key', 'takedown.block_key'),
  ofThePlatform('block-root', 'takedown.block_root'),
  ofThePlatform('block-metadata', 'takedown.block_metadata'),
];
