import { systemActor } from '../actor.ts';
import type { Ctx } from '../context.ts';
import type { Tx } from '../database.ts';
import { parseId } from '../id.ts';
import type { Job } from '../jobs.ts';
import { ok, type Result } from '../result.ts';
import type { LongJobKind } from './long-job.ts';
import {
  beatLongJob,
  beginLongJob,
  endLongJob,
  type LongJobRow,
  lastLongJobRows,
  leaveLongJobToQueue,
  returnLongJob,
  silentLongJobs,
} from './long-job-store.ts';
import { enqueueLongJob, kindOf, stopNow, tellOfLongJob } from './long-jobs.ts';

/** Milliseconds between two signs of life of running work. */
const BEAT = 10_000;
/** Milliseconds without one after which its process is taken for dead. */
const SILENT = 90_000;
/** Milliseconds between two writings of how far it is: a page that looks on needs no more. */
const REPORT_EVERY = 400;
const ATTEMPTS = 3;
const RETURNED_AT_ONCE = 50;

/** The jobs behind long work: the work itself, and what takes up again what a dead process left. */
export const longJobJobs: readonly Job[] = [
  { name: 'kernel.long-job', run: async (ctx, payload) => void (await runLongJob(ctx, String(payload.job))) },
  { name: 'kernel.revive-long-jobs', cron: '* * * * *', run: async (ctx) => void (await reviveLongJobs(ctx)) },
];

/** Does one long work that waits. Another call for the same one, or for one that is over, does nothing. */
export async function runLongJob(ctx: Ctx, id: string): Promise<void> {
  const known = parseId<'long-job'>(id);
  if (known === undefined) return;
  const begun = await ctx.transaction(async (tx) => {
    const row = await beginLongJob(tx, known);
    if (row?.stopping) {
      await stopNow(tx, ctx.kernel, row);
      return ok(undefined);
    }
    if (row) tellOfLongJob(tx, ctx.kernel, row);
    return ok(row);
  });
  if (!begun.ok || !begun.value) return;
  const job = begun.value;
  const kind = kindOf(ctx.kernel, job);
  if (!kind) throw new Error(`no module of this process does long work of the kind ${job.kind}`);
  await attempt(ctx, job, kind);
}

async function attempt(ctx: Ctx, job: LongJobRow, kind: LongJobKind): Promise<void> {
  const stop = new AbortController();
  const sign = async (progress?: { done: number; total?: number | undefined }) => {
    const seen = await ctx.transaction(async (tx) => {
      const row = await beatLongJob(tx, job.id, job.attempts, ctx.kernel.clock.now(), progress);
      if (row && progress) tellOfLongJob(tx, ctx.kernel, row);
      return ok(row);
    });
    // Over, stopped, or taken up by another process in the meantime: in each case this one ends.
    if (!seen.ok || !seen.value || seen.value.stopping) stop.abort();
  };
  const beat = setInterval(() => void sign().catch(() => undefined), BEAT);
  let last = 0;
  try {
    const done = await kind.run(ctx, {
      id: job.id,
      objectId: job.objectId,
      input: job.input,
      doneBefore: job.done,
      askedBy: job.askedBy,
      signal: stop.signal,
      report: async (done, total) => {
        const now = Date.now();
        const complete = total !== undefined && done >= total;
        if (!complete && now - last < REPORT_EVERY && !stop.signal.aborted) return true;
        last = now;
        await sign({ done, total });
        return !stop.signal.aborted;
      },
    });
    await settle(ctx, job, done, stop.signal.aborted);
  } catch (error) {
    await failed(ctx, job);
    throw error;
  } finally {
    clearInterval(beat);
  }
}

async function settle(
  ctx: Ctx,
  job: LongJobRow,
  done: Awaited<ReturnType<LongJobKind['run']>>,
  stopped: boolean,
): Promise<void> {
  // The moment it ends, and not the one at which it began.
  const at = ctx.kernel.clock.now();
  await ctx.transaction(async (tx): Promise<Result<void>> => {
    const mine = await beatLongJob(tx, job.id, job.attempts, at);
    if (!mine) return ok();
    if (done.ok && done.value.carriedOn) {
      await leaveLongJobToQueue(tx, job.id);
      return ok();
    }
    if (stopped || (done.ok && mine.stopping)) {
      await stopNow(tx, ctx.kernel, mine);
      return ok();
    }
    const ended = await endLongJob(
      tx,
      job.id,
      done.ok
        ? { state: 'DONE', at, ...(done.value.outcome && { outcome: done.value.outcome }) }
        : { state: 'REFUSED', at, refusal: done.refusal.code },
    );
    if (ended) tellOfLongJob(tx, ctx.kernel, ended);
    return ok();
  });
}

/** An attempt that ended with an error is tried again a little later, and at last is broken off. */
async function failed(ctx: Ctx, job: LongJobRow): Promise<void> {
  await ctx.transaction(async (tx) => {
    await again(tx, ctx, job, new Date(ctx.kernel.clock.now().getTime() + 2 ** job.attempts * 1_000));
    return ok();
  });
}

async function again(tx: Tx, ctx: Ctx, job: LongJobRow, runAt?: Date): Promise<void> {
  if (job.attempts >= ATTEMPTS) return stopNow(tx, ctx.kernel, job, 'BROKEN');
  if (await returnLongJob(tx, job.id, job.attempts)) await enqueueLongJob(tx, job.id, job.attempts, runAt);
}

/** Takes up again what runs by its row and has shown no sign of life: its process is dead. @returns how many */
export async function reviveLongJobs(ctx: Ctx): Promise<number> {
  const done = await ctx.transaction(async (tx) => {
    const silent = await silentLongJobs(tx, new Date(tx.now.getTime() - SILENT), RETURNED_AT_ONCE);
    for (const job of silent) await again(tx, ctx, job);
    return ok(silent.length);
  });
  return done.ok ? done.value : 0;
}

/** Does the open work of a kind on an object at once, for who does not wait for a worker to take it up. */
export async function runOpenLongJob(
  ctx: Ctx,
  work: { readonly kind: string; readonly objectId: string },
): Promise<void> {
  const system = ctx.as(systemActor('kernel.long-job'));
  const found = await system.transaction(async (tx) => ok(await lastLongJobRows(tx, work.kind, [work.objectId])));
  const [job] = found.ok ? found.value : [];
  if (job) await runLongJob(system, job.id);
}
