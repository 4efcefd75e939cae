import { describePolicyTables } from '../kernel/policy/policy-table.testing.ts';
import { clocksModule } from './module.ts';

/*
 * Decree 56/2017/ND-CP, art. 26-32: the owner keeps the deadline, the province supervises its communes, the ministry the
 * nation. Nobody stands above the helpline, the register and listening but whoever answers for them. Who has a conflict of
 * interest in a case, or is named in it, sees no clock of it. Rules are the ministry's to change; a province may try one.
 */
const RECORD = '01936000-0000-7000-8000-000000000001';
const relations = {
  owner: { agency: 'C111', desk: '111-intake' },
  'whom a breach came up to': { agency: 'MPS-A05', desk: 'a05' },
  province: { agency: 'SYT-01', province: '01' },
  'another province': { agency: 'SYT-79', province: '79' },
  ministry: { agency: 'MOH-MCD' },
  holder: { agency: 'SCHOOL', commune: '00004', report: RECORD },
};
const concerned = [
  'anybody@owner',
  'machine@owner',
  'anybody@whom a breach came up to',
  'machine@whom a breach came up to',
];
const above = ['province_child_officer@province', 'ministry_child_officer@ministry'];
const workers = [
  ...['111_agent', '111_counsellor', '111_supervisor'],
  ...['commune_child_officer', 'commune_chair', 'province_child_officer', 'ministry_child_officer'],
  ...['vncop_coordinator', 'vncop_member_user', 'platform_contact', 'isp_contact'],
  ...['content_analyst', 'content_verifier', 'hash_db_operator', 'hash_db_approver'],
  ...['police_intake', 'police_investigator', 'takedown_officer'],
  ...['listening_analyst', 'listening_reviewer', 'listening_supervisor'],
  ...['facility_worker', 'school_officer', 'youth_union_moderator', 'catalogue_evaluator', 'editor'],
  ...['report_author', 'report_approver', 'programme_manager', 'dpo', 'auditor'],
];
/** An order to a platform, and a recall of an alert, are for those who can act on them, and for who coordinates the network. */
const coordinators = ['vncop_coordinator@owner', 'vncop_coordinator@whom a breach came up to'];
const ofOrders = ['takedown_officer@owner', ...coordinators];
const ofRecalls = ['content_analyst@owner', 'content_verifier@owner', ...coordinators];
const answerable = ['111_supervisor', 'hash_db_approver', 'listening_supervisor'];

describePolicyTables(
  clocksModule,
  {
    clock: {
      relations,
      records: {
        'a clock': {
          id: '01936000-0000-7000-8000-000000000002',
          record_id: RECORD,
          owner_agency: 'C111',
          escalated_agency: 'MPS-A05',
          province_code: '01',
          confined_to: null,
          line: null,
        },
        'a clock of an order': {
          id: '01936000-0000-7000-8000-000000000004',
          record_id: RECORD,
          owner_agency: 'C111',
          escalated_agency: 'MPS-A05',
          province_code: '01',
          confined_to: null,
          line: 'orders',
        },
        'a clock of a recall': {
          id: '01936000-0000-7000-8000-000000000005',
          record_id: RECORD,
          owner_agency: 'C111',
          escalated_agency: 'MPS-A05',
          province_code: '01',
          confined_to: null,
          line: 'alerts',
        },
        'a clock of an offence file': {
          id: '01936000-0000-7000-8000-000000000003',
          record_id: RECORD,
          owner_agency: 'C111',
          escalated_agency: 'MPS-A05',
          province_code: '01',
          confined_to: 'offences',
          line: null,
        },
      },
      grants: ['case', 'report'].map((objectKind) => ({ objectKind, objectId: RECORD })),
      exclusions: [{ objectKind: 'case', objectId: RECORD }],
      may: {
        see: {
          'a clock': ['system', ...concerned, ...above, 'receipt@holder', 'grant triage'],
          'a clock of an offence file': ['system'],
          'a clock of an order': ['system', ...ofOrders],
          'a clock of a recall': ['system', ...ofRecalls],
        },
        add: ['system', 'anybody@*', 'receipt@holder'],
        // Nobody moves the own deadline, or says that it was kept.
        change: ['system'],
        // Whoever works there. Not who administers the agency or the system, a machine, or whose role has ended.
        'clock.own': {
          'a clock': workers.map((role) => `${role}@owner`),
          'a clock of an offence file': [],
          'a clock of an order': ofOrders.filter((who) => who.endsWith('@owner')),
          'a clock of a recall': ofRecalls.filter((who) => who.endsWith('@owner')),
        },
        'clock.oversee': {
          'a clock': [...above, ...answerable.flatMap((role) => [`${role}@owner`, `${role}@whom a breach came up to`])],
          'a clock of an offence file': [],
          'a clock of an order': coordinators,
          'a clock of a recall': coordinators,
        },
      },
    },
    escalation: {
      relations,
      records: { 'what was told': { to_agency: 'C111' } },
      may: {
        see: ['system', 'anybody@owner', 'machine@owner'],
        add: ['system'],
        'escalation.see': ['anybody@owner', 'machine@owner'],
      },
    },
  },
  {
    relations: { nation: relations.ministry, province: relations.province },
    may: {
      'deadline-rule.manage': ['ministry_child_officer@nation'],
      'deadline-rule.try': ['ministry_child_officer@nation', 'province_child_officer@*'],
    },
  },
);
