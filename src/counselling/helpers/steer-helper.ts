import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type ContactChannel, contactChannels, type HelperState, type Tier } from '../contacts/contact.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { refuse } from '../refusals.ts';
import { type HelperReason, reasonFits, type ShiftView, shiftView } from './helper.ts';
import { giveBackOffer } from './set-away.ts';
import { shiftAct, shiftAudit, tellShift } from './shift-record.ts';
import { type ShiftChange, updateShift } from './shift-store.ts';

export interface SteerHelper {
  readonly shift: string;
  readonly version: number;
  readonly state?: HelperState | undefined;
  readonly reason?: HelperReason | undefined;
  readonly tier?: Tier | undefined;
  /** 1 to 5. */
  readonly level?: number | undefined;
  readonly channels?: readonly ContactChannel[] | undefined;
  /** No offer before then: after a hard contact. */
  readonly restUntil?: Date | undefined;
}

/** A supervisor sets where a helper works, and may set them away or to rest; never available, which the person alone says. */
export async function steerHelper(ctx: Ctx, input: SteerHelper): Promise<Result<ShiftView>> {
  const steered = await shiftAct(ctx, 'shift.steer', { id: input.shift, version: input.version }, async (tx, shift) => {
    if (shift.ended_at !== null) return refuse('shift.act-not-open');
    if (input.state === 'available') return refuse('shift.not-by-others', { field: 'state' });
    if (input.state !== undefined && !reasonFits(input.state, input.reason))
      return refuse('shift.reason-unknown', { field: 'reason' });
    const channels = input.channels && contactChannels.filter((channel) => input.channels?.includes(channel));
    if (channels?.length === 0) return refuse('shift.channel-needed', { field: 'channels' });
    const change: ShiftChange = {
      ...(input.state !== undefined && {
        state: input.state,
        state_since: tx.now,
        state_set_by: 'supervisor',
        state_reason: input.reason ?? null,
      }),
      ...(input.tier !== undefined && { tier: input.tier }),
      ...(input.level !== undefined && { level: input.level }),
      ...(channels !== undefined && { channels }),
      ...(input.restUntil !== undefined && { rest_until: input.restUntil }),
    };
    const stops = input.state === 'away' || input.state === 'break' || (input.restUntil ?? tx.now) > tx.now;
    if (stops) await giveBackOffer(tx, shift.person);
    const now = await updateShift(tx, shift.id, change);
    tx.audit({ ...shiftAudit(shift), action: 'shift.steer', codes: { changed: Object.keys(change).join(' ') } });
    tellShift(tx, now);
    return ok(shiftView(now));
  });
  if (steered.ok) await offerContacts(ctx);
  return steered;
}
