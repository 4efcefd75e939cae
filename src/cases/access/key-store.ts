import { sql } from 'kysely';
import type { Tx } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

/** Whether a desk has a key to seal to. */
export async function hasDeskKey(tx: Tx, desk: string): Promise<boolean> {
  const { rows } = await sql`select 1 from kernel.desk_key where desk = ${desk} and state = 'active'`.execute(
    tx.query<Tables>(),
  );
  return rows.length > 0;
}

/** Whether the desk already holds a wrap of the object's key of the class. */
export async function holdsWrap(
  tx: Tx,
  scope: { objectKind: string; objectId: string; fieldClass: string },
  desk: string,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from kernel.data_key as key join kernel.wrapped_key as wrap on wrap.data_key_id = key.id
    where key.object_kind = ${scope.objectKind} and key.object_id = ${scope.objectId} and key.field_class = ${scope.fieldClass}
      and wrap.holder_kind = 'desk' and wrap.holder = ${desk}`.execute(tx.query<Tables>());
  return rows.length > 0;
}
