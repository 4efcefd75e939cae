import { actAs, type Ctx, ok, parseId, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { GRAPH_CHANGED } from './graph-follower.ts';
import { visibilityPolicy } from './graph-policies.ts';
import { linkTakeBackReason } from './link-lists.ts';
import { isSaid } from './link-origins.ts';
import { findLink, takeBack } from './link-store.ts';
import { sightOf } from './node-store.ts';

/**
 * Takes a link back that the actor's unit has written, and with it everything that was worked out from it. The rows stay, with who and why.
 * What a file says of its persons is taken back there.
 * Refusals: `access.not-permitted`, `link.not-found`, `link.not-yours`, `link.of-assertion`, `link.unusable`
 */
export async function takeBackLink(
  ctx: Ctx,
  input: { readonly link: string; readonly reason: string },
): Promise<Result<void>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !visibilityPolicy.couldEver(actor, 'graph.take-back', ctx.now)) {
    await ctx.auditRefused({ action: 'graph.take-back' });
    return refuseRequest('access.not-permitted');
  }
  const id = parseId<'link'>(input.link);
  if (id === undefined) return refuse('link.not-found');
  if (!linkTakeBackReason.has(input.reason)) return refuse('link.unusable', { field: 'reason' });
  return ctx.transaction(async (tx): Promise<Result<void>> => {
    // Under the actor's own locks: a link that they do not see is not there.
    const seen = await findLink(tx, id);
    if (seen === undefined || seen.taken_back_at !== null) return refuse('link.not-found');
    const { without = [] } = await sightOf(tx);
    if (without.includes(seen.src) || without.includes(seen.dst)) return refuse('link.not-found');
    if (seen.agency !== actor.agency) return refuse('link.not-yours');
    if (isSaid(seen)) return refuse('link.of-assertion');
    const taken = await actAs(tx, systemActor('offences.take-back'), (platform) =>
      takeBack(platform, id, actor.person, input.reason),
    );
    if (taken.length === 0) return refuse('link.not-found');
    tx.audit({ action: 'graph.take-back', object: { kind: 'graph-link', id }, codes: { reason: input.reason } });
    tx.notify({ topic: GRAPH_CHANGED, id });
    // How many others fell with it may lie in classes that the actor does not see: nothing is said of them.
    return ok();
  });
}
