import { definePolicy } from '../../kernel/index.ts';
import { atDesk, supervisors } from '../desk-conditions.ts';

/** Sentences kept ready: the desk uses them, its supervisors write them. */
export const cannedAnswerPolicy = definePolicy({
  resource: 'canned_answer',
  table: 'counselling.canned_answer',
  columns: { desk_code: 'text' },
  visible: atDesk,
  insertable: supervisors,
  actions: {
    'canned-answer.use': atDesk,
    'canned-answer.write': supervisors,
  },
});
