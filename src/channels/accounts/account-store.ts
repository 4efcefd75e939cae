import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { AccountRow, ChannelTables } from '../tables.ts';

const table = tablesOf<ChannelTables>();

export const findAccount = (tx: Tx, id: string, lock?: 'for update'): Promise<AccountRow | undefined> =>
  table.findRow(tx, 'channels.channel_account', { id }, lock);
/** Those that the actor sees. */
export const listAccountRows = (tx: Tx): Promise<AccountRow[]> =>
  table.listRows(tx, 'channels.channel_account', {}, ['name', 'id']);
export const insertAccount = (tx: Tx, row: AccountRow): Promise<void> =>
  table.insertRow(tx, 'channels.channel_account', { ...row, settings: JSON.stringify(row.settings) });
