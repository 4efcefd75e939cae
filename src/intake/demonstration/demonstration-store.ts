import type { Tx } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

/** Whether there is a report of the demonstration, or one that is of no demonstration. */
export async function hasReports(tx: Tx, demonstration: boolean): Promise<boolean> {
  const row = await tx
    .query<Tables>()
    .selectFrom('intake.report')
    .select('id')
    .where('is_demonstration', '=', demonstration)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
