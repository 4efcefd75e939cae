import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { loadsOf } from '../contacts/queue-store.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { helperShiftPolicy } from '../policies.ts';
import { type ShiftView, shiftView } from './helper.ts';
import { openShifts } from './shift-store.ts';

/** Who is on shift, with what each carries of 100: for everybody of the desk. */
export async function listShifts(ctx: Ctx): Promise<Result<readonly (ShiftView & { readonly load: number })[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !helperShiftPolicy.couldEver(actor, 'shift.see', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const shifts = await openShifts(tx, HELPLINE.desk);
    const loads = await loadsOf(
      tx,
      shifts.map(({ person }) => person),
    );
    return ok(shifts.map((shift) => ({ ...shiftView(shift), load: loads.get(shift.person)?.load ?? 0 })));
  });
}
