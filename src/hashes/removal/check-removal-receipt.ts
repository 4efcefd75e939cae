import { type Ctx, ok, RECEIPT_WORDS, type Result, readCode, systemActor, tryReceipt } from '../../kernel/index.ts';
import { readReceiptWords } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import { REMOVAL_AGENCY } from './removal.ts';
import { type RemovalRow, removalByLocator, removalTries } from './removal-store.ts';

/** What the holder of a receipt types. */
export interface RemovalReceipt {
  readonly locator: string;
  readonly words: string;
}

/** Finds the request that a receipt opens (kernel: tryReceipt). Refusals: `removal-receipt.unreadable`, `.wrong`, `.locked` */
export async function checkRemovalReceipt(ctx: Ctx, receipt: RemovalReceipt): Promise<Result<RemovalRow>> {
  const locator = readCode(receipt.locator);
  const words = receipt.words.length > 400 ? undefined : readReceiptWords(receipt.words);
  if (locator === undefined) return refuse('removal-receipt.unreadable', { field: 'locator' });
  if (words?.length !== RECEIPT_WORDS) return refuse('removal-receipt.unreadable', { field: 'words' });
  const tried = await tryReceipt(ctx.as(systemActor('hashes.open-removal')), {
    locator,
    words,
    purpose: 'removal-attempt',
    tries: removalTries,
    organisation: REMOVAL_AGENCY,
    action: 'hash-removal.open',
    refusal: 'removal-receipt.wrong',
    find: removalByLocator,
    opened: async (_tx, row) => row,
  });
  if (!tried.ok) return tried;
  if ('opened' in tried.value) return ok(tried.value.opened);
  return 'wrong' in tried.value
    ? refuse('removal-receipt.wrong')
    : refuse('removal-receipt.locked', { facts: tried.value.locked });
}
