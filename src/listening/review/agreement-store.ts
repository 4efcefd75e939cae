import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import type { Pair } from './agreement.ts';

/** Posts that two people decided since a moment. */
export function pairsSince(tx: Tx, since: Date): Promise<Pair[]> {
  return rows(
    tx,
    sql<Pair>`
      select (array_agg(decision.severity >= 1 order by decision.given_at))[1] as one, (array_agg(decision.severity >= 1 order by decision.given_at))[2] as other
      from listening.label_decision as decision where not decision.sealed and decision.given_at >= ${since}
      group by decision.task_id having count(*) = 2`,
  );
}
