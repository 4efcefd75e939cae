import { type Ctx, ok, type Result, refuseRequest } from '../../../kernel/index.ts';
import { openJson } from '../../sealed-json.ts';
import type { EvaluationLayer } from '../catalogue-lists.ts';
import { providerWordPolicy } from '../catalogue-policies.ts';
import { findEvaluation } from '../evaluations/evaluation-store.ts';
import { findProduct } from '../products/product-store.ts';
import { waitingProviderWords } from './provider-store.ts';
import type { ProviderWordKind, ProviderWords } from './provider-word.ts';

const MOST = 50;

export interface WaitingProviderWord {
  readonly id: string;
  readonly kind: ProviderWordKind;
  readonly product: string | null;
  readonly productName: string | null;
  /** The layer that is appealed against. */
  readonly layer: EvaluationLayer | null;
  readonly madeAt: Date;
  readonly words: ProviderWords;
}

/** What providers handed in and nobody has answered, the oldest first; that it was read is in the audit. Refusals: `access.not-permitted` */
export async function listProviderWords(ctx: Ctx): Promise<Result<WaitingProviderWord[]>> {
  if (!providerWordPolicy.couldEver(ctx.actor, 'provider-word.decide', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const waiting: WaitingProviderWord[] = [];
    for (const row of await waitingProviderWords(tx, MOST)) {
      const product = row.product_id === null ? undefined : await findProduct(tx, row.product_id);
      const evaluation = row.evaluation_id === null ? undefined : await findEvaluation(tx, row.evaluation_id);
      waiting.push({
        id: row.id,
        kind: row.kind,
        product: product?.id ?? null,
        productName: product?.name ?? null,
        layer: evaluation?.layer ?? null,
        madeAt: row.made_at,
        words: await openJson<ProviderWords>(ctx.kernel, 'provider_word', row),
      });
    }
    if (waiting.length > 0) tx.audit({ action: 'provider-word.read', codes: { count: waiting.length } });
    return ok(waiting);
  });
}
