import { firstOf, type NextDue, startClocks } from '../../clocks/index.ts';
import type { Tx } from '../../kernel/index.ts';
import type { Law, Urgency } from '../../vocabulary/index.ts';
import type { CaseRow } from '../tables.ts';

/** Starts the clocks of a new case. @returns the columns that say which of them ends first */
export async function startCaseClocks(
  tx: Tx,
  law: Law,
  of: { id: string; urgency: Urgency; owner: string; province: string; commune: string; informationAt: Date },
): Promise<NextDue> {
  const common = {
    law,
    object: { kind: 'case', id: of.id },
    urgency: of.urgency,
    ownerAgency: of.owner,
    provinceCode: of.province,
    communeCode: of.commune,
    occurrence: 'opened',
  } as const;
  const plan = await startClocks(tx, { ...common, codes: ['DL-PLAN-7WD'], startedAt: tx.now });
  // The twelve hours of art. 26.3 run from when the information came in, not from when it was handed over.
  const emergency =
    of.urgency === 'U1'
      ? await startClocks(tx, { ...common, codes: ['DL-EMERG-12H'], startedAt: of.informationAt })
      : [];
  return firstOf([...plan, ...emergency]);
}

/** What a later start of the case's clocks shares. */
export function clockOf(
  row: Pick<CaseRow, 'id' | 'urgency' | 'owner_agency' | 'province_code' | 'commune_code'>,
  law: Law,
) {
  return {
    law,
    object: { kind: 'case', id: row.id },
    urgency: row.urgency,
    ownerAgency: row.owner_agency,
    provinceCode: row.province_code,
    communeCode: row.commune_code,
  } as const;
}
