import { sql } from 'kysely';
import { type Kernel, rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type { EditorialTables, ItemRow, PublicationRow } from './editorial-tables.ts';

const table = tablesOf<EditorialTables>();

export const insertPublication = (tx: Tx, row: PublicationRow): Promise<void> =>
  table.insertRow(tx, 'learning.publication', row);

const standing = (now: Date) => sql<boolean>`ended_at is null and (until_at is null or until_at > ${now})
  and (gives_way_at is null or gives_way_at > ${now})`;

/** What has begun gives way at a moment; what has not begun by then never does. */
export async function giveWay(tx: Tx, item: string, at: Date, by: string): Promise<void> {
  await run(
    tx,
    sql`update learning.publication set ended_at = ${tx.now}, ended_by = ${by}::uuid
        where item_id = ${item}::uuid and from_at > ${tx.now} and ${standing(tx.now)}`,
  );
  await run(
    tx,
    sql`update learning.publication set gives_way_at = ${at}
        where item_id = ${item}::uuid and from_at <= ${tx.now} and ${standing(tx.now)}`,
  );
}

/** Ends what stands of an item and what is to come. @returns how many it ended */
export function endStanding(tx: Tx, item: string, by: string): Promise<number> {
  return run(
    tx,
    sql`update learning.publication set ended_at = ${tx.now}, ended_by = ${by}::uuid
        where item_id = ${item}::uuid and ${standing(tx.now)}`,
  );
}

/** Ends what is to come of an item, and what stands gives way to nothing. @returns how many it ended */
export async function endToCome(tx: Tx, item: string, by: string): Promise<number> {
  const ended = await run(
    tx,
    sql`update learning.publication set ended_at = ${tx.now}, ended_by = ${by}::uuid
        where item_id = ${item}::uuid and from_at > ${tx.now} and ${standing(tx.now)}`,
  );
  if (ended > 0)
    await run(
      tx,
      sql`update learning.publication set gives_way_at = null
          where item_id = ${item}::uuid and gives_way_at > ${tx.now} and ${standing(tx.now)}`,
    );
  return ended;
}

export interface ShelvedRow extends Pick<PublicationRow, 'hash' | 'from_at' | 'until_at' | 'gives_way_at'> {
  readonly slug: string;
  readonly kind: ItemRow['kind'];
  readonly body: unknown;
}

/** All that stands now or is to come, by the names of the items. */
export function shelvedRows(tx: Tx): Promise<ShelvedRow[]> {
  return rows(
    tx,
    sql<ShelvedRow>`
      select item.slug, item.kind, publication.hash, publication.from_at, publication.until_at, publication.gives_way_at, version.body
      from learning.publication as publication
      join learning.item as item on item.id = publication.item_id
      join learning.item_version as version on version.id = publication.version_id
      where ${standing(tx.now)} order by item.slug, publication.from_at`,
  );
}

/** Rises whenever a publication has changed, in whatever process. */
export function shelfChanges(kernel: Kernel): Promise<number> {
  return kernel.database.read(async (query) => {
    const { rows: found } = await sql<{ changes: number }>`select changes from learning.shelf`.execute(query);
    return found[0]?.changes ?? 0;
  });
}
