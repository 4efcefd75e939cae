import { sql, type UpdateObject } from 'kysely';
import { rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type { AccountRow, ChannelTables } from '../tables.ts';
import type { AccountKey } from './account-sealing.ts';

const table = tablesOf<ChannelTables>();

export const findAccount = (tx: Tx, id: string, lock?: 'for update'): Promise<AccountRow | undefined> =>
  table.findRow(tx, 'channels.channel_account', { id }, lock);
/** Those that the actor sees. */
export const listAccountRows = (tx: Tx): Promise<AccountRow[]> =>
  table.listRows(tx, 'channels.channel_account', {}, ['name', 'id']);
/** A new account's row: what happens to it later is not said yet. */
export type NewAccount = Omit<AccountRow, 'sealed_cursor' | 'failing_since'>;
export const insertAccount = (tx: Tx, row: NewAccount): Promise<void> =>
  table.insertRow(tx, 'channels.channel_account', { ...row, settings: JSON.stringify(row.settings) });
export const updateAccount = (
  tx: Tx,
  id: string,
  set: UpdateObject<ChannelTables, 'channels.channel_account'>,
): Promise<number> => table.updateRows(tx, 'channels.channel_account', { id }, set);

/** The account of an agency that the house made itself, where there is one. */
export async function houseAccountOf(tx: Tx, agency: string, adapter: string): Promise<string | undefined> {
  return (await table.findRow(tx, 'channels.channel_account', { agency, adapter: adapter as AccountRow['adapter'] }))
    ?.id;
}

/** The accounts of one adapter at all agencies. */
export const houseAccounts = (tx: Tx, adapter: AccountRow['adapter']): Promise<AccountRow[]> =>
  table.listRows(tx, 'channels.channel_account', { adapter }, ['agency']);

/** Whoever makes such an account waits for the one before, until the transaction ends. */
export async function lockHouseAccount(tx: Tx, agency: string, adapter: string): Promise<void> {
  await run(
    tx,
    sql`select pg_advisory_xact_lock(hashtextextended(${`channels.house-account ${adapter} ${agency}`}, 0))`,
  );
}

/** How far an account was read, sealed: it may be the address of a message. */
export async function setCursor(tx: Tx, account: string, key: AccountKey, cursor: string): Promise<void> {
  await updateAccount(tx, account, { sealed_cursor: key.seal('cursor', cursor) });
}

/** Of what was counted so far, half is forgotten at each count beyond this many: what is told is told of late. */
const LATELY = 200;

/** Counts what came, and how much of it had no known shape. */
export async function addTraffic(
  tx: Tx,
  id: string,
  { seen, malformed, at }: { readonly seen: number; readonly malformed: number; readonly at: Date | null },
): Promise<void> {
  await run(
    tx,
    sql`update channels.channel_account set last_event_at = greatest(last_event_at, ${at}::timestamptz),
        seen = case when seen >= ${LATELY} then seen / 2 else seen end + ${seen},
        malformed = case when seen >= ${LATELY} then malformed / 2 else malformed end + ${malformed}
      where id = ${id}::uuid`,
  );
}

/**
 * Half of twenty or more events of an account that is open had no known shape: a person looks, and what comes is still heard.
 * @returns the account where it was just found
 */
export async function markDrift(tx: Tx, id: string): Promise<Pick<AccountRow, 'id' | 'agency'> | undefined> {
  const [found] = await rows(
    tx,
    sql<
      Pick<AccountRow, 'id' | 'agency'>
    >`update channels.channel_account set state = 'drifted', state_reason = 'shape-unknown', state_since = ${tx.now}
      where id = ${id}::uuid and state = 'open' and seen >= 20 and malformed * 2 >= seen returning id, agency`,
  );
  return found;
}
