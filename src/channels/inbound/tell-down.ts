import { ok, vietnamDate } from '../../kernel/index.ts';
import { useAccount } from '../accounts/open-account.ts';
import { queueMessage } from '../outbox/queue-message.ts';
import type { InboundReceiver } from './inbound-receivers.ts';

/**
 * Whoever writes while nobody can answer is told so: once a day in a conversation, and never where a machine wrote. What the person wished
 * or the network refuses holds up nothing of what they wrote.
 */
export const downReceiver: InboundReceiver = {
  name: 'channels.down',
  kinds: ['private-message'],
  take: async (ctx, tx, { account, event, conversation }) => {
    if (event.kind !== 'private-message' || event.automatic || conversation === null) return ok();
    const row = (await useAccount(ctx, account.id, tx))?.row;
    if (!row?.down_since || row.down_sentence === null || event.at < row.down_since) return ok();
    await queueMessage(ctx, tx, {
      key: `down:${conversation.id}:${vietnamDate(tx.now)}`,
      purpose: 'automatic',
      to: { conversation: conversation.id },
      text: row.down_sentence,
    });
    return ok();
  },
};
