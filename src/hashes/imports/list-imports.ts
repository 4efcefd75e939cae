import { type Ctx, type LongJob, lastLongJobs, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { batchRows, type ImportBatch, type LineRow, lineRows, lockBatch, reasonCounts } from './import-batch-store.ts';
import { importWork } from './run-import.ts';

export type { ImportBatch, LineRow } from './import-batch-store.ts';

/** The agency's imports, newest first. */
export async function listImports(ctx: Ctx): Promise<Result<ImportBatch[]>> {
  return ctx.transaction(async (tx) => ok(await batchRows(tx, 20)));
}

/** One import with the first lines of each kind and the refused ones by reason. */
export async function importPreview(
  ctx: Ctx,
  input: { readonly batch: string },
): Promise<
  Result<{
    readonly batch: ImportBatch;
    /** How far taking it in is, once it was confirmed. */
    readonly job: LongJob | undefined;
    readonly lines: readonly LineRow[];
    readonly reasons: readonly { readonly reason: string; readonly lines: number }[];
  }>
> {
  return ctx.transaction(async (tx) => {
    const batch = await lockBatch(tx, input.batch);
    if (!batch) return refuse('import.not-found');
    const job = (await lastLongJobs(tx, importWork.kind, [batch.id])).get(batch.id);
    return ok({ batch, job, lines: await lineRows(tx, batch.id, 8), reasons: await reasonCounts(tx, batch.id) });
  });
}
