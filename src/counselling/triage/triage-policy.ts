import { actorIs, actorKind, any, definePolicy, holdsAt } from '../../kernel/index.ts';
import { platform, supervisors } from '../desk-conditions.ts';

/** Whether scores move anybody: the desk's supervisors see it and decide it; one may stop it, two put it into use. */
export const triageSettingPolicy = definePolicy({
  resource: 'triage_setting',
  table: 'counselling.triage_setting',
  columns: { desk_code: 'text' },
  // The child's request reads whether it may be read; there is nothing else in it.
  visible: any(
    platform,
    supervisors,
    holdsAt('desk', 'desk_code', '111_agent', '111_counsellor'),
    actorKind('receipt'),
  ),
  insertable: any(platform, supervisors),
  actions: { 'triage.steer': supervisors },
});

/** Scores are for those who answer for the order, in codes and numbers; a helper sees the reason on the card. */
export const triageScorePolicy = definePolicy({
  resource: 'triage_score',
  table: 'counselling.triage_score',
  columns: { contact_id: 'uuid', desk_code: 'text' },
  visible: any(platform, supervisors),
  insertable: any(platform, actorIs('report', 'contact_id')),
  actions: { 'triage.see': supervisors },
});
