import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  columnIn,
  columnNull,
  definePolicy,
  holds,
  machineScope,
} from '../../kernel/index.ts';
import { memberRoles } from './membership.ts';

const system = actorKind('system');
/** Whoever answers for the network, while their agency holds the function on the day. */
const coordinators = all(holds('vncop_coordinator'), agencyHas('COORDINATE_VNCOP'));
/** Those who verify and order: they ring a member and read its agreements. */
const workers = holds('takedown_officer', 'content_analyst', 'content_verifier');
/** A member's own people, for their own organisation alone. */
const own = all(actorIs('agency', 'agency'), holds(...memberRoles, 'agency_admin'));
/** Its systems: one reads what stands of its organisation, another writes who is on duty, as from the plan that it keeps. */
const reads = all(actorIs('agency', 'agency'), any(machineScope('membership.fetch'), machineScope('roster.keep')));
const plans = all(actorIs('agency', 'agency'), machineScope('roster.keep'));

export const membershipPolicy = definePolicy({
  resource: 'membership',
  table: 'members.membership',
  columns: { agency: 'text', state: 'text' },
  visible: any(system, coordinators, workers, own, reads),
  insertable: coordinators,
  updatable: coordinators,
  actions: {
    'membership.read': always,
    /** The list of all with what is missing at each. */
    'membership.oversee': any(coordinators, workers),
    'membership.keep': all(coordinators, columnIn('state', 'INVITED', 'ACTIVE', 'SUSPENDED')),
  },
});

export const agreementPolicy = definePolicy({
  resource: 'agreement',
  table: 'members.agreement',
  columns: { agency: 'text', ended_by: 'uuid' },
  visible: any(system, coordinators, workers, own, reads),
  insertable: coordinators,
  updatable: coordinators,
  actions: { 'agreement.read': always, 'agreement.end': all(coordinators, columnNull('ended_by')) },
});

/** Who is on duty when is kept by the member itself; the coordinator enters it where a member cannot. */
export const networkDutyPolicy = definePolicy({
  resource: 'network-duty',
  table: 'members.network_duty',
  columns: { agency: 'text' },
  visible: any(system, coordinators, workers, own, reads),
  insertable: any(coordinators, own, plans),
  updatable: any(coordinators, own, plans),
  actions: { 'network-duty.read': always, 'network-duty.keep': any(coordinators, own, plans) },
});

export const networkPolicies = [membershipPolicy, agreementPolicy, networkDutyPolicy];
