import {
  actorIs,
  actorKind,
  all,
  any,
  columnIn,
  columnNull,
  defineCapabilities,
  definePolicy,
  excluded,
  granted,
  holds,
  holdsAt,
  holdsNationwide,
  not,
} from '../kernel/index.ts';
import { role } from '../vocabulary/index.ts';
import { linesOfWork } from './clock.ts';

const platform = actorKind('system');
/** Who has deadlines to keep: an administrator of the agency or of the system has none, nor has who holds no role any more. */
const workers = role.terms
  .filter(({ desk, code }) => desk && code !== 'agency_admin' && code !== 'sysadmin')
  .map(({ code }) => code);

const ofLine = Object.entries(linesOfWork).map(([line, who]) => ({ is: columnIn('line', line), ...who }));
const owned = actorIs('agency', 'owner_agency');
const ownedOrRaised = any(owned, actorIs('agency', 'escalated_agency'));
/** Whoever coordinates what a line of work does sees its clocks where they belong and where they came up to; those who keep them at the owner's alone. */
const overseenLine = any(...ofLine.map(({ is, oversee }) => all(is, ownedOrRaised, holds(...oversee))));
const keptLine = any(...ofLine.map(({ is, keep, oversee }) => all(is, owned, holds(...keep, ...oversee))));

/**
 * Clocks: the owner's, those of the receipt's own report, and the levels above, which see codes only. Who is shut out of the record is
 * shut out of its clock. One that is confined to its module, as an offence file's is, nobody sees here: neither those above nor the
 * other desks of its agency, which must not learn that there is one. One of a line of work is for those of it alone: the child officers of a
 * province or a ministry can do nothing about an order to a platform.
 */
export const clockPolicy = definePolicy({
  resource: 'clock',
  table: 'clocks.clock',
  columns: {
    record_id: 'uuid',
    owner_agency: 'text',
    escalated_agency: 'text',
    province_code: 'text',
    confined_to: 'text',
    line: 'text',
  },
  visible: any(
    platform,
    all(
      columnNull('confined_to'),
      not(excluded('case', 'record_id')),
      any(
        all(
          columnNull('line'),
          any(
            ownedOrRaised,
            actorIs('report', 'record_id'),
            holdsAt('province', 'province_code', 'province_child_officer'),
            holdsNationwide('ministry_child_officer'),
            granted('case', 'triage', 'record_id'),
            granted('report', 'triage', 'record_id'),
          ),
        ),
        keptLine,
        overseenLine,
      ),
    ),
  ),
  // Whoever hands a matter over starts a clock that others own; the verb that starts it has judged the act.
  insertable: any(actorIs('report', 'record_id'), platform, actorKind('person')),
  // What becomes of it is judged by the verbs and written by the platform.
  updatable: platform,
  actions: {
    'clock.own': any(all(columnNull('line'), owned, holds(...workers)), keptLine),
    'clock.oversee': any(
      all(
        columnNull('line'),
        any(
          holdsAt('province', 'province_code', 'province_child_officer'),
          holdsNationwide('ministry_child_officer'),
          // No province stands above the helpline, the register and listening: whoever answers for them sees their own clocks, and those that came up to them.
          all(ownedOrRaised, holds('111_supervisor', 'hash_db_approver', 'listening_supervisor')),
        ),
      ),
      overseenLine,
    ),
  },
});

/**
 * What was told to whom about a clock: ids and codes. A lock of its own and not the clock's, since the sweep writes hundreds of
 * thousands at once; whoever reads one reads the clock beside it, under the clock's lock.
 */
export const escalationPolicy = definePolicy({
  resource: 'escalation',
  table: 'clocks.escalation',
  columns: { to_agency: 'text' },
  visible: any(platform, actorIs('agency', 'to_agency')),
  insertable: platform,
  actions: { 'escalation.see': actorIs('agency', 'to_agency') },
});

export const clocksCapabilities = defineCapabilities({
  /** Correct a rule, put a new one in force, record a day of the calendar. */
  'deadline-rule.manage': holdsNationwide('ministry_child_officer'),
  'deadline-rule.try': any(holdsNationwide('ministry_child_officer'), holds('province_child_officer')),
});
