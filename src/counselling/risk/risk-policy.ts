import { any, definePolicy } from '../../kernel/index.ts';
import { atDesk, platform } from '../desk-conditions.ts';

/*
 * Rows of the guided dialogue. The desk sees that there are some; whoever has the contact reads them, as the contact’s own policy says,
 * and their words are sealed. The child’s session and words reach none of them.
 */
const columns = { desk_code: 'text' } as const;

export const riskAnswerPolicy = definePolicy({
  resource: 'risk_answer',
  table: 'counselling.risk_answer',
  columns,
  visible: any(atDesk, platform),
  insertable: atDesk,
  actions: {},
});

export const riskLevelPolicy = definePolicy({
  resource: 'risk_level',
  table: 'counselling.risk_level',
  columns,
  visible: any(atDesk, platform),
  insertable: atDesk,
  actions: {},
});

export const riskHandOverPolicy = definePolicy({
  resource: 'risk_hand_over',
  table: 'counselling.risk_hand_over',
  columns,
  visible: any(atDesk, platform),
  insertable: any(atDesk, platform),
  actions: {},
});
