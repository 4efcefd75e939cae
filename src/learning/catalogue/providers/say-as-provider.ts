import { type Ctx, newCode, newId, ok, type Result, readTextInput, systemActor } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { sealJson } from '../../sealed-json.ts';
import { evaluationLayer } from '../catalogue-lists.ts';
import { evaluationsOf } from '../evaluations/evaluation-store.ts';
import { productBySlug } from '../products/product-store.ts';
import { countWaitingWords, insertProviderWord } from './provider-store.ts';
import type { ProviderWords } from './provider-word.ts';
import { PROVIDER_CONTACT, PROVIDER_TEXT } from './submit-product.ts';

/** Of one product as many wait at once: more of them say nothing new. */
const WAITING_AT_MOST = 20;
const PORTAL = systemActor('learning.catalogue');

/**
 * A provider answers what was found of its product, to stand beside it, or appeals against what was found in one layer: then somebody who
 * had no part in it judges. Refusals: those of a text, `product.not-found`, `provider-word.unusable`, `provider-word.too-many`
 */
export async function sayAsProvider(
  ctx: Ctx,
  input: {
    readonly product: string;
    /** The layer that is appealed against; absent for an answer. */
    readonly against?: string | null | undefined;
    readonly text: string;
    readonly contact: string;
  },
): Promise<Result<{ readonly code: string }>> {
  const text = readTextInput(input.text, 'text', PROVIDER_TEXT);
  if (!text.ok) return text;
  const contact = readTextInput(input.contact, 'contact', PROVIDER_CONTACT);
  if (!contact.ok) return contact;
  const against = input.against || null;
  if (against !== null && !evaluationLayer.has(against)) return refuse('provider-word.unusable', { field: 'against' });
  const id = newId<'provider-word'>(ctx.now.getTime());
  const words: ProviderWords = { contact: contact.value, text: text.value };
  const sealed = await sealJson(ctx.kernel, 'provider_word', id, words);
  return ctx.as(PORTAL).transaction(async (tx): Promise<Result<{ code: string }>> => {
    const product = await productBySlug(tx, input.product);
    if (product?.state !== 'LISTED') return refuse('product.not-found');
    const evaluation = (await evaluationsOf(tx, [product.id])).findLast(
      (one) => one.layer === against && one.state === 'COUNTS',
    );
    if (against !== null && !evaluation) return refuse('provider-word.unusable', { field: 'against' });
    if ((await countWaitingWords(tx, product.id)) >= WAITING_AT_MOST) return refuse('provider-word.too-many');
    const code = newCode();
    await insertProviderWord(tx, {
      id,
      code,
      kind: evaluation ? 'APPEAL' : 'ANSWER',
      product_id: product.id,
      evaluation_id: evaluation?.id ?? null,
      sealed,
      is_demonstration: product.is_demonstration,
    });
    tx.notify({ topic: 'catalogue.provider', id, roles: ['catalogue_evaluator'] });
    return ok({ code });
  });
}
