import { type Ctx, cleanText, ok, type Result } from '../../kernel/index.ts';
import { helplineNumber } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import { actOnAccount, changeRow } from './account-record.ts';

const SENTENCE = { most: 300 };
/** The number by itself, and not a part of another. */
const NAMES_TELEPHONE = new RegExp(`(?<!\\d)${helplineNumber}(?!\\d)`);

/**
 * Nobody can answer on this channel just now: whoever writes is told so in this sentence, which names the telephone.
 * Refusals: `channel-account.invalid` (sentence), `channel-account.not-found`, `access.*`
 */
export async function sayDown(
  ctx: Ctx,
  input: { readonly account: string; readonly sentence: string },
): Promise<Result<void>> {
  const read = cleanText(input.sentence, SENTENCE);
  if (!read.ok || !NAMES_TELEPHONE.test(read.text)) return refuse('channel-account.invalid', { field: 'sentence' });
  return actOnAccount(ctx, 'channel-account.say-down', { id: input.account }, async (tx, row, actor) => {
    await changeRow(tx, row, { down_since: row.down_since ?? tx.now, down_by: actor.person, down_sentence: read.text });
    tx.audit({ action: 'channel-account.say-down', object: { kind: 'channel-account', id: row.id } });
    return ok();
  });
}

/** Somebody answers again. Refusals: `channel-account.not-found`, `access.*` */
export async function sayUp(ctx: Ctx, account: string): Promise<Result<void>> {
  return actOnAccount(ctx, 'channel-account.say-down', { id: account }, async (tx, row) => {
    await changeRow(tx, row, { down_since: null, down_by: null, down_sentence: null });
    tx.audit({ action: 'channel-account.say-up', object: { kind: 'channel-account', id: row.id } });
    return ok();
  });
}
