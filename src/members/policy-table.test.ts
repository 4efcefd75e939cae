import { describePolicyTables, type PolicyTable } from '../kernel/policy/policy-table.testing.ts';
import { membersModule } from './module.ts';

/*
 * Law on Children 102/2016/QH13, art. 51-53 (who answers for a child at which level); Personal Data Protection Law
 * 91/2025/QH15, art. 33 (access is reviewed by a data protection officer); separation of duties of the vocabulary. An
 * administrator looks after the people of the own agency and nobody of another's; a system administrator after agencies and
 * machines; nobody gives themselves a role, and nobody reviews the own emergency.
 */
const PERSON = '01936000-0000-7000-8000-000000000001';
const OTHER = '01936000-0000-7000-8000-000000000002';
const relations = {
  self: { agency: 'C111', person: PERSON },
  'self at another agency': { agency: 'MOH', person: PERSON },
  colleague: { agency: 'C111', person: OTHER },
  elsewhere: { agency: 'MPS-A05', person: OTHER },
};
const own = { person: PERSON, agency: 'C111' };
const self = ['anybody@self', 'anybody@self at another agency'];
const administrators = ['agency_admin@self', 'agency_admin@colleague', 'sysadmin@*'];
const othersAdministrators = ['system', 'agency_admin@colleague', 'sysadmin@colleague', 'sysadmin@elsewhere'];

/** What belongs to one person's sign-in: nobody else reaches it, their administrators neither. */
const ownRows = (actions: PolicyTable['may'] = {}): PolicyTable => ({
  relations,
  records: { 'the person’s row': own },
  may: { see: ['system', ...self], add: ['system', ...self], remove: ['system', ...self], ...actions },
});
const displayKeepers = ['system', 'sysadmin@*', '111_supervisor@self', '111_supervisor@colleague'];
const atOwn = (...roles: string[]) => ['self', 'colleague'].flatMap((at) => roles.map((role) => `${role}@${at}`));
const keyRenewers = atOwn('platform_contact', 'isp_contact', 'vncop_member_user', 'agency_admin');
const network = {
  coordinating: { agency: 'MPS-A05', functions: ['COORDINATE_VNCOP'] },
  member: { agency: 'PLATFORM_A' },
  elsewhere: { agency: 'PLATFORM_B' },
};
/** Decision 716/QD-BTTTT: the coordinating agency answers for the network; a member sees itself and no other. */
const coordinators = ['vncop_coordinator@coordinating'];
const networkWorkers = ['takedown_officer@*', 'content_analyst@*', 'content_verifier@*'];
const memberPeople = ['platform_contact', 'isp_contact', 'vncop_member_user', 'agency_admin'].map(
  (role) => `${role}@member`,
);
const memberMachines = ['machine membership.fetch', 'machine roster.keep'].map((scope) => `${scope}@member`);
const networkSeen = ['system', ...coordinators, ...networkWorkers, ...memberPeople, ...memberMachines];
const dutyKeepers = [...coordinators, ...memberPeople, 'machine roster.keep@member'];
const signedIn = ['anybody@*', 'machine@*', 'system'];
const directory = (add: readonly string[], actions: PolicyTable['may']): PolicyTable => ({
  relations,
  records: { 'a row of the agency': { code: 'C111', agency: 'C111' } },
  // Whoever may add a row may change it, and nobody else of those who read it.
  may: { see: signedIn, add, change: add, ...actions },
});

describePolicyTables(
  membersModule,
  {
    agency: directory(['system', 'sysadmin@*'], { 'agency.read': signedIn, 'agency.manage': ['system', 'sysadmin@*'] }),
    'agency-function': directory(['system', 'sysadmin@*'], { 'agency-function.read': signedIn }),
    desk: directory(['system', ...administrators], {
      'desk.read': signedIn,
      'desk.manage': ['system', ...administrators],
    }),
    person: {
      relations,
      records: { 'a person of the agency': { id: PERSON, agency: 'C111' } },
      may: {
        see: ['system', ...self, 'anybody@colleague', 'sysadmin@*'],
        add: ['system', ...administrators],
        change: ['system', ...administrators],
        'person.see-name': ['system', ...self, 'anybody@colleague', 'sysadmin@*'],
        'person.read': ['system', ...self, ...administrators],
        'person.manage': ['system', ...administrators],
        'session.end-others': ['system', ...administrators],
      },
    },
    role: {
      relations,
      records: { 'a role of the person': { id: OTHER, ...own } },
      may: {
        see: ['system', ...self, 'anybody@colleague', 'sysadmin@*'],
        // Neither given to nor changed by the person themselves, as administrator of the agency or of the system.
        add: othersAdministrators,
        change: othersAdministrators,
        'role.read': ['system', ...self, ...administrators],
        'role.manage': othersAdministrators,
      },
    },
    appointment: {
      relations,
      records: { 'a role that waits for a second person': { id: OTHER, ...own } },
      may: {
        see: ['system', ...administrators],
        // A person answers for it: no job appoints anybody.
        add: administrators,
        'appointment.read': ['system', ...administrators],
      },
    },
    session: {
      relations,
      records: {
        open: { person: PERSON, ended_at: null },
        ended: { person: PERSON, ended_at: '2026-11-24T00:00:00Z' },
      },
      may: {
        see: ['system', ...self],
        add: ['system'],
        change: ['system'],
        remove: ['system'],
        'session.read': { open: ['system', ...self], ended: [] },
        'session.end': { open: ['system', ...self], ended: [] },
      },
    },
    passkey: ownRows({ 'passkey.manage': self }),
    totp: ownRows(),
    password: ownRows({ 'password.change': self }),
    'recovery-code': ownRows(),
    'pending-sign-in': ownRows(),
    'federated-identity': {
      relations,
      records: { 'the person’s row': own },
      may: { see: ['system', ...self], add: ['system'] },
    },
    'sign-in-attempt': {
      relations,
      records: { 'a try': { id: OTHER } },
      may: { see: ['system'], add: ['system'], remove: ['system'] },
    },
    invitation: {
      relations,
      records: { 'an invitation': own },
      // Whoever holds an invitation can become the person: not even an administrator's SQL writes one.
      may: { see: ['system'], add: ['system'] },
    },
    'machine-client': {
      relations,
      records: { service: { ...own, kind: 'service' }, display: { ...own, kind: 'display' } },
      may: {
        see: { service: ['system', 'sysadmin@*', ...keyRenewers], display: displayKeepers },
        add: { service: ['system', 'sysadmin@*'], display: displayKeepers },
        change: { service: ['system', 'sysadmin@*', ...keyRenewers], display: displayKeepers },
        'key.manage': ['sysadmin@*'],
        // People of the organisation give its machine a new key, and no machine to anybody.
        'key.renew': { service: keyRenewers, display: [] },
        // The screens of the agency itself, and no key of a machine.
        'display.manage': { service: [], display: ['111_supervisor@self', '111_supervisor@colleague'] },
      },
    },
    membership: {
      relations: network,
      records: {
        active: { agency: 'PLATFORM_A', state: 'ACTIVE' },
        ended: { agency: 'PLATFORM_A', state: 'ENDED' },
      },
      may: {
        see: networkSeen,
        add: coordinators,
        change: coordinators,
        'membership.read': networkSeen,
        'membership.oversee': [...coordinators, ...networkWorkers],
        'membership.keep': { active: coordinators, ended: [] },
      },
    },
    agreement: {
      relations: network,
      records: {
        open: { agency: 'PLATFORM_A', ended_by: null },
        ended: { agency: 'PLATFORM_A', ended_by: PERSON },
      },
      may: {
        see: networkSeen,
        add: coordinators,
        change: coordinators,
        'agreement.read': networkSeen,
        'agreement.end': { open: coordinators, ended: [] },
      },
    },
    'network-duty': {
      relations: network,
      records: { 'a duty of the member': { agency: 'PLATFORM_A' } },
      may: {
        see: networkSeen,
        add: dutyKeepers,
        change: dutyKeepers,
        'network-duty.read': networkSeen,
        'network-duty.keep': dutyKeepers,
      },
    },
    'break-glass': {
      relations: {
        opener: { agency: 'MPS', person: PERSON },
        'agency of the opener': { agency: 'MPS', person: OTHER },
        owner: { agency: 'C111', person: OTHER },
        elsewhere: { agency: 'MOH', person: OTHER },
      },
      records: {
        unreviewed: { person: PERSON, agency: 'MPS', owner_agency: 'C111', reviewed_at: null },
        reviewed: { person: PERSON, agency: 'MPS', owner_agency: 'C111', reviewed_at: '2026-11-24T01:00:00Z' },
      },
      may: {
        see: [
          'system',
          'anybody@opener',
          ...['dpo', 'auditor'].map((role) => `${role}@agency of the opener`),
          ...['dpo', 'auditor', '111_supervisor'].map((role) => `${role}@owner`),
        ],
        add: ['111_supervisor@opener', 'ministry_child_officer@opener', 'police_intake@opener'],
        // Whoever opened it writes nothing of its review, nor does who only audits or supervises.
        change: ['system', 'dpo@agency of the opener', 'dpo@owner'],
        'break-glass.read': [
          'system',
          'anybody@opener',
          ...['dpo', 'auditor'].map((role) => `${role}@agency of the opener`),
          ...['dpo', 'auditor', '111_supervisor'].map((role) => `${role}@owner`),
        ],
        // Not the opener, although a data protection officer; not twice; not by who only audits or supervises.
        'break-glass.review': { unreviewed: ['dpo@agency of the opener', 'dpo@owner'], reviewed: [] },
      },
    },
  },
  {
    relations: { anywhere: { agency: 'C111' }, 'a body that audits': { agency: 'MOH', functions: ['AUDIT'] } },
    may: {
      // Whom the portal serves has no account of this kind.
      'desk.use': [
        '111_agent',
        '111_counsellor',
        '111_supervisor',
        'commune_child_officer',
        'commune_chair',
        'province_child_officer',
        'ministry_child_officer',
        'vncop_coordinator',
        'vncop_member_user',
        'content_analyst',
        'content_verifier',
        'hash_db_operator',
        'hash_db_approver',
        'police_intake',
        'police_investigator',
        'takedown_officer',
        'platform_contact',
        'isp_contact',
        'listening_analyst',
        'listening_reviewer',
        'listening_supervisor',
        'facility_worker',
        'school_officer',
        'youth_union_moderator',
        'catalogue_evaluator',
        'editor',
        'report_author',
        'report_approver',
        'programme_manager',
        'dpo',
        'auditor',
        'agency_admin',
        'sysadmin',
      ].map((role) => `${role}@*`),
      'audit.read': ['auditor@*', 'dpo@*', '111_supervisor@*'],
      'audit.verify': ['auditor@*', 'dpo@*'],
      'policy.read': ['auditor@*', 'dpo@*', '111_supervisor@*'],
      'policy.read-elsewhere': ['auditor@a body that audits', 'dpo@a body that audits'],
      'break-glass.open': ['111_supervisor@*', 'ministry_child_officer@*', 'police_intake@*'],
    },
  },
);
