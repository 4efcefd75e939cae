import {
  type Ctx,
  newCode,
  newId,
  ok,
  type Result,
  readTextInput,
  systemActor,
  type TextRule,
} from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { sealJson } from '../../sealed-json.ts';
import { PRODUCT_NAME, readAddress } from '../products/read-product-input.ts';
import { countWaitingWords, insertProviderWord } from './provider-store.ts';
import type { ProviderWords } from './provider-word.ts';

export const PROVIDER_TEXT: TextRule = { most: 3_000, lines: true };
export const PROVIDER_CONTACT: TextRule = { most: 254 };
/** Submissions that wait at once. */
const WAITING_AT_MOST = 500;
const PORTAL = systemActor('learning.catalogue');

export interface SubmitProduct {
  readonly name: string;
  readonly maker: string;
  readonly link: string;
  readonly policyUrl?: string | null | undefined;
  /** What it says of its own age label, and the papers that it has. */
  readonly label?: string | null | undefined;
  readonly text: string;
  /** How to reach who sends it; sealed. */
  readonly contact: string;
}

/**
 * A provider proposes a product for the catalogue. Anybody may; nothing of it is shown before an officer has taken it in and looked. The code
 * tells what became of it. Refusals: those of a text, `provider-word.unusable`, `provider-word.too-many`
 */
export async function submitProduct(ctx: Ctx, input: SubmitProduct): Promise<Result<{ readonly code: string }>> {
  const name = readTextInput(input.name, 'name', PRODUCT_NAME);
  if (!name.ok) return name;
  const maker = readTextInput(input.maker, 'maker', PRODUCT_NAME);
  if (!maker.ok) return maker;
  const text = readTextInput(input.text, 'text', PROVIDER_TEXT);
  if (!text.ok) return text;
  const contact = readTextInput(input.contact, 'contact', PROVIDER_CONTACT);
  if (!contact.ok) return contact;
  const [link, policyUrl] = [readAddress(input.link), readAddress(input.policyUrl)];
  if (!link) return refuse('provider-word.unusable', { field: 'link' });
  if (policyUrl === undefined) return refuse('provider-word.unusable', { field: 'policyUrl' });
  const label = (input.label ?? '').normalize('NFC').trim().slice(0, 200);
  const id = newId<'provider-word'>(ctx.now.getTime());
  const words: ProviderWords = {
    contact: contact.value,
    text: text.value,
    name: name.value,
    maker: maker.value,
    link,
    ...(policyUrl === null ? {} : { policyUrl }),
    ...(label === '' ? {} : { label }),
  };
  const sealed = await sealJson(ctx.kernel, 'provider_word', id, words);
  return ctx.as(PORTAL).transaction(async (tx): Promise<Result<{ code: string }>> => {
    if ((await countWaitingWords(tx, null)) >= WAITING_AT_MOST) return refuse('provider-word.too-many');
    const code = newCode();
    await insertProviderWord(tx, {
      id,
      code,
      kind: 'SUBMISSION',
      product_id: null,
      evaluation_id: null,
      sealed,
      is_demonstration: ctx.kernel.config.demonstration,
    });
    tx.notify({ topic: 'catalogue.provider', id, roles: ['catalogue_evaluator'] });
    return ok({ code });
  });
}
