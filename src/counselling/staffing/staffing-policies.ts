import { actorIs, all, any, columnIn, definePolicy, holds, not } from '../../kernel/index.ts';
import { atDesk, platform, supervisors } from '../desk-conditions.ts';

const own = actorIs('person', 'person');

/** A roster: supervisors plan it; the desk sees it once it is published, as a roster hangs on a wall. */
export const rosterPolicy = definePolicy({
  resource: 'roster',
  table: 'counselling.roster',
  columns: { desk_code: 'text', state: 'text' },
  visible: any(supervisors, all(atDesk, columnIn('state', 'PUBLISHED')), platform),
  insertable: supervisors,
  actions: {
    'roster.plan': supervisors,
    'roster.see': atDesk,
  },
  followers: ['roster_assignment', 'roster_on_call'].map((table) => ({
    table: `counselling.${table}`,
    column: 'roster_id',
  })),
});

/** What somebody wishes of their own work: theirs to set, and for who plans to read. */
export const rosterWishPolicy = definePolicy({
  resource: 'roster_wish',
  table: 'counselling.roster_wish',
  columns: { desk_code: 'text', person: 'uuid' },
  visible: any(all(atDesk, own), supervisors, platform),
  insertable: all(atDesk, own),
  updatable: all(atDesk, own),
  actions: { 'roster-wish.set': all(atDesk, own) },
});

/** Leave: asked for by the person, decided by a supervisor who is somebody else. */
export const leavePolicy = definePolicy({
  resource: 'leave',
  table: 'counselling.leave',
  columns: { desk_code: 'text', person: 'uuid' },
  visible: any(all(atDesk, own), supervisors, platform),
  insertable: all(atDesk, own),
  actions: {
    'leave.ask': all(atDesk, own),
    'leave.decide': all(supervisors, not(own)),
  },
});

/** A swap of shifts: between the two, and for who plans to see. Nobody but the one who was asked says yes. */
export const shiftSwapPolicy = definePolicy({
  resource: 'shift_swap',
  table: 'counselling.shift_swap',
  columns: { desk_code: 'text', asker: 'uuid', asked: 'uuid' },
  visible: any(all(atDesk, any(actorIs('person', 'asker'), actorIs('person', 'asked'))), supervisors, platform),
  insertable: all(atDesk, actorIs('person', 'asker')),
  actions: {
    'swap.ask': all(atDesk, actorIs('person', 'asker')),
    'swap.answer': all(atDesk, actorIs('person', 'asked')),
  },
});

export const forecastEventPolicy = definePolicy({
  resource: 'forecast_event',
  table: 'counselling.forecast_event',
  columns: { desk_code: 'text' },
  visible: any(supervisors, platform),
  insertable: supervisors,
  actions: { 'forecast.plan': supervisors },
});

/** Rules of staffing hold for every desk: whoever works at one reads them, a supervisor sets them. */
export const staffingRulePolicy = definePolicy({
  resource: 'staffing_rule',
  table: 'counselling.staffing_rule',
  columns: {},
  visible: any(holds('111_agent', '111_counsellor', '111_supervisor'), platform),
  insertable: holds('111_supervisor'),
  actions: {},
});

/** Contacts by the hour, counted by the platform. */
export const arrivalHourPolicy = definePolicy({
  resource: 'arrival_hour',
  table: 'counselling.arrival_hour',
  columns: { desk_code: 'text' },
  visible: any(supervisors, platform),
  insertable: platform,
  updatable: platform,
  actions: {},
});

export const staffingPolicies = [
  rosterPolicy,
  rosterWishPolicy,
  leavePolicy,
  shiftSwapPolicy,
  forecastEventPolicy,
  staffingRulePolicy,
  arrivalHourPolicy,
];
