import { type Ctx, HOUR, MINUTE, newId, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { diversionPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { Tier } from './contact.ts';
import { offerContacts } from './offer-contacts.ts';
import { endDiversions, insertDiversion } from './queue-store.ts';

export const diversionReasons = ['staff-short', 'office-down', 'surge', 'training'] as const;

export interface DivertQueue {
  readonly from: Tier;
  /** Null ends what is diverted of the tier. */
  readonly to: { readonly reason: (typeof diversionReasons)[number]; readonly until: Date } | null;
}

const SHORTEST = 15 * MINUTE;
const LONGEST = 12 * HOUR;

/** A supervisor sends the contacts of one tier to the helpers of the other, for a time and a reason. It ends by itself. */
export async function divertQueue(ctx: Ctx, input: DivertQueue): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !diversionPolicy.can(actor, 'queue.divert', { desk_code: HELPLINE.desk }, ctx.now))
    return refuseRequest('access.not-permitted');
  const { to } = input;
  if (to) {
    const lasts = to.until.getTime() - ctx.now.getTime();
    if (!(lasts >= SHORTEST && lasts <= LONGEST)) return refuse('queue.until-unusable', { field: 'until' });
    if (!diversionReasons.includes(to.reason)) return refuse('contact.reason-unknown', { field: 'reason' });
  }
  const diverted = await ctx.transaction(async (tx) => {
    await endDiversions(tx, HELPLINE.desk, input.from);
    const id = newId<'queue-diversion'>(tx.now.getTime());
    if (to)
      await insertDiversion(tx, {
        id,
        desk_code: HELPLINE.desk,
        from_tier: input.from,
        to_tier: input.from === 'front' ? 'counsellor' : 'front',
        reason: to.reason,
        set_by: actor.person,
        set_at: tx.now,
        until: to.until,
        ended_at: null,
      });
    const codes = { from: input.from, ...(to ? { reason: to.reason } : { ended: true }) };
    tx.audit({ organisation: HELPLINE.agency, action: 'queue.divert', object: { kind: 'queue-diversion', id }, codes });
    tx.notify({ topic: 'queue.diverted', id, desk: HELPLINE.desk });
    return ok();
  });
  if (diverted.ok) await offerContacts(ctx);
  return diverted;
}
