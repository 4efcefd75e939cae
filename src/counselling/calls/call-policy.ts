import { actorIs, all, any, definePolicy } from '../../kernel/index.ts';
import { atDesk, platform } from '../desk-conditions.ts';

const own = all(atDesk, actorIs('person', 'person'));

/** Where somebody of the desk has a telephone: the desk sees it, each person says it of themselves. */
export const phoneExtensionPolicy = definePolicy({
  resource: 'phone_extension',
  table: 'counselling.phone_extension',
  columns: { desk_code: 'text', person: 'uuid' },
  visible: any(atDesk, platform),
  insertable: own,
  updatable: own,
  actions: { 'phone-extension.own': own },
});
