import { type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { type Service, service } from '../../vocabulary/index.ts';
import { agencyExists } from '../process/agency-check.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { insertEvent } from '../process/case-store.ts';
import { type LegalBasis, legalBases } from '../process/child-age.ts';
import { refuse } from '../refusals.ts';
import { type ReferralField, readFacts } from './referral-purpose.ts';
import { sealReferral } from './referral-sealing.ts';
import { externalReceiver, insertReferral, insertReferralEvent } from './referral-store.ts';

export interface MakeReferral extends OnCase {
  readonly purpose: Service;
  /** An agency on the platform by its code, or a registered receiver outside by its id. */
  readonly to: { readonly agency: string } | { readonly external: string };
  readonly basis: LegalBasis;
  readonly facts: Readonly<Partial<Record<ReferralField, string>>>;
}

/** Drafts a referral: its facts are a sealed copy of their own. Purpose, data set and basis are judged when it is sent. */
export async function makeReferral(ctx: Ctx, input: MakeReferral): Promise<Result<{ referral: string }>> {
  if (!service.has(input.purpose) || !(input.basis in legalBases)) return refuse('referral.basis-not-for-purpose');
  const facts = readFacts(input.facts);
  if (!facts.ok) return facts;
  const blank = Object.keys(input.facts).find((field) => !(field in facts.value));
  if (blank !== undefined) return refuse('form.answer-invalid', { field: blank });
  if ('agency' in input.to && !(await agencyExists(ctx, input.to.agency)))
    return refuse('referral.receiver-unknown', { field: 'to' });
  return caseAct(ctx, 'case.work', { case: input.case }, async (tx, row, person) => {
    if (!row.is_open) return refuse('case.act-not-open', { facts: { status: row.status } });
    if ('external' in input.to && !(await externalReceiver(tx, input.to.external)))
      return refuse('referral.receiver-unknown', { field: 'to' });
    const referral = newId<'referral'>(ctx.now.getTime());
    await insertReferral(tx, {
      id: referral,
      case_id: row.id,
      reference: row.reference,
      from_agency: person.agency,
      to_agency: 'agency' in input.to ? input.to.agency : null,
      external_receiver: 'external' in input.to ? input.to.external : null,
      purpose: input.purpose,
      status: 'DRAFT',
      version: 1,
      basis: input.basis,
      reason_code: null,
      outcome: null,
      made_at: ctx.now,
      made_by: person.person,
      sent_at: null,
      answer_due_at: null,
      answered_at: null,
      done_at: null,
      is_demonstration: row.is_demonstration,
    });
    await sealReferral(ctx, tx, referral, person.agency, facts.value);
    await insertReferralEvent(tx, referral, 'made', { purpose: input.purpose });
    await insertEvent(tx, row.id, 'referral:made', { codes: { referral, purpose: input.purpose } });
    tx.audit({
      ...auditOf(row),
      action: 'referral.send',
      object: { kind: 'referral', id: referral },
      codes: { act: 'make', purpose: input.purpose },
    });
    return ok({ referral });
  });
}
