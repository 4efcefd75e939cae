import { type Ctx, ok, parseId, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { listeningCapabilities } from '../listening-policy.ts';
import { refuse } from '../refusals.ts';
import { postOfAlert, postOfTask } from './observation-store.ts';
import { readPost } from './read-post.ts';

/** Why a post must be seen as it was written. */
export const unmaskReasons = ['to-decide', 'to-report', 'to-take-down', 'to-check-masking'] as const;
export type UnmaskPostReason = (typeof unmaskReasons)[number];

export interface UnmaskPost {
  /** The task or the alert that it is looked at for. */
  readonly task?: string | undefined;
  readonly alert?: string | undefined;
  readonly reason: UnmaskPostReason;
}

/**
 * A post as it was written, with its address; for a task that the actor reviews or an alert. In the audit with its reason.
 * Refusals: `post.not-found`, `post.text-gone`, `post.reason-needed`
 */
export async function unmaskPost(
  ctx: Ctx,
  input: UnmaskPost,
): Promise<Result<{ readonly text: string; readonly url: string | null }>> {
  if (!unmaskReasons.some((reason) => reason === input.reason))
    return refuse('post.reason-needed', { field: 'reason' });
  if (!listeningCapabilities.can(ctx.actor, 'listening-post.unmask', ctx.now)) {
    if (ctx.actor.kind === 'person') await ctx.auditRefused({ action: 'listening-post.unmask' });
    return refuseRequest('access.not-permitted');
  }
  const task = parseId<'review-task'>(input.task);
  const alert = parseId<'alert'>(input.alert);
  const found = await ctx.transaction(async (tx) => {
    const observation = task ? await postOfTask(tx, task) : alert ? await postOfAlert(tx, alert) : undefined;
    if (observation === undefined) return refuse('post.not-found');
    tx.audit({
      action: 'listening-post.unmask',
      object: task ? { kind: 'listening-task', id: task } : { kind: 'listening-alert', id: alert as string },
      fieldClasses: ['narrative'],
      codes: { reason: input.reason },
    });
    return ok(observation);
  });
  if (!found.ok) return found;
  const post = await ctx
    .as(systemActor('listening.unmask-post'))
    .transaction(async (tx) => ok(await readPost(ctx, tx, found.value)));
  if (!post.ok) return post;
  return post.value ? ok({ text: post.value.raw, url: post.value.details.url }) : refuse('post.text-gone');
}
