import { actorIs, actorKind, all, any, definePolicy, holdsAt } from '../../kernel/index.ts';

const platform = actorKind('system');
const atDesk = holdsAt('desk', 'desk_code', '111_agent', '111_counsellor', '111_supervisor');
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
