import { actorName, newId, type Tx, tablesOf } from '../../kernel/index.ts';
import type { SeparationRow, Tables } from '../tables.ts';
import { runningSeparations } from './separation.ts';

const table = tablesOf<Tables>();

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
  return table.listRows(tx, 'cases.separation', { case_id: caseId }, ['proposed_at']);
}

export async function insertSeparation(tx: Tx, row: { caseId: string; ground: string; at: Date }): Promise<string> {
  const id = newId<'separation'>(tx.now.getTime());
  await table.insertRow(tx, 'cases.separation', {
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
  });
  return id;
}

export async function updateSeparation(
  tx: Tx,
  row: Pick<SeparationRow, 'id' | 'version'>,
  change: Partial<Omit<SeparationRow, 'id' | 'version' | 'case_id' | 'ground' | 'proposed_at' | 'proposed_by'>>,
): Promise<void> {
  await table.updateRows(tx, 'cases.separation', { id: row.id }, { ...change, version: row.version + 1 });
}
