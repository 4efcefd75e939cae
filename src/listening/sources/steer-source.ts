import { type Ctx, ok, parseId, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { actorName } from '../who.ts';
import { lockSource, setSourceState } from './source-store.ts';

/**
 * Pauses a source, or lets it run. One whose shape has changed is let run again by whoever answers for it.
 * Refusals: `listening-source.not-found`
 */
export async function steerSource(
  ctx: Ctx,
  input: { readonly source: string; readonly act: 'pause' | 'run' },
): Promise<Result<void>> {
  const id = parseId<'source'>(input.source);
  if (id === undefined) return refuse('listening-source.not-found');
  return ctx.transaction(async (tx) => {
    const action = input.act === 'pause' ? 'listening-source.manage' : 'listening-source.resume';
    const source = await lockSource(tx, id, action);
    if (!source) return refuse('listening-source.not-found');
    await setSourceState(
      tx,
      id,
      input.act === 'pause' ? 'PAUSED' : 'RUNNING',
      input.act === 'pause' ? 'by-hand' : null,
      actorName(tx.actor),
    );
    tx.audit({
      action,
      object: { kind: 'listening-source', id },
      codes: { act: input.act, was: source.state },
    });
    return ok();
  });
}
