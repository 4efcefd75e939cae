import { setTimeout as pause } from 'node:timers/promises';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type PostLine, readPostLines } from '../collectors/post-lines.ts';
import { observe } from './observe.ts';
import { FAULTS_TOLD, type PushResult, pushSource, sorted } from './push-posts.ts';

const BATCH = 500;

/**
 * Takes the posts of an NDJSON stream of any length for a source of the kind `import`, a batch a transaction. Where the
 * queue is full it waits. Broken off and begun again, what was taken is known.
 * Refusals: `source.not-yours`, `listening-source.not-running`
 */
export async function importPosts(
  ctx: Ctx,
  input: { readonly source: string; readonly pieces: AsyncIterable<Uint8Array> },
): Promise<Result<PushResult>> {
  const source = await pushSource(ctx, input.source, 'import');
  if (!source.ok) return source;
  const done = { lines: 0, faulty: 0, accepted: 0, known: 0, sampledOut: 0, refused: 0 };
  const faults: PushResult['faults'][number][] = [];
  const take = async (lines: readonly PostLine[]): Promise<Result<void>> => {
    const batch = sorted(lines);
    for (;;) {
      const taken = await observe(ctx, {
        sourceId: source.value.id,
        posts: batch.posts,
        malformed: batch.faults.length,
      });
      if (taken.ok) {
        for (const name of ['accepted', 'known', 'sampledOut', 'refused'] as const) done[name] += taken.value[name];
        done.lines += lines.length;
        done.faulty += batch.faults.length;
        faults.push(...batch.faults.slice(0, FAULTS_TOLD - faults.length));
        return ok();
      }
      const seconds = taken.refusal.facts?.retryAfterSeconds;
      if (typeof seconds !== 'number') return taken;
      await pause(seconds * 1_000);
    }
  };
  let waiting: PostLine[] = [];
  for await (const line of readPostLines(input.pieces)) {
    waiting.push(line);
    if (waiting.length < BATCH) continue;
    const taken = await take(waiting);
    if (!taken.ok) return taken;
    waiting = [];
  }
  const taken = await take(waiting);
  return taken.ok ? ok({ ...done, faults }) : taken;
}
