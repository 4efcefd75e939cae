import { definePolicy, holdsAt } from '../../kernel/index.ts';

const supervisors = holdsAt('desk', 'desk_code', '111_supervisor');

/** Sentences kept ready: the desk uses them, its supervisors write them. */
export const cannedAnswerPolicy = definePolicy({
  resource: 'canned_answer',
  table: 'counselling.canned_answer',
  columns: { desk_code: 'text' },
  visible: holdsAt('desk', 'desk_code', '111_agent', '111_counsellor', '111_supervisor'),
  insertable: supervisors,
  actions: {
    'canned-answer.use': holdsAt('desk', 'desk_code', '111_agent', '111_counsellor', '111_supervisor'),
    'canned-answer.write': supervisors,
  },
});
