import { communeRoles } from '../../cases/index.ts';
import { actorKind, any, definePolicy, holds, holdsAt } from '../../kernel/index.ts';

/** Who looks for help for a child, or answers for those who do. */
const lookers = holds(
  '111_agent',
  '111_counsellor',
  '111_supervisor',
  'facility_worker',
  ...communeRoles,
  'province_child_officer',
  'ministry_child_officer',
);
const own = holdsAt('agency', 'agency', 'facility_worker');

/** The directory of facilities: read by who refers children, written by each facility for itself. */
export const facilityPolicy = definePolicy({
  resource: 'facility',
  table: 'counselling.facility',
  columns: { agency: 'text' },
  visible: any(actorKind('system'), lookers),
  insertable: own,
  updatable: own,
  actions: { 'facility.see': lookers, 'facility.describe': own },
});
