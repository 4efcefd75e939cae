import { type Ctx, MINUTE, ok, type Result, type Tx } from '../../kernel/index.ts';
import type { SendOutcome } from '../adapter.ts';
import { deleteDevice, PUSH_DEVICE } from '../push/push-device-store.ts';
import { CLAIM_MS } from './claim-messages.ts';
import { tellChanged } from './outbox-events.ts';
import { cancelLaterParts, endLaterParts, findOutbound, noteSent, shutGate, updateOutbound } from './outbox-store.ts';
import type { OutboundRow } from './outbox-tables.ts';
import { pauseAfter, pauseBeforeLook } from './try-again.pure.ts';

/** How long an account whose token could not be renewed is left alone. */
const TOKEN_PAUSE = 5 * MINUTE;

/**
 * Writes down what a provider said of a message in hand. Of one that counts as given up only that it was sent is believed: it is known
 * by then that it must not be tried again, and nothing else is.
 * @param canLook whether the provider can be asked what became of a message; where it cannot, a person decides at once
 */
export async function settleMessage(
  ctx: Ctx,
  claimed: OutboundRow,
  outcome: SendOutcome,
  canLook: boolean,
): Promise<Result<void>> {
  return ctx.transaction(
    async (tx) => {
      const row = await findOutbound(tx, claimed.id, 'for update');
      if (!row) return ok();
      const inHand = row.version === claimed.version;
      if (!inHand && !(outcome.state === 'sent' && (row.state === 'unsure' || row.state === 'sending'))) return ok();
      if (outcome.state === 'unsure' && !canLook) await die(tx, row, 'never-known');
      else await write(tx, row, outcome, claimed.state === 'unsure');
      tellChanged(tx, row);
      return ok();
    },
    { keep: true },
  );
}

async function write(tx: Tx, row: OutboundRow, outcome: SendOutcome, looked: boolean): Promise<void> {
  const at = (ms: number) => new Date(tx.now.getTime() + ms);
  const common = { claimed_until: null, held: null, version: row.version + 1 } as const;
  switch (outcome.state) {
    case 'sent':
      await updateOutbound(tx, row.id, {
        ...common,
        state: 'sent',
        provider_id: outcome.provider.slice(0, 300),
        sent_at: tx.now,
        reason: null,
      });
      return noteSent(tx, row);
    case 'again': {
      if (outcome.afterMs !== undefined) await shutGate(tx, row.account_id, at(outcome.afterMs));
      if (row.tries_left === 0) return die(tx, row, outcome.reason);
      await updateOutbound(tx, row.id, {
        ...common,
        state: 'waiting',
        reason: codeOf(outcome.reason),
        next_at: at(pauseAfter(row.tries, outcome.afterMs)),
      });
      return;
    }
    case 'unsure': {
      const pause = pauseBeforeLook(row.look_ups);
      if (pause === undefined) return die(tx, row, 'never-known');
      // Not before a request that still hangs must have ended.
      const next = at(Math.max(pause, looked ? 0 : CLAIM_MS));
      await updateOutbound(tx, row.id, { ...common, state: 'unsure', reason: codeOf(outcome.reason), next_at: next });
      return;
    }
    case 'expired':
      await shutGate(tx, row.account_id, at(TOKEN_PAUSE));
      // The account's fault and not the message's: the try does not count.
      await updateOutbound(tx, row.id, {
        ...common,
        state: looked ? 'unsure' : 'waiting',
        reason: 'token-expired',
        next_at: at(TOKEN_PAUSE),
        ...(looked ? { look_ups: row.look_ups - 1 } : { tries: row.tries - 1, tries_left: row.tries_left + 1 }),
      });
      return;
    case 'refused':
      if (outcome.gone) return endWithReceiver(tx, row);
      return die(tx, row, outcome.reason);
  }
}

/** Whom it goes to is there no more: nobody has to look at it, and a browser of our own is forgotten. */
async function endWithReceiver(tx: Tx, row: OutboundRow): Promise<void> {
  await updateOutbound(tx, row.id, {
    state: 'cancelled',
    claimed_until: null,
    held: null,
    sealed: null,
    reason: 'receiver-gone',
    ended_at: tx.now,
    version: row.version + 1,
  });
  await cancelLaterParts(tx, row, { reason: 'receiver-gone' });
  if (row.object_kind === PUSH_DEVICE && row.object_id !== null) await deleteDevice(tx, row.object_id);
}

async function die(tx: Tx, row: OutboundRow, reason: string): Promise<void> {
  await updateOutbound(tx, row.id, {
    state: 'dead',
    claimed_until: null,
    held: null,
    reason: codeOf(reason),
    ended_at: tx.now,
    version: row.version + 1,
  });
  await endLaterParts(tx, row);
}

/** What a provider gave as its reason, as a code: no words, which might repeat what was written. */
export function codeOf(reason: string): string {
  const code = reason.replaceAll(/[^A-Za-z0-9._:-]+/g, '-').replace(/-+$/, '');
  return code === '' ? 'unknown' : code.slice(0, 100);
}
