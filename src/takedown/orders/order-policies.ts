import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  columnIn,
  columnNull,
  defineCapabilities,
  definePolicy,
  excluded,
  holds,
  machineScope,
  not,
} from '../../kernel/index.ts';

const platform = actorKind('system');
const verifiers = all(holds('content_analyst', 'content_verifier'), agencyHas('VERIFY_CONTENT'));
/** Who orders, while their agency holds the power today. */
const orderers = all(holds('takedown_officer'), any(agencyHas('ORDER_TAKEDOWN'), agencyHas('ORDER_BLOCK')));
const coordinators = all(holds('vncop_coordinator'), agencyHas('COORDINATE_VNCOP'));
/** People of a member organisation, and its machines with the scope for it. */
const answerers = any(holds('platform_contact', 'isp_contact', 'vncop_member_user'), machineScope('order.answer'));
const ofAddressee = all(actorIs('agency', 'addressee_agency'), answerers, not(columnNull('sent_at')));

export const addresseePolicy = definePolicy({
  resource: 'addressee',
  table: 'takedown.addressee',
  columns: { agency: 'text' },
  visible: any(platform, verifiers, orderers, coordinators, all(actorIs('agency', 'agency'), answerers)),
  insertable: any(platform, orderers, coordinators),
  updatable: any(platform, orderers, coordinators, all(actorIs('agency', 'agency'), answerers)),
  actions: {
    'addressee.read': always,
    /** Enters and ends contacts; a member keeps its own. */
    'addressee.keep': any(
      orderers,
      coordinators,
      all(actorIs('agency', 'agency'), holds('platform_contact', 'isp_contact', 'vncop_member_user')),
    ),
    /** Says that a contact that somebody else entered is the right one. */
    'addressee.approve': any(orderers, coordinators),
  },
  followers: [
    { table: 'takedown.addressee_reach', column: 'addressee_id' },
    { table: 'takedown.addressee_contact', column: 'addressee_id' },
  ],
});

export const orderPolicy = definePolicy({
  resource: 'takedown-order',
  table: 'takedown.takedown_order',
  columns: {
    item_id: 'uuid',
    state: 'text',
    proposed_by: 'uuid',
    ordering_agency: 'text',
    addressee_agency: 'text',
    sent_at: 'timestamptz',
  },
  visible: all(not(excluded('content-item', 'item_id')), any(platform, verifiers, orderers, ofAddressee)),
  insertable: any(platform, verifiers, orderers),
  updatable: any(platform, verifiers, orderers, ofAddressee),
  actions: {
    'takedown-order.read': always,
    /** Nobody orders what they proposed; that they took no part in the verification is asked of the grades. */
    'takedown-order.issue': all(columnIn('state', 'PROPOSED'), orderers, not(actorIs('person', 'proposed_by'))),
    'takedown-order.decline': all(columnIn('state', 'PROPOSED'), orderers),
    'takedown-order.cancel': all(orderers, actorIs('agency', 'ordering_agency')),
    'takedown-order.clarify': all(columnIn('state', 'SUSPENDED'), orderers, actorIs('agency', 'ordering_agency')),
    'takedown-order.escalate': all(orderers, actorIs('agency', 'ordering_agency')),
    /** What the addressee says of it: its people, its machine, or its signed webhook, which the platform has verified. */
    'takedown-order.answer': any(platform, ofAddressee),
    /** The whole document, with the address; each look is in the audit. */
    'takedown-order.open': any(platform, orderers, verifiers, ofAddressee),
  },
  followers: [
    { table: 'takedown.order_event', column: 'order_id' },
    { table: 'takedown.order_document', column: 'order_id' },
  ],
});

export const holdPolicy = definePolicy({
  resource: 'police-hold',
  table: 'takedown.police_hold',
  columns: { item_id: 'uuid', agency: 'text' },
  visible: all(not(excluded('content-item', 'item_id')), any(platform, verifiers, orderers)),
  insertable: all(orderers, agencyHas('INVESTIGATE'), actorIs('agency', 'agency')),
  updatable: all(orderers, agencyHas('INVESTIGATE'), actorIs('agency', 'agency')),
  actions: {
    'police-hold.read': always,
    'police-hold.end': all(orderers, agencyHas('INVESTIGATE'), actorIs('agency', 'agency')),
  },
});

export const orderPolicies = [addresseePolicy, orderPolicy, holdPolicy];

export const orderCapabilities = defineCapabilities({
  'takedown-order.propose': any(verifiers, orderers),
  'takedown-order.report': any(verifiers, orderers),
  'addressee.enter': any(orderers, coordinators),
  /** How fast each addressee answers, beside the others. */
  'addressee.compare': any(verifiers, orderers, coordinators),
  'police-hold.place': all(orderers, agencyHas('INVESTIGATE')),
});
