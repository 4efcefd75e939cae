import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { carriedBy } from '../contacts/contact-store.ts';
import { refuse } from '../refusals.ts';
import { type ShiftView, shiftView } from './helper.ts';
import { giveBackOffer } from './set-away.ts';
import { ownShiftAct, shiftAudit, tellShift } from './shift-record.ts';
import { updateShift } from './shift-store.ts';

/** The helper goes home. Nobody leaves children behind: what they still have is ended or handed over first. */
export async function endShift(ctx: Ctx): Promise<Result<ShiftView>> {
  return ownShiftAct(ctx, async (tx, shift, person) => {
    const carried = await carriedBy(tx, person.person);
    if (carried.length > 0) return refuse('shift.contacts-open', { facts: { contacts: carried.length } });
    await giveBackOffer(tx, person.person);
    const ended = await updateShift(tx, shift.id, { ended_at: tx.now, state: 'away', state_since: tx.now });
    tx.audit({ ...shiftAudit(shift), action: 'shift.end' });
    tellShift(tx, ended);
    return ok(shiftView(ended));
  });
}
