import {
  actorIs,
  actorKind,
  all,
  any,
  type Condition,
  columnIn,
  defineCapabilities,
  definePolicy,
  excluded,
  granted,
  holds,
  holdsAt,
  holdsNationwide,
  never,
  not,
  steppedUp,
} from '../../kernel/index.ts';
import { handOverRoles } from '../supplements/supplement.ts';

/** Labels of a case that narrow who may see it at all; each role has a ceiling. */
export const sensitivities = ['normal', 'sensitive', 'restricted'] as const;
export type Sensitivity = (typeof sensitivities)[number];

/** Why a label is set: a code, since who labels a case may hold no key of it, and the event stands in the clear. Ours. */
export const sensitivityReasons = [
  'STAFF_IMPLICATED',
  'HEALTH_SECRET',
  'COVERT_INVESTIGATION',
  'THREAT',
  'WIDELY_KNOWN',
  'GROUND_ENDED',
  'OTHER',
] as const;
export type SensitivityReason = (typeof sensitivityReasons)[number];

/**
 * How far each role sees by its role alone; above it only a grant to the person, desk or agency opens the case.
 * `restricted` is for an implicated official, a health secret or a covert investigation. Ours.
 */
export const sensitivityCeilings = {
  commune_child_officer: 'sensitive',
  commune_chair: 'restricted',
  province_child_officer: 'sensitive',
  ministry_child_officer: 'sensitive',
  '111_counsellor': 'normal',
  '111_supervisor': 'sensitive',
  police_intake: 'normal',
} as const satisfies Readonly<Record<string, Sensitivity>>;
type CeilingRole = keyof typeof sensitivityCeilings;

type CaseColumn = 'id' | 'owner_agency' | 'reporting_agency' | 'province_code' | 'sensitivity';

function upTo(role: CeilingRole, scope: Condition<CaseColumn>): Condition<CaseColumn> {
  const below = sensitivities.slice(0, sensitivities.indexOf(sensitivityCeilings[role]) + 1);
  return all(scope, columnIn('sensitivity', ...below));
}
const at = (dimension: 'agency' | 'province', column: CaseColumn, role: CeilingRole) =>
  upTo(role, holdsAt(dimension, column, role));

const officer = at('agency', 'owner_agency', 'commune_child_officer');
const chair = at('agency', 'owner_agency', 'commune_chair');
const commune = any(officer, chair);
const shared = granted('case', 'triage', 'id');
const province = at('province', 'province_code', 'province_child_officer');
const ministry = upTo('ministry_child_officer', holdsNationwide('ministry_child_officer'));
const reporter = any(
  at('agency', 'reporting_agency', '111_counsellor'),
  at('agency', 'reporting_agency', '111_supervisor'),
  at('agency', 'reporting_agency', 'police_intake'),
);
const platform = actorKind('system');

/**
 * Who reaches a case. The owning commune works on it; province, ministry and the agency that reported see codes and
 * clocks of it and hold no key; a grant opens it to somebody else, class by class; who is named in it or has a conflict of
 * interest is shut out, whatever they hold: deny wins.
 */
export const casePolicy = definePolicy({
  resource: 'case',
  table: 'cases.protection_case',
  objectKind: 'case',
  columns: { id: 'uuid', owner_agency: 'text', reporting_agency: 'text', province_code: 'text', sensitivity: 'text' },
  visible: any(platform, all(not(excluded('case', 'id')), any(commune, shared, province, ministry, reporter))),
  insertable: any(
    platform,
    holdsAt(
      'agency',
      'reporting_agency',
      '111_counsellor',
      '111_supervisor',
      'police_intake',
      'province_child_officer',
    ),
    holdsAt('agency', 'owner_agency', 'commune_child_officer', 'commune_chair'),
    // A transfer of residence: the chair of the old commune opens the case of the new one.
    holdsAt('agency', 'reporting_agency', 'commune_chair'),
  ),
  // Whoever supervises the nation, or was let in, reads. A label that is put on may lie above the ceiling of who puts it there.
  updatable: any(
    platform,
    holdsAt('agency', 'owner_agency', 'commune_child_officer', 'commune_chair'),
    holdsAt('province', 'province_code', 'province_child_officer'),
    holdsAt('agency', 'reporting_agency', '111_counsellor', '111_supervisor', 'police_intake'),
  ),
  actions: {
    'case.list': any(commune, shared),
    'case.read': any(commune, shared),
    'case.overview': any(commune, shared, province, ministry, reporter),
    'case.read-narrative': any(commune, granted('case', 'narrative', 'id')),
    'case.read-identity': all(any(commune, granted('case', 'identity', 'id')), steppedUp),
    'case.read-internal': any(commune, granted('case', 'internal', 'id')),
    'case.work': commune,
    'case.decide': chair,
    'case.transfer': any(chair, all(province, granted('case', 'internal', 'id'))),
    'case.grant': chair,
    'case.label': any(chair, all(province, shared)),
    'case.declare-conflict': any(commune, province, reporter),
    'case.simulate': any(chair, province),
  },
  followers: [
    'sealed_part',
    'event',
    'form',
    'form_part',
    'form_conflict',
    'decision',
    'document',
    'document_part',
    'plan',
    'plan_action',
    'plan_monitoring',
    'implementation_entry',
    'separation',
    'consent',
    'identity_key',
    'recertification',
  ].map((table) => ({ table: `cases.${table}`, column: 'case_id' })),
});

export const communeRoles = ['commune_child_officer', 'commune_chair'] as const;
export const receiverRoles = [
  'facility_worker',
  'school_officer',
  'police_intake',
  'police_investigator',
  '111_counsellor',
  '111_supervisor',
  ...communeRoles,
] as const;

/** A referral is not the case: the receiver sees this row and its sealed copy, and nothing behind it. */
export const referralPolicy = definePolicy({
  resource: 'referral',
  table: 'cases.referral',
  objectKind: 'referral',
  columns: { case_id: 'uuid', from_agency: 'text', to_agency: 'text', status: 'text' },
  visible: any(
    platform,
    all(
      not(excluded('case', 'case_id')),
      any(
        holdsAt('agency', 'from_agency', ...communeRoles),
        all(holdsAt('agency', 'to_agency', ...receiverRoles), not(columnIn('status', 'DRAFT', 'REVOKED'))),
      ),
    ),
  ),
  insertable: holdsAt('agency', 'from_agency', ...communeRoles),
  actions: {
    'referral.send': holdsAt('agency', 'from_agency', ...communeRoles),
    'referral.answer': holdsAt('agency', 'to_agency', ...receiverRoles),
    'referral.read': any(
      holdsAt('agency', 'from_agency', ...communeRoles),
      holdsAt('agency', 'to_agency', ...receiverRoles),
    ),
    'referral.read-identity': all(
      any(holdsAt('agency', 'from_agency', ...communeRoles), holdsAt('agency', 'to_agency', ...receiverRoles)),
      steppedUp,
    ),
  },
  followers: ['referral_part', 'referral_event', 'referral_question', 'referral_attachment'].map((table) => ({
    table: `cases.${table}`,
    column: 'referral_id',
  })),
});

const whoHandedOver = all(
  actorIs<'handed_over_by'>('person', 'handed_over_by'),
  holdsAt('agency', 'from_agency', ...handOverRoles),
);
const shiftSupervisor = holdsAt<'from_agency'>('agency', 'from_agency', '111_supervisor');
const supplementedCommune = holdsAt<'to_agency'>('agency', 'to_agency', ...communeRoles);

/**
 * What is owed after an emergency was handed over: it is of who handed it over, of who answers for their shift, and of the commune
 * that holds the case. It opens nothing of the case to who writes it.
 */
export const supplementPolicy = definePolicy({
  resource: 'supplement',
  table: 'cases.supplement',
  objectKind: 'supplement',
  columns: { case_id: 'uuid', from_agency: 'text', to_agency: 'text', handed_over_by: 'uuid' },
  visible: any(
    platform,
    all(not(excluded('case', 'case_id')), any(whoHandedOver, shiftSupervisor, supplementedCommune)),
  ),
  insertable: whoHandedOver,
  actions: {
    'case.supplement': any(whoHandedOver, shiftSupervisor),
    'supplement.assign': shiftSupervisor,
    'supplement.take-in': supplementedCommune,
  },
  followers: [{ table: 'cases.supplement_part', column: 'supplement_id' }],
});

/** An incident holds ids only; its tracks are seen each by its own agency. */
export const incidentPolicy = definePolicy({
  resource: 'incident',
  table: 'cases.incident',
  columns: { opened_by_agency: 'text' },
  visible: any(platform, actorIs('agency', 'opened_by_agency')),
  insertable: any(platform, actorIs('agency', 'opened_by_agency')),
  actions: { 'incident.read': actorIs('agency', 'opened_by_agency') },
});

/** Who works on the tracks beside the protection of the child. */
const trackRoles = ['police_intake', 'police_investigator', 'takedown_officer'] as const;

export const trackPolicy = definePolicy({
  resource: 'track',
  table: 'cases.track',
  columns: { agency: 'text' },
  visible: any(platform, actorIs('agency', 'agency')),
  insertable: any(
    platform,
    holds('111_counsellor', '111_supervisor', 'police_intake', 'province_child_officer', ...communeRoles),
  ),
  actions: { 'track.read': actorIs('agency', 'agency'), 'track.end': holdsAt('agency', 'agency', ...trackRoles) },
});

export const contactRequestPolicy = definePolicy({
  resource: 'contact_request',
  table: 'cases.contact_request',
  columns: { from_case: 'uuid', to_case: 'uuid', from_agency: 'text', to_agency: 'text' },
  visible: any(
    platform,
    all(
      not(excluded('case', 'from_case')),
      not(excluded('case', 'to_case')),
      any(holdsAt('agency', 'from_agency', ...communeRoles), holdsAt('agency', 'to_agency', ...communeRoles)),
    ),
  ),
  insertable: platform,
  actions: { 'contact-request.answer': holdsAt('agency', 'to_agency', ...communeRoles), 'contact-request.none': never },
});

/** Organisations outside the platform: their names and public keys, for whoever sends to them; a chair or a province registers them for their own agency. */
export const externalReceiverPolicy = definePolicy({
  resource: 'external_receiver',
  table: 'cases.external_receiver',
  columns: { registered_by_agency: 'text' },
  visible: any(platform, holds(...communeRoles, 'province_child_officer', 'ministry_child_officer')),
  insertable: holdsAt('agency', 'registered_by_agency', 'commune_chair', 'province_child_officer'),
  actions: { 'external-receiver.read': holds(...communeRoles, 'province_child_officer', 'ministry_child_officer') },
});

export const casesPolicies = [
  casePolicy,
  referralPolicy,
  supplementPolicy,
  incidentPolicy,
  trackPolicy,
  contactRequestPolicy,
  externalReceiverPolicy,
];

export const casesCapabilities = defineCapabilities({
  'case.open': holds('111_counsellor', '111_supervisor', 'police_intake', 'province_child_officer', ...communeRoles),
  'form-definition.publish': holdsNationwide('ministry_child_officer'),
  'external-receiver.manage': holds('commune_chair', 'province_child_officer'),
  'grant.recertify': holds('commune_chair'),
});
