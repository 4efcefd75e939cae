import { type Ctx, MINUTE, ok, type Result, type Tx } from '../../kernel/index.ts';
import type { HelperState } from '../contacts/contact.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { refuse } from '../refusals.ts';
import { ruleValues } from '../staffing/staffing-act.ts';
import type { ShiftRow } from '../tables.ts';
import { type HelperReason, reasonFits, type ShiftView, shiftView } from './helper.ts';
import { giveBackOffer } from './set-away.ts';
import { ownShiftAct, shiftAudit, tellShift } from './shift-record.ts';
import { updateShift } from './shift-store.ts';

export interface SetHelperState {
  readonly state: HelperState;
  /** Needed for `away` and `break`. */
  readonly reason?: HelperReason | undefined;
}

/** A helper says whether they take contacts. Only the person makes themselves available. */
export async function setHelperState(ctx: Ctx, input: SetHelperState): Promise<Result<ShiftView>> {
  const set = await ownShiftAct(ctx, async (tx, shift, person) => {
    if (!reasonFits(input.state, input.reason)) return refuse('shift.reason-unknown', { field: 'reason' });
    if (input.state === 'away' || input.state === 'break') await giveBackOffer(tx, person.person);
    const rested = shift.state === 'break' && (await wasRealBreak(tx, shift));
    const now = await updateShift(tx, shift.id, {
      state: input.state,
      state_since: tx.now,
      state_set_by: 'self',
      state_reason: input.reason ?? null,
      missed_offers: 0,
      last_sign_at: tx.now,
      ...(shift.state !== 'available' && input.state === 'available' ? { idle_since: tx.now } : {}),
      ...(rested ? { run_since: tx.now } : {}),
    });
    tx.audit({ ...shiftAudit(shift), action: 'shift.set-state', codes: { state: input.state } });
    tellShift(tx, now);
    return ok(shiftView(now));
  });
  if (set.ok) await offerContacts(ctx);
  return set;
}

/** Whether a break that ends now was long enough to count as one. */
async function wasRealBreak(tx: Tx, shift: ShiftRow): Promise<boolean> {
  const least = (await ruleValues(tx)).CARE_BREAK_MINUTES;
  return tx.now.getTime() - shift.state_since.getTime() >= least * MINUTE;
}
