import { createHmac } from 'node:crypto';
import {
  type Ctx,
  type Id,
  ok,
  type Result,
  type SecretHolder,
  STRETCHING,
  sameVerifier,
  stretch,
  systemActor,
  type Tx,
  verifierOf,
  wrapSecretOf,
} from '../kernel/index.ts';
import { INTAKE } from './filing.ts';
import { readReceipt } from './receipt.ts';
import { isSessionToken, SESSION_IDLE, sessionSecret, sessionTokenHash } from './receipt-session.ts';
import {
  findReceipt,
  findSession,
  forgetWrongTries,
  lockLocator,
  type ReceiptRow,
  receiptOf,
  saveWrongTries,
  touchSession,
  wrongTries,
} from './receipt-store.ts';
import { refuse } from './refusals.ts';

/** How the holder of a receipt shows that it is theirs: the words themselves, or the token of a session they opened. */
export type ReceiptProof =
  | { readonly locator: string; readonly words: string | readonly string[] }
  | { readonly session: string };

export interface UnlockedReceipt {
  readonly report: Id<'report'>;
  readonly receipt: ReceiptRow;
  /** Opens the thread's key. */
  readonly holder: SecretHolder;
  readonly session?: string;
}

export const WRONG_TRIES = 5;
const WINDOW = 3_600_000;
/** Stands in for the salt of a receipt that does not exist, so that both take the same time. */
const NO_SALT = Buffer.alloc(16, 0x5a);

/**
 * Checks a proof. Five wrong tries per locator and hour, counted for locators that do not exist too; a locator that
 * does not exist answers, and takes as long, as wrong words do. Words of staff are refused: a receipt is the reporter's.
 */
export async function unlockReceipt(ctx: Ctx, proof: ReceiptProof): Promise<Result<UnlockedReceipt>> {
  if (ctx.actor.kind === 'person') {
    await ctx.auditRefused({
      organisation: INTAKE.agency,
      action: 'receipt.open',
      codes: { refusal: 'receipt.not-for-staff' },
    });
    return refuse('receipt.not-for-staff');
  }
  return 'session' in proof ? bySession(ctx, proof.session) : byWords(ctx, proof.locator, proof.words);
}

async function byWords(ctx: Ctx, locator: string, words: string | readonly string[]): Promise<Result<UnlockedReceipt>> {
  const read = readReceipt(locator, words);
  if (!read.ok) return read;
  const { vault } = ctx.kernel;
  const locatorHash = createHmac('sha256', await vault.derive('receipt-attempt'))
    .update(read.value.locator)
    .digest();
  type Outcome = { opened: UnlockedReceipt } | { wrong: true } | { lockedUntil: Date };
  // A wrong try must be written, so the transaction ends well and the refusal is made after it.
  const outcome = await ctx.as(systemActor('intake.open-receipt')).transaction(async (tx): Promise<Result<Outcome>> => {
    await lockLocator(tx, locatorHash);
    const tries = await wrongTries(tx, locatorHash);
    const windowEnd = tries ? new Date(tries.window_from.getTime() + WINDOW) : tx.now;
    const wrongSoFar = tries && windowEnd > tx.now ? tries.wrong : 0;
    if (wrongSoFar >= WRONG_TRIES) return ok({ lockedUntil: windowEnd });

    const receipt = await findReceipt(tx, read.value.locator);
    const stretching = receipt ? { memoryKib: receipt.memory_kib, passes: receipt.passes } : STRETCHING;
    const stretched = await stretch(read.value.words, receipt?.salt ?? NO_SALT, stretching);
    const verifier = await verifierOf(vault, stretched);
    if (!sameVerifier(receipt?.verifier ?? Buffer.alloc(32), verifier) || !receipt) {
      await saveWrongTries(tx, locatorHash, wrongSoFar > 0 && tries ? tries.window_from : tx.now, wrongSoFar + 1);
      // No object: the entry must not say whether the receipt exists.
      tx.audit({
        organisation: INTAKE.agency,
        action: 'receipt.open',
        outcome: 'refused',
        codes: { refusal: 'receipt.wrong', try: wrongSoFar + 1 },
      });
      return ok({ wrong: true });
    }
    if (tries) await forgetWrongTries(tx, locatorHash);
    const holder = { kind: 'receipt', holder: receipt.id, secret: await wrapSecretOf(vault, stretched) } as const;
    return ok({ opened: { report: receipt.report_id as Id<'report'>, receipt, holder } });
  });
  if (!outcome.ok) return outcome;
  if ('opened' in outcome.value) return ok(outcome.value.opened);
  if ('wrong' in outcome.value) return refuse('receipt.wrong');
  const seconds = Math.ceil((outcome.value.lockedUntil.getTime() - ctx.now.getTime()) / 1000);
  return refuse('receipt.locked', { facts: { retryAfterSeconds: seconds, call: '111' } });
}

async function bySession(ctx: Ctx, token: string): Promise<Result<UnlockedReceipt>> {
  if (!isSessionToken(token)) return refuse('receipt.session-ended');
  return ctx.as(systemActor('intake.open-receipt')).transaction(async (tx) => {
    const session = await findSession(tx, sessionTokenHash(token));
    const idleEnd = session ? session.last_used_at.getTime() + SESSION_IDLE : 0;
    if (!session || session.expires_at <= tx.now || idleEnd <= tx.now.getTime()) return refuse('receipt.session-ended');
    const receipt = await receiptOf(tx, session.report_id);
    if (!receipt) return refuse('receipt.session-ended');
    await touchSession(tx, session.id);
    const holder = { kind: 'session', holder: session.id, secret: sessionSecret(token) } as const;
    return ok({ report: session.report_id as Id<'report'>, receipt, holder, session: session.id });
  });
}

/** Runs an act of the receipt's holder, who reaches their own report and nothing else. */
export async function asHolder<T>(
  ctx: Ctx,
  proof: ReceiptProof,
  act: (tx: Tx, own: UnlockedReceipt) => Promise<Result<T>>,
  options: { readonly evenIfMustChange?: boolean } = {},
): Promise<Result<T>> {
  const unlocked = await unlockReceipt(ctx, proof);
  if (!unlocked.ok) return unlocked;
  if (unlocked.value.receipt.must_change && !options.evenIfMustChange) return refuse('receipt.must-change');
  return ctx.as({ kind: 'receipt', report: unlocked.value.report }).transaction(async (tx) => {
    // Between the check and this moment the words may have been changed or burnt elsewhere.
    const receipt = await receiptOf(tx, unlocked.value.report);
    if (!receipt || receipt.generation !== unlocked.value.receipt.generation) return refuse('receipt.session-ended');
    return act(tx, { ...unlocked.value, receipt });
  });
}
