import { actorIs, all, definePolicy, not } from '../../kernel/index.ts';
import { supervisors } from '../desk-conditions.ts';

const own = actorIs('person', 'author');

/** The note from one shift to the next: supervisors of the desk read it, and one who is not its author says that they have. */
export const handoverPolicy = definePolicy({
  resource: 'shift_handover',
  table: 'counselling.shift_handover',
  objectKind: 'shift-handover',
  columns: { desk_code: 'text', author: 'uuid' },
  visible: supervisors,
  insertable: all(supervisors, own),
  updatable: all(supervisors, not(own)),
  actions: {
    'handover.read': supervisors,
    'handover.leave': all(supervisors, own),
    'handover.confirm': all(supervisors, not(own)),
  },
});
