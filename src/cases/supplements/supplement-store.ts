import { actAs, newId, systemActor, type Tx, tablesOf } from '../../kernel/index.ts';
import { casePolicy, supplementPolicy } from '../access/case-policy.ts';
import type { SupplementRow, Tables } from '../tables.ts';
import { openSupplements, waitingSupplements } from './supplement.ts';

const table = tablesOf<Tables>();

/** One supplement, as far as the actor may see it. */
export async function supplementRow(
  tx: Tx,
  id: string,
  options: { lock?: boolean } = {},
): Promise<SupplementRow | undefined> {
  return table.findRow(tx, 'cases.supplement', { id }, ...(options.lock ? (['for update'] as const) : []));
}

/** The supplement that is owed, or was sent, for a report; as far as the actor may see it. */
export async function supplementOf(tx: Tx, report: string): Promise<SupplementRow | undefined> {
  return table.findRow(tx, 'cases.supplement', { report_id: report });
}

/** @returns its id */
export async function insertSupplement(tx: Tx, row: Omit<SupplementRow, 'id'>): Promise<string> {
  const id = newId<'supplement'>(tx.now.getTime());
  await table.insertRow(tx, 'cases.supplement', { ...row, id });
  return id;
}

export async function updateSupplement(
  tx: Tx,
  row: Pick<SupplementRow, 'id' | 'version'>,
  change: Partial<
    Pick<SupplementRow, 'case_id' | 'to_agency' | 'handed_over_by' | 'status' | 'sent_at' | 'sent_by' | 'form_id'>
  >,
): Promise<void> {
  await table.updateRows(tx, 'cases.supplement', { id: row.id }, { ...change, version: row.version + 1 });
}

/**
 * Gives it to the case in which the child's matter goes on. What is owed stays as its writer has seen it, who learns nothing of where the
 * child is; what was sent is to be taken in anew.
 */
export async function moveSupplement(
  tx: Tx,
  row: SupplementRow,
  to: { readonly case: string; readonly agency: string },
): Promise<void> {
  const where = { case_id: to.case, to_agency: to.agency };
  if (row.status === 'OWED') await table.updateRows(tx, 'cases.supplement', { id: row.id }, where);
  else await updateSupplement(tx, row, { ...where, status: 'SENT', form_id: null });
}

/** The case stays the same and belongs to another agency now. */
export async function setSupplementAgency(tx: Tx, id: string, agency: string): Promise<void> {
  await table.updateRows(tx, 'cases.supplement', { id }, { to_agency: agency });
}

/** Those of a case, held until the transaction ends: nobody sends or takes one in meanwhile. */
export async function holdSupplementsOf(tx: Tx, caseId: string): Promise<SupplementRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('cases.supplement')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function supplementsOfCase(tx: Tx, caseId: string): Promise<SupplementRow[]> {
  return table.listRows(tx, 'cases.supplement', { case_id: caseId }, ['handed_over_at', 'id']);
}

/** The supplement from which a draft was written; undefined where it came from none. */
export async function supplementOfForm(tx: Tx, form: string): Promise<SupplementRow | undefined> {
  return table.findRow(tx, 'cases.supplement', { form_id: form, status: 'TAKEN_IN' });
}

/** Those that the actor may complete, the least time left first. */
export async function owedSupplements(tx: Tx, limit: number): Promise<SupplementRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('cases.supplement as s')
    .selectAll('s')
    .where(supplementPolicy.filter(tx.actor, 'case.supplement', tx.now, 's'))
    .where('s.status', '=', 'OWED')
    .orderBy('s.due_at')
    .orderBy('s.id')
    .limit(limit)
    .execute();
}

/** Those that wait at the actor's agency for whoever works on their case, the oldest first. */
export async function supplementsToTakeIn(tx: Tx, limit: number): Promise<SupplementRow[]> {
  return tx
    .query<Tables>()
    .selectFrom('cases.supplement as s')
    .innerJoin('cases.protection_case as c', 'c.id', 's.case_id')
    .selectAll('s')
    .where(supplementPolicy.filter(tx.actor, 'supplement.take-in', tx.now, 's'))
    .where(casePolicy.filter(tx.actor, 'case.work', tx.now, 'c'))
    .where('c.is_open', '=', true)
    .where('s.status', 'in', waitingSupplements)
    .orderBy('s.sent_at')
    .orderBy('s.id')
    .limit(limit)
    .execute();
}

/** Ends what was open for a case that has ended. As the platform: a chair need not see what nobody has sent yet. @returns their ids */
export async function lapseOpenSupplements(tx: Tx, caseId: string): Promise<string[]> {
  return actAs(tx, systemActor('cases.supplement'), async (as) => {
    const open = (await holdSupplementsOf(as, caseId)).filter(({ status }) => openSupplements.includes(status));
    for (const row of open) await updateSupplement(as, row, { status: 'LAPSED' });
    return open.map(({ id }) => id);
  });
}

/** The codes of supplements that the actor may know of. */
export async function supplementReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .query<Tables>()
    .selectFrom('cases.supplement')
    .select(['id', 'reference'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, reference }) => [id, reference]));
}

/** Writes on supplements when they are now due. */
export async function retimeSupplements(
  tx: Tx,
  moved: readonly { readonly id: string; readonly due: Date }[],
): Promise<void> {
  for (const { id, due } of moved) await table.updateRows(tx, 'cases.supplement', { id }, { due_at: due });
}
