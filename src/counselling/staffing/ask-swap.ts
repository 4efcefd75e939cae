import { type Ctx, newId, ok, parseId, type Result, vietnamDate } from '../../kernel/index.ts';
import { findColleagues } from '../../members/index.ts';
import { refuse } from '../refusals.ts';
import { assignmentsOf, findRoster, insertSwap, lockDesk } from './roster-store.ts';
import { HELPER_ROLES } from './staffing.ts';
import { atOwnDesk } from './staffing-act.ts';

export interface AskSwap {
  readonly roster: string;
  /** The day of the own shift that is to be given. */
  readonly day: string;
  /** A colleague. */
  readonly to: string;
  /** The day of the colleague's shift that is taken for it; absent: it is given without one. */
  readonly forDay?: string | undefined;
}

/**
 * Asks a colleague to take an own shift. Nothing changes before they say yes.
 * Refusals: `staffing.no-desk`, `record.not-found`, `swap.no-shift`, `swap.colleague-not-there`, `swap.already-asked`
 */
export async function askSwap(ctx: Ctx, input: AskSwap): Promise<Result<{ readonly swap: string }>> {
  const roster = parseId<'roster'>(input.roster);
  const to = parseId<'person'>(input.to);
  if (roster === undefined) return refuse('swap.no-shift', { field: 'day' });
  return atOwnDesk(ctx, async (tx, { actor, desk }) => {
    const found = await findRoster(tx, roster, false);
    if (found?.state !== 'PUBLISHED' || found.desk !== desk) return refuse('swap.no-shift', { field: 'day' });
    const colleagues = await findColleagues(ctx, { roles: HELPER_ROLES, desk });
    if (!colleagues.ok) return colleagues;
    if (to === undefined || to === actor.person || !colleagues.value.some(({ id }) => id === to))
      return refuse('swap.colleague-not-there', { field: 'to' });
    await lockDesk(tx, desk);
    const today = vietnamDate(tx.now);
    const work = await assignmentsOf(tx, found.id);
    const works = (person: string, day: string) =>
      day >= today && work.some((one) => one.person === person && one.day === day);
    if (!works(actor.person, input.day)) return refuse('swap.no-shift', { field: 'day' });
    if (input.forDay !== undefined && !works(to, input.forDay)) return refuse('swap.no-shift', { field: 'forDay' });
    const id = newId<'shift-swap'>(tx.now.getTime());
    const asked = await insertSwap(tx, {
      id,
      roster: found.id,
      desk,
      asker: actor.person,
      asked: to,
      askerDay: input.day,
      askedDay: input.forDay ?? null,
    });
    if (!asked) return refuse('swap.already-asked');
    tx.audit({ action: 'swap.ask', object: { kind: 'shift-swap', id }, codes: { day: input.day } });
    tx.notify({ topic: 'swap.changed', id, desk });
    return ok({ swap: id });
  });
}
