import { any, definePolicy } from '../../kernel/index.ts';
import { atDesk, platform, supervisors } from '../desk-conditions.ts';

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
