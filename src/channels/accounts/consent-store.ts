import { sql } from 'kysely';
import { rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type { ChannelTables, ConsentRow } from '../tables.ts';

const table = tablesOf<ChannelTables>();

/** The newest beginning counts: whoever went to the network's page before comes back for nothing. */
export async function replaceConsent(tx: Tx, row: ConsentRow): Promise<void> {
  await table.deleteRows(tx, 'channels.account_consent', { account_id: row.account_id });
  await table.insertRow(tx, 'channels.account_consent', row);
}

/** What waits under this digest; gone with the first who asks. */
export async function takeConsent(tx: Tx, digest: Buffer): Promise<ConsentRow | undefined> {
  const [taken] = await rows<ConsentRow>(
    tx,
    sql`delete from channels.account_consent where state_digest = ${digest} returning *`,
  );
  return taken;
}

/** Removes what nobody came back for. */
export const removeEndedConsents = (tx: Tx): Promise<number> =>
  run(tx, sql`delete from channels.account_consent where ends_at <= ${tx.now}`);
