import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type LegalBasis, legalBases } from '../process/child-age.ts';
import { refuse } from '../refusals.ts';
import { type OnReferral, referralAct } from './referral-act.ts';
import { type ReferralField, referralFields } from './referral-purpose.ts';
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
  for (const [field, text] of Object.entries(input.facts))
    if (!(field in referralFields) || text.length > 8000) return refuse('form.answer-invalid', { field });
  if (input.basis !== undefined && !(input.basis in legalBases))
    return refuse('referral.basis-not-for-purpose', { field: 'basis' });
  return referralAct(ctx, 'referral.send', input, async (tx, row, person) => {
    if (row.status !== 'DRAFT') return refuse('referral.act-not-open', { facts: { status: row.status, act: 'edit' } });
    const texts: Partial<Record<ReferralField, string>> = {};
    for (const [field, text] of Object.entries(input.facts) as [ReferralField, string][]) {
      if (text.trim() === '') await dropReferralPart(tx, row.id, field);
      else texts[field] = text;
    }
    if (!(await resealReferral(ctx, tx, row.id, person.agency, texts)))
      return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    await updateReferral(tx, row, input.basis === undefined ? {} : { basis: input.basis });
    await insertReferralEvent(tx, row.id, 'edited');
    tx.audit({
      organisation: row.from_agency,
      action: 'referral.send',
      object: { kind: 'referral', id: row.id },
      codes: { act: 'edit', facts: Object.keys(input.facts).sort().join(' ') },
    });
    tx.notify({ topic: 'cases.referral', id: row.id, agency: row.from_agency });
    return ok({ version: row.version + 1 });
  });
}
