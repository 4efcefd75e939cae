import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { ChannelTables, ConversationRow } from '../tables.ts';

const table = tablesOf<ChannelTables>();

export const findConversation = (tx: Tx, id: string, lock?: 'for update'): Promise<ConversationRow | undefined> =>
  table.findRow(tx, 'channels.conversation', { id }, lock);
