import { actorIs, actorKind, all, any, defineCapabilities, definePolicy, holds, never } from '../kernel/index.ts';

const system = actorKind('system');

export const noticePolicy = definePolicy({
  resource: 'notice',
  table: 'work.notice',
  columns: { person: 'uuid' },
  visible: any(system, actorIs('person', 'person')),
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
  actions: {},
});

/** One budget a person, whatever they review. */
export const exposureLimitPolicy = definePolicy({
  resource: 'exposure-limit',
  table: 'work.exposure_limit',
  columns: { id: 'uuid' },
  visible: any(system, actorKind('person')),
  insertable: any(system, holds('hash_db_approver')),
  actions: {},
});

export const workPolicies = [noticePolicy, exposurePolicy, exposureLimitPolicy];

/** Permissions that hang on no row. */
export const workCapabilities = defineCapabilities({
  'exposure.read': supervisors,
  'exposure.manage': holds('hash_db_approver'),
});
