import { sql } from 'kysely';
import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { ListedEntry } from './block-forms.ts';
import type { BlockTables, BlockVersionRow, SubscriberRow } from './block-tables.ts';
import type { PackedForm } from './pack-form.ts';
import type { SigningRole } from './signed-list.ts';

const table = tablesOf<BlockTables>();

/** One publication at a time, over all processes. */
export async function lockPublication(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('takedown.block-lists', 0))`.execute(tx.query());
}

export async function latestVersion(tx: Tx): Promise<BlockVersionRow | undefined> {
  return tx
    .query<BlockTables>()
    .selectFrom('takedown.block_version')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function lastVersions(tx: Tx, most: number): Promise<BlockVersionRow[]> {
  return tx
    .query<BlockTables>()
    .selectFrom('takedown.block_version')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(most)
    .execute();
}

/** How many entries the big list of that version has. */
export async function entriesOfBase(tx: Tx, base: number): Promise<number> {
  return (await table.findRow(tx, 'takedown.block_version', { version: base }))?.entries ?? 0;
}

export const insertVersion = (tx: Tx, row: BlockVersionRow): Promise<void> =>
  table.insertRow(tx, 'takedown.block_version', row);

/** What the small zone holds: what came since the big one, or what of it passes. At most `most` of each. */
export async function deltaEntries(
  tx: Tx,
  most: number,
): Promise<{ readonly added: ListedEntry[]; readonly passed: ListedEntry[] }> {
  const of = (active: boolean) =>
    tx
      .query<BlockTables>()
      .selectFrom('takedown.block_entry')
      .select(['kind', 'value', 'code', 'reason', 'agency'])
      .where('state', active ? '=' : '<>', 'ACTIVE')
      .where('in_base', '=', !active)
      .orderBy('id')
      .limit(most)
      .execute();
  return { added: await of(true), passed: await of(false) };
}

export async function countActive(tx: Tx): Promise<number> {
  const row = await tx
    .query<BlockTables>()
    .selectFrom('takedown.block_entry')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'ACTIVE')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** The big list becomes what is in force now. */
export async function foldIntoBase(tx: Tx): Promise<void> {
  await sql`update takedown.block_entry set in_base = (state = 'ACTIVE') where in_base <> (state = 'ACTIVE')`.execute(
    tx.query(),
  );
}

/** Agencies whose entries are in force: all of them, or those that are not in the big list. */
export async function listingAgencies(tx: Tx, all: boolean): Promise<string[]> {
  const query = tx
    .query<BlockTables>()
    .selectFrom('takedown.block_entry')
    .select('agency')
    .distinct()
    .where('state', '=', 'ACTIVE');
  const rows = await (all ? query : query.where('in_base', '=', false)).execute();
  return rows.map(({ agency }) => agency);
}

/** Everything of the big list, in parts, so that a million rows are never one answer. */
export async function baseEntries(tx: Tx): Promise<ListedEntry[]> {
  const entries: ListedEntry[] = [];
  // A few reasons and agencies stand in a million rows: each is kept once.
  const words = new Map<string, string>();
  const once = (word: string) => {
    words.set(word, words.get(word) ?? word);
    return words.get(word) as string;
  };
  const PART = 50_000;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const part = await tx
      .query<BlockTables>()
      .selectFrom('takedown.block_entry')
      .select(['id', 'kind', 'value', 'code', 'reason', 'agency'])
      .where('in_base', '=', true)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PART)
      .execute();
    for (const { kind, value, code, reason, agency } of part)
      entries.push({ kind, value, code, reason: once(reason), agency: once(agency) });
    if (part.length < PART) return entries;
    after = (part.at(-1) as { id: string }).id;
  }
}

export interface StoredForm extends PackedForm {
  /** The version whose form it is: that of the big list, for `delta.json` of the small one. */
  readonly base: number;
  readonly form: string;
}
export const insertForm = (tx: Tx, row: StoredForm): Promise<void> => table.insertRow(tx, 'takedown.block_file', row);
export const formOf = (tx: Tx, base: number, form: string): Promise<StoredForm | undefined> =>
  table.findRow(tx, 'takedown.block_file', { base, form });

/** Name, length and digest of the forms of a base, without their bytes. */
export async function formsOf(
  tx: Tx,
  base: number,
): Promise<{ readonly form: string; readonly length: number; readonly sha256: string }[]> {
  return tx
    .query<BlockTables>()
    .selectFrom('takedown.block_file')
    .select(['form', 'length', 'sha256'])
    .where('base', '=', base)
    .orderBy('form')
    .execute();
}

/** Forms of big lists before the last two go: a slow reader still finds what the manifest before told. */
export async function forgetForms(tx: Tx, before: number): Promise<void> {
  await tx.query<BlockTables>().deleteFrom('takedown.block_file').where('base', '<', before).execute();
}

export async function signingKeys(tx: Tx): Promise<{ id: string; role: SigningRole; sealed: Buffer }[]> {
  return table.listRows(tx, 'takedown.block_key', { ended_at: null });
}
export const insertKey = (
  tx: Tx,
  row: { readonly id: string; readonly role: SigningRole; readonly sealed: Buffer },
): Promise<void> => table.insertRow(tx, 'takedown.block_key', { ...row, made_at: tx.now, ended_at: null });
export const endKey = (tx: Tx, id: string): Promise<number> =>
  table.updateRows(tx, 'takedown.block_key', { id }, { ended_at: tx.now });

export async function latestRoot(tx: Tx): Promise<{ version: number; content: string; made_at: Date } | undefined> {
  return tx
    .query<BlockTables>()
    .selectFrom('takedown.block_root')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}
export const insertRoot = (tx: Tx, version: number, content: string): Promise<void> =>
  table.insertRow(tx, 'takedown.block_root', { version, content, made_at: tx.now });
export const rootOf = (tx: Tx, version: number) => table.findRow(tx, 'takedown.block_root', { version });

export async function putMetadata(tx: Tx, subscriber: string, name: string, content: string): Promise<void> {
  await tx
    .query<BlockTables>()
    .insertInto('takedown.block_metadata')
    .values({ subscriber, name, content, made_at: tx.now })
    .onConflict((on) => on.columns(['subscriber', 'name']).doUpdateSet({ content, made_at: tx.now }))
    .execute();
}
export const metadataOf = (tx: Tx, subscriber: string, name: string) =>
  table.findRow(tx, 'takedown.block_metadata', { subscriber, name });
export async function forgetMetadata(tx: Tx, before: Date): Promise<void> {
  await tx
    .query<BlockTables>()
    .deleteFrom('takedown.block_metadata')
    .where('made_at', '<', before)
    .where('name', 'like', '%.%.json')
    .execute();
}

export const insertSubscriber = (tx: Tx, row: SubscriberRow): Promise<void> =>
  table.insertRow(tx, 'takedown.block_subscriber', row);
export const subscriberById = (tx: Tx, id: string, lock?: 'for update'): Promise<SubscriberRow | undefined> =>
  table.findRow(tx, 'takedown.block_subscriber', { id }, lock);
export const subscriberByPath = (tx: Tx, pathHash: Buffer): Promise<SubscriberRow | undefined> =>
  table.findRow(tx, 'takedown.block_subscriber', { path_hash: pathHash, ended_at: null });
export const liveSubscriberOf = async (tx: Tx, agency: string): Promise<SubscriberRow | undefined> =>
  (await table.listRows(tx, 'takedown.block_subscriber', { agency, ended_at: null }, ['created_at']))[0];
export const liveSubscribers = (tx: Tx): Promise<SubscriberRow[]> =>
  table.listRows(tx, 'takedown.block_subscriber', { ended_at: null }, ['created_at', 'id']);
export const allSubscribers = (tx: Tx): Promise<SubscriberRow[]> =>
  table.listRows(tx, 'takedown.block_subscriber', {}, ['created_at', 'id']);
export const updateSubscriber = (tx: Tx, id: string, change: Partial<SubscriberRow>): Promise<number> =>
  table.updateRows(tx, 'takedown.block_subscriber', { id }, change);
