import type { Ctx, PersonActor, Tx } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import type { CaseRow } from '../tables.ts';
import { startSupplementClock, supplementDue } from './supplement-clock.ts';
import { insertSupplement } from './supplement-store.ts';

/** An emergency was handed over with what was known: the rest of form 01 is owed by who handed it over. @returns its id */
export async function oweSupplement(
  ctx: Ctx,
  tx: Tx,
  of: Pick<CaseRow, 'id' | 'reference' | 'owner_agency' | 'urgency' | 'is_demonstration'> & { readonly report: string },
  person: PersonActor,
): Promise<string> {
  const law = lawOf(ctx.kernel);
  const row = {
    case_id: of.id,
    report_id: of.report,
    reference: of.reference,
    from_agency: person.agency,
    handed_over_by: person.person,
    handed_over_at: tx.now,
    handed_to: of.owner_agency,
    to_agency: of.owner_agency,
    urgency: of.urgency,
    status: 'OWED' as const,
    version: 1,
    due_at: supplementDue(law, tx.now),
    sent_at: null,
    sent_by: null,
    form_id: null,
    is_demonstration: of.is_demonstration,
  };
  const id = await insertSupplement(tx, row);
  await startSupplementClock(tx, law, { ...row, id });
  return id;
}
