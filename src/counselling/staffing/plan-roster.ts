import { addDays, type Ctx, isDate, newId, ok, type Result, startLongJob, vietnamDate } from '../../kernel/index.ts';
import { findColleagues } from '../../members/index.ts';
import { refuse } from '../refusals.ts';
import type { Need } from './roster.pure.ts';
import { insertRoster, lockDesk } from './roster-store.ts';
import { ROSTER_WORK } from './solve-roster-work.ts';
import { HELPER_ROLES, NEED_MOST, ROSTER_DAYS_MOST, ROSTER_PEOPLE_MOST } from './staffing.ts';
import { atOwnDesk, spanRefusal } from './staffing-act.ts';
import { rosterPolicy } from './staffing-policies.ts';
import { shiftKinds } from './staffing-store.ts';

export interface PlanRoster {
  /** First day. */
  readonly from: string;
  readonly days: number;
  /** How many each shift of each day needs; a slot that is left out needs nobody, but for the least at night. */
  readonly needs: readonly Need[];
}

/**
 * Drafts a roster of the own desk and asks for it to be solved; nobody sees it before it is published.
 * Refusals: `staffing.no-desk`, `staffing.days-invalid`, `roster.needs-invalid`, `roster.too-many`, `access.not-permitted`
 */
export async function planRoster(ctx: Ctx, input: PlanRoster): Promise<Result<{ readonly roster: string }>> {
  if (!isDate(input.from) || input.from < vietnamDate(ctx.now))
    return refuse('staffing.days-invalid', { field: 'from' });
  const span = spanRefusal(input.days, ROSTER_DAYS_MOST);
  if (span) return span;
  return atOwnDesk(ctx, async (tx, { actor, desk, organisation }) => {
    const id = newId<'roster'>(tx.now.getTime());
    if (!rosterPolicy.can(actor, 'roster.plan', { desk_code: desk, state: 'DRAFT' }, tx.now))
      return refuse('staffing.supervisors-only');
    const shifts = new Set((await shiftKinds(tx)).map(({ code }) => code));
    const last = addDays(input.from, input.days - 1);
    const wrong = input.needs.find(
      ({ day, shift, people }) =>
        !shifts.has(shift) ||
        !(input.from <= day && day <= last) ||
        !Number.isInteger(people) ||
        people < 0 ||
        people > NEED_MOST,
    );
    if (wrong || input.needs.length > input.days * shifts.size)
      return refuse('roster.needs-invalid', { field: 'needs', facts: { most: NEED_MOST } });
    const people = await findColleagues(ctx, { roles: HELPER_ROLES, desk });
    if (!people.ok) return people;
    if (people.value.length > ROSTER_PEOPLE_MOST)
      return refuse('roster.too-many', { facts: { people: people.value.length, most: ROSTER_PEOPLE_MOST } });
    await lockDesk(tx, desk);
    await insertRoster(tx, {
      id,
      desk,
      organisation,
      from: input.from,
      days: input.days,
      needs: input.needs,
      madeBy: actor.person,
      people: people.value.map((one) => one.id),
    });
    tx.audit({ action: 'roster.plan', object: { kind: 'roster', id }, codes: { from: input.from, days: input.days } });
    const started = await startLongJob(tx, { kind: ROSTER_WORK, objectId: id });
    return started.ok ? ok({ roster: id }) : started;
  });
}
