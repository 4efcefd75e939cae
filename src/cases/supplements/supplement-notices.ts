import type { Tx } from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { communeRoles } from '../access/case-policy.ts';
import type { SupplementRow } from '../tables.ts';

/** Whoever works on the case hears that the rest of form 01 is there. */
export async function noticeOfSupplement(
  tx: Tx,
  row: Pick<SupplementRow, 'case_id' | 'to_agency' | 'from_agency'>,
): Promise<void> {
  await postNotice(
    tx,
    { agency: row.to_agency, roles: communeRoles },
    { kind: 'supplement.sent', object: { kind: 'case', id: row.case_id }, facts: { agency: row.from_agency } },
  );
}

/** A colleague is to complete it in place of who handed over. */
export async function noticeOfGiven(tx: Tx, row: SupplementRow, to: string): Promise<void> {
  if (tx.actor.kind === 'person' && tx.actor.person === to) return;
  await postNotice(
    tx,
    { person: to },
    { kind: 'supplement.given', object: { kind: 'supplement', id: row.id }, record: row.case_id, facts: {} },
  );
}
