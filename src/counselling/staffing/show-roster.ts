import { actOnRecord, type Ctx, type LongJob, lastLongJobs, ok, type Result } from '../../kernel/index.ts';
import {
  type Assignment,
  type OnCall,
  peopleNeeded,
  rosterDays,
  type UnfilledSlot,
  unfilledSlots,
} from './roster.pure.ts';
import { rosterInput } from './roster-input.ts';
import { assignmentsOf, listRosterRows, onCallOfRoster, type RosterRow } from './roster-store.ts';
import { ROSTER_WORK } from './solve-roster-work.ts';
import { atOwnDesk, rosterRecord } from './staffing-act.ts';
import { type NamedShift, onCallRegions, shiftKinds } from './staffing-store.ts';

const SHOWN = 20;

/** A roster with everything that is seen of it. */
export interface ShownRoster {
  readonly roster: RosterRow;
  readonly shifts: readonly NamedShift[];
  readonly regions: readonly { readonly code: string; readonly vi: string; readonly en: string }[];
  readonly assignments: readonly Assignment[];
  readonly onCall: readonly OnCall[];
  readonly unfilled: readonly UnfilledSlot[];
  /** How many each slot needs, the least at night among them. */
  readonly needed: readonly { readonly day: string; readonly shift: string; readonly people: number }[];
  readonly job: LongJob | null;
}

/** The rosters of the own desk that the actor may see, the latest first. Refusals: `staffing.no-desk` */
export function listRosters(ctx: Ctx): Promise<Result<{ readonly rosters: readonly RosterRow[] }>> {
  return atOwnDesk(ctx, async (tx, { desk }) => ok({ rosters: await listRosterRows(tx, desk, SHOWN) }));
}

/** A roster as far as the actor may see it: who works when, and what is open. Refusals: those of an act on a record */
export function showRoster(ctx: Ctx, input: { readonly id: string }): Promise<Result<ShownRoster>> {
  return actOnRecord(rosterRecord, ctx, 'roster.see', { id: input.id, readOnly: true }, async (tx, roster) => {
    const asked = await rosterInput(tx, roster);
    const made = { assignments: await assignmentsOf(tx, roster.id), onCall: await onCallOfRoster(tx, roster.id) };
    const job = (await lastLongJobs(tx, ROSTER_WORK, [roster.id])).get(roster.id) ?? null;
    const days = rosterDays(asked);
    return ok({
      roster,
      shifts: await shiftKinds(tx),
      regions: await onCallRegions(tx),
      ...made,
      unfilled: roster.best === null ? [] : unfilledSlots(asked, made),
      needed: days.flatMap((day) =>
        asked.shifts.map((shift) => ({ day, shift: shift.code, people: peopleNeeded(asked, day, shift) })),
      ),
      job,
    });
  });
}
