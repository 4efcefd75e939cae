import { type Ctx, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import type { LineFault, PostLine } from '../collectors/post-lines.ts';
import { refuseSource } from '../collectors/refusals.ts';
import { type SourceRow, sourceRow } from '../sources/source-store.ts';
import { type Observed, observe } from './observe.ts';
import type { PublicPost } from './public-post.ts';

/** What became of a batch, and of each line that was not taken. */
export interface PushResult extends Observed {
  readonly lines: number;
  /** Lines that could not be read, the first hundred of them by their number. */
  readonly faulty: number;
  readonly faults: readonly { readonly line: number; readonly reason: LineFault }[];
}

export const FAULTS_TOLD = 100;

/**
 * Takes a partner's batch for the source that its machine was given. What can be read is taken in one transaction, or
 * none of it; a line that cannot be read is told by its number and does not hold up the others. Sent again, each post is
 * known by its id and revision.
 * Refusals: `source.not-yours`, `listening-source.not-running`, `listening.busy` (retryAfterSeconds), `listening.batch-too-large`
 */
export async function pushPosts(
  ctx: Ctx,
  input: { readonly source: string; readonly lines: readonly PostLine[] },
): Promise<Result<PushResult>> {
  const source = await pushSource(ctx, input.source, 'push');
  if (!source.ok) return source;
  const { posts, faults } = sorted(input.lines);
  const observed = await observe(ctx, { sourceId: source.value.id, posts, malformed: faults.length });
  if (!observed.ok) return observed;
  return ok({
    ...observed.value,
    lines: input.lines.length,
    faulty: faults.length,
    faults: faults.slice(0, FAULTS_TOLD),
  });
}

/** The posts of some lines, and the lines without one. */
export function sorted(lines: readonly PostLine[]): { posts: PublicPost[]; faults: PushResult['faults'] } {
  return {
    posts: lines.flatMap(({ post }) => (typeof post === 'string' ? [] : [post])),
    faults: lines.flatMap(({ line, post }) => (typeof post === 'string' ? [{ line, reason: post }] : [])),
  };
}

/** The source that the actor may send to: a machine to the one that names it, the operator's own command to any of the kind. */
export async function pushSource(ctx: Ctx, source: string, kind: string): Promise<Result<SourceRow>> {
  const id = parseId<'source'>(source);
  const system = ctx.as(systemActor('listening.push'));
  const found = await system.transaction(async (tx) => ok(id && (await sourceRow(tx, id))));
  if (!found.ok) return found;
  const row = found.value;
  const { actor } = ctx;
  const own =
    actor.kind === 'system' ||
    (actor.kind === 'machine' && row?.client === actor.client && row.agency === actor.agency);
  return row?.kind === kind && own ? ok(row) : refuseSource('source.not-yours');
}
