import { type Ctx, ok, type Result, refuseRequest } from '../kernel/index.ts';
import type { TrackKind } from './track.ts';
import { endTrack } from './track-store.ts';

/** Ends the actor's agency's own track of an incident. The other tracks run on: none closes another. */
export async function endOwnTrack(
  ctx: Ctx,
  input: { readonly incident: string; readonly kind: TrackKind },
): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    if (!(await endTrack(tx, { ...input, agency: actor.agency }))) return refuseRequest('record.not-found');
    tx.audit({ action: 'track.end', object: { kind: 'incident', id: input.incident }, codes: { kind: input.kind } });
    return ok();
  });
}
