import {
  actorIs,
  actorKind,
  all,
  always,
  any,
  definePolicy,
  granted,
  holdsAt,
  never,
  steppedUp,
} from '../../kernel/index.ts';

/** The roles that work at an intake desk. */
export const DESK_ROLES = ['111_agent', '111_counsellor', '111_supervisor'] as const;

const desk = holdsAt('desk', 'desk_code', ...DESK_ROLES);
const counsellors = holdsAt('desk', 'desk_code', '111_counsellor', '111_supervisor');
const supervisors = holdsAt('desk', 'desk_code', '111_supervisor');
const shared = granted('report', 'triage', 'id');
const holder = actorIs('report', 'id');
const platform = actorKind('system');
/** Whoever handles the report: what is found of it, and its end, are the answer of one person. */
const handler = actorIs('person', 'assigned_to');

/**
 * Who reaches a report. The desk sees its own; a grant opens one report to somebody else, class by class; the holder of
 * the receipt reaches their own and nothing else; the platform's jobs see codes and clocks but hold no desk's key.
 * The holder stands first: a filing writes under it in six tables, and it is the cheapest to ask for.
 */
export const reportPolicy = definePolicy({
  resource: 'report',
  table: 'intake.report',
  objectKind: 'report',
  columns: { id: 'uuid', desk_code: 'text', assigned_to: 'uuid' },
  visible: any(holder, desk, shared, platform),
  insertable: any(holder, desk, platform),
  updatable: any(holder, desk, platform),
  actions: {
    'report.list': any(desk, shared),
    'report.read': any(desk, shared),
    'report.read-narrative': any(counsellors, granted('report', 'narrative', 'id')),
    'report.read-identity': all(any(counsellors, granted('report', 'identity', 'id')), steppedUp),
    'report.screen': counsellors,
    'report.reply': counsellors,
    'report.note': desk,
    'report.take': desk,
    'report.assign': supervisors,
    'report.file-for-caller': desk,
    'report.verify': all(counsellors, handler),
    'report.end': all(counsellors, handler),
    'report.approve-end': counsellors,
    'report.undo': counsellors,
    'report.reopen': supervisors,
    'report.search': any(desk, shared),
    'receipt.own': holder,
  },
  followers: [
    'sealed_part',
    'locator',
    'message',
    'note',
    'event',
    'receipt',
    'receipt_session',
    'filing',
    'ending',
    'undoable_act',
  ].map((table) => ({
    table: `intake.${table}`,
    column: 'report_id',
  })),
});

export type ReportAction = (typeof reportPolicy.actions)[number];

/** Wrong tries hang on no report (a locator that does not exist has them too): only the platform counts them. */
export const receiptAttemptPolicy = definePolicy({
  resource: 'receipt_attempt',
  table: 'intake.receipt_attempt',
  columns: {},
  visible: platform,
  insertable: platform,
  deletable: platform,
  actions: { 'receipt-attempt.count': never },
});

/**
 * The incident codes of open reports in the queue's order: the report's own rule, written on the row's own columns. A
 * look at the report for each row would cost more than the index saves. Only the report's trigger writes here, as whoever
 * changes the report.
 */
const onReport = any<'report_id' | 'desk_code'>(
  desk,
  actorIs('report', 'report_id'),
  granted('report', 'triage', 'report_id'),
  platform,
);
export const reportIncidentPolicy = definePolicy({
  resource: 'report_incident',
  table: 'intake.report_incident',
  columns: { report_id: 'uuid', desk_code: 'text' },
  visible: onReport,
  insertable: onReport,
  deletable: always,
  actions: {},
});

/** Requests to take pictures down that a receipt opens: its holder adds one, and nobody but the platform sees which. */
export const receiptRemovalPolicy = definePolicy({
  resource: 'receipt_removal',
  table: 'intake.receipt_removal',
  columns: { report_id: 'uuid' },
  visible: any(actorIs('report', 'report_id'), platform),
  insertable: any(actorIs('report', 'report_id'), platform),
  actions: {},
});

export const removalSessionPolicy = definePolicy({
  resource: 'removal_session',
  table: 'intake.removal_session',
  columns: {},
  visible: platform,
  insertable: platform,
  deletable: platform,
  actions: {},
});

export const intakePolicies = [
  reportPolicy,
  receiptAttemptPolicy,
  reportIncidentPolicy,
  receiptRemovalPolicy,
  removalSessionPolicy,
];
