import { actorName, newId, type Tx } from '../../kernel/index.ts';
import type { SeparationRow, Tables } from '../tables.ts';
import { runningSeparations } from './separation.ts';

export async function runningSeparation(tx: Tx, caseId: string, lock = false): Promise<SeparationRow | undefined> {
  let query = tx
    .query<Tables>()
    .selectFrom('cases.separation')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('status', 'in', [...runningSeparations]);
  if (lock) query = query.forUpdate();
  return query.executeTakeFirst();
}

export async function separationsOf(tx: Tx, caseId: string): Promise<SeparationRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('cases.separation')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('proposed_at')
    .execute();
}

export async function insertSeparation(tx: Tx, row: { caseId: string; ground: string; at: Date }): Promise<string> {
  const id = newId<'separation'>(tx.now.getTime());
  await tx
    .query<Tables>()
    .insertInto('cases.separation')
    .values({
      id,
      case_id: row.caseId,
      status: 'PROPOSED',
      version: 1,
      ground: row.ground,
      proposed_at: row.at,
      proposed_by: actorName(tx.actor),
      decided_at: null,
      decided_by: null,
      in_force_at: null,
      until: null,
      authority: null,
      document_number: null,
      ended_at: null,
    })
    .execute();
  return id;
}

export async function updateSeparation(
  tx: Tx,
  row: Pick<SeparationRow, 'id' | 'version'>,
  change: Partial<Omit<SeparationRow, 'id' | 'version' | 'case_id' | 'ground' | 'proposed_at' | 'proposed_by'>>,
): Promise<void> {
  await tx
    .query<Tables>()
    .updateTable('cases.separation')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute();
}
