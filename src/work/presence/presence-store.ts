import { type Tx, tablesOf } from '../../kernel/index.ts';
import type { Present } from './presence.ts';

interface Tables {
  'work.presence': {
    object_kind: string;
    object_id: string;
    person: string;
    agency: string;
    writing: boolean;
    until: Date;
  };
}

const table = tablesOf<Tables>();

export interface PresenceAt extends Present {
  readonly object: { readonly kind: string; readonly id: string };
  readonly agency: string;
}

/** Writes that somebody is there, in the place of what was written before. @returns what was there of them, also where it had ended */
export async function putPresence(
  tx: Tx,
  { object, person, agency, writing, until }: PresenceAt,
): Promise<Present | undefined> {
  const key = { object_kind: object.kind, object_id: object.id, person };
  const before = await table.findRow(tx, 'work.presence', key);
  await tx
    .query<Tables>()
    .insertInto('work.presence')
    .values({ ...key, agency, writing, until })
    .onConflict((conflict) =>
      conflict.columns(['object_kind', 'object_id', 'person']).doUpdateSet({ agency, writing, until }),
    )
    .execute();
  return before;
}

export async function presentAt(tx: Tx, object: { readonly kind: string; readonly id: string }): Promise<Present[]> {
  return tx
    .query<Tables>()
    .selectFrom('work.presence')
    .select(['person', 'writing', 'until'])
    .where('object_kind', '=', object.kind)
    .where('object_id', '=', object.id)
    .where('until', '>', tx.now)
    .orderBy('person')
    .execute();
}

/** Takes away what has ended long ago. */
export async function dropPresence(tx: Tx, before: Date): Promise<void> {
  await tx.query<Tables>().deleteFrom('work.presence').where('until', '<', before).execute();
}
