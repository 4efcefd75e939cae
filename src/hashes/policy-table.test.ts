import { describePolicyTables, type PolicyTable } from '../kernel/policy/policy-table.testing.ts';
import { hashesModule } from './module.ts';

/*
 * Decision 838/QĐ-LĐTBXH (2021): a national register, exchanged with members. Nothing comes into force on one person's word:
 * the proposer does not judge, two analysts judge blind, an approver arbitrates. A member sees what it proposed, its own
 * rights and its own questions; other members' never. Who runs the register is audited by the auditor of that body.
 */
const PROPOSER = '01936000-0000-7000-8000-000000000001';
const ANALYST = '01936000-0000-7000-8000-000000000002';
const relations = {
  register: { agency: 'MPS-A05', functions: ['RUN_HASH_DB'] },
  proposer: { agency: 'MPS-A05', functions: ['RUN_HASH_DB'], person: PROPOSER },
  member: { agency: 'PLATFORM_A' },
  'another member': { agency: 'PLATFORM_B' },
};
const at = (roles: readonly string[], relation = '*') => roles.map((role) => `${role}@${relation}`);
const keepers = at(['content_analyst', 'hash_db_operator', 'hash_db_approver']);
const auditors = ['auditor@register', 'auditor@proposer'];
const rights = ['system', ...at(['hash_db_operator', 'hash_db_approver']), ...auditors];
const submitters = ['machine hash.submit@member', 'vncop_member_user@member'];
/** Any but who proposed it. */
const judges = (role: string) => [`${role}@register`, `${role}@member`, `${role}@another member`];
const ofMember = ['anybody@member', 'machine@member'];
const platformOnly = { see: ['system'], add: ['system'], remove: ['system'] };
const STATUSES = ['PROPOSED', 'SECOND_REVIEW', 'ACTIVE', 'REJECTED', 'DISPUTED', 'SUSPENDED', 'WITHDRAWN'];
const inStatus = (list: readonly string[], ...statuses: string[]) =>
  Object.fromEntries(STATUSES.map((status) => [status, statuses.includes(status) ? list : []]));
const row = { agency: 'PLATFORM_A', owner_agency: 'PLATFORM_A', id: PROPOSER, entry_id: PROPOSER };
const table = (may: PolicyTable['may']): PolicyTable => ({ relations, records: { 'a row': row }, may });

describePolicyTables(
  hashesModule,
  {
    'hash-entry': {
      relations,
      records: Object.fromEntries(
        STATUSES.map((status) => [status, { owner_agency: 'PLATFORM_A', proposed_by: PROPOSER, status }]),
      ),
      may: {
        see: ['system', ...keepers, ...submitters],
        add: ['system', ...at(['content_analyst', 'hash_db_operator']), ...submitters],
        'hash-entry.read': ['system', ...keepers, ...submitters],
        'hash-entry.verify': inStatus(judges('content_analyst'), 'PROPOSED', 'SECOND_REVIEW'),
        'hash-entry.arbitrate': inStatus(judges('hash_db_approver'), 'SECOND_REVIEW'),
        'hash-entry.classify': ['system', ...at(['content_analyst', 'hash_db_operator'])],
        'hash-entry.dispute': [...keepers, ...submitters],
        'hash-entry.resolve': inStatus(judges('hash_db_approver'), 'DISPUTED', 'SUSPENDED'),
        'hash-entry.answer': inStatus(
          [...at(['hash_db_operator', 'hash_db_approver']), 'content_analyst@member', ...submitters],
          'SUSPENDED',
        ),
        'hash-entry.withdraw': ['system', 'hash_db_approver@*', 'hash_db_operator@member', ...submitters],
      },
    },
    'hash-signal': table({ see: ['system', ...keepers], add: [] }),
    'hash-verification': {
      relations: { ...relations, analyst: { agency: 'MPS-A05', functions: ['RUN_HASH_DB'], person: ANALYST } },
      records: { blind: { analyst: ANALYST, sealed: true }, decided: { analyst: ANALYST, sealed: false } },
      may: {
        see: {
          blind: ['system', 'anybody@analyst', 'hash_db_approver@*'],
          decided: ['system', 'anybody@analyst', ...keepers],
        },
        add: ['content_analyst@analyst', 'hash_db_approver@analyst'],
        'hash-verification.read': {
          blind: ['system', 'anybody@analyst', 'hash_db_approver@*'],
          decided: ['system', 'anybody@analyst', ...keepers],
        },
      },
    },
    'hash-feedback': table({
      see: ['system', ...keepers, ...ofMember],
      add: [
        'machine hash.feedback@member',
        ...at(['content_analyst', 'hash_db_operator', 'hash_db_approver', 'vncop_member_user'], 'member'),
      ],
      change: [
        'machine hash.feedback@member',
        ...at(['content_analyst', 'hash_db_operator', 'hash_db_approver', 'vncop_member_user'], 'member'),
      ],
    }),
    'hash-bank': table({
      see: [
        'system',
        ...keepers,
        ...auditors,
        ...at(['hash.match', 'hash.read', 'hash.submit', 'hash.manage']).map((one) => `machine ${one}`),
      ],
      add: ['system', 'hash_db_operator@*', 'machine hash.manage@member'],
      change: ['system', 'hash_db_operator@*', 'machine hash.manage@member'],
      'hash-bank.read': [
        'system',
        ...keepers,
        ...auditors,
        ...at(['hash.match', 'hash.read', 'hash.submit', 'hash.manage']).map((one) => `machine ${one}`),
      ],
      'hash-bank.manage': ['hash_db_operator@*', 'machine hash.manage@member'],
    }),
    'hash-source': table({
      see: ['system', ...keepers, ...auditors],
      add: ['system', ...at(['hash_db_operator', 'hash_db_approver'])],
      change: ['system', ...at(['hash_db_operator', 'hash_db_approver'])],
      remove: ['system', ...at(['hash_db_operator', 'hash_db_approver'])],
    }),
    'hash-member': table({
      see: [...rights, ...ofMember],
      add: ['system', 'hash_db_approver@*'],
      // A member reads its own rights and raises none of them.
      change: ['system', 'hash_db_approver@*'],
      'hash-member.read': [...rights, ...ofMember],
      'hash-member.manage': ['hash_db_approver@*'],
    }),
    'hash-list': table({
      see: rights,
      add: ['system', 'hash_db_approver@*'],
      change: ['system', 'hash_db_approver@*'],
      remove: ['system', 'hash_db_approver@*'],
    }),
    'hash-list-rule': table({
      see: rights,
      add: ['system', 'hash_db_approver@*'],
      change: ['system', 'hash_db_approver@*'],
      remove: ['system', 'hash_db_approver@*'],
    }),
    'hash-list-member': table({
      see: [...rights, ...ofMember],
      add: ['system', 'hash_db_approver@*'],
      remove: ['system', 'hash_db_approver@*'],
    }),
    'hash-change': table({ see: rights, add: [] }),
    'hash-list-entry': table({ see: rights, add: [] }),
    'hash-match': table({
      see: [...rights, ...ofMember],
      add: ['system', ...ofMember],
      'hash-log.read': [
        ...at(['hash_db_operator', 'hash_db_approver']),
        ...auditors,
        'vncop_member_user@member',
        'auditor@member',
      ],
    }),
    'hash-match-rate': table(platformOnly),
    'hash-quota': table({
      see: [...rights, ...ofMember],
      add: ['system', ...ofMember],
      change: ['system', ...ofMember],
    }),
    'hash-import': table({
      see: ['system', 'hash_db_operator@member'],
      add: ['system', 'hash_db_operator@member'],
      'hash-import.run': ['system', 'hash_db_operator@member'],
    }),
    'hash-removal': table(platformOnly),
    'hash-removal-entry': table(platformOnly),
    'hash-peer': table({
      see: rights,
      add: ['system', 'hash_db_operator@*'],
      change: ['system', ...at(['hash_db_operator', 'hash_db_approver'])],
      remove: ['system', 'hash_db_operator@*'],
    }),
  },
  {
    relations,
    may: {
      'hash.match': ['machine hash.match@*', ...keepers, ...at(['listening_analyst', 'police_investigator'])],
      'hash.read': ['machine hash.read@*'],
      'hash.submit': ['machine hash.submit@*', ...at(['content_analyst', 'hash_db_operator', 'vncop_member_user'])],
      'hash.feedback': ['machine hash.feedback@*', ...keepers, 'vncop_member_user@*'],
      'hash-removal.count': [...at(['hash_db_operator', 'hash_db_approver']), ...auditors],
      'hash-queue.read': keepers,
      'hash-list.manage': ['hash_db_approver@*'],
      'hash-source.manage': ['hash_db_operator@*'],
      'hash-exchange.read': [...at(['hash_db_operator', 'hash_db_approver']), ...auditors],
      'hash-exchange.manage': ['hash_db_operator@*'],
      'hash-exchange.confirm': ['hash_db_approver@*'],
    },
  },
);
