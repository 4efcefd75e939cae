import type { Tx } from '../../kernel/index.ts';
import type { Law, Urgency } from '../../vocabulary/index.ts';
import type { CaseRow } from '../tables.ts';
import { startClocks } from './deadline-store.ts';

/** Starts the clocks of a new case. @returns the columns that say which of them ends first */
export async function startCaseClocks(
  tx: Tx,
  law: Law,
  of: { id: string; urgency: Urgency; owner: string; province: string; commune: string; informationAt: Date },
): Promise<Pick<CaseRow, 'next_due_from' | 'next_due_at' | 'next_due_rule'>> {
  const common = {
    law,
    objectKind: 'case',
    objectId: of.id,
    urgency: of.urgency,
    ownerAgency: of.owner,
    provinceCode: of.province,
    communeCode: of.commune,
    occurrence: 'opened',
  } as const;
  const plan = (
    await startClocks(tx, { ...common, trigger: 'CASE_OPENED', codes: ['DL-PLAN-7WD'], startedAt: tx.now })
  ).map((clock) => ({ ...clock, from: tx.now }));
  // The twelve hours of art. 26.3 run from when the information came in, not from when it was handed over.
  const emergency =
    of.urgency === 'U1'
      ? (
          await startClocks(tx, {
            ...common,
            trigger: 'SERIOUS_RISK_KNOWN',
            codes: ['DL-EMERG-12H'],
            startedAt: of.informationAt,
          })
        ).map((clock) => ({ ...clock, from: of.informationAt }))
      : [];
  const [first] = [...plan, ...emergency].toSorted((a, b) => a.due.getTime() - b.due.getTime());
  return { next_due_from: first?.from ?? null, next_due_at: first?.due ?? null, next_due_rule: first?.code ?? null };
}
