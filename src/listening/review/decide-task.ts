import {
  actOnRecord,
  agencyOf,
  type Ctx,
  HOUR,
  newId,
  ok,
  personsOnly,
  type RecordKind,
  type Result,
  systemActor,
} from '../../kernel/index.ts';
import { spendExposure } from '../../work/index.ts';
import { sealTraining } from '../listening-sealing.ts';
import { retentionHours } from '../models/tuning-store.ts';
import { keepLonger } from '../posts/observation-store.ts';
import { readPost } from '../posts/read-post.ts';
import { refuse } from '../refusals.ts';
import { harmLabels, isLabel, LABEL_SCHEMA, type LabelCode, label, type Severity } from './label.ts';
import { countDecision, insertDecision, lockTask, putTraining, type TaskRow, unsealDecisions } from './review-store.ts';

export interface DecideTask {
  readonly task: string;
  /** What holds of the post: harms and contexts; empty where none does. */
  readonly labels: readonly LabelCode[];
}

const taskRecord: RecordKind<TaskRow, 'listening-task.review'> = {
  kind: 'listening-task',
  acts: personsOnly,
  find: lockTask,
  notFound: () => refuse('task.not-found'),
};

/**
 * A person says what a post is. Blind where a second person is asked too. What was decided teaches: the text is kept a
 * while longer, masked, under a timer of its own. Refusals: `task.not-found`, `task.labels-invalid`, `task.already-decided`,
 * `exposure.break-due`, `exposure.shift-spent`
 */
export async function decideTask(ctx: Ctx, input: DecideTask): Promise<Result<void>> {
  const labels = [...new Set(input.labels)];
  if (!labels.every(isLabel)) return refuse('task.labels-invalid', { field: 'labels' });
  const severity = severityOf(labels);
  const decided = await actOnRecord(
    taskRecord,
    ctx,
    'listening-task.review',
    { id: input.task },
    async (tx, task, actor) => {
      const { id } = task;
      const spent = await spendExposure(ctx, tx, id, 'close');
      if (!spent.ok) return spent;
      const first = await insertDecision(tx, {
        id: newId<'label-decision'>(tx.now.getTime()),
        task: id,
        observation: task.observation,
        reviewer: actor.person,
        agency: agencyOf(actor),
        schema: LABEL_SCHEMA,
        labels,
        severity,
        sealed: true,
        stratum: task.stratum,
      });
      if (!first) return refuse('task.already-decided');
      await countDecision(tx, id);
      await unsealDecisions(tx, id);
      tx.audit({
        action: 'listening-task.review',
        object: { kind: 'listening-task', id },
        codes: { severity, labels: labels.length },
      });
      return ok(task.observation);
    },
  );
  if (!decided.ok) return decided;
  return keepForTraining(ctx, decided.value);
}

/** What harms among the labels come to; a context alone is none. */
export function severityOf(labels: readonly LabelCode[]): Severity {
  const harms = labels.filter((code) => harmLabels.includes(code));
  return Math.max(0, ...harms.map((code) => label.get(code).severity)) as Severity;
}

/** The masked text stays for the next model; the text itself gets the timer of what was looked at. */
async function keepForTraining(ctx: Ctx, observation: string): Promise<Result<void>> {
  const system = ctx.as(systemActor('listening.keep-for-training'));
  const key = await ctx.kernel.vault.derive('listening.training-text');
  return system.transaction(async (tx) => {
    const post = await readPost(system, tx, observation);
    if (!post) return ok();
    const hours = await retentionHours(tx);
    await keepLonger(tx, [observation], 'reviewed-negative', hours.get('reviewed-negative') as number);
    await putTraining(tx, {
      observation,
      sealed: sealTraining(key, observation, post.masked),
      expiresAt: new Date(tx.now.getTime() + (hours.get('training') as number) * HOUR),
    });
    return ok();
  });
}
