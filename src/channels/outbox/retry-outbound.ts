import { actOnRecord, type Ctx, canBy, ok, personsOnly, type RecordKind, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { tellChanged } from './outbox-events.ts';
import { outboundPolicy } from './outbox-policy.ts';
import { cancelLaterParts, findOutbound, laterParts, updateOutbound } from './outbox-store.ts';
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
    if (row.sealed === null) return refuse('outbox.words-gone');
    for (const part of [row, ...(await laterParts(tx, row))])
      await updateOutbound(tx, part.id, {
        state: 'waiting',
        held: null,
        tries_left: 1,
        look_ups: 0,
        next_at: tx.now,
        not_after: null,
        ended_at: null,
        ended_by: null,
        version: part.version + 1,
      });
    tx.audit(auditOf(row, 'outbound-message.retry'));
    tx.notify({ topic: QUEUED, id: row.id, agency: row.agency });
    return ok();
  });
}

/** Ends a message that waits or was given up, and the parts behind it; its words go. Refusals: `outbox.not-cancelled` */
export function cancelOutbound(ctx: Ctx, input: { readonly id: string }): Promise<Result<void>> {
  return actOnRecord(KIND, ctx, 'outbound-message.cancel', { id: input.id }, async (tx, row, actor) => {
    await updateOutbound(tx, row.id, {
      state: 'cancelled',
      held: null,
      sealed: null,
      ended_at: tx.now,
      ended_by: actor.person,
      version: row.version + 1,
    });
    await cancelLaterParts(tx, row, { by: actor.person });
    tx.audit(auditOf(row, 'outbound-message.cancel'));
    return ok();
  });
}
