import type { Tx } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

/** Whether the demonstration's reports are there already. */
export async function hasDemonstration(tx: Tx): Promise<boolean> {
  const row = await tx
    .query<Tables>()
    .selectFrom('intake.report')
    .select('id')
    .where('is_demonstration', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
