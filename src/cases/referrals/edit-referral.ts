import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type LegalBasis, legalBases } from '../process/child-age.ts';
import { refuse } from '../refusals.ts';
import { type OnReferral, referralAct } from './referral-act.ts';
import { type ReferralField, readFacts } from './referral-purpose.ts';
import { resealReferral } from './referral-sealing.ts';
import { dropReferralPart, insertReferralEvent, updateReferral } from './referral-store.ts';

export interface EditReferral extends OnReferral {
  /** A text takes the place of what stood there; an empty one takes the fact out; what is not named stays as it is. */
  readonly facts: Readonly<Partial<Record<ReferralField, string>>>;
  /** Stays where absent. */
  readonly basis?: LegalBasis | undefined;
}

/**
 * Changes the facts or the basis of a referral that is still a draft. Like making one, it judges nothing: purpose, data set
 * and basis are judged when it is sent. Refusals: those of an act on a referral, `form.answer-invalid` (field),
 * `referral.basis-not-for-purpose`, `case.desk-has-no-key`
 */
export async function editReferral(ctx: Ctx, input: EditReferral): Promise<Result<{ version: number }>> {
  const facts = readFacts(input.facts);
  if (!facts.ok) return facts;
  if (input.basis !== undefined && !(input.basis in legalBases))
    return refuse('referral.basis-not-for-purpose', { field: 'basis' });
  return referralAct(ctx, 'referral.send', input, async (tx, row, person) => {
    if (row.status !== 'DRAFT') return refuse('referral.act-not-open', { facts: { status: row.status, act: 'edit' } });
    for (const field of Object.keys(input.facts))
      if (!(field in facts.value)) await dropReferralPart(tx, row.id, field);
    if (!(await resealReferral(ctx, tx, row.id, person.agency, facts.value)))
      return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    await updateReferral(tx, row, input.basis === undefined ? {} : { basis: input.basis });
    await insertReferralEvent(tx, row.id, 'edited');
    tx.audit({
      organisation: row.from_agency,
      action: 'referral.send',
      object: { kind: 'referral', id: row.id },
      codes: { act: 'edit', facts: Object.keys(input.facts).sort().join(' ') },
    });
    tx.notify({ topic: 'cases.referral', id: row.id, records: [row.case_id], agency: row.from_agency });
    return ok({ version: row.version + 1 });
  });
}
