import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  type Condition,
  columnIn,
  columnNull,
  defineCapabilities,
  definePolicy,
  holds,
  holdsAt,
  not,
} from '../kernel/index.ts';
import { role } from '../vocabulary/index.ts';
import { memberRoles } from './network/membership.ts';
import { networkPolicies } from './network/network-policies.ts';

/** Roles that may open a thing nobody gave them, in an emergency; each use is reviewed by a data protection officer. */
export const breakGlassRoles = ['111_supervisor', 'ministry_child_officer', 'police_intake'] as const;
const deskRoles = role.terms.filter((term) => term.desk).map((term) => term.code);

const system = actorKind('system');
const person = actorKind('person');
const signedIn = any(person, actorKind('machine'), system);
const administrators = (column: 'agency') => any(holdsAt('agency', column, 'agency_admin'), holds('sysadmin'));

/** The directory of agencies is the same for everyone who signed in; anonymous pages ask through a verb. */
export const agencyPolicy = definePolicy({
  resource: 'agency',
  table: 'members.agency',
  columns: {},
  visible: signedIn,
  insertable: any(system, holds('sysadmin')),
  updatable: any(system, holds('sysadmin')),
  actions: { 'agency.read': always, 'agency.manage': any(system, holds('sysadmin')) },
});
const agencyFunctionPolicy = definePolicy({
  resource: 'agency-function',
  table: 'members.agency_function',
  columns: {},
  visible: signedIn,
  insertable: any(system, holds('sysadmin')),
  updatable: any(system, holds('sysadmin')),
  actions: { 'agency-function.read': always },
});
export const deskPolicy = definePolicy({
  resource: 'desk',
  table: 'members.desk',
  columns: { agency: 'text' },
  visible: signedIn,
  insertable: any(system, administrators('agency')),
  updatable: any(system, administrators('agency')),
  actions: { 'desk.read': always, 'desk.manage': any(system, administrators('agency')) },
});

/** Colleagues of one agency see each other's names; the whole row is for its administrators and for the person. */
export const personPolicy = definePolicy({
  resource: 'person',
  table: 'members.person',
  columns: { id: 'uuid', agency: 'text' },
  visible: any(system, actorIs('person', 'id'), all(person, actorIs('agency', 'agency')), administrators('agency')),
  insertable: any(system, administrators('agency')),
  updatable: any(system, administrators('agency')),
  actions: {
    'person.see-name': always,
    'person.read': any(system, actorIs('person', 'id'), administrators('agency')),
    'person.manage': any(system, administrators('agency')),
    'session.end-others': any(system, administrators('agency')),
  },
});

/** Nobody gives a role to themselves, or changes the one that somebody gave them. */
const othersAdministrators = any<'agency' | 'person'>(
  system,
  all<'agency' | 'person'>(administrators('agency'), not(actorIs('person', 'person'))),
);
export const roleAssignmentPolicy = definePolicy({
  resource: 'role',
  table: 'members.role_assignment',
  columns: { person: 'uuid', agency: 'text' },
  visible: any(system, actorIs('person', 'person'), all(person, actorIs('agency', 'agency')), administrators('agency')),
  insertable: othersAdministrators,
  updatable: othersAdministrators,
  actions: {
    'role.read': any(system, actorIs('person', 'person'), administrators('agency')),
    'role.manage': othersAdministrators,
  },
});

/** A role that waits for a second person, or waited; who that is, its kind of approval says. */
export const appointmentPolicy = definePolicy({
  resource: 'appointment',
  table: 'members.appointment',
  columns: { agency: 'text' },
  visible: any(system, administrators('agency')),
  insertable: administrators('agency'),
  actions: { 'appointment.read': always },
});

/** What belongs to one person's sign-in: only the person and the platform's own sign-in reach it. */
function ownRows<const A extends string>(
  resource: string,
  table: string,
  actions: Readonly<Record<A, Condition<'person'>>>,
) {
  const own = any<'person'>(system, actorIs('person', 'person'));
  return definePolicy({
    resource,
    table,
    columns: { person: 'uuid' },
    visible: own,
    insertable: own,
    deletable: own,
    actions,
  });
}

export const sessionPolicy = definePolicy({
  resource: 'session',
  table: 'members.session',
  columns: { person: 'uuid', ended_at: 'timestamptz' },
  visible: any(system, actorIs('person', 'person')),
  insertable: system,
  // Its proof too: no SQL of a person makes the own session a fresh one.
  updatable: system,
  deletable: system,
  actions: { 'session.read': columnNull('ended_at'), 'session.end': columnNull('ended_at') },
});
export const passkeyPolicy = ownRows('passkey', 'members.passkey', { 'passkey.manage': actorIs('person', 'person') });
export const totpPolicy = ownRows('totp', 'members.totp', {});
const passwordPolicy = ownRows('password', 'members.password', { 'password.change': actorIs('person', 'person') });
const recoveryCodePolicy = ownRows('recovery-code', 'members.recovery_code', {});
const pendingPolicy = ownRows('pending-sign-in', 'members.pending_sign_in', {});
const federatedPolicy = definePolicy({
  resource: 'federated-identity',
  table: 'members.federated_identity',
  columns: { person: 'uuid' },
  visible: any(system, actorIs('person', 'person')),
  insertable: system,
  actions: {},
});
const attemptPolicy = definePolicy({
  resource: 'sign-in-attempt',
  table: 'members.sign_in_attempt',
  columns: {},
  visible: system,
  insertable: system,
  deletable: always,
  actions: {},
});
/** Whoever holds one can become the person: the platform alone writes it, for a verb that has judged who asks. */
const invitationPolicy = definePolicy({
  resource: 'invitation',
  table: 'members.invitation',
  columns: {},
  visible: system,
  insertable: system,
  actions: {},
});

/** The screens of an agency are its supervisors'; every other machine is a matter of the system's administrators. */
const ownDisplays = all(columnIn('kind', 'display'), holdsAt('agency', 'agency', '111_supervisor'));
/** People of the organisation whose machine it is: they see it and renew its key, and make none. */
const ownServices = all(
  columnIn('kind', 'service'),
  actorIs('agency', 'agency'),
  holds(...memberRoles, 'agency_admin'),
);
export const machineClientPolicy = definePolicy({
  resource: 'machine-client',
  table: 'members.machine_client',
  columns: { agency: 'text', kind: 'text' },
  visible: any(system, holds('sysadmin'), ownDisplays, ownServices),
  insertable: any(system, holds('sysadmin'), ownDisplays),
  updatable: any(system, holds('sysadmin'), ownDisplays, ownServices),
  actions: { 'key.manage': holds('sysadmin'), 'key.renew': ownServices, 'display.manage': ownDisplays },
});

const reviewers = any<'agency' | 'owner_agency'>(
  holdsAt('agency', 'owner_agency', 'dpo'),
  holdsAt('agency', 'agency', 'dpo'),
);
export const breakGlassPolicy = definePolicy({
  resource: 'break-glass',
  table: 'members.break_glass',
  columns: { person: 'uuid', agency: 'text', owner_agency: 'text', reviewed_at: 'timestamptz' },
  visible: any(
    system,
    actorIs('person', 'person'),
    reviewers,
    holdsAt('agency', 'owner_agency', '111_supervisor', 'auditor'),
    holdsAt('agency', 'agency', 'auditor'),
  ),
  insertable: all(actorIs('person', 'person'), actorIs('agency', 'agency'), holds(...breakGlassRoles)),
  updatable: any(system, all(reviewers, not(actorIs('person', 'person')))),
  actions: {
    'break-glass.read': always,
    'break-glass.review': all(reviewers, not(actorIs('person', 'person')), columnNull('reviewed_at')),
  },
});

export const membersPolicies = [
  agencyPolicy,
  agencyFunctionPolicy,
  deskPolicy,
  personPolicy,
  roleAssignmentPolicy,
  appointmentPolicy,
  sessionPolicy,
  passkeyPolicy,
  totpPolicy,
  passwordPolicy,
  recoveryCodePolicy,
  pendingPolicy,
  federatedPolicy,
  attemptPolicy,
  invitationPolicy,
  machineClientPolicy,
  breakGlassPolicy,
  ...networkPolicies,
];

/** Permissions that hang on no row. `agency.manage`, `person.manage`, `role.manage`, `session.end-others`, `key.manage` and
 * `break-glass.review` are actions of the policies above. */
export const membersCapabilities = defineCapabilities({
  /** Opens the desk at all. */
  'desk.use': holds(...deskRoles),
  'audit.read': holds('auditor', 'dpo', '111_supervisor'),
  'audit.verify': holds('auditor', 'dpo'),
  'policy.read': holds('auditor', 'dpo', '111_supervisor'),
  /** Of objects that are another agency's. */
  'policy.read-elsewhere': all(holds('auditor', 'dpo'), agencyHas('AUDIT')),
  'break-glass.open': holds(...breakGlassRoles),
});
