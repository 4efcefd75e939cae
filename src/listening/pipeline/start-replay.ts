import {
  actorName,
  advanceLongJob,
  type Ctx,
  type LongJobKind,
  type LongWork,
  lastLongJobs,
  newId,
  ok,
  parseId,
  type Result,
  startLongJob,
  stopLongJob,
  systemActor,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import {
  countPeriod,
  dropReplayItems,
  enqueuePeriod,
  insertReplay,
  liveVersion,
  REPLAY_WORK,
  replayRows,
  versionRow,
} from './pipeline-store.ts';

export interface StartReplay {
  /** A version of the pipeline; the live one where absent. */
  readonly version?: string | undefined;
  readonly from: Date;
  readonly to: Date;
  /** Raise what the version alerts on and nothing ever raised; only for a version that is live. */
  readonly effects?: boolean | undefined;
}

/**
 * Puts a period's posts before a version of the pipeline once more, behind everything that comes in. What it finds stands
 * beside what was found, and can be compared. An alert that was raised is never raised again.
 * Refusals: `pipeline.not-found`, `pipeline.none-live`, `replay.period-invalid`, `replay.not-live`
 */
export async function startReplay(
  ctx: Ctx,
  input: StartReplay,
): Promise<Result<{ readonly id: string; readonly total: number; readonly withoutText: number }>> {
  if (!(input.from < input.to) || input.to > ctx.now) return refuse('replay.period-invalid');
  const wanted = input.version === undefined ? undefined : parseId<'pipeline-version'>(input.version);
  if (input.version !== undefined && wanted === undefined) return refuse('pipeline.not-found');
  // Whether a text is still kept is beyond every person's row lock; how many are is no secret.
  const counted = await ctx
    .as(systemActor('listening.start-replay'))
    .transaction(async (tx) => ok(await countPeriod(tx, input.from, input.to)));
  if (!counted.ok) return counted;
  const period = counted.value;
  return ctx.transaction(async (tx) => {
    const live = await liveVersion(tx);
    if (!live) return refuse('pipeline.none-live');
    const version = wanted === undefined ? live : await versionRow(tx, wanted);
    if (!version) return refuse('pipeline.not-found');
    if (input.effects && version.state !== 'LIVE') return refuse('replay.not-live');
    const id = newId<'replay'>(tx.now.getTime());
    await insertReplay(
      tx,
      {
        id,
        version: version.id,
        base: live.id,
        from: input.from,
        to: input.to,
        effects: input.effects ?? false,
        total: period.texts,
        withoutText: period.posts - period.texts,
      },
      actorName(tx.actor),
    );
    const started = await startLongJob(tx, {
      kind: REPLAY_WORK,
      objectId: id,
      total: period.texts,
      national: true,
    });
    if (!started.ok) return started;
    tx.audit({
      action: 'listening-replay.run',
      object: { kind: 'listening-replay', id },
      codes: { version: version.number, posts: period.texts, effects: input.effects ?? false },
    });
    return ok({ id, total: period.texts, withoutText: period.posts - period.texts });
  });
}

/** A replay as long work: its posts go through the queue, and what is done of them is counted with each batch. */
export const replayWork: LongJobKind = {
  kind: REPLAY_WORK,
  roles: ['listening_analyst', 'listening_supervisor'],
  run: queueReplay,
  onStopped: (tx, job) => dropReplayItems(tx, job.objectId),
};

/** Puts the posts of a started replay into the queue. Refusals: `replay.not-found` */
async function queueReplay(ctx: Ctx, work: LongWork): Promise<Result<{ readonly carriedOn?: boolean }>> {
  const id = parseId<'replay'>(work.objectId);
  if (id === undefined) return refuse('replay.not-found');
  return ctx.as(systemActor('listening.replay')).transaction(async (tx) => {
    const [replay] = await replayRows(tx, [id]);
    if (!replay) return refuse('replay.not-found');
    const queued = await enqueuePeriod(tx, replay);
    if (queued === 0) return ok({});
    // Texts that went since it was asked for, and what the version has looked at before.
    const gone = replay.total - replay.done - queued;
    if (gone > 0) await advanceLongJob(tx, ctx.kernel, { kind: REPLAY_WORK, objectId: id, done: gone });
    await tx.enqueue('listening.process', {}, { key: 'listening.process' });
    return ok({ carriedOn: true });
  });
}

/** Stops a replay; what it has found so far stays. Refusals: `replay.not-found`, `long-job.over` */
export async function stopReplay(ctx: Ctx, input: { readonly replay: string }): Promise<Result<void>> {
  const id = parseId<'replay'>(input.replay);
  if (id === undefined) return refuse('replay.not-found');
  // Taking its posts out of the queue is beyond every person's row lock.
  return ctx.as(systemActor('listening.stop-replay')).transaction(async (tx) => {
    const job = (await lastLongJobs(tx, REPLAY_WORK, [id])).get(id);
    if (!job) return refuse('replay.not-found');
    tx.audit({
      action: 'listening-replay.run',
      object: { kind: 'listening-replay', id },
      codes: { act: 'stop', done: job.done, by: actorName(ctx.actor) },
    });
    return stopLongJob(tx, ctx.kernel, { kind: REPLAY_WORK, id: job.id });
  });
}
