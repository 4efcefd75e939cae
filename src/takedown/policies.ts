import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  columnIn,
  defineCapabilities,
  definePolicy,
  excluded,
  holds,
  machineScope,
  not,
} from '../kernel/index.ts';
import { memberRoles } from '../members/index.ts';
import { alertCapabilities, alertPolicies } from './alerts/alert-policies.ts';
import { blockPolicies } from './blocklists/block-policies.ts';
import { deliveryPolicy } from './deliveries/delivery-policies.ts';
import { contentLookPolicy } from './digest/look-policy.ts';
import { drillPolicies } from './drills/drill-policies.ts';
import { machineReportPolicies } from './machine-reports/report-policies.ts';
import { orderCapabilities } from './orders/order-policies.ts';

const platform = actorKind('system');

/** Those who verify for the whole country: 111, A05, the authority of the information ministry, while their agency holds the function. */
export const verifiers = all(holds('content_analyst', 'content_verifier'), agencyHas('VERIFY_CONTENT'));
/** The police of a province: what was given to their own unit. */
const localVerifiers = all(holds('content_verifier'), actorIs('agency', 'agency'));
const workers = any(verifiers, localVerifiers);
/** Those who order look only at what two have verified. */
const orderers = all(
  holds('takedown_officer'),
  any(agencyHas('ORDER_TAKEDOWN'), agencyHas('ORDER_BLOCK')),
  columnIn('state', 'VERIFIED', 'ORDERED', 'GONE', 'RETURNED'),
);
/** Whoever is named in an item, or has a conflict of interest, is kept from it whatever they hold. */
const notKeptOut = not(excluded('content-item', 'id'));
const notOwn = not(actorIs('person', 'proposed_by'));

export const itemPolicy = definePolicy({
  resource: 'content-item',
  table: 'takedown.item',
  objectKind: 'content-item',
  columns: { id: 'uuid', agency: 'text', state: 'text', proposed_by: 'uuid' },
  visible: all(notKeptOut, any(platform, workers, orderers)),
  insertable: platform,
  updatable: any(platform, workers),
  actions: {
    'content-item.list': always,
    'content-item.read': always,
    /** The address as it stands; each look is in the audit. */
    'content-item.unmask': any(workers, orderers),
    'content-item.triage': all(columnIn('state', 'RECEIVED', 'TRIAGED'), workers),
    'content-item.set-aside': all(columnIn('state', 'RECEIVED', 'TRIAGED'), workers),
    'content-item.take-up': all(columnIn('state', 'SET_ASIDE'), workers),
    /** One of the two blind grades: not of what one entered oneself. */
    'content-item.grade': all(columnIn('state', 'TRIAGED', 'GRADED_ONCE'), workers, notOwn),
    /** The third grade where two differ. */
    'content-item.settle': all(columnIn('state', 'DISPUTED'), workers, notOwn),
    /** Hosts, siblings and rules of its domain. */
    'content-item.describe': workers,
    /** Looks at it now, and says what a look found. */
    'content-item.look': all(columnIn('state', 'ORDERED', 'GONE', 'RETURNED'), any(workers, orderers)),
    'content-item.declare-conflict': workers,
  },
  followers: [
    ...['incident', 'item_sibling', 'host_fact', 'item_event'].map((table) => ({
      table: `takedown.${table}`,
      column: 'item_id',
    })),
    // Looks are evidence that something is gone: whoever sees an item reads them, and the platform alone writes them.
    ...['look_place', 'look', 'seen_gone'].map((table) => ({
      table: `takedown.${table}`,
      column: 'item_id',
      writable: platform,
    })),
  ],
});

/** What was handed over with a content track: the platform alone. */
export const contentTrackPolicy = definePolicy({
  resource: 'content-track',
  table: 'takedown.content_track',
  columns: {},
  visible: platform,
  insertable: platform,
  updatable: platform,
  actions: {},
});

/** What arrived: the platform folds it; who sees the item sees where it came from through the item's own verb. */
export const arrivalPolicy = definePolicy({
  resource: 'content-arrival',
  table: 'takedown.arrival',
  columns: {},
  visible: platform,
  insertable: platform,
  updatable: platform,
  actions: {},
});

/** Two grades are blind: a grader sees their own until the item is decided. */
export const gradePolicy = definePolicy({
  resource: 'content-grade',
  table: 'takedown.grade',
  columns: { grader: 'uuid', sealed: 'boolean' },
  visible: any(platform, actorIs('person', 'grader'), all(columnIn('sealed', false), verifiers)),
  insertable: all(actorIs('person', 'grader'), holds('content_analyst', 'content_verifier')),
  updatable: platform,
  actions: { 'content-grade.read': always },
});

export const weightPolicy = definePolicy({
  resource: 'content-weight',
  table: 'takedown.weight_set',
  columns: {},
  visible: any(platform, holds('content_analyst', 'content_verifier', 'takedown_officer')),
  insertable: verifiers,
  updatable: platform,
  actions: { 'content-weight.read': always, 'content-weight.set': verifiers },
});

export const domainRulePolicy = definePolicy({
  resource: 'content-domain-rule',
  table: 'takedown.domain_rule',
  columns: {},
  visible: any(platform, holds('content_analyst', 'content_verifier', 'takedown_officer')),
  insertable: verifiers,
  updatable: any(platform, verifiers),
  actions: { 'content-domain-rule.read': always, 'content-domain-rule.set': verifiers },
});

export const takedownPolicies = [
  itemPolicy,
  arrivalPolicy,
  contentTrackPolicy,
  gradePolicy,
  weightPolicy,
  domainRulePolicy,
  ...blockPolicies,
  ...drillPolicies,
  deliveryPolicy,
  contentLookPolicy,
  ...alertPolicies,
  ...machineReportPolicies,
];

/** Permissions that hang on no row. */
export const takedownCapabilities = defineCapabilities({
  /** Enters an address by hand: who verifies, and the members of the network, who see nothing of it afterwards but its code. */
  'content-item.propose': any(verifiers, holds('content_verifier', 'vncop_member_user')),
  /** Hands the addresses of a report over, whose own policy says who reads them. */
  'content-item.hand-over': holds('111_counsellor', '111_supervisor', 'police_intake'),
  /** How a member answers: its own people and its machine, who coordinates, and those who verify and order; the verb asks for the membership. */
  'member-scorecard.read': any(
    all(holds('vncop_coordinator'), agencyHas('COORDINATE_VNCOP')),
    holds('takedown_officer', 'content_analyst', 'content_verifier', 'agency_admin', ...memberRoles),
    machineScope('membership.fetch'),
  ),
  ...orderCapabilities.source,
  ...alertCapabilities.source,
});
