import { type Ctx, newId, ok, type Result, readTextInput, refuseRequest, type TextRule } from '../../kernel/index.ts';
import { weightPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { shippedWeights, type Weights, weightsAreSound, weightsSchema } from './triage.ts';
import { currentWeights, insertWeightSet, type WeightSet, weightSets } from './weight-store.ts';

export const WEIGHT_REASON: TextRule = { most: 300, lines: true };

/**
 * Sets the weights of triage with a reason; what waits is scored anew in the background. A child in danger stays first whatever
 * they say. Refusals: `access.not-permitted`, `content-weight.unsound`, `text.*`
 */
export async function setWeights(
  ctx: Ctx,
  input: { readonly weights: unknown; readonly reason: string },
): Promise<Result<{ id: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !weightPolicy.couldEver(actor, 'content-weight.set', ctx.now)) {
    await ctx.auditRefused({ action: 'content-weight.set' });
    return refuseRequest('access.not-permitted');
  }
  const read = weightsSchema.safeParse(input.weights);
  if (!read.success)
    return refuse('content-weight.unsound', { field: read.error.issues[0]?.path.map(String).join('.') ?? 'weights' });
  if (!weightsAreSound(read.data)) return refuse('content-weight.unsound', { field: 'tiers' });
  const reason = readTextInput(input.reason, 'reason', WEIGHT_REASON);
  if (!reason.ok) return reason;
  return ctx.transaction(async (tx) => {
    const id = newId<'weight-set'>(tx.now.getTime());
    await insertWeightSet(tx, {
      id,
      weights: JSON.stringify(read.data),
      reason: reason.value,
      made_by: actor.person,
      agency: actor.agency,
      made_at: tx.now,
    });
    await tx.enqueue('takedown.score-anew', {}, { key: 'takedown.score-anew' });
    tx.audit({ action: 'content-weight.set', object: { kind: 'content-weight', id } });
    tx.notify({ topic: 'content.weights', id, agency: actor.agency, roles: ['content_analyst', 'content_verifier'] });
    return ok({ id });
  });
}

export interface WeightsNow {
  readonly weights: Weights;
  /** Null for those that the platform comes with. */
  readonly set: string | null;
  readonly shipped: Weights;
  readonly history: readonly WeightSet[];
}

/** The weights that hold, and every set before. Refusal: `access.not-permitted` */
export async function readWeights(ctx: Ctx): Promise<Result<WeightsNow>> {
  if (ctx.actor.kind !== 'person' || !weightPolicy.couldEver(ctx.actor, 'content-weight.read', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const now = await currentWeights(tx);
    return ok({ weights: now.weights, set: now.id, shipped: shippedWeights, history: await weightSets(tx) });
  });
}
