import { actorName, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { sourceAct } from './source-act.ts';
import { setSourceState } from './source-store.ts';

/**
 * Pauses a source, or lets it run. One whose shape has changed is let run again by whoever answers for it.
 * Refusals: `listening-source.not-found`
 */
export async function steerSource(
  ctx: Ctx,
  input: { readonly source: string; readonly act: 'pause' | 'run' },
): Promise<Result<void>> {
  const action = input.act === 'pause' ? 'listening-source.manage' : 'listening-source.resume';
  return sourceAct(ctx, action, input.source, async (tx, source) => {
    await setSourceState(
      tx,
      source.id,
      input.act === 'pause' ? 'PAUSED' : 'RUNNING',
      input.act === 'pause' ? 'by-hand' : null,
      actorName(tx.actor),
    );
    tx.audit({
      action,
      object: { kind: 'listening-source', id: source.id },
      codes: { act: input.act, was: source.state },
    });
    return ok();
  });
}
