import {
  type Ctx,
  type Id,
  ok,
  type Result,
  type SecretHolder,
  systemActor,
  type Tx,
  tryReceipt,
  wrapSecretOf,
} from '../../kernel/index.ts';
import { INTAKE } from '../filing/filing.ts';
import { refuse } from '../refusals.ts';
import { readReceipt } from './receipt.ts';
import { isSessionToken, SESSION_IDLE, sessionSecret, sessionTokenHash } from './receipt-session.ts';
import { findReceipt, findSession, type ReceiptRow, receiptOf, receiptTries, touchSession } from './receipt-store.ts';

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

/** Checks a proof (kernel: tryReceipt for words). Words of staff are refused: a receipt is the reporter's. */
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
  const tried = await tryReceipt(ctx.as(systemActor('intake.open-receipt')), {
    ...read.value,
    purpose: 'receipt-attempt',
    tries: receiptTries,
    organisation: INTAKE.agency,
    action: 'receipt.open',
    refusal: 'receipt.wrong',
    find: async (tx, named) => {
      const row = await findReceipt(tx, named);
      return row && { row, salt: row.salt, verifier: row.verifier, memoryKib: row.memory_kib, passes: row.passes };
    },
    opened: async (_tx, { row }, stretched): Promise<UnlockedReceipt> => {
      const secret = await wrapSecretOf(ctx.kernel.vault, stretched);
      return {
        report: row.report_id as Id<'report'>,
        receipt: row,
        holder: { kind: 'receipt', holder: row.id, secret },
      };
    },
  });
  if (!tried.ok) return tried;
  if ('opened' in tried.value) return ok(tried.value.opened);
  return 'wrong' in tried.value ? refuse('receipt.wrong') : refuse('receipt.locked', { facts: tried.value.locked });
}

async function bySession(ctx: Ctx, token: string): Promise<Result<UnlockedReceipt>> {
  if (!isSessionToken(token)) return refuse('receipt.session-ended');
  return ctx.as(systemActor('intake.open-receipt')).transaction(
    async (tx) => {
      const session = await findSession(tx, sessionTokenHash(token));
      const idleEnd = session ? session.last_used_at.getTime() + SESSION_IDLE : 0;
      if (!session || session.expires_at <= tx.now || idleEnd <= tx.now.getTime())
        return refuse('receipt.session-ended');
      const receipt = await receiptOf(tx, session.report_id);
      if (!receipt) return refuse('receipt.session-ended');
      await touchSession(tx, session.id);
      const holder = { kind: 'session', holder: session.id, secret: sessionSecret(token) } as const;
      return ok({ report: session.report_id as Id<'report'>, receipt, holder, session: session.id });
    },
    { keep: true },
  );
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
  return ctx.as({ kind: 'receipt', report: unlocked.value.report }).transaction(
    async (tx) => {
      // Between the check and this moment the words may have been changed or burnt elsewhere.
      const receipt = await receiptOf(tx, unlocked.value.report);
      if (!receipt || receipt.generation !== unlocked.value.receipt.generation) return refuse('receipt.session-ended');
      return act(tx, { ...unlocked.value, receipt });
    },
    { keep: true },
  );
}
