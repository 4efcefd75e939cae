import { createHmac } from 'node:crypto';
import {
  type Ctx,
  ok,
  RECEIPT_WORDS,
  type Result,
  readCode,
  STRETCHING,
  sameVerifier,
  stretch,
  systemActor,
  verifierOf,
} from '../kernel/index.ts';
import { readReceiptWords } from '../vocabulary/index.ts';
import { refuse } from './refusals.ts';
import { REMOVAL_AGENCY } from './removal.ts';
import {
  forgetWrongTries,
  lockLocator,
  type RemovalRow,
  removalByLocator,
  saveWrongTries,
  wrongTries,
} from './removal-store.ts';

/** What the holder of a receipt types. */
export interface RemovalReceipt {
  readonly locator: string;
  readonly words: string;
}

const WRONG_TRIES = 5;
const WINDOW = 3_600_000;
/** Stands in for the salt of a receipt that does not exist, so that both take the same time. */
const NO_SALT = Buffer.alloc(16, 0x5a);

/**
 * Finds the request that a receipt opens. Five wrong tries per locator and hour, counted for locators that do not exist
 * too; one that does not exist answers, and takes as long, as wrong words do.
 */
export async function checkRemovalReceipt(ctx: Ctx, receipt: RemovalReceipt): Promise<Result<RemovalRow>> {
  const locator = readCode(receipt.locator);
  const words = receipt.words.length > 400 ? undefined : readReceiptWords(receipt.words);
  if (locator === undefined) return refuse('removal-receipt.unreadable', { field: 'locator' });
  if (words?.length !== RECEIPT_WORDS) return refuse('removal-receipt.unreadable', { field: 'words' });
  const { vault } = ctx.kernel;
  const locatorHash = createHmac('sha256', await vault.derive('removal-attempt'))
    .update(locator)
    .digest();
  type Outcome = { opened: RemovalRow } | { wrong: true } | { lockedUntil: Date };
  // A wrong try must be written, so the transaction ends well and the refusal is made after it.
  const outcome = await ctx.as(systemActor('hashes.open-removal')).transaction(async (tx): Promise<Result<Outcome>> => {
    await lockLocator(tx, locatorHash);
    await forgetWrongTries(tx, new Date(tx.now.getTime() - WINDOW));
    const tries = await wrongTries(tx, locatorHash);
    if (tries && tries.wrong >= WRONG_TRIES) return ok({ lockedUntil: new Date(tries.windowFrom.getTime() + WINDOW) });
    const row = await removalByLocator(tx, locator);
    const stretched = await stretch(words, row?.salt ?? NO_SALT, row ?? STRETCHING);
    if (sameVerifier(row?.verifier ?? Buffer.alloc(32), await verifierOf(vault, stretched)) && row)
      return ok({ opened: row });
    await saveWrongTries(tx, locatorHash, tries?.windowFrom ?? tx.now, (tries?.wrong ?? 0) + 1);
    // No object: the entry must not say whether the receipt exists.
    tx.audit({
      organisation: REMOVAL_AGENCY,
      action: 'hash-removal.open',
      outcome: 'refused',
      codes: { refusal: 'removal-receipt.wrong', try: (tries?.wrong ?? 0) + 1 },
    });
    return ok({ wrong: true });
  });
  if (!outcome.ok) return outcome;
  if ('opened' in outcome.value) return ok(outcome.value.opened);
  if ('wrong' in outcome.value) return refuse('removal-receipt.wrong');
  const seconds = Math.ceil((outcome.value.lockedUntil.getTime() - ctx.now.getTime()) / 1000);
  return refuse('removal-receipt.locked', { facts: { retryAfterSeconds: seconds, call: '111' } });
}
