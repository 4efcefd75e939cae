import {
  actOnRecord,
  type Ctx,
  isDate,
  newId,
  type OnRecord,
  ok,
  type Result,
  vietnamDate,
} from '../../kernel/index.ts';
import { daysBetween } from '../../kernel/time.pure.ts';
import { refuse } from '../refusals.ts';
import { lockDesk, releaseDays } from './roster-store.ts';
import { type LeaveKind, SPAN_DAYS_MOST } from './staffing.ts';
import { atOwnDesk, leaveRecord, spanRefusal } from './staffing-act.ts';
import { insertLeave, leaveBetween, lockPerson, settleLeave } from './staffing-store.ts';

export interface AskLeave {
  readonly from: string;
  readonly to: string;
  readonly kind: LeaveKind;
}

/**
 * Asks for days off, the first and the last among them. No reason is asked for.
 * Refusals: `staffing.no-desk`, `staffing.days-invalid`, `leave.overlaps`
 */
export async function askLeave(ctx: Ctx, { from, to, kind }: AskLeave): Promise<Result<{ readonly leave: string }>> {
  if (!isDate(from) || from < vietnamDate(ctx.now)) return refuse('staffing.days-invalid', { field: 'from' });
  const span = isDate(to)
    ? spanRefusal(daysBetween(from, to) + 1, SPAN_DAYS_MOST)
    : refuse('staffing.days-invalid', { field: 'to' });
  if (span) return span;
  return atOwnDesk(ctx, async (tx, { actor, desk }) => {
    await lockPerson(tx, actor.person);
    const overlapping = (await leaveBetween(tx, desk, from, to)).some(({ person }) => person === actor.person);
    if (overlapping) return refuse('leave.overlaps', { field: 'from' });
    const id = newId<'leave'>(tx.now.getTime());
    await insertLeave(tx, { id, person: actor.person, desk_code: desk, from_day: from, to_day: to, kind });
    tx.audit({ action: 'leave.ask', object: { kind: 'leave', id }, codes: { from, to } });
    tx.notify({ topic: 'leave.changed', id, desk });
    return ok({ leave: id });
  });
}

/** Takes an own leave back, whether it was decided or not. Refusals: those of an act on a record, `leave.over` */
export function withdrawLeave(ctx: Ctx, on: OnRecord): Promise<Result<void>> {
  return actOnRecord(leaveRecord, ctx, 'leave.ask', on, async (tx, leave) => {
    if (leave.state !== 'ASKED') return refuse('leave.over');
    await settleLeave(tx, leave, 'WITHDRAWN', null);
    tx.audit({ action: 'leave.withdraw', object: { kind: 'leave', id: leave.id } });
    return ok();
  });
}

/**
 * Grants or declines leave of somebody else. What they had in published rosters is open then.
 * Refusals: those of an act on a record, `leave.over`
 */
export function decideLeave(
  ctx: Ctx,
  input: OnRecord & { readonly grant: boolean },
): Promise<Result<{ readonly opened: number }>> {
  return actOnRecord(leaveRecord, ctx, 'leave.decide', input, async (tx, leave, actor) => {
    if (leave.state !== 'ASKED') return refuse('leave.over');
    await lockDesk(tx, leave.desk);
    await settleLeave(tx, leave, input.grant ? 'GRANTED' : 'DECLINED', actor.person);
    const opened = input.grant ? await releaseDays(tx, leave.desk, leave) : 0;
    tx.audit({
      action: 'leave.decide',
      object: { kind: 'leave', id: leave.id },
      codes: { grant: input.grant, opened },
    });
    return ok({ opened });
  });
}
