import { actorName, type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { readModel } from '../pipeline/pipeline.ts';
import { liveVersion } from '../pipeline/pipeline-store.ts';
import { decidedRows } from '../review/decided-rows.ts';
import { refuseEncoder } from '../text/encoder-refusals.ts';
import { openEncoder } from './encoder-files.ts';
import { HARMLESS, measureModel } from './measure-model.ts';
import { insertEvaluation, insertModel, modelRows } from './model-store.ts';

/**
 * Registers an operator's encoder as a candidate and measures it, and the live model beside it, on the decisions that are
 * held out: it is put into use by the same rule as any other model. The files stay where they are; the register keeps
 * their digest, and nothing else is ever run under their name. The same files again are measured again.
 * @returns the model, on how many rows it was measured, and what it came to; null where there are none
 * Refusals: `encoder.name-taken`, those of `openEncoder`
 */
export async function addEncoder(
  ctx: Ctx,
  input: { readonly name: string },
): Promise<Result<{ readonly id: string; readonly heldOut: number; readonly macroF1: number | null }>> {
  const opened = await openEncoder(ctx.kernel, input.name);
  if (!opened.ok) return opened;
  const { model, digest } = opened.value;
  const decided = await decidedRows(ctx);
  if (!decided.ok) return decided;
  // What the encoder does not know it is not asked for, as a trained model is not; one that must choose says that nothing holds.
  const nothing = model.mode === 'one-of' && model.labels.includes(HARMLESS) ? [HARMLESS] : [];
  const heldOut = decided.value.parts.heldOut.map((row) => {
    const labels = row.labels.filter((label) => model.labels.includes(label));
    return { ...row, labels: labels.length === 0 ? nothing : labels };
  });
  const before = await ctx.transaction(async (tx) => {
    const known = (await modelRows(tx)).find((row) => row.backend === 'onnx' && row.name === input.name);
    if (known && !known.digest?.equals(digest)) return refuseEncoder('encoder.name-taken');
    const version = await liveVersion(tx);
    return ok({ known, live: version?.modelId ? await readModel(ctx, tx, version.modelId) : undefined });
  });
  if (!before.ok) return before;
  const { known, live } = before.value;
  const measured = heldOut.length === 0 ? undefined : await measureModel(model, live, heldOut);
  return ctx.transaction(async (tx) => {
    const id = known?.id ?? newId<'model'>(tx.now.getTime());
    if (!known)
      await insertModel(
        tx,
        {
          id,
          name: input.name,
          version: model.version,
          backend: 'onnx',
          labels: model.labels,
          trainedOn: 0,
          weights: null,
          digest,
        },
        actorName(tx.actor),
      );
    if (measured) await insertEvaluation(tx, id, heldOut.length, measured);
    tx.audit({
      action: 'listening-model.add-encoder',
      object: { kind: 'listening-model', id },
      codes: { heldOut: heldOut.length },
    });
    return ok({ id, heldOut: heldOut.length, macroF1: measured?.macroF1 ?? null });
  });
}
