import { type Ctx, ok, type Result, readCode, systemActor } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { findProduct } from '../products/product-store.ts';
import { providerWordByCode } from './provider-store.ts';
import type { ProviderWordKind, ProviderWordState } from './provider-word.ts';

const PORTAL = systemActor('learning.catalogue');

export interface ProviderWordFate {
  readonly kind: ProviderWordKind;
  readonly state: ProviderWordState;
  readonly madeAt: Date;
  readonly answer: string | null;
  /** The page of the product, where there is one. */
  readonly product: string | null;
}

/** What became of what a provider handed in, for who has its code. Refusals: `provider-word.not-found` */
export async function readProviderWord(ctx: Ctx, code: string): Promise<Result<ProviderWordFate>> {
  const read = readCode(code);
  if (read === undefined) return refuse('provider-word.not-found', { field: 'code' });
  return ctx.as(PORTAL).transaction(async (tx): Promise<Result<ProviderWordFate>> => {
    const row = await providerWordByCode(tx, read);
    if (!row) return refuse('provider-word.not-found', { field: 'code' });
    const product = row.product_id === null ? undefined : await findProduct(tx, row.product_id);
    return ok({
      kind: row.kind,
      state: row.state,
      madeAt: row.made_at,
      answer: row.answer,
      product: product?.state === 'LISTED' ? product.slug : null,
    });
  });
}
