import { actAs, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { findConversation } from '../conversations/conversation-store.ts';
import { refuse } from '../refusals.ts';
import { type ContactWishes, NO_WISHES } from './outbound.ts';
import { cancelWaitingTo, findWishes, putWishes } from './outbox-store.ts';
import type { OutboxTables } from './outbox-tables.ts';
import { hoursOf } from './sending-hours.ts';

const SYSTEM = systemActor('channels.wishes');
/** After these nothing that still waits may leave. */
const ENDS_ALL = ['NO_CONTACT', 'REPLY_HERE'] as const;

export function wishesOf(row: OutboxTables['channels.contact_wish'] | undefined): ContactWishes {
  if (!row) return NO_WISHES;
  return { wishes: row.wishes, hours: hoursOf(row) };
}

/** How the person of a conversation may be written to, for whoever may read what they wrote: the caller has asked that. */
export const readContactWishes = (tx: Tx, conversation: string): Promise<ContactWishes> =>
  actAs(tx, SYSTEM, async (system) => wishesOf(await findWishes(system, conversation)));

/**
 * Writes down how the person of a conversation may be written to; what still waits and may no longer leave is cancelled.
 * Refusals: `outbox.receiver-unknown`
 */
export async function setContactWishes(
  tx: Tx,
  input: { readonly conversation: string } & ContactWishes,
): Promise<Result<{ readonly cancelled: number }>> {
  return actAs(tx, SYSTEM, async (system) => {
    const to = await findConversation(system, input.conversation);
    if (!to) return refuse('outbox.receiver-unknown');
    await putWishes(system, {
      conversation_id: input.conversation,
      wishes: [...input.wishes],
      safe_from: input.hours?.from ?? null,
      safe_to: input.hours?.to ?? null,
      set_by: tx.actor.kind === 'person' ? tx.actor.person : null,
      set_at: tx.now,
    });
    const ends = ENDS_ALL.some((one) => input.wishes.includes(one));
    return ok({ cancelled: ends ? await cancelWaitingTo(system, to) : 0 });
  });
}
