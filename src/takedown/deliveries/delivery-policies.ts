import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  definePolicy,
  holds,
  machineScope,
} from '../../kernel/index.ts';
import { memberRoles } from '../../members/index.ts';

const platform = actorKind('system');
const orderers = all(holds('takedown_officer'), any(agencyHas('ORDER_TAKEDOWN'), agencyHas('ORDER_BLOCK')));
const coordinators = all(holds('vncop_coordinator'), agencyHas('COORDINATE_VNCOP'));
const ownPeople = all(holds(...memberRoles), actorIs('agency', 'agency'));
const ownMachine = all(machineScope('order.answer'), actorIs('agency', 'agency'));

/** A member sees what was sent to itself and to nobody else; who coordinates and who orders see what reached whom. Never a word of it. */
export const deliveryPolicy = definePolicy({
  resource: 'member-delivery',
  table: 'takedown.member_delivery',
  columns: { agency: 'text' },
  visible: any(platform, coordinators, orderers, ownPeople, ownMachine),
  insertable: platform,
  updatable: platform,
  actions: {
    'member-delivery.read': always,
    'member-delivery.retry': any(coordinators, orderers, ownPeople),
  },
});
