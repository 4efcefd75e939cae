import { actAs, type Ctx, HOUR, MINUTE, newId, systemActor, type Tx } from '../../kernel/index.ts';
import { addExposure } from '../../work/index.ts';
import { giveBackOffer } from '../helpers/set-away.ts';
import { tellShift } from '../helpers/shift-record.ts';
import { openShiftOf, updateShift } from '../helpers/shift-store.ts';
import { ruleValues } from '../staffing/staffing-act.ts';
import type { ContactRow } from '../tables.ts';
import { exposureWeight, isHard, minutesHeld, restAfter } from './care.ts';
import { hardSince, heldSince, insertExposure } from './care-store.ts';

/**
 * A helper lets go of a contact: how heavy it was goes to their own chart and, where it was hard, to the one budget that reviewers have
 * too; the rest that follows is theirs whether they ask for it or not. What they still have stays with them.
 * @param contact as it was while they had it
 */
export async function settleExposure(ctx: Ctx, tx: Tx, contact: ContactRow): Promise<void> {
  const { helper } = contact;
  if (helper === null) return;
  // The platform counts: what somebody has been through is kept from whoever ends the contact for them.
  await actAs(tx, systemActor('counselling.settle-exposure'), async (as) => {
    const from = await heldSince(as, contact.id, helper);
    if (from === undefined) return;
    const shift = await openShiftOf(as, helper);
    const rules = await ruleValues(as);
    const minutes = minutesHeld(from, as.now);
    const weight = exposureWeight(contact.band, minutes, rules);
    const hard = isHard(weight, rules);
    const hardBefore = shift && hard ? await hardSince(as, helper, shift.began_at) : 0;
    const runHours = shift ? (as.now.getTime() - shift.run_since.getTime()) / HOUR : 0;
    const rest = restAfter({ hard, hardBefore, runHours }, rules);
    await insertExposure(as, {
      id: newId<'helper-exposure'>(as.now.getTime()),
      person: helper,
      desk_code: contact.desk_code,
      at: as.now,
      minutes,
      weight,
      hard,
      rest_minutes: rest,
    });
    const standing = hard
      ? await addExposure(ctx, as, { person: helper, agency: contact.organisation, seconds: minutes * 60 })
      : undefined;
    if (!shift) return;
    const until = Math.max(
      rest > 0 ? as.now.getTime() + rest * MINUTE : 0,
      standing?.until?.getTime() ?? 0,
      shift.rest_until?.getTime() ?? 0,
    );
    if (until <= as.now.getTime()) return;
    const restUntil = new Date(until);
    const isBreak = rest >= rules.CARE_BREAK_MINUTES;
    await giveBackOffer(as, helper);
    tellShift(
      as,
      await updateShift(as, shift.id, { rest_until: restUntil, ...(isBreak ? { run_since: restUntil } : {}) }),
    );
  });
}
