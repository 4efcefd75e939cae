import {
  addDays,
  type Ctx,
  endOfVietnamDate,
  isDate,
  newId,
  ok,
  type Result,
  refuseRequest,
  vietnamDate,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { GRAPH_CHANGED } from './graph-follower.ts';
import { hubPolicy } from './graph-policies.ts';
import { hubReason } from './link-lists.ts';
import { endHub, hubOf, insertHub } from './link-store.ts';
import { sightOf } from './node-store.ts';
import { mayWalk, reachNode } from './walk-input.ts';

/**
 * Says that many people share an identifier, why, and until when: from here on no walk and no series goes through it, and each says so. A
 * number alone never makes one, since whoever organises others has many links too. Without a reason it ends what was said before.
 * Refusals: `access.not-permitted`, `graph-node.not-found`, `hub.unusable`
 */
export async function reviewHub(
  ctx: Ctx,
  input: { readonly identifier: string; readonly reason?: string | undefined; readonly until?: string | undefined },
): Promise<Result<void>> {
  const walk = await mayWalk(ctx);
  if (!walk.ok) return walk;
  const actor = walk.value;
  if (!hubPolicy.couldEver(actor, 'graph-hub.review', ctx.now)) {
    await ctx.auditRefused({ action: 'graph-hub.review' });
    return refuseRequest('access.not-permitted');
  }
  const { reason, until } = input;
  const today = vietnamDate(ctx.now);
  if (reason !== undefined && !hubReason.has(reason)) return refuse('hub.unusable', { field: 'reason' });
  if (reason !== undefined) {
    const latest = addDays(today, hubReason.get(reason).mostDays);
    if (until === undefined || !isDate(until) || until <= today || until > latest)
      return refuse('hub.unusable', { field: 'until' });
  }
  return ctx.transaction(async (tx): Promise<Result<void>> => {
    const found = await reachNode(tx, { kind: 'IDENTIFIER', id: input.identifier }, await sightOf(tx));
    if (!found.ok) return found;
    const node = found.value as number;
    const before = await hubOf(tx, node);
    if (before === undefined && reason === undefined) return refuse('hub.unusable', { field: 'reason' });
    if (before) await endHub(tx, before.id, actor.person);
    if (reason !== undefined)
      await insertHub(tx, {
        id: newId<'hub'>(tx.now.getTime()),
        node,
        reason,
        until_at: endOfVietnamDate(until as string),
        agency: actor.agency,
        reviewed_by: actor.person,
        reviewed_at: tx.now,
        ended_at: null,
        ended_by: null,
      });
    tx.audit({
      action: 'graph-hub.review',
      object: { kind: 'graph-node', id: input.identifier },
      codes: { reason: reason ?? 'NONE' },
    });
    tx.notify({ topic: GRAPH_CHANGED, id: input.identifier });
    return ok();
  });
}
