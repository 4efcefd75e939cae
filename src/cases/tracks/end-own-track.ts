import { type Ctx, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
import { trackPolicy } from '../access/case-policy.ts';
import type { OtherTrack } from './track.ts';
import { endTrack } from './track-store.ts';

/**
 * Ends the actor's agency's own content or offence track of an incident. The other tracks run on: none closes another; the
 * protection track ends with its case alone. Refusals: `access.not-permitted`, `record.not-found`
 */
export async function endOwnTrack(
  ctx: Ctx,
  input: { readonly incident: string; readonly kind: OtherTrack },
): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !trackPolicy.couldEver(actor, 'track.end', ctx.now)) {
    await ctx.auditRefused({ action: 'track.end' });
    return refuseRequest('access.not-permitted');
  }
  const incident = parseId<'incident'>(input.incident);
  if (incident === undefined || (input.kind !== 'content' && input.kind !== 'offence'))
    return refuseRequest('record.not-found');
  return ctx.transaction(async (tx) => {
    if (!(await endTrack(tx, { incident, kind: input.kind, agency: actor.agency })))
      return refuseRequest('record.not-found');
    tx.audit({ action: 'track.end', object: { kind: 'incident', id: incident }, codes: { kind: input.kind } });
    tx.notify({ topic: 'cases.track', id: incident, agency: actor.agency });
    return ok();
  });
}
