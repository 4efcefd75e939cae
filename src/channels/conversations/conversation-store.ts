import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { ChannelTables, ConversationRow } from '../tables.ts';

const table = tablesOf<ChannelTables>();

export const findConversation = (tx: Tx, id: string, lock?: 'for update'): Promise<ConversationRow | undefined> =>
  table.findRow(tx, 'channels.conversation', { id }, lock);

/** The conversation with somebody at an account, by the mark of the network's identifier of them. */
export const conversationOfPeer = (
  tx: Tx,
  account_id: string,
  peer_mark: Buffer,
): Promise<ConversationRow | undefined> => table.findRow(tx, 'channels.conversation', { account_id, peer_mark });

/**
 * One message more from them; what an answer is tied to, when they last wrote, and whether a machine did, follow the newest by the
 * provider's clock.
 */
export async function countInbound(
  tx: Tx,
  id: string,
  message: { readonly at: Date; readonly automatic?: true },
  answers: (conversation: string) => Buffer,
): Promise<Pick<ConversationRow, 'id' | 'began_at' | 'inbound_count'> | null> {
  const { at, automatic = false } = message;
  const newest = sql`(last_inbound_at is null or last_inbound_at <= ${at})`;
  const [row] = await rows(
    tx,
    sql<Pick<ConversationRow, 'id' | 'began_at' | 'inbound_count'>>`update channels.conversation
      set inbound_count = inbound_count + 1, last_inbound_at = greatest(last_inbound_at, ${at}),
        sealed_answers = case when ${newest} then ${answers(id)} else sealed_answers end,
        last_inbound_automatic = case when ${newest} then ${automatic} else last_inbound_automatic end
      where id = ${id}::uuid returning id, began_at, inbound_count`,
  );
  return row ?? null;
}
