import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  columnIn,
  definePolicy,
  excluded,
  holds,
  machineScope,
  never,
  not,
} from '../../kernel/index.ts';

const platform = actorKind('system');
const verifiers = all(holds('content_analyst', 'content_verifier'), agencyHas('VERIFY_CONTENT'));
/** The machines of a member that file, and its people; each sees the member's own reports alone. */
const filers = all(machineScope('machine-report.file'), actorIs('agency', 'agency'));
const ownPeople = all(holds('platform_contact', 'isp_contact', 'vncop_member_user'), actorIs('agency', 'agency'));
/** What a sender tries is in no queue, and what is not finished is not there yet. */
const inQueue = all(columnIn('test', false), columnIn('state', 'FINISHED', 'RETRACTED'));

/** Reports that a member's machine files. The unit sees those that were finished, the member its own in every state. */
export const machineReportPolicy = definePolicy({
  resource: 'machine-report',
  table: 'takedown.machine_report',
  columns: { agency: 'text', state: 'text', test: 'boolean' },
  visible: any(platform, filers, ownPeople, all(verifiers, inQueue)),
  insertable: any(platform, filers),
  updatable: any(platform, filers),
  actions: {
    'machine-report.list': always,
    'machine-report.read': always,
    /** Opens, describes, finishes and takes back. */
    'machine-report.file': filers,
    /** What was written in it, and the files' names, hashes and places; each look is in the audit. */
    'machine-report.unmask': all(verifiers, inQueue),
  },
  followers: [{ table: 'takedown.machine_report_outcome', column: 'report_id' }],
});

/** A part leads to an item: whoever is kept from the item is kept from it. */
export const reportPartPolicy = definePolicy({
  resource: 'machine-report-part',
  table: 'takedown.machine_report_part',
  columns: { agency: 'text', item_id: 'uuid', shown: 'boolean' },
  visible: all(
    not(excluded('content-item', 'item_id')),
    any(platform, filers, ownPeople, all(verifiers, columnIn('shown', true))),
  ),
  insertable: platform,
  updatable: platform,
  deletable: never,
  actions: {},
});

export const machineReportPolicies = [machineReportPolicy, reportPartPolicy];
