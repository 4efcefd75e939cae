import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  columnNull,
  definePolicy,
  holds,
  machineScope,
} from '../../kernel/index.ts';
import { memberRoles } from '../../members/index.ts';

const platform = actorKind('system');
const coordinators = all(holds('vncop_coordinator'), agencyHas('COORDINATE_VNCOP'));
/** People of the member that was called, and its machine with the scope for orders. */
const called = all(actorIs('agency', 'agency'), any(holds(...memberRoles), machineScope('order.answer')));

export const drillPolicy = definePolicy({
  resource: 'drill',
  table: 'takedown.drill',
  columns: { ended_at: 'timestamptz' },
  visible: any(platform, coordinators),
  insertable: coordinators,
  updatable: any(platform, coordinators),
  actions: {
    'drill.read': always,
    'drill.start': coordinators,
    'drill.end': all(coordinators, columnNull('ended_at')),
  },
});

/** A member sees that it was called, and no other member's part. */
export const drillCallPolicy = definePolicy({
  resource: 'drill-call',
  table: 'takedown.drill_call',
  columns: { agency: 'text' },
  visible: any(platform, coordinators, called),
  insertable: coordinators,
  updatable: any(platform, coordinators, called),
  actions: {
    'drill-call.read': always,
    'drill-call.acknowledge': called,
  },
});

export const drillPolicies = [drillPolicy, drillCallPolicy];
