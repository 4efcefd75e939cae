import { type Ctx, lastLongJobs, type Result, stopLongJob } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { lockBatch } from './import-batch-store.ts';
import { importWork } from './run-import.ts';

/** Stops taking in a file; what is in the register stays there. Refusals: `import.not-found`, `import.wrong-state`, `long-job.over` */
export async function stopImport(ctx: Ctx, input: { readonly batch: string }): Promise<Result<void>> {
  return ctx.transaction(async (tx) => {
    const batch = await lockBatch(tx, input.batch);
    if (!batch) return refuse('import.not-found');
    const job = (await lastLongJobs(tx, importWork.kind, [batch.id])).get(batch.id);
    if (!job) return refuse('import.wrong-state');
    tx.audit({
      action: 'hash-import.run',
      object: { kind: 'hash-import', id: batch.id },
      codes: { act: 'stop', taken: batch.taken },
    });
    return stopLongJob(tx, ctx.kernel, { kind: importWork.kind, id: job.id });
  });
}
