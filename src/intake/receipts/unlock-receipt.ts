import { removalReceipt } from '../../hashes/index.ts';
import {
  type Ctx,
  type Id,
  ok,
  type Result,
  type SecretHolder,
  STRETCHING,
  type Stretching,
  sameVerifier,
  stretch,
  systemActor,
  type Tx,
  verifierOf,
  wrapSecretOf,
} from '../../kernel/index.ts';
import { helplineNumber } from '../../vocabulary/index.ts';
import { INTAKE } from '../intake-desk.ts';
import { refuse } from '../refusals.ts';
import { type Receipt, readReceipt } from './receipt.ts';
import { type OtherReceipt, type ReceiptKind, receiptKinds, type UnlockedOther } from './receipt-kind.ts';
import { isSessionToken, SESSION_IDLE, sessionSecret, sessionTokenHash } from './receipt-session.ts';
import {
  findReceipt,
  findRemovalSession,
  findSession,
  isLinked,
  type ReceiptRow,
  receiptOf,
  touchRemovalSession,
  touchSession,
} from './receipt-store.ts';
import { beginWordsTry, countWrongTry } from './wrong-tries.ts';

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

/** The receipt of a request to take pictures down that hangs on no report. */
export interface UnlockedRemoval {
  readonly removal: string;
  readonly session?: string;
}

export type Unlocked = UnlockedReceipt | UnlockedRemoval | UnlockedOther;

/** Stands in for the salt of a receipt that does not exist, so that both take the same time. */
const NO_SALT = Buffer.alloc(16, 0x5a);

/**
 * Checks a proof, of whichever kind the receipt is. Words of staff are refused: a receipt is the reporter's. One that does
 * not exist answers, and takes as long, as wrong words do.
 */
export async function unlockReceipt(ctx: Ctx, proof: ReceiptProof): Promise<Result<Unlocked>> {
  if (ctx.actor.kind === 'person') {
    await ctx.auditRefused({
      organisation: INTAKE.agency,
      action: 'receipt.open',
      codes: { refusal: 'receipt.not-for-staff' },
    });
    return refuse('receipt.not-for-staff');
  }
  if ('session' in proof) return bySession(ctx, proof.session);
  const read = readReceipt(proof.locator, proof.words);
  return read.ok ? unlockByWords(ctx, read.value) : read;
}

export async function unlockByWords(ctx: Ctx, { locator, words }: Receipt): Promise<Result<Unlocked>> {
  const tried = beginWordsTry(ctx, locator);
  if (typeof tried === 'number')
    return refuse('receipt.wait', { facts: { retryAfterSeconds: Math.ceil(tried / 1_000), call: helplineNumber } });
  const { vault } = ctx.kernel;
  // A wrong try must be written, so the transaction ends well and the refusal is made after it.
  const checked = await ctx.as(systemActor('intake.open-receipt')).transaction<Unlocked | undefined>(async (tx) => {
    const found = await find(ctx, tx, locator);
    const stretched = await stretch(words, found?.salt ?? NO_SALT, found ?? STRETCHING);
    if (sameVerifier(found?.verifier ?? Buffer.alloc(32), await verifierOf(vault, stretched)) && found) {
      if (found.removal !== undefined) return ok({ removal: found.removal });
      const secret = await wrapSecretOf(vault, stretched);
      if (found.other !== undefined) {
        const { kind, receipt, object } = found.other;
        return ok({ other: kind, unlocked: { session: receipt, object, secret, by: 'receipt' } });
      }
      return ok({
        report: found.row.report_id as Id<'report'>,
        receipt: found.row,
        holder: { kind: 'receipt', holder: found.row.id, secret },
      });
    }
    await countWrongTry(ctx, tx, locator);
    return ok(undefined);
  });
  if (!checked.ok) return checked;
  if (checked.value === undefined) return refuse('receipt.wrong');
  tried.right();
  return ok(checked.value);
}

type Checked = Stretching & { readonly salt: Uint8Array; readonly verifier: Uint8Array };
type FoundReceipt = Checked &
  (
    | { readonly row: ReceiptRow; readonly removal?: undefined; readonly other?: undefined }
    | { readonly removal: string; readonly other?: undefined }
    | { readonly other: OtherReceipt & { readonly kind: ReceiptKind }; readonly removal?: undefined }
  );

/** All kinds are always looked for. A request that a report's receipt opens has no other. */
async function find(ctx: Ctx, tx: Tx, locator: string): Promise<FoundReceipt | undefined> {
  const row = await findReceipt(tx, locator);
  const removal = await removalReceipt(tx, locator);
  const others: FoundReceipt[] = [];
  for (const kind of ctx.kernel.offered.of(receiptKinds)) {
    const other = await kind.find(tx, locator);
    if (other) others.push({ ...other, other: { ...other, kind } });
  }
  if (row) return { row, salt: row.salt, verifier: row.verifier, memoryKib: row.memory_kib, passes: row.passes };
  return removal && !(await isLinked(tx, removal.removal)) ? removal : others[0];
}

async function bySession(ctx: Ctx, token: string): Promise<Result<Unlocked>> {
  if (!isSessionToken(token)) return refuse('receipt.session-ended');
  return ctx.as(systemActor('intake.open-receipt')).transaction<Unlocked>(
    async (tx) => {
      const hash = sessionTokenHash(token);
      const kinds = ctx.kernel.offered.of(receiptKinds);
      const [session, alone, ...others] = await Promise.all([
        findSession(tx, hash),
        findRemovalSession(tx, hash),
        ...kinds.map((kind) => kind.findSession(tx, hash)),
      ]);
      const running = session ?? alone;
      for (const [at, other] of running ? [] : others.entries())
        if (other)
          return ok({
            other: kinds[at] as ReceiptKind,
            unlocked: { ...other, secret: sessionSecret(token), by: 'session' as const },
          });
      const idleEnd = running ? running.last_used_at.getTime() + SESSION_IDLE : 0;
      if (!running || running.expires_at <= tx.now || idleEnd <= tx.now.getTime())
        return refuse('receipt.session-ended');
      if (alone) {
        await touchRemovalSession(tx, alone.id);
        return ok({ removal: alone.removal_id, session: alone.id });
      }
      const report = (session as NonNullable<typeof session>).report_id;
      const receipt = await receiptOf(tx, report);
      if (!receipt) return refuse('receipt.session-ended');
      await touchSession(tx, running.id);
      const holder = { kind: 'session', holder: running.id, secret: sessionSecret(token) } as const;
      return ok({ report: report as Id<'report'>, receipt, holder, session: running.id });
    },
    { keep: true, onePlan: true },
  );
}

/**
 * Runs an act of the receipt's holder, who reaches their own report and nothing else.
 * @returns `receipt.removal-only` and `receipt.contact-only` where the receipt opens no report
 */
export async function asHolder<T>(
  ctx: Ctx,
  proof: ReceiptProof,
  act: (tx: Tx, own: UnlockedReceipt) => Promise<Result<T>>,
  options: { readonly evenIfMustChange?: boolean } = {},
): Promise<Result<T>> {
  const unlocked = await unlockReceipt(ctx, proof);
  if (!unlocked.ok) return unlocked;
  return actAsHolder(ctx, unlocked.value, act, options);
}

/** The same for a receipt that was unlocked already. */
export async function actAsHolder<T>(
  ctx: Ctx,
  unlocked: Unlocked,
  act: (tx: Tx, own: UnlockedReceipt) => Promise<Result<T>>,
  options: { readonly evenIfMustChange?: boolean } = {},
): Promise<Result<T>> {
  if ('removal' in unlocked) return refuse('receipt.removal-only');
  if ('other' in unlocked) return refuse('receipt.contact-only');
  if (unlocked.receipt.must_change && !options.evenIfMustChange) return refuse('receipt.must-change');
  return ctx.as({ kind: 'receipt', report: unlocked.report }).transaction(
    async (tx) => {
      // Between the check and this moment the words may have been changed or burnt elsewhere.
      const receipt = await receiptOf(tx, unlocked.report);
      if (!receipt || receipt.generation !== unlocked.receipt.generation)
        return refuse(unlocked.holder.kind === 'receipt' ? 'receipt.wrong' : 'receipt.session-ended');
      return act(tx, { ...unlocked, receipt });
    },
    { keep: true },
  );
}
