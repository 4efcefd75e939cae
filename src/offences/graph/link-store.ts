import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { GraphTables, HubRow, LinkRow } from './graph-tables.ts';
import type { Sight } from './view.ts';

const table = tablesOf<GraphTables>();

export const findLink = (tx: Tx, id: string, lock?: 'for update'): Promise<LinkRow | undefined> =>
  table.findRow(tx, 'offences.link', { id }, lock);
export const findLinkOnce = (tx: Tx, mark: Buffer): Promise<LinkRow | undefined> =>
  table.findRow(tx, 'offences.link', { once_mark: mark, taken_back_at: null });
export const insertLink = (tx: Tx, row: LinkRow): Promise<void> => table.insertRow(tx, 'offences.link', row);
export const insertBasis = (tx: Tx, derived: string, bases: readonly string[]): Promise<void> =>
  table.insertRow(
    tx,
    'offences.link_basis',
    bases.map((basis) => ({ derived, basis })),
  );

/** Seen again: the days go wider, the link stays one. */
export async function seenAgain(tx: Tx, row: LinkRow, first: Date, last: Date): Promise<void> {
  if (first >= row.first_seen && last <= row.last_seen) return;
  await table.updateRows(
    tx,
    'offences.link',
    { id: row.id },
    {
      first_seen: first < row.first_seen ? first : row.first_seen,
      last_seen: last > row.last_seen ? last : row.last_seen,
    },
  );
}

/** Takes a link back, and what was worked out from it, and from that. As the platform. @returns the ids of all of them */
export async function takeBack(tx: Tx, id: string, by: string, reason: string): Promise<string[]> {
  const taken = await rows(
    tx,
    sql<{ id: string }>`
      with recursive falls(id) as (
        select ${id}::uuid union select basis.derived from falls join offences.link_basis as basis on basis.basis = falls.id)
      update offences.link set taken_back_at = ${tx.now}, taken_back_by = ${by},
        taken_back_reason = case when link.id = ${id}::uuid then ${reason} else 'DERIVED' end
      from falls where link.id = falls.id and link.taken_back_at is null returning link.id`,
  );
  return taken.map((row) => row.id);
}

/** Standing links of what brought them, the id of the one first that was made first. As the platform. */
export async function linksOfOrigin(tx: Tx, kind: string, id: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ id: string }>`
      select id from offences.link where origin_kind = ${kind} and origin_id = ${id}::uuid and taken_back_at is null order by made_at, id`,
  );
  return found.map((row) => row.id);
}

/** Standing links between two points, as far as the actor sees them, the latest first. */
export function linksBetween(tx: Tx, one: number, other: number, classes: readonly number[]): Promise<LinkRow[]> {
  return rows(
    tx,
    sql<LinkRow>`
      select * from offences.link where ((src = ${one} and dst = ${other}) or (src = ${other} and dst = ${one}))
        and visibility = any(${[...classes]}::integer[]) and taken_back_at is null order by last_seen desc, id limit 100`,
  );
}

/**
 * Links to a file's point, and those that were written in the file, as far as the actor sees their classes and both ends: those that stand
 * first, the latest before the others.
 */
export function linksOfFile(
  tx: Tx,
  of: { readonly file: string; readonly node: number | null },
  { classes, without = [] }: Sight,
  limit: number,
): Promise<LinkRow[]> {
  return rows(
    tx,
    sql<LinkRow>`
      select * from offences.link where ((origin_kind = 'offence-file' and origin_id = ${of.file}::uuid) or src = ${of.node} or dst = ${of.node})
        and visibility = any(${[...classes]}::integer[]) and src <> all(${[...without]}::integer[]) and dst <> all(${[...without]}::integer[])
      order by taken_back_at is not null, made_at desc, id limit ${limit}`,
  );
}

/**
 * Shuts what belongs to a child: each link of the point goes to the class of its file, and one that has none to the closed class.
 * As the platform.
 */
export async function shutLinks(tx: Tx, node: number, closed: number): Promise<void> {
  await rows(
    tx,
    sql`
      update offences.link set visibility = ${closed} from offences.visibility_class as class
      where (link.src = ${node} or link.dst = ${node}) and link.taken_back_at is null and class.id = link.visibility and class.level in ('UNIT', 'NATION')`,
  );
}

export const hubOf = (tx: Tx, node: number): Promise<HubRow | undefined> =>
  table.findRow(tx, 'offences.hub', { node, ended_at: null });
export const insertHub = (tx: Tx, row: HubRow): Promise<void> => table.insertRow(tx, 'offences.hub', row);
export async function endHub(tx: Tx, id: string, by: string): Promise<void> {
  await table.updateRows(tx, 'offences.hub', { id, ended_at: null }, { ended_at: tx.now, ended_by: by });
}

/** Which files of other units hold an identifier, each with the unit that leads it. As the platform. */
export function filesHolding(
  tx: Tx,
  node: number,
  besides: { readonly file: string | null; readonly agency: string },
): Promise<{ file: string; agency: string }[]> {
  return rows(
    tx,
    sql<{ file: string; agency: string }>`
      select distinct class.file_id as file, class.agency from offences.adjacency as link join offences.visibility_class as class on class.id = link.visibility
      where link.src = ${node} and class.level = 'FILE' and class.agency <> ${besides.agency} and class.file_id is distinct from ${besides.file}::uuid
      order by 1 limit 200`,
  );
}
