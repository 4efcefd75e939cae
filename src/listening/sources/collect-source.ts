import { type Ctx, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import { forgetAuthors } from '../posts/forget-authors.ts';
import { POSTS_MOST } from '../posts/observation.ts';
import { type Observed, observe, openCursor } from '../posts/observe.ts';
import type { Collector, Pull } from '../posts/public-post.ts';
import { refuse } from '../refusals.ts';
import { openSecrets } from './create-source.ts';
import { decayed, FAILURES_MOST, hasDrifted, lookDelay } from './source.ts';
import { type SourceRow, saveLook, setSourceState, sourceRow } from './source-store.ts';

/** How a source of a kind is looked at: from its settings and secrets. */
export type CollectorFactory = (
  settings: Readonly<Record<string, unknown>>,
  secrets: Readonly<Record<string, unknown>>,
) => Collector;

/** Posts of one look. */
const LIMIT = 1_000;
/** Milliseconds that one look may take. */
const LOOK_MOST = 30_000;
const SYSTEM = systemActor('listening.collect');

/**
 * One look at a pull source: asks it, takes what came with its cursor in one transaction, and says when to look again.
 * A source that fails waits longer and longer; one whose items have lost their shape stops until somebody has looked.
 * Where the queue is full nothing is asked of it, and its cursor stays.
 */
export async function collectSource(
  ctx: Ctx,
  input: { readonly source: string },
  collectors: Readonly<Record<string, CollectorFactory>>,
): Promise<Result<Observed | null>> {
  const system = ctx.as(SYSTEM);
  const id = parseId<'source'>(input.source);
  if (id === undefined) return refuse('listening-source.not-found');
  const found = await system.transaction(async (tx) => ok(await sourceRow(tx, id)));
  if (!found.ok) return found;
  const source = found.value;
  const factory = source ? collectors[source.kind] : undefined;
  if (!source || !factory) return refuse('listening-source.not-found');
  if (source.state !== 'RUNNING') return ok(null);
  let pull: Pull;
  try {
    const collector = factory(source.settings, await openSecrets(ctx, id, source.sealedSecrets));
    pull = await collector.pull({
      cursor: await openCursor(ctx, id, source.sealedCursor),
      limit: LIMIT,
      signal: AbortSignal.timeout(LOOK_MOST),
    });
  } catch (error) {
    // The message may quote an address with a secret in it; the kind of fault is enough.
    ctx.kernel.log.warn({ source: id, fault: (error as Error).name }, 'listening: a source could not be looked at');
    return noteFailure(system, source);
  }
  // Before the cursor moves on: done twice it does no harm, left out it would not come again.
  const forgotten = await forgetAuthors(system, { source: id, authors: pull.endedAuthors ?? [] });
  if (!forgotten.ok) return forgotten;
  const taken = await observe(system, {
    sourceId: id,
    posts: pull.posts.slice(0, POSTS_MOST),
    cursor: pull.cursor,
    malformed: pull.malformed,
  });
  if (!taken.ok) {
    // Nothing was taken and the cursor stands: the next look begins where this one did.
    if (taken.refusal.code !== 'listening.busy') return taken;
    return system.transaction(async (tx) => {
      await saveLook(tx, id, { ...source, nextLookAt: later(tx.now, 60_000) });
      return ok(null);
    });
  }
  return system.transaction(async (tx) => {
    const counts = decayed({
      malformed: source.malformed + pull.malformed,
      seen: source.seen + pull.malformed + pull.posts.length,
    });
    await saveLook(tx, id, { ...counts, failures: 0, nextLookAt: later(tx.now, lookDelay(source.ratePerHour, 0)) });
    if (hasDrifted(counts)) {
      await setSourceState(tx, id, 'DRIFTED', 'shape-changed', SYSTEM.kind);
      alarm(tx, source, 'shape-changed');
    }
    return ok(taken.value);
  });
}

function noteFailure(system: Ctx, source: SourceRow): Promise<Result<null>> {
  return system.transaction(async (tx) => {
    const failures = source.failures + 1;
    await saveLook(tx, source.id, {
      failures,
      malformed: source.malformed,
      seen: source.seen,
      nextLookAt: later(tx.now, lookDelay(source.ratePerHour, failures)),
    });
    if (failures >= FAILURES_MOST) {
      await setSourceState(tx, source.id, 'DRIFTED', 'unreachable', SYSTEM.kind);
      alarm(tx, source, 'unreachable');
    }
    return ok(null);
  });
}

function alarm(tx: Parameters<Parameters<Ctx['transaction']>[0]>[0], source: SourceRow, reason: string): void {
  tx.audit({
    organisation: source.agency,
    action: 'listening-source.drift',
    object: { kind: 'listening-source', id: source.id },
    codes: { reason },
  });
  tx.notify({ topic: 'listening-source', id: source.id, agency: source.agency });
}

function later(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}
