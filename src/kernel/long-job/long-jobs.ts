import { type Actor, actorName, systemActor } from '../actor.ts';
import { actAs, type Tx } from '../database.ts';
import { newId, parseId } from '../id.ts';
import type { Kernel } from '../kernel.ts';
import { refuse } from '../refusals.ts';
import { ok, type Result } from '../result.ts';
import { LONG_JOB_TOPIC, type LongJob, type LongJobFacts, type LongJobKind, longJobKinds } from './long-job.ts';
import {
  addToLongJob,
  askLongJobToStop,
  endLongJob,
  insertLongJob,
  type LongJobRow,
  lastLongJobRows,
  lockLongJob,
  longJobRow,
  longJobRows,
} from './long-job-store.ts';

export interface StartLongJob {
  readonly kind: string;
  readonly objectId: string;
  readonly input?: LongJobFacts;
  readonly total?: number;
  /** People of other agencies see it too. */
  readonly national?: boolean;
  /** For whom the platform asks, where the transaction is its own. */
  readonly asker?: Actor;
}

/** The agency of work that nobody of an agency asked for. */
const PLATFORM = 'platform';
/** Changes what a verb has judged: no SQL of a person does. */
const platform = systemActor('kernel.long-job');

/**
 * Asks for long work; it exists only if the transaction commits. Where one on the same object is open, that one is the answer.
 * Refusals: `long-job.already-running` where another agency has it open
 */
export async function startLongJob(
  tx: Tx,
  start: StartLongJob,
): Promise<Result<{ readonly id: string; readonly already: boolean }>> {
  const id = newId<'long-job'>(tx.now.getTime());
  const asker = start.asker ?? tx.actor;
  const added = await insertLongJob(tx, {
    id,
    kind: start.kind,
    objectId: start.objectId,
    agency: 'agency' in asker ? asker.agency : PLATFORM,
    national: start.national ?? false,
    askedBy: actorName(asker),
    input: start.input ?? {},
    total: start.total ?? null,
  });
  if (!added) {
    const [open] = await lastLongJobRows(tx, start.kind, [start.objectId]);
    return open && open.finishedAt === null ? ok({ id: open.id, already: true }) : refuse('long-job.already-running');
  }
  await enqueueLongJob(tx, id, 0);
  return ok({ id, already: false });
}

export async function enqueueLongJob(tx: Tx, id: string, attempt: number, runAt?: Date): Promise<void> {
  await tx.enqueue(
    'kernel.long-job',
    { job: id },
    { key: `kernel.long-job ${id} ${attempt}`, ...(runAt && { runAt }) },
  );
}

/**
 * Asks open work to stop. What waits stops at once; what runs stops at its next step, and what it has done stays done.
 * Refusals: `record.not-found`, `long-job.over`
 */
export async function stopLongJob(
  tx: Tx,
  kernel: Kernel,
  input: { readonly kind: string; readonly id: string },
): Promise<Result<void>> {
  const id = parseId<'long-job'>(input.id);
  const known = id === undefined ? undefined : await longJobRow(tx, id);
  if (!known || known.kind !== input.kind) return refuse('record.not-found');
  const job = await actAs(tx, platform, async (as) => {
    const locked = await lockLongJob(as, known.id);
    await askLongJobToStop(as, known.id);
    return locked ?? known;
  });
  if (job.finishedAt !== null) return refuse('long-job.over');
  if (job.state === 'WAITING') await stopNow(tx, kernel, job);
  else tellOfLongJob(tx, kernel, job);
  return ok();
}

/** Ends it as stopped, and lets its module put in order what remains. */
export async function stopNow(tx: Tx, kernel: Kernel, job: LongJobRow, state: 'CANCELLED' | 'BROKEN' = 'CANCELLED') {
  const ended = await actAs(tx, platform, (as) =>
    endLongJob(as, job.id, { state, ...(state === 'BROKEN' && { refusal: 'long-job.broken' }) }),
  );
  if (!ended) return;
  await kindOf(kernel, job)?.onStopped?.(tx, ended);
  tellOfLongJob(tx, kernel, ended);
}

/**
 * How far the work on an object is that a queue of the module carries; the last step ends it. @returns whether to go on: false
 * where somebody asked to stop
 */
export async function advanceLongJob(
  tx: Tx,
  kernel: Kernel,
  step: { readonly kind: string; readonly objectId: string; readonly done: number },
): Promise<boolean> {
  const job = await addToLongJob(tx, step.kind, step.objectId, step.done);
  if (!job) return false;
  if (job.stopping) {
    await stopNow(tx, kernel, job);
    return false;
  }
  const ended =
    job.total !== null && job.done >= job.total ? await endLongJob(tx, job.id, { state: 'DONE' }) : undefined;
  tellOfLongJob(tx, kernel, ended ?? job);
  return true;
}

/** The last work of a kind on each of the objects, as far as the actor's agency may see it. */
export async function lastLongJobs(
  tx: Tx,
  kind: string,
  objects: readonly string[],
): Promise<ReadonlyMap<string, LongJob>> {
  const rows = objects.length === 0 ? [] : await lastLongJobRows(tx, kind, objects);
  return new Map(rows.map((row) => [row.objectId, viewOf(row)]));
}

/** The works of a kind, newest first. */
export async function listLongJobs(tx: Tx, kind: string, most = 20): Promise<LongJob[]> {
  return (await longJobRows(tx, kind, most)).map(viewOf);
}

/** The kind of a work, where a module of this process offers it. */
export function kindOf(kernel: Kernel, job: Pick<LongJob, 'kind'>): LongJobKind | undefined {
  return kernel.offered.of(longJobKinds).find((one) => one.kind === job.kind);
}

export function tellOfLongJob(tx: Tx, kernel: Kernel, job: LongJobRow): void {
  const roles = kindOf(kernel, job)?.roles;
  tx.notify({ topic: LONG_JOB_TOPIC, id: job.objectId, agency: job.agency, ...(roles && { roles }) });
}

export function viewOf({ attempts: _, agency: __, ...job }: LongJobRow): LongJob {
  return job;
}
