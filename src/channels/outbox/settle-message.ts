import { type Ctx, MINUTE, ok, type Result, type Tx } from '../../kernel/index.ts';
import type { SendOutcome } from '../adapter.ts';
import { deleteDevice, PUSH_DEVICE } from '../push/push-device-store.ts';
import { CLAIM_MS, type Claim } from './claim-messages.ts';
import { codeOf, endOutbound } from './end-outbound.ts';
import { outboundSources } from './outbound-source.ts';
import { tellChanged } from './outbox-events.ts';
import { findOutbound, noteSent, shutGate, shutService, updateOutbound } from './outbox-store.ts';
import type { OutboundRow } from './outbox-tables.ts';
import { notLaterThan, pauseAfter, pauseBeforeLook } from './try-again.pure.ts';

/** How long an account whose token could not be renewed is left alone. */
const TOKEN_PAUSE = 5 * MINUTE;

/** What became of a message in hand: what the provider said, or that its record holds no more. */
export type Outcome = SendOutcome | { readonly state: 'taken-back' };

/**
 * Writes down what a provider said of a message in hand. Of one that counts as given up only that it was sent is believed: it is known
 * by then that it must not be tried again, and nothing else is.
 * @param canLook whether the provider can be asked what became of a message; where it cannot, a person decides at once
 * @param tookMs milliseconds of the try; absent where nothing was asked
 */
export async function settleMessage(
  ctx: Ctx,
  { row: claimed, service, look }: Claim,
  outcome: Outcome,
  canLook: boolean,
  tookMs?: number,
): Promise<Result<void>> {
  return ctx.transaction(
    async (tx) => {
      const row = await findOutbound(tx, claimed.id, 'for update');
      if (!row) return ok();
      const inHand = row.version === claimed.version;
      if (!inHand && !(outcome.state === 'sent' && (row.state === 'unsure' || row.state === 'sending'))) return ok();
      if (outcome.state === 'unsure' && !canLook) await endOutbound(tx, row, { state: 'dead', reason: 'never-known' });
      else await write(tx, row, outcome, { looked: look, service });
      if (tookMs !== undefined && !look) await updateOutbound(tx, row.id, { answer_ms: Math.round(tookMs) });
      tellChanged(tx, row);
      const source = ctx.kernel.offered.of(outboundSources).find(({ objectKind }) => objectKind === row.object_kind);
      if (row.object_id !== null) await source?.settled?.(tx, { id: row.object_id, key: row.idempotency_key });
      return ok();
    },
    { keep: true },
  );
}

async function write(
  tx: Tx,
  row: OutboundRow,
  outcome: Outcome,
  { looked, service }: { readonly looked: boolean; readonly service: Buffer | null },
): Promise<void> {
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
      if (outcome.afterMs !== undefined) {
        const until = at(outcome.afterMs);
        if (service) await shutService(tx, row.account_id, service, until);
        else await shutGate(tx, row.account_id, until);
      }
      if (row.tries_left === 0) return endOutbound(tx, row, { state: 'dead', reason: outcome.reason });
      await updateOutbound(tx, row.id, {
        ...common,
        state: 'waiting',
        reason: codeOf(outcome.reason),
        next_at: notLaterThan(row.not_after, at(pauseAfter(row.tries, outcome.afterMs))),
      });
      return;
    }
    case 'unsure': {
      const pause = pauseBeforeLook(row.look_ups);
      if (pause === undefined) return endOutbound(tx, row, { state: 'dead', reason: 'never-known' });
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
        next_at: looked ? at(TOKEN_PAUSE) : notLaterThan(row.not_after, at(TOKEN_PAUSE)),
        ...(looked ? { look_ups: row.look_ups - 1 } : { tries: row.tries - 1, tries_left: row.tries_left + 1 }),
      });
      return;
    case 'taken-back':
      return endOutbound(tx, row, { state: 'cancelled', reason: 'taken-back' });
    case 'refused':
      if (outcome.gone) return endWithReceiver(tx, row);
      return endOutbound(tx, row, { state: 'dead', reason: outcome.reason });
  }
}

/** Whom it goes to is there no more: nobody has to look at it, and a browser of our own is forgotten. */
async function endWithReceiver(tx: Tx, row: OutboundRow): Promise<void> {
  await endOutbound(tx, row, { state: 'cancelled', reason: 'receiver-gone' });
  if (row.object_kind === PUSH_DEVICE && row.object_id !== null) await deleteDevice(tx, row.object_id);
}
