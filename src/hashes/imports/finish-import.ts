import { type Ctx, ok, type Result, startLongJob } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { forgetLines, lockBatch, setBatchState } from './import-batch-store.ts';
import { importWork } from './run-import.ts';

/**
 * Confirms a file that was looked at, so that a job takes its new lines in, or drops it. Entries from a file wait for two
 * analysts, whatever the source.
 * Refusals: `import.not-found`, `import.wrong-state`, `import.empty`, `long-job.already-running`
 */
export async function finishImport(
  ctx: Ctx,
  input: { readonly batch: string; readonly act: 'confirm' | 'drop' },
): Promise<Result<void>> {
  return ctx.transaction(async (tx) => {
    const batch = await lockBatch(tx, input.batch);
    if (!batch) return refuse('import.not-found');
    if (batch.state !== 'OPEN') return refuse('import.wrong-state');
    if (input.act === 'confirm' && batch.fresh === 0) return refuse('import.empty');
    await setBatchState(tx, batch.id, input.act === 'confirm' ? 'RUNNING' : 'DROPPED');
    if (input.act === 'drop') await forgetLines(tx, batch.id, ['fresh', 'known', 'refused']);
    else {
      const started = await startLongJob(tx, { kind: importWork.kind, objectId: batch.id, total: batch.fresh });
      if (!started.ok) return started;
    }
    tx.audit({
      action: 'hash-import.run',
      object: { kind: 'hash-import', id: batch.id },
      codes: { act: input.act, lines: batch.lines, fresh: batch.fresh, refused: batch.refused },
    });
    return ok();
  });
}
