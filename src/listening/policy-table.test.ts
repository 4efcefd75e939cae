import { describePolicyTables, type PolicyTable } from '../kernel/policy/policy-table.testing.ts';
import { listeningModule } from './module.ts';

/*
 * Decision 838/QĐ-LĐTBXH (2021); Personal Data Protection Law 91/2025/QH15 (purpose, minimal and short keeping). What is
 * watched is harm, not people: keys and texts open for the platform alone, a person reads through a verb that writes it
 * down. Who makes a rule does not put it into use; who asks for two names to be joined does not allow it; two judge a post
 * without knowing of each other. Auditors and data protection officers of a body that listens check what is kept.
 */
const ASKER = '01936000-0000-7000-8000-000000000001';
const OTHER = '01936000-0000-7000-8000-000000000002';
const RUN = ['RUN_LISTENING'];
const relations = {
  asker: { agency: 'C111', functions: RUN, person: ASKER },
  colleague: { agency: 'C111', functions: RUN, person: OTHER },
  'another body that listens': { agency: 'MPS-A05', functions: RUN, person: OTHER },
  elsewhere: { agency: 'MOH-MCD', person: OTHER },
};
const at = (roles: readonly string[], relation = '*') => roles.map((role) => `${role}@${relation}`);
const own = (...roles: string[]) => [...at(roles, 'asker'), ...at(roles, 'colleague')];
const staff = at(['listening_analyst', 'listening_reviewer', 'listening_supervisor']);
const lookers = at(['listening_reviewer', 'listening_supervisor']);
const makers = at(['listening_analyst', 'listening_supervisor']);
const supervisors = at(['listening_supervisor']);
const others = at(['listening_supervisor'], 'colleague').concat(
  at(['listening_supervisor'], 'another body that listens'),
  at(['listening_supervisor'], 'elsewhere'),
);
const checkers = [...own('auditor', 'dpo'), ...at(['auditor', 'dpo'], 'another body that listens')];
const ministries = at(['ministry_child_officer', 'report_author', 'report_approver']);
const seen = ['system', ...staff];
const checked = [...seen, ...checkers];
const counted = [...checked, ...ministries];
const platform = ['system'];
const table = (
  see: readonly string[],
  add: readonly string[],
  remove: readonly string[] = [],
  change: readonly string[] = platform,
): PolicyTable => ({ relations, records: { 'a row': {} }, may: { see, add, remove, change } });
/** Whoever makes one does not put it into use. */
const promoters = ['system', ...supervisors];

describePolicyTables(
  listeningModule,
  {
    'listening-source': {
      relations,
      records: {
        RUNNING: { agency: 'C111', state: 'RUNNING' },
        PAUSED: { agency: 'C111', state: 'PAUSED' },
        DRIFTED: { agency: 'C111', state: 'DRIFTED' },
      },
      may: {
        see: checked,
        add: ['system', ...own('listening_analyst', 'listening_supervisor')],
        change: ['system', ...own('listening_analyst', 'listening_supervisor')],
        'listening-source.read': checked,
        'listening-source.manage': own('listening_analyst', 'listening_supervisor'),
        // Where its shape changed, whoever answers for it looks first.
        'listening-source.resume': {
          RUNNING: own('listening_supervisor'),
          PAUSED: own('listening_analyst', 'listening_supervisor'),
          DRIFTED: own('listening_supervisor'),
        },
      },
    },
    'listening-alert': {
      relations,
      records: { RAISED: { state: 'RAISED' }, CONFIRMED: { state: 'CONFIRMED' }, DISMISSED: { state: 'DISMISSED' } },
      may: {
        see: seen,
        add: platform,
        change: ['system', ...lookers],
        'listening-alert.read': seen,
        'listening-alert.decide': { RAISED: lookers, CONFIRMED: [], DISMISSED: [] },
      },
    },
    'listening-task': {
      relations,
      records: { OPEN: { state: 'OPEN' }, DONE: { state: 'DONE' } },
      may: {
        see: seen,
        add: platform,
        change: ['system', ...lookers],
        remove: platform,
        'listening-task.review': { OPEN: lookers, DONE: [] },
      },
    },
    'listening-decision': {
      relations,
      records: { blind: { reviewer: ASKER, sealed: true }, both: { reviewer: ASKER, sealed: false } },
      may: {
        see: { blind: ['system', 'anybody@asker'], both: [...seen, 'anybody@asker'] },
        add: ['system', ...at(['listening_reviewer', 'listening_supervisor'], 'asker')],
        change: platform,
        remove: platform,
        'listening-decision.read': { blind: ['system', 'anybody@asker'], both: [...seen, 'anybody@asker'] },
      },
    },
    'listening-relink': {
      relations,
      records: {
        REQUESTED: { requested_by: ASKER, state: 'REQUESTED' },
        ALLOWED: { requested_by: ASKER, state: 'ALLOWED' },
      },
      may: {
        see: ['system', 'anybody@asker', ...supervisors, ...checkers],
        add: at(['listening_reviewer', 'listening_supervisor'], 'asker'),
        change: ['system', ...others],
        remove: platform,
        'listening-relink.read': ['system', 'anybody@asker', ...supervisors, ...checkers],
        'listening-relink.decide': {
          REQUESTED: others,
          ALLOWED: [],
        },
      },
    },
    'listening-pseudonym-key': table(platform, platform, platform),
    'listening-text-key': table(platform, platform, platform),
    'listening-observation': table(seen, platform, platform),
    'listening-observation-text': table(platform, platform, platform),
    'listening-training-text': table(platform, platform, platform),
    'listening-queue': table(seen, ['system', ...supervisors], platform),
    'listening-dead-letter': table(seen, platform),
    'listening-pipeline-version': table(checked, ['system', ...makers], [], promoters),
    'listening-signal': table(seen, platform, platform),
    'listening-verdict': table(seen, platform, platform),
    'listening-cluster': table(seen, platform, platform),
    'listening-cluster-band': table(platform, platform, platform),
    'listening-rule': table(seen, ['system', ...makers]),
    'listening-rule-version': table(seen, ['system', ...makers], [], promoters),
    'listening-rule-trial': table(seen, platform),
    'listening-replay': table(seen, ['system', ...makers]),
    'listening-model': table(checked, ['system', ...makers], [], promoters),
    'listening-evaluation': table(checked, platform),
    'listening-statistic-hour': table(counted, platform),
    'listening-source-hour': table(counted, platform),
    'listening-trend': table(counted, platform, platform),
    'listening-retention-rule': table(checked, ['system', ...supervisors]),
    'listening-tuning': table(seen, ['system', ...supervisors]),
    'listening-purge-report': table(checked, platform),
  },
  {
    relations,
    may: {
      'listening.dashboard': [...staff, ...checkers, ...ministries],
      'listening-source.create': makers,
      'listening-post.push': ['machine listening.push@*'],
      'listening-rule.draft': makers,
      'listening-pipeline.promote': supervisors,
      'listening-rule.read': staff,
      'listening-model.train': makers,
      'listening-model.read': [...staff, ...checkers],
      'listening-replay.run': makers,
      'listening-post.review': lookers,
      'listening-post.unmask': lookers,
      'listening-relink.request': lookers,
      'listening-dead-letter.retry': makers,
      'listening-retention.read': [...staff, ...checkers],
      'listening-retention.manage': supervisors,
    },
  },
);
