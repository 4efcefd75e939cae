import {
  actAs,
  actOnRecord,
  type Ctx,
  canBy,
  ok,
  personsOnly,
  type RecordKind,
  type Result,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { endOutbound } from './end-outbound.ts';
import { tellChanged } from './outbox-events.ts';
import { outboundPolicy } from './outbox-policy.ts';
import { findOutbound, laterParts, outboundOfKey, takeBackWaiting, updateOutbound } from './outbox-store.ts';
import type { OutboundRow } from './outbox-tables.ts';
import { QUEUED } from './queue-message.ts';

type Act = 'outbound-message.retry' | 'outbound-message.cancel';

const KIND: RecordKind<OutboundRow, Act> = {
  kind: 'outbound-message',
  acts: personsOnly,
  find: (tx, id, { lock }) => findOutbound(tx, id, lock ? 'for update' : undefined),
  can: canBy(outboundPolicy, ({ agency, state }) => ({ agency, state })),
  notPermitted: (actor, action, { agency }, now) => {
    // Whoever may do it to a message of this agency in the right state is told that the state is another one by now.
    if (!outboundPolicy.can(actor, action, { agency, state: 'dead' }, now)) return undefined;
    return refuse(action === 'outbound-message.retry' ? 'outbox.not-retried' : 'outbox.not-cancelled');
  },
  changed: tellChanged,
};

const auditOf = (row: OutboundRow, action: Act) => ({
  organisation: row.agency,
  action,
  object: { kind: 'outbound-message', id: row.id },
  codes: { purpose: row.purpose, channel: row.channel, reason: row.reason ?? '' },
});

/**
 * One more try of a message that was given up, and of the parts behind it: exactly one request for one press.
 * Refusals: `outbox.not-retried`, `outbox.words-gone`
 */
export function retryOutbound(ctx: Ctx, input: { readonly id: string }): Promise<Result<void>> {
  return actOnRecord(KIND, ctx, 'outbound-message.retry', { id: input.id }, async (tx, row) => {
    const tried = await tryOnceMore(tx, row);
    if (tried.ok) tx.audit(auditOf(row, 'outbound-message.retry'));
    return tried;
  });
}

/**
 * The same for a module whose reader wrote the words: the caller has asked whether they may, and writes the audit.
 * Refusals: `outbox.not-retried`, `outbox.words-gone`
 */
export function retryQueued(tx: Tx, input: { readonly key: string }): Promise<Result<void>> {
  return actAs(tx, systemActor('channels.outbox'), async (system) => {
    // The parts behind the one that failed ended with it, and go with it.
    const first = (await outboundOfKey(system, input.key)).find(({ state }) => state === 'dead');
    const row = first && (await findOutbound(system, first.id, 'for update'));
    if (row?.state !== 'dead') return refuse('outbox.not-retried');
    const tried = await tryOnceMore(system, row);
    if (tried.ok) tellChanged(system, row);
    return tried;
  });
}

/**
 * Takes back what is queued under these keys and has not left, for a module whose record is no more as it was: in the transaction that
 * changes the record. Its words go.
 * @returns how many messages were taken back
 */
export const takeBackQueued = (tx: Tx, keys: readonly string[]): Promise<number> =>
  actAs(tx, systemActor('channels.outbox'), (system) => takeBackWaiting(system, keys));

async function tryOnceMore(tx: Tx, row: OutboundRow): Promise<Result<void>> {
  if (row.sealed === null) return refuse('outbox.words-gone');
  for (const part of [row, ...(await laterParts(tx, row))])
    await updateOutbound(tx, part.id, {
      state: 'waiting',
      held: null,
      reason: null,
      tries_left: 1,
      look_ups: 0,
      next_at: tx.now,
      not_after: null,
      ended_at: null,
      ended_by: null,
      version: part.version + 1,
    });
  tx.notify({ topic: QUEUED, id: row.id, agency: row.agency });
  return ok();
}

/** Ends a message that waits or was given up, and the parts behind it; its words go. Refusals: `outbox.not-cancelled` */
export function cancelOutbound(ctx: Ctx, input: { readonly id: string }): Promise<Result<void>> {
  return actOnRecord(KIND, ctx, 'outbound-message.cancel', { id: input.id }, async (tx, row, actor) => {
    await endOutbound(tx, row, { state: 'cancelled', by: actor.person });
    tx.audit(auditOf(row, 'outbound-message.cancel'));
    return ok();
  });
}
