import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';

/** The oldest entry that waits for this person's blind verdict, after those named. */
export async function nextForVerdict(tx: Tx, person: string, skipped: readonly string[]): Promise<string | undefined> {
  const [row] = await rows(
    tx,
    sql<{ id: string }>`
      select entry.id from hashes.entry as entry
      left join lateral hashes.count_verdicts(array[entry.id]) as counted on true
      where entry.status in ('PROPOSED', 'SECOND_REVIEW') and entry.proposed_by <> ${person} and entry.id <> all(${[...skipped]}::uuid[])
        and coalesce(counted.given, 0) < 2 and not coalesce(counted.mine, false)
      order by entry.status desc, entry.updated_at, entry.id limit 1`,
  );
  return row?.id;
}

/** The oldest entry on which two verdicts differ and on which this person has said nothing. */
export async function nextForArbitration(
  tx: Tx,
  person: string,
  skipped: readonly string[],
): Promise<string | undefined> {
  const [row] = await rows(
    tx,
    sql<{ id: string }>`
      select entry.id from hashes.entry as entry
      left join lateral hashes.count_verdicts(array[entry.id]) as counted on true
      where entry.status = 'SECOND_REVIEW' and entry.proposed_by <> ${person} and entry.id <> all(${[...skipped]}::uuid[])
        and coalesce(counted.given, 0) >= 2 and not coalesce(counted.mine, false)
      order by entry.updated_at, entry.id limit 1`,
  );
  return row?.id;
}

/** How many entries wait for a verdict of this person. */
export async function countForVerdict(tx: Tx, person: string): Promise<{ verdict: number; arbitration: number }> {
  const [row] = await rows(
    tx,
    sql<{ verdict: number; arbitration: number }>`
      select (count(*) filter (where coalesce(counted.given, 0) < 2))::integer as verdict, (count(*) filter (where coalesce(counted.given, 0) >= 2))::integer as arbitration
      from (select id from hashes.entry where status in ('PROPOSED', 'SECOND_REVIEW') and proposed_by <> ${person} limit 5000) as entry
      left join lateral hashes.count_verdicts(array[entry.id]) as counted on true
      where not coalesce(counted.mine, false)`,
  );
  return row ?? { verdict: 0, arbitration: 0 };
}
