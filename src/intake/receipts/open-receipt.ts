import { type Ctx, newId, ok, type Result, refuseRequest, systemActor, type Tx } from '../../kernel/index.ts';
import { INTAKE } from '../intake-desk.ts';
import { reportRecord } from '../reports/report-sealing.ts';
import type { ReceiptView } from '../reports/report-view.ts';
import { newSessionToken, SESSION_LIFE, sessionSecret, sessionTokenHash } from './receipt-session.ts';
import { insertRemovalSession, insertSession, updateReceipt } from './receipt-store.ts';
import { actAsHolder, unlockReceipt } from './unlock-receipt.ts';
import { viewOf } from './view-of-receipt.ts';

export interface OpenReceipt {
  readonly locator: string;
  readonly words: string | readonly string[];
}

export interface ReceiptOpened {
  /** For the cookie; 15 minutes without use and 30 at most. */
  readonly session: string;
  readonly expiresAt: Date;
  /** What the receipt opens: a report, with what hangs on it, only a request to take pictures down, or what another module keeps (`receiptKinds`). */
  readonly holds: string;
  /** The words were read out by somebody; nothing is shown until they are changed. */
  readonly mustChange: boolean;
  readonly view: ReceiptView | undefined;
}

/**
 * Opens a receipt for the pages and starts a short session. The session has its own wrap of the thread's key, under a
 * secret that only the cookie gives.
 * @returns refusals `receipt.*`
 */
export async function openReceipt(ctx: Ctx, input: OpenReceipt): Promise<Result<ReceiptOpened>> {
  const unlocked = await unlockReceipt(ctx, input);
  if (!unlocked.ok) return unlocked;
  if ('removal' in unlocked.value) return openRemoval(ctx, unlocked.value.removal);
  if ('other' in unlocked.value) {
    const { other, unlocked: object } = unlocked.value;
    const opened = await other.open(ctx, object);
    return opened.ok ? ok({ ...opened.value, holds: other.holds, mustChange: false, view: undefined }) : opened;
  }
  return actAsHolder(
    ctx,
    unlocked.value,
    async (tx, own) => {
      const key = await ctx.kernel.sealing.openWithSecret(tx, reportRecord.scope(own.report, 'thread'), own.holder);
      if (!key) return refuseRequest('service.unavailable');
      const { token, ...session } = newSession(tx);
      await insertSession(tx, { ...session, report_id: own.report });
      await ctx.kernel.sealing.wrapWithSecret(tx, key, {
        kind: 'session',
        holder: session.id,
        secret: sessionSecret(token),
        expiresAt: session.expires_at,
      });
      const mustChange = own.receipt.must_change;
      const view = mustChange ? undefined : await viewOf(ctx.kernel, tx, own, key);
      if (!mustChange) await updateReceipt(tx, own.receipt.id, { last_opened_at: tx.now });
      tx.audit({ organisation: INTAKE.agency, action: 'receipt.open', object: { kind: 'report', id: own.report } });
      return ok({ session: token, expiresAt: session.expires_at, holds: 'report', mustChange, view });
    },
    { evenIfMustChange: true },
  );
}

/** The session of a receipt that opens no report needs no key: nothing of the request is sealed. */
async function openRemoval(ctx: Ctx, removal: string): Promise<Result<ReceiptOpened>> {
  return ctx.as(systemActor('intake.open-receipt')).transaction(async (tx) => {
    const { token, ...session } = newSession(tx);
    await insertRemovalSession(tx, { ...session, removal_id: removal });
    tx.audit({ organisation: INTAKE.agency, action: 'receipt.open', object: { kind: 'hash-removal', id: removal } });
    return ok({
      session: token,
      expiresAt: session.expires_at,
      holds: 'removal',
      mustChange: false,
      view: undefined,
    });
  });
}

function newSession(tx: Tx) {
  const token = newSessionToken();
  return {
    token,
    id: newId<'receipt-session'>(tx.now.getTime()),
    token_hash: sessionTokenHash(token),
    opened_at: tx.now,
    last_used_at: tx.now,
    expires_at: new Date(tx.now.getTime() + SESSION_LIFE),
  };
}
