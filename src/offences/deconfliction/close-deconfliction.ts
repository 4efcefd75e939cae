import { actAs, type Ctx, ok, parseId, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { insertEvent } from '../files/file-store.ts';
import { refuse } from '../refusals.ts';
import { deconflictionOutcome } from './deconfliction-lists.ts';
import { pointerPolicy } from './deconfliction-policies.ts';
import { closePointers, findPointer, pointersOfHit } from './deconfliction-store.ts';
import { POINTER, tellUnit } from './tell-holders.ts';

const CLOSE = systemActor('offences.close-deconfliction');

/**
 * Ends a de-confliction for both units: how, and which of the two leads from here on, where one does. Files stay as they are; whoever hands
 * one over does it by its own act. Refusals: `access.not-permitted`, `deconfliction.not-found`, `deconfliction.closed`, `deconfliction.outcome-unusable`
 */
export async function closeDeconfliction(
  ctx: Ctx,
  input: { readonly pointer: string; readonly outcome: string; readonly lead?: string | undefined },
): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !pointerPolicy.couldEver(actor, 'deconfliction.close', ctx.now)) {
    await ctx.auditRefused({ action: 'deconfliction.close' });
    return refuseRequest('access.not-permitted');
  }
  const id = parseId<'pointer'>(input.pointer);
  if (id === undefined) return refuse('deconfliction.not-found');
  if (!deconflictionOutcome.has(input.outcome)) return refuse('deconfliction.outcome-unusable', { field: 'outcome' });
  const { lead } = deconflictionOutcome.get(input.outcome);
  return ctx.transaction(async (tx): Promise<Result<void>> => {
    const pointer = await findPointer(tx, id);
    if (!pointer || !pointerPolicy.can(actor, 'deconfliction.close', pointer, tx.now))
      return refuse('deconfliction.not-found');
    if (pointer.state === 'CLOSED') return refuse('deconfliction.closed');
    const leads = lead ? input.lead : undefined;
    if (lead && leads !== pointer.agency && leads !== pointer.other_agency)
      return refuse('deconfliction.outcome-unusable', { field: 'lead' });
    await actAs(tx, CLOSE, async (platform) => {
      await closePointers(platform, pointer.hit_id, {
        outcome: input.outcome,
        lead_agency: leads ?? null,
        closed_by: actor.person,
      });
      for (const side of await pointersOfHit(platform, pointer.hit_id)) {
        await insertEvent(
          platform,
          side.file_id,
          'deconfliction-closed',
          { outcome: input.outcome, unit: side.other_agency },
          tx.actor,
        );
        await tellUnit(platform, side.agency, {
          kind: 'deconfliction.closed',
          object: { kind: POINTER, id: side.id },
          file: side.file_id,
          facts: { outcome: input.outcome, unit: side.other_agency },
        });
      }
    });
    tx.audit({ action: 'deconfliction.close', object: { kind: POINTER, id }, codes: { outcome: input.outcome } });
    return ok();
  });
}
