import { type Ctx, newId, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { type ContactChannel, contactChannels, type Tier } from '../contacts/contact.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { FIRST_LEVEL } from '../contacts/offer-rules.pure.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { helperShiftPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { ShiftRow } from '../tables.ts';
import { type ShiftView, shiftView, tiersOf } from './helper.ts';
import { shiftAudit, tellShift } from './shift-record.ts';
import { insertShift, openShiftOf } from './shift-store.ts';

export interface BeginShift {
  readonly tier: Tier;
  readonly channels: readonly ContactChannel[];
  /** The person heard the test ring. Without it an offer would stand unheard. */
  readonly heardRing: boolean;
  /** Whether the browser may show notifications; the page says so where it may not. */
  readonly notifies: boolean;
}

/**
 * A helper begins to work, available from now on. One who has a shift open gets that one as it stands, in the state that it has:
 * a page that was loaded anew makes nobody available.
 */
export async function beginShift(ctx: Ctx, input: BeginShift): Promise<Result<ShiftView>> {
  const { actor } = ctx;
  if (
    actor.kind !== 'person' ||
    !helperShiftPolicy.can(actor, 'shift.own', { desk_code: HELPLINE.desk, person: actor.person }, ctx.now)
  )
    return refuseRequest('access.not-permitted');
  if (!tiersOf(actor, HELPLINE.desk).includes(input.tier)) return refuse('shift.tier-not-yours');
  const channels = contactChannels.filter((channel) => input.channels.includes(channel));
  if (channels.length === 0) return refuse('shift.channel-needed', { field: 'channels' });
  if (!input.heardRing) return refuse('shift.check-needed', { field: 'heardRing' });
  const begun = await ctx.transaction(async (tx) => {
    const shift: ShiftRow = {
      id: newId<'helper-shift'>(tx.now.getTime()),
      person: actor.person,
      desk_code: HELPLINE.desk,
      organisation: HELPLINE.agency,
      began_at: tx.now,
      ended_at: null,
      state: 'available',
      state_since: tx.now,
      state_set_by: 'self',
      state_reason: null,
      tier: input.tier,
      level: FIRST_LEVEL[input.tier],
      channels,
      checked_at: tx.now,
      last_sign_at: tx.now,
      missed_offers: 0,
      last_offer_at: null,
      idle_since: tx.now,
      rest_until: null,
      run_since: tx.now,
      version: 1,
    };
    if (!(await insertShift(tx, shift))) {
      const open = await openShiftOf(tx, actor.person);
      return open ? ok(shiftView(open)) : refuse('shift.none-open');
    }
    tx.audit({ ...shiftAudit(shift), action: 'shift.begin', codes: { tier: shift.tier, notifies: input.notifies } });
    tellShift(tx, shift);
    return ok(shiftView(shift));
  });
  if (begun.ok) await offerContacts(ctx);
  return begun;
}
