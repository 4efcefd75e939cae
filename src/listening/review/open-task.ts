import { type Ctx, ok, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { ownExposure, spendExposure } from '../../work/index.ts';
import { type SignalRow, signalsOf } from '../alerts/signal-store.ts';
import { listeningCapabilities } from '../listening-policy.ts';
import type { ReviewTaskView, ReviewView } from '../listening-view.ts';
import { postFacts } from '../posts/observation-store.ts';
import { readPost } from '../posts/read-post.ts';
import { agreement, type Pair } from './agreement.ts';
import type { LabelCode } from './label.ts';
import { strataInTurn } from './review.ts';
import { reviewCounts } from './review-standing.ts';
import { nextTask, type Stratum, type TaskRow } from './review-store.ts';

/**
 * Lays the next post before the actor, masked, and counts it against their budget. Of ten, seven are those the machine is
 * unsure of, two come by chance and one is what it is surest of. The one that lies open already comes again and counts once.
 */
export async function openTask(
  ctx: Ctx,
  input: { readonly skipped?: readonly string[] | undefined } = {},
): Promise<Result<ReviewView>> {
  const { actor } = ctx;
  if (!listeningCapabilities.can(actor, 'listening-post.review', ctx.now)) return refuseRequest('access.not-permitted');
  const skipped = (input.skipped ?? []).slice(0, 200);
  const found = await ctx.transaction<OpenedTask>(async (tx) => {
    const { waiting, pairs, decidedToday } = await reviewCounts(tx);
    if (actor.kind !== 'person') return ok({ waiting, pairs, decidedToday, task: undefined });
    const task = await pick(decidedToday, (stratum) => nextTask(tx, actor.person, stratum, skipped));
    const spent = task === undefined ? ok() : await spendExposure(ctx, tx, task.id, 'open');
    if (task === undefined || !spent.ok) return ok({ waiting, pairs, decidedToday, task: undefined });
    tx.audit({
      action: 'listening-post.review',
      object: { kind: 'listening-task', id: task.id },
      codes: { stratum: task.stratum },
    });
    return ok({ waiting, pairs, decidedToday, task: { ...task, signals: await signalsOf(tx, task.observation) } });
  });
  if (!found.ok) return found;
  const standing = await ownExposure(ctx);
  if (!standing.ok) return standing;
  const { waiting, pairs, decidedToday, task } = found.value;
  const shown = task ? await show(ctx, task) : ok(null);
  if (!shown.ok) return shown;
  return ok({ standing: standing.value, waiting, decidedToday, kappa: agreement(pairs), task: shown.value });
}

interface OpenedTask {
  readonly waiting: Readonly<Record<Stratum, number>>;
  readonly pairs: readonly Pair[];
  readonly decidedToday: number;
  readonly task: SignalledTask | undefined;
}
type SignalledTask = TaskRow & { readonly signals: readonly SignalRow[] };

async function pick(
  decided: number,
  next: (stratum: Stratum) => Promise<TaskRow | undefined>,
): Promise<TaskRow | undefined> {
  for (const stratum of strataInTurn(decided)) {
    const task = await next(stratum);
    if (task) return task;
  }
  return undefined;
}

async function show(ctx: Ctx, task: SignalledTask): Promise<Result<ReviewTaskView | null>> {
  return ctx.as(systemActor('listening.read-masked')).transaction(async (tx) => {
    const [post, facts] = [await readPost(ctx, tx, task.observation), await postFacts(tx, task.observation)];
    if (!post || !facts?.expiresAt) return ok(null);
    const blind = task.stratum === 'random';
    return ok({
      task: task.id,
      stratum: task.stratum,
      masked: post.masked,
      spans: blind ? [] : post.spans,
      signals: blind ? [] : task.signals.map((signal) => ({ ...signal, label: signal.label as LabelCode })),
      source: { name: facts.sourceName, kind: facts.sourceKind },
      language: facts.language,
      postedAt: facts.postedAt.toISOString(),
      expiresAt: facts.expiresAt.toISOString(),
      clusterPosts: facts.clusterPosts,
      second: task.wanted > 1,
    });
  });
}
