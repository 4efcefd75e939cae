import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  type Condition,
  columnIn,
  defineCapabilities,
  definePolicy,
  holds,
  machineScope,
  not,
} from '../kernel/index.ts';

const platform = actorKind('system');
/** Those who set up what is listened to, those who look at posts, and those who answer for both. */
const staff = holds('listening_analyst', 'listening_reviewer', 'listening_supervisor');
const lookers = holds('listening_reviewer', 'listening_supervisor');
const makers = holds('listening_analyst', 'listening_supervisor');
const supervisors = holds('listening_supervisor');
/** Those who check that what is written of the keeping is true, at an agency that listens. */
const checkers = all(holds('auditor', 'dpo'), agencyHas('RUN_LISTENING'));

export const sourcePolicy = definePolicy({
  resource: 'listening-source',
  table: 'listening.source',
  columns: { agency: 'text', state: 'text' },
  visible: any(platform, staff, checkers),
  insertable: any(platform, all(actorIs('agency', 'agency'), makers)),
  updatable: any(platform, all(actorIs('agency', 'agency'), makers)),
  actions: {
    'listening-source.read': always,
    'listening-source.manage': all(actorIs('agency', 'agency'), makers),
    // What a collector that met an unknown shape gives is looked at by whoever answers for it before it runs again.
    'listening-source.resume': all(
      actorIs('agency', 'agency'),
      any(supervisors, all(columnIn('state', 'PAUSED'), makers)),
    ),
  },
});

export const alertPolicy = definePolicy({
  resource: 'listening-alert',
  table: 'listening.alert',
  columns: { state: 'text' },
  visible: any(platform, staff),
  insertable: platform,
  updatable: any(platform, lookers),
  actions: {
    'listening-alert.read': always,
    'listening-alert.decide': all(columnIn('state', 'RAISED'), lookers),
  },
  followers: [{ table: 'listening.outbox', column: 'alert_id' }],
});

export const reviewTaskPolicy = definePolicy({
  resource: 'listening-task',
  table: 'listening.review_task',
  columns: { state: 'text' },
  visible: any(platform, staff),
  insertable: platform,
  updatable: any(platform, lookers),
  deletable: platform,
  actions: { 'listening-task.review': all(columnIn('state', 'OPEN'), lookers) },
});

/** Two decisions on one post are blind: each sees their own until both are there. */
export const labelDecisionPolicy = definePolicy({
  resource: 'listening-decision',
  table: 'listening.label_decision',
  columns: { reviewer: 'uuid', sealed: 'boolean' },
  visible: any(platform, actorIs('person', 'reviewer'), all(columnIn('sealed', false), staff)),
  insertable: any(platform, all(actorIs('person', 'reviewer'), lookers)),
  updatable: platform,
  deletable: platform,
  actions: { 'listening-decision.read': always },
});

/** A joining of pseudonyms is asked by one and allowed by another. */
export const relinkPolicy = definePolicy({
  resource: 'listening-relink',
  table: 'listening.relink',
  columns: { requested_by: 'uuid', state: 'text' },
  visible: any(platform, actorIs('person', 'requested_by'), supervisors, checkers),
  insertable: all(actorIs('person', 'requested_by'), lookers),
  updatable: any(platform, all(supervisors, not(actorIs('person', 'requested_by')))),
  deletable: platform,
  actions: {
    'listening-relink.read': always,
    'listening-relink.decide': all(columnIn('state', 'REQUESTED'), supervisors, not(actorIs('person', 'requested_by'))),
  },
});

/** A table without a rule of its own beyond who sees it, who adds to it, who takes from it and who changes it. */
function plain(
  name: string,
  visible: Condition<never>,
  insertable: Condition<never>,
  deletable: Condition<never> | undefined = undefined,
  updatable: Condition<never> = platform,
) {
  return definePolicy({
    resource: `listening-${name.replaceAll('_', '-')}`,
    table: `listening.${name}`,
    columns: {},
    visible,
    insertable,
    updatable,
    ...(deletable ? { deletable } : {}),
    actions: {},
  });
}

/** Whoever makes one does not put it into use. */
const promoters = any(platform, supervisors);
const seen = any(platform, staff);
const checked = any(platform, staff, checkers);
const counted = any(platform, staff, checkers, holds('ministry_child_officer', 'report_author', 'report_approver'));

export const listeningPolicies = [
  sourcePolicy,
  alertPolicy,
  reviewTaskPolicy,
  labelDecisionPolicy,
  relinkPolicy,
  // Keys are opened by the platform alone: a person reads through a verb that writes down that they did.
  plain('pseudonym_key', platform, platform, platform),
  plain('text_key', platform, platform, platform),
  plain('observation', seen, platform, platform),
  plain('observation_text', platform, platform, platform),
  plain('training_text', platform, platform, platform),
  plain('queue', seen, any(platform, supervisors), platform),
  plain('dead_letter', seen, platform),
  plain('pipeline_version', checked, any(platform, makers), undefined, promoters),
  plain('signal', seen, platform, platform),
  plain('verdict', seen, platform, platform),
  plain('cluster', seen, platform, platform),
  plain('cluster_band', platform, platform, platform),
  plain('rule', seen, any(platform, makers)),
  plain('rule_version', seen, any(platform, makers), undefined, promoters),
  plain('rule_trial', seen, platform),
  plain('replay', seen, any(platform, makers)),
  plain('model', checked, any(platform, makers), undefined, promoters),
  plain('evaluation', checked, platform),
  plain('statistic_hour', counted, platform),
  plain('source_hour', counted, platform),
  plain('trend', counted, platform, platform),
  plain('retention_rule', checked, any(platform, supervisors)),
  plain('tuning', seen, any(platform, supervisors)),
  plain('purge_report', checked, platform),
];

/** Permissions that hang on no row. */
export const listeningCapabilities = defineCapabilities({
  /** Counts, what rises, prevalence with its interval. */
  'listening.dashboard': any(staff, checkers, holds('ministry_child_officer', 'report_author', 'report_approver')),
  'listening-source.create': makers,
  /** A partner's machine sends posts to the source that names it. */
  'listening-post.push': machineScope('listening.push'),
  /** Drafts rules and tries them on what is kept. */
  'listening-rule.draft': makers,
  /** Puts a rule, a model or a version of the pipeline into use; not their own. */
  'listening-pipeline.promote': supervisors,
  'listening-rule.read': staff,
  'listening-model.train': makers,
  'listening-model.read': any(staff, checkers),
  'listening-replay.run': makers,
  /** Looks at masked posts. */
  'listening-post.review': lookers,
  /** Sees a post as it was written; each look is in the audit. */
  'listening-post.unmask': lookers,
  'listening-relink.request': lookers,
  'listening-dead-letter.retry': makers,
  'listening-retention.read': any(staff, checkers),
  'listening-retention.manage': supervisors,
});
