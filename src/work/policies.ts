import {
  actorIs,
  actorKind,
  all,
  always,
  any,
  columnNull,
  defineCapabilities,
  definePolicy,
  excluded,
  holds,
  never,
  not,
} from '../kernel/index.ts';

const system = actorKind('system');
/** Kept from the record that something tells of: a case, a content item or an offence file. */
const keptFrom = <C extends string>(column: C) =>
  any(...['case', 'content-item', 'offence-file'].map((kind) => excluded(kind, column)));

export const noticePolicy = definePolicy({
  resource: 'notice',
  table: 'work.notice',
  columns: { person: 'uuid', case_id: 'uuid', record_id: 'uuid' },
  visible: any(system, all(actorIs('person', 'person'), not(excluded('case', 'case_id')), not(keptFrom('record_id')))),
  // Only work.post_notices writes here.
  insertable: never,
  actions: { 'notice.read': actorIs('person', 'person') },
});

/** Who answers for reviewers and how much they look at. */
const supervisors = holds('hash_db_approver', 'listening_supervisor');

/** A shift's counts: the person's own, and the load of their agency for who answers for it. */
export const exposurePolicy = definePolicy({
  resource: 'exposure',
  table: 'work.exposure',
  columns: { person: 'uuid', agency: 'text' },
  visible: any(system, actorIs('person', 'person'), all(actorIs('agency', 'agency'), supervisors)),
  insertable: any(system, actorIs('person', 'person')),
  updatable: any(system, actorIs('person', 'person')),
  actions: {},
});

/** One budget a person, whatever they review. */
export const exposureLimitPolicy = definePolicy({
  resource: 'exposure-limit',
  table: 'work.exposure_limit',
  columns: {},
  visible: any(system, actorKind('person')),
  insertable: any(system, holds('hash_db_approver')),
  actions: {},
});

/**
 * Who may know that something waits for a second person: who asked, the agency that decides, system administrators, who are
 * the second person where an agency has none, and everybody signed in for what belongs to no agency; but nobody who is kept
 * from the record. Who decides is the knowledge of its kind, asked in the moment of the decision: the platform alone writes one
 * and its decision, for a verb that has judged who asks and who decides.
 */
export const approvalPolicy = definePolicy({
  resource: 'approval',
  table: 'work.approval',
  columns: { agency: 'text', asked_by: 'uuid', record_id: 'uuid' },
  visible: any(
    system,
    all(
      not(keptFrom('record_id')),
      actorKind('person'),
      any(actorIs('person', 'asked_by'), actorIs('agency', 'agency'), columnNull('agency'), holds('sysadmin')),
    ),
  ),
  insertable: system,
  updatable: system,
  actions: { 'approval.read': always },
});

/**
 * Who is at a record: its agency's people and whoever is there; nobody who is kept from the record. Whether somebody may read the
 * record, and so may ask who is there, is its module's to judge.
 */
export const presencePolicy = definePolicy({
  resource: 'presence',
  table: 'work.presence',
  columns: { object_id: 'uuid', person: 'uuid', agency: 'text' },
  visible: any(
    system,
    all(not(keptFrom('object_id')), actorKind('person'), any(actorIs('person', 'person'), actorIs('agency', 'agency'))),
  ),
  insertable: all(not(keptFrom('object_id')), actorIs('person', 'person')),
  updatable: actorIs('person', 'person'),
  deletable: always,
  actions: {},
});

export const workPolicies = [noticePolicy, exposurePolicy, exposureLimitPolicy, approvalPolicy, presencePolicy];

/** Permissions that hang on no row. */
export const workCapabilities = defineCapabilities({
  'exposure.read': supervisors,
  'exposure.manage': holds('hash_db_approver'),
});
