import { type Ctx, newId, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { INTAKE } from '../filing/filing.ts';
import { scopeOf } from '../reports/report-sealing.ts';
import type { ReceiptView } from '../reports/report-view.ts';
import { newSessionToken, SESSION_LIFE, sessionSecret, sessionTokenHash } from './receipt-session.ts';
import { insertSession, updateReceipt } from './receipt-store.ts';
import { asHolder } from './unlock-receipt.ts';
import { viewOf } from './view-of-receipt.ts';

export interface OpenReceipt {
  readonly locator: string;
  readonly words: string | readonly string[];
}

export interface ReceiptOpened {
  /** For the cookie; 15 minutes without use and 30 at most. */
  readonly session: string;
  readonly expiresAt: Date;
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
  return asHolder(
    ctx,
    input,
    async (tx, own) => {
      const key = await ctx.kernel.sealing.openWithSecret(tx, scopeOf(own.report, 'thread'), own.holder);
      if (!key) return refuseRequest('service.unavailable');
      const id = newId<'receipt-session'>(tx.now.getTime());
      const token = newSessionToken();
      const expiresAt = new Date(tx.now.getTime() + SESSION_LIFE);
      await insertSession(tx, {
        id,
        report_id: own.report,
        token_hash: sessionTokenHash(token),
        opened_at: tx.now,
        last_used_at: tx.now,
        expires_at: expiresAt,
      });
      await ctx.kernel.sealing.wrapWithSecret(tx, key, {
        kind: 'session',
        holder: id,
        secret: sessionSecret(token),
        expiresAt,
      });
      const mustChange = own.receipt.must_change;
      const view = mustChange ? undefined : await viewOf(ctx.kernel, tx, own, key);
      if (!mustChange) await updateReceipt(tx, own.receipt.id, { last_opened_at: tx.now });
      tx.audit({ organisation: INTAKE.agency, action: 'receipt.open', object: { kind: 'report', id: own.report } });
      return ok({ session: token, expiresAt, mustChange, view });
    },
    { evenIfMustChange: true },
  );
}
