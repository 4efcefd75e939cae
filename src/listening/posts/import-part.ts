import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { type PostLine, readPostLines } from '../collectors/post-lines.ts';
import { refuseSource } from '../collectors/refusals.ts';
import { refuse } from '../refusals.ts';
import { lockSource } from '../sources/source-store.ts';
import { observe } from './observe.ts';
import { FAULTS_TOLD, type PushResult, sorted } from './push-posts.ts';

/**
 * Takes one part of an NDJSON file by hand, for a source of the kind `import` of the actor's agency. A line that cannot
 * be read is told by its number in the file and does not hold up the others; a part sent again is known. How long a part
 * may be is the surface's to say.
 * @param input.from the number in the file of the part's first line, from 1
 * Refusals: `listening-source.not-found`, `source.not-yours`, `listening-source.not-running`, `listening.batch-too-large`,
 * `listening.busy` (retryAfterSeconds)
 */
export async function importPart(
  ctx: Ctx,
  input: { readonly source: string; readonly bytes: Uint8Array; readonly from: number },
): Promise<Result<PushResult>> {
  const id = parseId<'source'>(input.source);
  const found = await ctx.transaction(async (tx) =>
    ok(id === undefined ? undefined : await lockSource(tx, id, { action: 'listening-source.manage' })),
  );
  if (!found.ok) return found;
  const source = found.value;
  if (!source) return refuse('listening-source.not-found');
  if (source.kind !== 'import') return refuseSource('source.not-yours');
  const lines: PostLine[] = [];
  for await (const { line, post } of readPostLines(once(input.bytes)))
    lines.push({ line: line + input.from - 1, post });
  const { posts, faults } = sorted(lines);
  const observed = await observe(ctx, { sourceId: source.id, posts, malformed: faults.length });
  if (!observed.ok) return observed;
  return ctx.transaction(async (tx) => {
    tx.audit({
      action: 'listening-source.import',
      object: { kind: 'listening-source', id: source.id },
      codes: { lines: lines.length, accepted: observed.value.accepted, faulty: faults.length },
    });
    return ok({
      ...observed.value,
      lines: lines.length,
      faulty: faults.length,
      faults: faults.slice(0, FAULTS_TOLD),
    });
  });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
