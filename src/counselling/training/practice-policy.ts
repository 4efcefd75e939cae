import { actorIs, all, any, definePolicy } from '../../kernel/index.ts';
import { atDesk, supervisors } from '../desk-conditions.ts';

const own = all(atDesk, actorIs('person', 'person'));

/** A practice is there for the person alone. */
export const practicePolicy = definePolicy({
  resource: 'practice',
  table: 'counselling.practice',
  columns: { desk_code: 'text', person: 'uuid' },
  visible: own,
  insertable: own,
  deletable: own,
  actions: { 'practice.own': own },
  followers: [{ table: 'counselling.practice_line', column: 'practice_id' }],
});

/** That somebody practised: the supervisor hears it where the person told it. */
export const practiceSharePolicy = definePolicy({
  resource: 'practice_share',
  table: 'counselling.practice_share',
  columns: { desk_code: 'text', person: 'uuid' },
  visible: any(own, supervisors),
  insertable: own,
  deletable: own,
  actions: { 'practice-share.see': supervisors },
});
