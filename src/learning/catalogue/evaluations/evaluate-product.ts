import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { productRecord } from '../products/product-record.ts';
import { type FoundInLayer, keepEvaluation } from './keep-evaluation.ts';

export interface EvaluateProduct extends Omit<FoundInLayer, 'packageSha256'> {
  readonly product: string;
}

/**
 * Keeps what an officer found in one layer. A reading of a policy or a package waits for a second person to agree to it; two who use a
 * product see nothing of each other before both have answered, and then both count. Criteria without an answer were not checked.
 * Refusals: those of an act on a record and of a text, `product.not-found`, `product.wrong-state`, `product.version-unusable`,
 * `evaluation.unusable`, `evaluation.older-list`, `evaluation.twice`, `evaluation.no-package`
 */
export function evaluateProduct(
  ctx: Ctx,
  { product: id, layer, platform, version, listVersion, findings }: EvaluateProduct,
): Promise<Result<{ readonly id: string; readonly waits: boolean }>> {
  return actOnRecord(productRecord, ctx, 'product.evaluate', { id }, async (tx, product, actor) => {
    const kept = await keepEvaluation(ctx, tx, { product, actor }, { layer, platform, version, listVersion, findings });
    return kept.ok ? ok({ id: kept.value.id, waits: kept.value.waits }) : kept;
  });
}
