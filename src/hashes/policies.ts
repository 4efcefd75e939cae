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
  machineScope,
  never,
  not,
} from '../kernel/index.ts';

const system = actorKind('system');
/** People who work on the register. */
const keepers = holds('content_analyst', 'hash_db_operator', 'hash_db_approver');
/** The auditor of the agency that runs the register; others see their own agency's part of the log. */
const auditor = all(holds('auditor'), agencyHas('RUN_HASH_DB'));
const keepersOfRights = any(system, holds('hash_db_operator', 'hash_db_approver'), auditor);

/** An entry is seen by those who keep the register and by the member that proposed it. Other members read lists, through the exchange. */
export const entryPolicy = definePolicy({
  resource: 'hash-entry',
  table: 'hashes.entry',
  columns: { owner_agency: 'text', status: 'text', proposed_by: 'text' },
  visible: any(
    system,
    keepers,
    all(actorIs('agency', 'owner_agency'), any(machineScope('hash.submit'), holds('vncop_member_user'))),
  ),
  insertable: any(
    system,
    holds('content_analyst', 'hash_db_operator'),
    all(actorIs('agency', 'owner_agency'), any(machineScope('hash.submit'), holds('vncop_member_user'))),
  ),
  actions: {
    'hash-entry.read': always,
    // Whoever proposes an entry is no judge of it.
    'hash-entry.verify': all(
      holds('content_analyst'),
      columnIn('status', 'PROPOSED', 'SECOND_REVIEW'),
      not(actorIs('person', 'proposed_by')),
    ),
    'hash-entry.arbitrate': all(
      holds('hash_db_approver'),
      columnIn('status', 'SECOND_REVIEW'),
      not(actorIs('person', 'proposed_by')),
    ),
    'hash-entry.classify': any(system, holds('content_analyst', 'hash_db_operator')),
    'hash-entry.dispute': any(keepers, actorIs('agency', 'owner_agency')),
    'hash-entry.resolve': all(
      holds('hash_db_approver'),
      columnIn('status', 'DISPUTED', 'SUSPENDED'),
      not(actorIs('person', 'proposed_by')),
    ),
    'hash-entry.answer': all(
      columnIn('status', 'SUSPENDED'),
      any(holds('hash_db_operator', 'hash_db_approver'), actorIs('agency', 'owner_agency')),
    ),
    'hash-entry.withdraw': any(
      system,
      holds('hash_db_approver'),
      all(
        actorIs('agency', 'owner_agency'),
        any(machineScope('hash.submit'), holds('hash_db_operator', 'vncop_member_user')),
      ),
    ),
  },
  followers: [
    { table: 'hashes.entry_signal', column: 'entry_id' },
    { table: 'hashes.provenance', column: 'entry_id' },
    { table: 'hashes.classification', column: 'entry_id' },
    { table: 'hashes.suspension', column: 'entry_id' },
    { table: 'hashes.dispute', column: 'entry_id' },
    { table: 'hashes.withdrawal', column: 'entry_id' },
  ],
});

export const signalPolicy = definePolicy({
  resource: 'hash-signal',
  table: 'hashes.signal',
  columns: {},
  visible: any(system, keepers),
  // Only hashes.put_signals writes here.
  insertable: never,
  actions: {},
});

/** The two verdicts are blind: an analyst sees their own until the entry is decided. */
export const verificationPolicy = definePolicy({
  resource: 'hash-verification',
  table: 'hashes.verification',
  columns: { analyst: 'uuid', sealed: 'boolean' },
  visible: any(
    system,
    actorIs('person', 'analyst'),
    holds('hash_db_approver'),
    all(columnIn('sealed', false), keepers),
  ),
  insertable: all(actorIs('person', 'analyst'), holds('content_analyst', 'hash_db_approver')),
  actions: { 'hash-verification.read': always },
});

const feedbackPolicy = definePolicy({
  resource: 'hash-feedback',
  table: 'hashes.feedback',
  columns: { agency: 'text' },
  visible: any(system, keepers, actorIs('agency', 'agency')),
  insertable: all(actorIs('agency', 'agency'), any(machineScope('hash.feedback'), keepers, holds('vncop_member_user'))),
  updatable: all(actorIs('agency', 'agency'), any(machineScope('hash.feedback'), keepers, holds('vncop_member_user'))),
  actions: {},
});
export const bankPolicy = definePolicy({
  resource: 'hash-bank',
  table: 'hashes.bank',
  columns: { owner_agency: 'text' },
  visible: any(
    system,
    keepers,
    auditor,
    machineScope('hash.match'),
    machineScope('hash.read'),
    machineScope('hash.submit'),
    machineScope('hash.manage'),
  ),
  insertable: any(
    system,
    holds('hash_db_operator'),
    all(machineScope('hash.manage'), actorIs('agency', 'owner_agency')),
  ),
  updatable: any(
    system,
    holds('hash_db_operator'),
    all(machineScope('hash.manage'), actorIs('agency', 'owner_agency')),
  ),
  actions: {
    'hash-bank.read': always,
    'hash-bank.manage': any(
      holds('hash_db_operator'),
      all(machineScope('hash.manage'), actorIs('agency', 'owner_agency')),
    ),
  },
});

/** Rights, lists, sources and peers are for those who set them and those who audit them. */
function registerTable(
  resource: string,
  table: string,
  insertable = any(system, holds('hash_db_operator', 'hash_db_approver')),
  visible = keepersOfRights,
  updatable = insertable,
) {
  return definePolicy({
    resource,
    table,
    columns: {},
    visible,
    insertable,
    updatable,
    deletable: insertable,
    actions: {},
  });
}
const rightsGivers = any(system, holds('hash_db_approver'));

export const memberRightPolicy = definePolicy({
  resource: 'hash-member',
  table: 'hashes.member_right',
  columns: { agency: 'text' },
  visible: any(keepersOfRights, actorIs('agency', 'agency')),
  insertable: rightsGivers,
  updatable: rightsGivers,
  actions: { 'hash-member.read': always, 'hash-member.manage': holds('hash_db_approver') },
});

const listMemberPolicy = definePolicy({
  resource: 'hash-list-member',
  table: 'hashes.list_member',
  columns: { agency: 'text' },
  visible: any(keepersOfRights, actorIs('agency', 'agency')),
  insertable: rightsGivers,
  deletable: rightsGivers,
  actions: {},
});

/** The log of changes as the register itself reads it. Members read it through functions that know their lists. */
const changePolicy = definePolicy({
  resource: 'hash-change',
  table: 'hashes.change',
  columns: {},
  visible: keepersOfRights,
  insertable: never,
  actions: {},
});
const listEntryPolicy = definePolicy({
  resource: 'hash-list-entry',
  table: 'hashes.list_entry',
  columns: {},
  visible: keepersOfRights,
  insertable: never,
  actions: {},
});

/** Who asked what: the member itself, the register's approver, the auditor. */
export const matchEventPolicy = definePolicy({
  resource: 'hash-match',
  table: 'hashes.match_event',
  columns: { agency: 'text' },
  visible: any(keepersOfRights, actorIs('agency', 'agency')),
  insertable: any(system, actorIs('agency', 'agency')),
  actions: {
    'hash-log.read': any(
      holds('hash_db_operator', 'hash_db_approver'),
      auditor,
      all(holds('vncop_member_user', 'auditor'), actorIs('agency', 'agency')),
    ),
  },
  followers: [{ table: 'hashes.match_hit', column: 'event_id' }],
});

const matchRatePolicy = definePolicy({
  resource: 'hash-match-rate',
  table: 'hashes.match_rate',
  columns: {},
  visible: system,
  insertable: system,
  deletable: system,
  actions: {},
});
const quotaPolicy = definePolicy({
  resource: 'hash-quota',
  table: 'hashes.quota_use',
  columns: { agency: 'text' },
  visible: any(keepersOfRights, actorIs('agency', 'agency')),
  insertable: any(system, actorIs('agency', 'agency')),
  updatable: any(system, actorIs('agency', 'agency')),
  actions: {},
});

/** Files that an agency's operators take in. */
export const importBatchPolicy = definePolicy({
  resource: 'hash-import',
  table: 'hashes.import_batch',
  columns: { agency: 'text' },
  visible: any(system, all(actorIs('agency', 'agency'), holds('hash_db_operator'))),
  insertable: any(system, all(actorIs('agency', 'agency'), holds('hash_db_operator'))),
  actions: { 'hash-import.run': always },
  followers: [{ table: 'hashes.import_line', column: 'batch_id' }],
});

/** Requests to take down one's own pictures: the platform checks receipts; no person reads who asked for what. */
function removalTable(resource: string, table: string) {
  return definePolicy({
    resource,
    table,
    columns: {},
    visible: system,
    insertable: system,
    deletable: system,
    actions: {},
  });
}

export const hashesPolicies = [
  entryPolicy,
  signalPolicy,
  verificationPolicy,
  feedbackPolicy,
  bankPolicy,
  // An analyst sees where an entry came from.
  registerTable('hash-source', 'hashes.source', undefined, any(keepersOfRights, keepers)),
  memberRightPolicy,
  registerTable('hash-list', 'hashes.distribution_list', rightsGivers),
  registerTable('hash-list-rule', 'hashes.list_rule', rightsGivers),
  listMemberPolicy,
  changePolicy,
  listEntryPolicy,
  matchEventPolicy,
  matchRatePolicy,
  quotaPolicy,
  importBatchPolicy,
  removalTable('hash-removal', 'hashes.removal'),
  removalTable('hash-removal-entry', 'hashes.removal_entry'),
  registerTable(
    'hash-peer',
    'hashes.peer',
    any(system, holds('hash_db_operator')),
    keepersOfRights,
    // An approver confirms its address and its certificate.
    any(system, holds('hash_db_operator', 'hash_db_approver')),
  ),
];

/** Permissions that hang on no row. */
export const hashesCapabilities = defineCapabilities({
  /** Asks whether a hash is known. */
  'hash.match': any(
    machineScope('hash.match'),
    holds('content_analyst', 'hash_db_operator', 'hash_db_approver', 'listening_analyst', 'police_investigator'),
  ),
  /** Reads the lists of the acting member. */
  'hash.read': machineScope('hash.read'),
  /** Proposes and withdraws entries of the acting member. */
  'hash.submit': any(machineScope('hash.submit'), holds('content_analyst', 'hash_db_operator', 'vncop_member_user')),
  'hash.feedback': any(
    machineScope('hash.feedback'),
    holds('content_analyst', 'hash_db_operator', 'hash_db_approver', 'vncop_member_user'),
  ),
  /** Counts of people's own requests, small numbers hidden; never a request. */
  'hash-removal.count': any(holds('hash_db_operator', 'hash_db_approver'), auditor),
  'hash-queue.read': holds('content_analyst', 'hash_db_operator', 'hash_db_approver'),
  'hash-list.manage': holds('hash_db_approver'),
  'hash-source.manage': holds('hash_db_operator'),
  'hash-exchange.read': any(holds('hash_db_operator', 'hash_db_approver'), auditor),
  'hash-exchange.manage': holds('hash_db_operator'),
  /** Confirms the address and the certificate of a partner that somebody else named. */
  'hash-exchange.confirm': holds('hash_db_approver'),
});
