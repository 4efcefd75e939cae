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
  holds,
  machineScope,
  not,
} from '../../kernel/index.ts';
import { receiverRoles } from './alert.ts';

const platform = actorKind('system');
const ofOwnAgency = actorIs('agency', 'agency');
const coordinators = all(holds('vncop_coordinator'), agencyHas('COORDINATE_VNCOP'));
const verifiers = all(holds('content_analyst', 'content_verifier'), agencyHas('VERIFY_CONTENT'));
/** Who writes alerts for the network: those who verify, and its coordinators, while their agency holds the function. */
const writers = any(verifiers, coordinators);
/** An alert is its agency's; who coordinates the network sees all. */
const keepers = any(coordinators, all(verifiers, ofOwnAgency));

export const alertPolicy = definePolicy({
  resource: 'network-alert',
  table: 'takedown.alert',
  columns: { agency: 'text', state: 'text', written_by: 'uuid' },
  visible: any(platform, keepers),
  insertable: any(platform, all(writers, ofOwnAgency)),
  updatable: any(platform, keepers),
  actions: {
    'network-alert.list': always,
    'network-alert.read': always,
    /** A second person of the agency, never who wrote it. */
    'network-alert.approve': all(
      columnIn('state', 'WAITING'),
      writers,
      ofOwnAgency,
      not(actorIs('person', 'written_by')),
    ),
    /** One person alone, at once: a wrong alert harms every minute. */
    'network-alert.recall': all(columnIn('state', 'ISSUED'), keepers),
    'network-alert.draft': keepers,
    /** What was told by telephone where a recall was not answered. */
    'network-alert.call': keepers,
  },
  followers: ['alert_part', 'alert_event', 'alert_use', 'alert_item'].map((table) => ({
    table: `takedown.${table}`,
    column: 'alert_id',
  })),
});

const receivers = all(holds(...receiverRoles), ofOwnAgency);

export const alertReceiptPolicy = definePolicy({
  resource: 'alert-receipt',
  table: 'takedown.alert_receipt',
  columns: { agency: 'text', sender: 'text' },
  visible: any(
    platform,
    coordinators,
    all(verifiers, actorIs('agency', 'sender')),
    receivers,
    all(any(machineScope('network-alert.fetch'), machineScope('alert-receipt.acknowledge')), ofOwnAgency),
  ),
  insertable: platform,
  updatable: platform,
  actions: {
    'alert-receipt.read': receivers,
    'network-alert.fetch': all(machineScope('network-alert.fetch'), ofOwnAgency),
    /** People of the recipient, its machine, or its signed webhook, which the platform has verified. */
    'alert-receipt.acknowledge': any(platform, receivers, all(machineScope('alert-receipt.acknowledge'), ofOwnAgency)),
  },
});

export const alertPolicies = [alertPolicy, alertReceiptPolicy];

export const alertCapabilities = defineCapabilities({ 'network-alert.write': writers });
