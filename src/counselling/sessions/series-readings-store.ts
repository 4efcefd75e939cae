import { sql } from 'kysely';
import type { Tx } from '../../kernel/index.ts';

/** When people read what is shared of a series, from the audit, the first one first. */
export async function readingsOf(tx: Tx, series: string): Promise<{ at: Date; agency: string | null }[]> {
  const { rows } = await sql<{ at: Date; agency: string | null }>`
    select at, body::jsonb ->> 'agency' as agency from kernel.audit_entry
    where object_kind = 'series' and object_id = ${series} and action = 'series.read' and outcome = 'allowed' and actor_kind = 'person'
    order by at`.execute(tx.query<object>());
  return rows;
}
