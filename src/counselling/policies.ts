import { actorIs, all, any, defineCapabilities, definePolicy, granted, holds, machineScope } from '../kernel/index.ts';
import { DISPLAY_SCOPE } from '../members/index.ts';
import { handoverPolicy } from './board/board-policy.ts';
import { helperExposurePolicy } from './care/care-policy.ts';
import { concernPolicy, safeguardAlertPolicy } from './concerns/concern-policies.ts';
import { atDesk, deskRoles, platform, supervisors } from './desk-conditions.ts';
import { qualityReviewPolicy } from './quality/quality-policy.ts';
import { triageScorePolicy, triageSettingPolicy } from './triage/triage-policy.ts';

const holder = actorIs('report', 'id');
const helper = actorIs('person', 'helper');
const asked = actorIs('person', 'transfer_to');
const watcher = all(supervisors, actorIs('person', 'watched_by'));

/**
 * Who reaches a contact. The desk sees that it is there and how long it waits; what was said is read by whoever has it, and by
 * somebody to whom a grant opens it (listening in, a review); the child reaches its own by cookie or words, as the holder of a receipt.
 */
export const contactPolicy = definePolicy({
  resource: 'contact',
  table: 'counselling.contact',
  objectKind: 'contact',
  columns: {
    id: 'uuid',
    desk_code: 'text',
    helper: 'uuid',
    offered_to: 'uuid',
    transfer_to: 'uuid',
    watched_by: 'uuid',
  },
  visible: any(holder, atDesk, granted('contact', 'triage', 'id'), platform),
  insertable: any(holder, atDesk, platform),
  actions: {
    'contact.list': any(atDesk, granted('contact', 'triage', 'id')),
    // Nobody chooses from the queue: a helper accepts what was offered to them.
    'contact.accept': all(atDesk, actorIs('person', 'offered_to')),
    'contact.take-transfer': all(atDesk, asked),
    // Whoever is asked to take it over reads it first, and does not begin anew with the child.
    'contact.read': any(all(atDesk, any(helper, asked)), watcher, granted('contact', 'narrative', 'id')),
    'contact.reply': all(atDesk, helper),
    'contact.note': all(atDesk, helper),
    'contact.record': all(atDesk, helper),
    'contact.transfer': all(atDesk, helper),
    'contact.end': all(atDesk, helper),
    'contact.steer': supervisors,
    // To begin to read along; what is read, `contact.read` says.
    'contact.watch': supervisors,
    'contact.own': holder,
  },
  followers: [
    ...['contact_receipt', 'contact_session', 'contact_line', 'sealed_part', 'contact_note', 'contact_event'],
    ...['contact_record', 'contact_survey', 'contact_slow', 'contact_plan', 'phone_call', 'call_back'],
    ...['contact_conversation', 'contact_letter', 'call_step'],
  ].map((table) => ({ table: `counselling.${table}`, column: 'contact_id' })),
});

const own = actorIs('person', 'person');

/** A helper's shift: the desk sees who is there; only the person, the supervisor and the platform change it. */
export const helperShiftPolicy = definePolicy({
  resource: 'helper_shift',
  table: 'counselling.helper_shift',
  columns: { desk_code: 'text', person: 'uuid' },
  visible: any(atDesk, platform),
  insertable: any(all(atDesk, own), platform),
  updatable: any(all(atDesk, own), supervisors, platform),
  actions: {
    'shift.see': atDesk,
    'shift.own': all(atDesk, own),
    'shift.steer': supervisors,
  },
});

/** A queue that was diverted: the desk sees it, supervisors make and end it. */
export const diversionPolicy = definePolicy({
  resource: 'queue_diversion',
  table: 'counselling.queue_diversion',
  columns: { desk_code: 'text' },
  visible: any(atDesk, platform),
  insertable: supervisors,
  updatable: supervisors,
  actions: { 'queue.see': atDesk, 'queue.divert': supervisors },
});

/** Permissions that hang on no row. */
export const counsellingCapabilities = defineCapabilities({
  /** Numbers of the desk: whoever works there, and a screen that a supervisor let see them. */
  'wall.read': any(holds(...deskRoles), machineScope(DISPLAY_SCOPE)),
});

export const counsellingPolicies = [
  contactPolicy,
  helperShiftPolicy,
  diversionPolicy,
  handoverPolicy,
  helperExposurePolicy,
  concernPolicy,
  safeguardAlertPolicy,
  qualityReviewPolicy,
  triageSettingPolicy,
  triageScorePolicy,
];
