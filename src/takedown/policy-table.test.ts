import { describePolicyTables, type PolicyTable } from '../kernel/policy/policy-table.testing.ts';
import { itemStates } from './items/item.ts';
import { takedownModule } from './module.ts';
import { orderStates } from './orders/order.ts';

/*
 * Decision 830/QĐ-TTg and Decree 147/2024: 111, A05 and the authority of the information ministry verify for the country while
 * they hold the function, the police of a province what was given to them; whoever entered an item does not grade it, and whoever
 * is named in it or has a conflict sees nothing of it. Those who order see what two have verified. Other members see nothing.
 */
const PROPOSER = '01936000-0000-7000-8000-000000000001';
const GRADER = '01936000-0000-7000-8000-000000000002';
const ITEM = '01936000-0000-7000-8000-000000000003';
const relations = {
  verifying: { agency: 'C111', functions: ['VERIFY_CONTENT'] },
  proposer: { agency: 'MPS-A05', functions: ['VERIFY_CONTENT'], person: PROPOSER },
  unit: { agency: 'CAT-01' },
  ordering: { agency: 'MOCST-ABEI', functions: ['ORDER_TAKEDOWN'] },
  elsewhere: { agency: 'CAT-24' },
};
/** Decree 147/2024 and Law 116/2025: who holds the power on the day orders; a member answers what was sent to it, and sees nothing else. */
const ORDERED_AT = new Date('2026-11-24T01:00:00Z').toISOString();
const OFFICER = '01936000-0000-7000-8000-000000000005';
const orderRelations = {
  verifying: { agency: 'C111', functions: ['VERIFY_CONTENT'] },
  ordering: { agency: 'MPS-A05', functions: ['ORDER_TAKEDOWN', 'INVESTIGATE'] },
  'ordering elsewhere': { agency: 'MOCST-ABEI', functions: ['ORDER_BLOCK'] },
  proposer: { agency: 'MPS-A05', functions: ['ORDER_TAKEDOWN', 'INVESTIGATE'], person: OFFICER },
  addressee: { agency: 'PLATFORM_A' },
  coordinating: { agency: 'MPS-A05X', functions: ['COORDINATE_VNCOP'] },
  elsewhere: { agency: 'CAT-24' },
};
const orderVerifiers = ['content_analyst@verifying', 'content_verifier@verifying'];
const ownOfficers = ['takedown_officer@ordering', 'takedown_officer@proposer'];
const officers = [...ownOfficers, 'takedown_officer@ordering elsewhere'];
const coordinators = ['vncop_coordinator@coordinating'];
const memberPeople = ['platform_contact@addressee', 'isp_contact@addressee', 'vncop_member_user@addressee'];
const members = [...memberPeople, 'machine order.answer@addressee'];
const ordered = (who: (state: string) => readonly string[]) =>
  Object.fromEntries(orderStates.map((state) => [state, who(state)]));
const wasSent = (state: string) => state !== 'PROPOSED' && state !== 'DECLINED';
const orderSeen = ordered((state) => ['system', ...orderVerifiers, ...officers, ...(wasSent(state) ? members : [])]);
const national = ['verifying', 'proposer'].flatMap((at) => [`content_analyst@${at}`, `content_verifier@${at}`]);
const workers = [...national, 'content_verifier@unit'];
const graders = ['content_analyst@verifying', 'content_verifier@verifying', 'content_verifier@unit'];
const VERIFIED = ['VERIFIED', 'ORDERED', 'GONE', 'RETURNED'];
const each = (who: (state: string) => readonly string[]) =>
  Object.fromEntries(itemStates.map((state) => [state, who(state)]));
const inStates = (who: readonly string[], ...states: string[]) => each((state) => (states.includes(state) ? who : []));
const orderers = (state: string) => (VERIFIED.includes(state) ? ['takedown_officer@ordering'] : []);
const seen = each((state) => ['system', ...workers, ...orderers(state)]);
const readers = ['content_analyst@*', 'content_verifier@*', 'takedown_officer@*'];
/** Those who order blocks, at an agency that may on that day. */
const blocking = {
  blocker: { agency: 'MPS-A05', functions: ['ORDER_BLOCK'] },
  proposer: { agency: 'MPS-A05', functions: ['ORDER_BLOCK'], person: PROPOSER },
  otherBlocker: { agency: 'MOCST-ABEI', functions: ['ORDER_BLOCK'] },
  elsewhere: { agency: 'C111', functions: ['VERIFY_CONTENT'] },
};
const at = (places: readonly string[], ...roles: string[]) =>
  places.flatMap((place) => roles.map((role) => `${role}@${place}`));
const everyBlocker = ['blocker', 'proposer', 'otherBlocker'];
const blockers = at(everyBlocker, 'takedown_officer', 'content_verifier', 'content_analyst');
const ownBlockers = at(['blocker', 'proposer'], 'takedown_officer', 'content_verifier', 'content_analyst');
const deciders = at(everyBlocker, 'takedown_officer');
const blockTable = (may: PolicyTable['may']): PolicyTable => ({
  relations: blocking,
  records: { 'a row': { agency: 'MPS-A05' } },
  may,
});
const platformTable: PolicyTable = blockTable({
  see: ['system'],
  add: ['system'],
  change: ['system'],
  remove: ['system'],
});
/** Alerts of the network: their agency's verifiers write, another of them approves, its coordinator sees all; a recipient has its own. */
const alertRelations = {
  own: { agency: 'MPS-A05', functions: ['VERIFY_CONTENT'] },
  writer: { agency: 'MPS-A05', functions: ['VERIFY_CONTENT'], person: PROPOSER },
  'verifying elsewhere': { agency: 'C111', functions: ['VERIFY_CONTENT'] },
  coordinating: { agency: 'MPS-A05X', functions: ['COORDINATE_VNCOP'] },
  recipient: { agency: 'PLATFORM_A' },
  elsewhere: { agency: 'CAT-24' },
};
const ownWriters = at(['own', 'writer'], 'content_analyst', 'content_verifier');
const keepers = [...ownWriters, 'vncop_coordinator@coordinating'];
const receivers = at(
  ['recipient'],
  ...['vncop_member_user', 'platform_contact', 'isp_contact', 'school_officer', 'police_intake', '111_supervisor'],
  'takedown_officer',
);
const FILER = 'machine machine-report.file@filer';
const filers = [FILER, ...at(['filer'], 'platform_contact', 'isp_contact', 'vncop_member_user')];
const reportRecords = {
  open: { agency: 'PLATFORM_A', state: 'OPEN', test: false },
  finished: { agency: 'PLATFORM_A', state: 'FINISHED', test: false },
  retracted: { agency: 'PLATFORM_A', state: 'RETRACTED', test: false },
  expired: { agency: 'PLATFORM_A', state: 'EXPIRED', test: false },
  'a test': { agency: 'PLATFORM_A', state: 'FINISHED', test: true },
};
const reportRows = (who: (name: string) => readonly string[]) =>
  Object.fromEntries(Object.keys(reportRecords).map((name) => [name, who(name)]));
const reportSeen = reportRows((name) => [
  'system',
  ...filers,
  ...(name === 'finished' || name === 'retracted' ? orderVerifiers : []),
]);
const table = (may: PolicyTable['may']): PolicyTable => ({ relations, records: { 'a row': { id: ITEM } }, may });

describePolicyTables(
  takedownModule,
  {
    'content-item': {
      relations,
      records: Object.fromEntries(
        itemStates.map((state) => [state, { id: ITEM, agency: 'CAT-01', state, proposed_by: PROPOSER }]),
      ),
      exclusions: [{ objectKind: 'content-item', objectId: ITEM }],
      exclusionsAtAdding: true,
      may: {
        see: seen,
        add: ['system'],
        change: each(() => ['system', ...workers]),
        'content-item.list': seen,
        'content-item.read': seen,
        'content-item.unmask': each((state) => [...workers, ...orderers(state)]),
        'content-item.triage': inStates(workers, 'RECEIVED', 'TRIAGED'),
        'content-item.set-aside': inStates(workers, 'RECEIVED', 'TRIAGED'),
        'content-item.take-up': inStates(workers, 'SET_ASIDE'),
        'content-item.grade': inStates(graders, 'TRIAGED', 'GRADED_ONCE'),
        'content-item.settle': inStates(graders, 'DISPUTED'),
        'content-item.describe': workers,
        'content-item.look': each((state) =>
          ['ORDERED', 'GONE', 'RETURNED'].includes(state) ? [...workers, ...orderers(state)] : [],
        ),
        'content-item.declare-conflict': workers,
      },
    },
    'content-arrival': table({ see: ['system'], add: ['system'], change: ['system'] }),
    'content-track': table({ see: ['system'], add: ['system'], change: ['system'] }),
    'content-grade': {
      relations: { ...relations, grader: { agency: 'C111', functions: ['VERIFY_CONTENT'], person: GRADER } },
      records: { blind: { grader: GRADER, sealed: true }, decided: { grader: GRADER, sealed: false } },
      may: {
        see: {
          blind: ['system', 'anybody@grader'],
          decided: ['system', 'anybody@grader', ...national, 'content_analyst@grader', 'content_verifier@grader'],
        },
        add: ['content_analyst@grader', 'content_verifier@grader'],
        change: ['system'],
        'content-grade.read': {
          blind: ['system', 'anybody@grader'],
          decided: ['system', 'anybody@grader', ...national, 'content_analyst@grader', 'content_verifier@grader'],
        },
      },
    },
    'content-weight': table({
      see: ['system', ...readers],
      add: national,
      change: ['system'],
      'content-weight.read': ['system', ...readers],
      'content-weight.set': national,
    }),
    'content-domain-rule': table({
      see: ['system', ...readers],
      add: national,
      change: ['system', ...national],
      'content-domain-rule.read': ['system', ...readers],
      'content-domain-rule.set': national,
    }),
    addressee: {
      relations: orderRelations,
      records: { 'a member': { agency: 'PLATFORM_A' } },
      may: {
        see: ['system', ...orderVerifiers, ...officers, ...coordinators, ...members],
        add: ['system', ...officers, ...coordinators],
        change: ['system', ...officers, ...coordinators, ...members],
        'addressee.read': ['system', ...orderVerifiers, ...officers, ...coordinators, ...members],
        'addressee.keep': [...officers, ...coordinators, ...memberPeople],
        'addressee.approve': [...officers, ...coordinators],
      },
    },
    'takedown-order': {
      relations: orderRelations,
      records: Object.fromEntries(
        orderStates.map((state) => [
          state,
          {
            item_id: ITEM,
            state,
            proposed_by: OFFICER,
            addressee_agency: 'PLATFORM_A',
            ordering_agency: wasSent(state) ? 'MPS-A05' : null,
            sent_at: wasSent(state) ? ORDERED_AT : null,
          },
        ]),
      ),
      exclusions: [{ objectKind: 'content-item', objectId: ITEM }],
      may: {
        see: orderSeen,
        add: ['system', ...orderVerifiers, ...officers],
        change: orderSeen,
        'takedown-order.read': orderSeen,
        'takedown-order.issue': ordered((state) =>
          state === 'PROPOSED' ? ['takedown_officer@ordering', 'takedown_officer@ordering elsewhere'] : [],
        ),
        'takedown-order.decline': ordered((state) => (state === 'PROPOSED' ? officers : [])),
        'takedown-order.cancel': ordered((state) => (wasSent(state) ? ownOfficers : [])),
        'takedown-order.clarify': ordered((state) => (state === 'SUSPENDED' ? ownOfficers : [])),
        'takedown-order.escalate': ordered((state) => (wasSent(state) ? ownOfficers : [])),
        'takedown-order.answer': ordered((state) => ['system', ...(wasSent(state) ? members : [])]),
        'takedown-order.open': orderSeen,
      },
    },
    drill: {
      relations: orderRelations,
      records: { runs: { ended_at: null }, over: { ended_at: ORDERED_AT } },
      may: {
        see: ['system', ...coordinators],
        add: coordinators,
        change: ['system', ...coordinators],
        'drill.read': ['system', ...coordinators],
        'drill.start': coordinators,
        'drill.end': { runs: coordinators, over: [] },
      },
    },
    // A member sees that it was called and answers for itself; who called it does not.
    'drill-call': {
      relations: orderRelations,
      records: { 'a part of the member': { agency: 'PLATFORM_A' } },
      may: {
        see: ['system', ...coordinators, ...members],
        add: coordinators,
        change: ['system', ...coordinators, ...members],
        'drill-call.read': ['system', ...coordinators, ...members],
        'drill-call.acknowledge': members,
      },
    },
    // What was sent to a member: the member sees its own, those who order and coordinate all; nobody writes it but the platform.
    'member-delivery': {
      relations: orderRelations,
      records: { 'a delivery to the member': { agency: 'PLATFORM_A' } },
      may: {
        see: ['system', ...coordinators, ...officers, ...members],
        add: ['system'],
        change: ['system'],
        'member-delivery.read': ['system', ...coordinators, ...officers, ...members],
        'member-delivery.retry': [...coordinators, ...officers, ...memberPeople],
      },
    },
    'content-look': {
      relations,
      records: { 'a person’s mark': { person: PROPOSER } },
      may: { see: ['anybody@proposer'], add: ['anybody@proposer'], change: ['anybody@proposer'] },
    },
    'police-hold': {
      relations: orderRelations,
      records: { 'a hold': { item_id: ITEM, agency: 'MPS-A05' } },
      exclusions: [{ objectKind: 'content-item', objectId: ITEM }],
      may: {
        see: ['system', ...orderVerifiers, ...officers],
        add: ownOfficers,
        change: ownOfficers,
        'police-hold.read': ['system', ...orderVerifiers, ...officers],
        'police-hold.end': ownOfficers,
      },
    },
    // Who is kept from an item sees neither why it was ordered down nor who says that this was wrong.
    statement: {
      relations: orderRelations,
      records: { 'a statement': { item_id: ITEM } },
      exclusions: [{ objectKind: 'content-item', objectId: ITEM }],
      may: {
        see: ['system', ...officers],
        add: ['system'],
        change: [],
        'statement.read': ['system', ...officers],
      },
    },
    'item-appeal': {
      relations: orderRelations,
      records: { 'an appeal': { item_id: ITEM } },
      exclusions: [{ objectKind: 'content-item', objectId: ITEM }],
      may: {
        see: ['system', ...officers],
        add: ['system'],
        change: ['system', ...officers],
        'item-appeal.read': ['system', ...officers],
        'item-appeal.answer': officers,
      },
    },
    // Proposed and decided at one agency, ended by an officer of any that may block: letting pass is the quick way.
    'block-entry': {
      relations: blocking,
      records: {
        waits: { agency: 'MPS-A05', state: 'PROPOSED', proposed_by: PROPOSER },
        blocks: { agency: 'MPS-A05', state: 'ACTIVE', proposed_by: PROPOSER },
      },
      may: {
        see: ['system', ...blockers],
        add: ['system', ...ownBlockers],
        change: ['system', ...blockers],
        'block-entry.list': blockers,
        'block-entry.propose': blockers,
        'block-entry.decide': at(['blocker'], 'takedown_officer'),
        'block-entry.remove': { waits: [], blocks: deciders },
        'block-entry.review': { waits: [], blocks: blockers },
      },
    },
    'block-appeal': blockTable({
      see: ['system', ...deciders],
      add: ['system'],
      change: ['system', ...deciders],
      'block-appeal.read': ['system', ...deciders],
      'block-appeal.answer': deciders,
    }),
    'block-subscriber': blockTable({
      see: ['system', ...blockers, ...at(['blocker', 'proposer'], 'machine block-list.read')],
      add: ['system', ...deciders],
      change: ['system', ...deciders],
      'block-subscriber.list': blockers,
      'block-subscriber.manage': deciders,
      'block-list.read': at(['blocker', 'proposer'], 'machine block-list.read'),
    }),
    'block-version': blockTable({
      see: ['system', ...blockers],
      add: ['system'],
      change: [],
      'block-version.list': blockers,
    }),
    // A member's machine files and its people read, each the member's own; the unit what was finished and is no test.
    'machine-report': {
      relations: { verifying: relations.verifying, filer: { agency: 'PLATFORM_A' }, elsewhere: relations.elsewhere },
      records: reportRecords,
      may: {
        see: reportSeen,
        add: ['system', FILER],
        change: reportRows(() => ['system', FILER]),
        'machine-report.list': reportSeen,
        'machine-report.read': reportSeen,
        'machine-report.file': [FILER],
        'machine-report.unmask': reportRows((name) =>
          name === 'finished' || name === 'retracted' ? orderVerifiers : [],
        ),
      },
    },
    'machine-report-part': {
      relations: { verifying: relations.verifying, filer: { agency: 'PLATFORM_A' }, elsewhere: relations.elsewhere },
      records: {
        shown: { agency: 'PLATFORM_A', item_id: ITEM, shown: true },
        'of a draft': { agency: 'PLATFORM_A', item_id: ITEM, shown: false },
      },
      exclusions: [{ objectKind: 'content-item', objectId: ITEM }],
      may: {
        see: { shown: ['system', ...orderVerifiers, ...filers], 'of a draft': ['system', ...filers] },
        add: ['system'],
        change: ['system'],
      },
    },
    'block-file': platformTable,
    'block-key': platformTable,
    'block-root': platformTable,
    'block-metadata': platformTable,
    'network-alert': {
      relations: alertRelations,
      records: {
        waiting: { agency: 'MPS-A05', state: 'WAITING', written_by: PROPOSER },
        issued: { agency: 'MPS-A05', state: 'ISSUED', written_by: PROPOSER },
      },
      may: {
        see: ['system', ...keepers],
        add: ['system', ...ownWriters],
        change: ['system', ...keepers],
        'network-alert.list': ['system', ...keepers],
        'network-alert.read': ['system', ...keepers],
        'network-alert.approve': { waiting: at(['own'], 'content_analyst', 'content_verifier'), issued: [] },
        'network-alert.recall': { waiting: [], issued: keepers },
        'network-alert.draft': keepers,
        'network-alert.call': keepers,
      },
    },
    'alert-receipt': {
      relations: alertRelations,
      records: { 'a receipt': { agency: 'PLATFORM_A', sender: 'MPS-A05' } },
      may: {
        see: [
          ...['system', ...keepers, ...receivers],
          ...['machine network-alert.fetch@recipient', 'machine alert-receipt.acknowledge@recipient'],
        ],
        add: ['system'],
        change: ['system'],
        'alert-receipt.read': receivers,
        'network-alert.fetch': ['machine network-alert.fetch@recipient'],
        'alert-receipt.acknowledge': ['system', ...receivers, 'machine alert-receipt.acknowledge@recipient'],
      },
    },
  },
  {
    relations: {
      ...relations,
      ...orderRelations,
      proposer: relations.proposer,
      ordering: relations.ordering,
      police: orderRelations.ordering,
    },
    may: {
      'member-scorecard.read': [
        ...coordinators,
        ...['takedown_officer', 'content_analyst', 'content_verifier', 'agency_admin'].map((role) => `${role}@*`),
        ...['platform_contact', 'isp_contact', 'vncop_member_user'].map((role) => `${role}@*`),
        'machine membership.fetch@*',
      ],
      'content-item.hand-over': ['111_counsellor@*', '111_supervisor@*', 'police_intake@*'],
      'takedown-order.propose': [
        ...national,
        'takedown_officer@ordering',
        'takedown_officer@ordering elsewhere',
        'takedown_officer@police',
      ],
      'takedown-order.report': [
        ...national,
        'takedown_officer@ordering',
        'takedown_officer@ordering elsewhere',
        'takedown_officer@police',
      ],
      'addressee.compare': [
        ...national,
        ...coordinators,
        'takedown_officer@ordering',
        'takedown_officer@ordering elsewhere',
        'takedown_officer@police',
      ],
      'addressee.enter': [
        ...coordinators,
        'takedown_officer@ordering',
        'takedown_officer@ordering elsewhere',
        'takedown_officer@police',
      ],
      'police-hold.place': ['takedown_officer@police'],
      'network-alert.write': [...national, ...coordinators],
      'content-item.propose': [...national, 'content_verifier@*', 'vncop_member_user@*'],
    },
  },
);
