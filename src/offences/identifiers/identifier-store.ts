import { sql } from 'kysely';
import { rows, run, type Tx, tablesOf } from '../../kernel/index.ts';
import type { GraphTables, IdentifierRow } from '../graph/graph-tables.ts';
import type { Sight } from '../graph/view.ts';
import { classBits } from '../graph/walk-store.ts';

const table = tablesOf<GraphTables>();

export const findIdentifier = (tx: Tx, id: string): Promise<IdentifierRow | undefined> =>
  table.findRow(tx, 'offences.identifier', { id });

/** Written once, whoever comes first of two at the same time. */
export async function insertIdentifier(tx: Tx, row: IdentifierRow): Promise<void> {
  await run(
    tx,
    sql`
      insert into offences.identifier (id, node, kind, blind, skeleton_blind, form_version, mask, sealed, child_owned, is_demonstration, made_at)
      values (${row.id}, ${row.node}, ${row.kind}, ${row.blind}, ${row.skeleton_blind}, ${row.form_version}, ${row.mask}, ${row.sealed}, ${row.child_owned},
        ${row.is_demonstration}, ${row.made_at}) on conflict do nothing`,
  );
}

export async function markChildOwned(tx: Tx, id: string): Promise<void> {
  await table.updateRows(tx, 'offences.identifier', { id }, { child_owned: true });
}

/** Others that look the same and that a reader sees a link of. As the platform. */
export function lookingAlike(
  tx: Tx,
  kind: string,
  skeletonBlind: Buffer,
  besides: string,
  { classes, without = [] }: Sight,
): Promise<IdentifierRow[]> {
  const bits = classBits(classes);
  return rows(
    tx,
    sql<IdentifierRow>`
      select identifier.* from offences.identifier where kind = ${kind} and skeleton_blind = ${skeletonBlind} and id <> ${besides}::uuid
        and exists (
          select from offences.adjacency as link where link.src = identifier.node and link.dst <> all(${[...without]}::integer[])
            and case when link.visibility < ${bits.length * 8} then get_bit(${bits}::bytea, link.visibility) = 1 else false end)
      order by id limit 200`,
  );
}
