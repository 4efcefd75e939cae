import { actorKind, any, definePolicy, holdsAt } from '../../kernel/index.ts';

const platform = actorKind('system');
const supervisors = holdsAt('desk', 'desk_code', '111_supervisor');
const atDesk = holdsAt('desk', 'desk_code', '111_agent', '111_counsellor', '111_supervisor');

/** How many came: counted by the platform, for the desk's supervisors. */
const arrivalDayPolicy = definePolicy({
  resource: 'arrival_day',
  table: 'counselling.arrival_day',
  columns: { desk_code: 'text' },
  visible: any(supervisors, platform),
  insertable: platform,
  updatable: platform,
  actions: {},
});

/** What contacts were about: whoever writes one down counts it; supervisors read the figures. */
export const recordTallyPolicy = definePolicy({
  resource: 'record_tally',
  table: 'counselling.record_tally',
  columns: { desk_code: 'text' },
  visible: any(atDesk, platform),
  insertable: atDesk,
  updatable: atDesk,
  actions: { 'contact-figures.see': supervisors },
});

export const figurePolicies = [arrivalDayPolicy, recordTallyPolicy];
