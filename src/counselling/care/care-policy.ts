import { actorIs, all, any, definePolicy } from '../../kernel/index.ts';
import { atDesk, platform } from '../desk-conditions.ts';

const own = all(atDesk, actorIs('person', 'person'));

/** What a person has been through at work: theirs to see, and no supervisor's. The platform counts it. */
export const helperExposurePolicy = definePolicy({
  resource: 'helper_exposure',
  table: 'counselling.helper_exposure',
  columns: { desk_code: 'text', person: 'uuid' },
  visible: any(own, platform),
  insertable: platform,
  actions: { 'helper-exposure.own': own },
});
