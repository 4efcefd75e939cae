import {
  actOnRecord,
  type Ctx,
  canBy,
  ok,
  personsOnly,
  type RecordKind,
  type Result,
  readTextInput,
  type Tx,
} from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { openJson } from '../../sealed-json.ts';
import { providerWordPolicy } from '../catalogue-policies.ts';
import type { ProviderWordRow } from '../catalogue-tables.ts';
import { evaluationsOf, updateEvaluation } from '../evaluations/evaluation-store.ts';
import { findProduct } from '../products/product-store.ts';
import { findProviderWord, updateProviderWord } from './provider-store.ts';
import type { ProviderWords } from './provider-word.ts';
import { PROVIDER_TEXT } from './submit-product.ts';

const wordRecord: RecordKind<ProviderWordRow, 'provider-word.decide'> = {
  kind: 'provider-word',
  acts: personsOnly,
  find: (tx, id, { lock }) => findProviderWord(tx, id, lock ? 'for update' : undefined),
  can: canBy(providerWordPolicy, ({ state }) => ({ state })),
  notFound: () => refuse('provider-word.not-found'),
  notPermitted: (_actor, _action, { state }) => (state === 'WAITING' ? undefined : refuse('provider-word.decided')),
};

/**
 * Answers what a provider handed in. A submission that is taken names the product that was entered for it; an answer that is taken stands
 * beside the result as it was written; an appeal that is taken ends the evaluations of its layer, so that it is evaluated anew, and is
 * judged by nobody who made or agreed to one of them. Refusals: those of an act on a record and of a text, `provider-word.not-found`,
 * `provider-word.decided`, `provider-word.not-yours`, `product.not-found`
 */
export function decideProviderWord(
  ctx: Ctx,
  input: {
    readonly word: string;
    readonly take: boolean;
    /** What the provider reads. */
    readonly answer: string;
    /** Of a submission that is taken: the product. */
    readonly product?: string | null | undefined;
  },
): Promise<Result<void>> {
  return actOnRecord(wordRecord, ctx, 'provider-word.decide', { id: input.word }, async (tx, row, actor) => {
    const answer = readTextInput(input.answer, 'answer', PROVIDER_TEXT);
    if (!answer.ok) return answer;
    const decided = {
      state: input.take ? ('TAKEN' as const) : ('REFUSED' as const),
      answer: answer.value,
      decided_by: actor.person,
      decided_at: tx.now,
    };
    if (row.kind === 'APPEAL') {
      const overturned = await judgeAppeal(tx, row, actor.person, input.take);
      if (!overturned.ok) return overturned;
      await updateProviderWord(tx, row.id, decided);
    } else if (row.kind === 'SUBMISSION' && input.take) {
      const product = input.product ? await findProduct(tx, input.product) : undefined;
      if (!product) return refuse('product.not-found', { field: 'product' });
      await updateProviderWord(tx, row.id, { ...decided, product_id: product.id });
    } else {
      const { text } = await openJson<ProviderWords>(ctx.kernel, 'provider_word', row);
      await updateProviderWord(
        tx,
        row.id,
        row.kind === 'ANSWER' && input.take ? { ...decided, public_text: text } : decided,
      );
    }
    tx.audit({
      action: 'provider-word.decide',
      object: { kind: 'provider-word', id: row.id },
      codes: { kind: row.kind, taken: input.take },
    });
    tx.notify({ topic: 'catalogue.provider', id: row.id, roles: ['catalogue_evaluator'] });
    return ok();
  });
}

/** Ends the evaluations of the layer where the appeal is right. */
async function judgeAppeal(tx: Tx, row: ProviderWordRow, judge: string, upheld: boolean): Promise<Result<void>> {
  const all = row.product_id === null ? [] : await evaluationsOf(tx, [row.product_id]);
  const layer = all.find(({ id }) => id === row.evaluation_id)?.layer;
  const contested = all.filter((one) => one.layer === layer && one.state === 'COUNTS');
  if (contested.some((one) => one.evaluator === judge || one.decided_by === judge))
    return refuse('provider-word.not-yours');
  if (upheld)
    for (const one of contested)
      await updateEvaluation(tx, one.id, { state: 'WITHDRAWN', decided_by: judge, decided_at: tx.now });
  return ok();
}
