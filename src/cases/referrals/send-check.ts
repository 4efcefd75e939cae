import { type Ctx, ok, type Result, type Tx, vietnamDate } from '../../kernel/index.ts';
import { lawOf, type Service } from '../../vocabulary/index.ts';
import { caseRecord, readChild } from '../access/case-sealing.ts';
import { consentAnswers, findCase } from '../process/case-store.ts';
import { type AgeFacts, basisFault, consentNeeded, type LegalBasis } from '../process/child-age.ts';
import { refuse } from '../refusals.ts';
import type { CaseRow, ReferralRow } from '../tables.ts';
import { answerDue } from './referral-clock.ts';
import { dataSetFault, type ReferralField, referralFields } from './referral-purpose.ts';
import { referralClasses, referralRecord } from './referral-sealing.ts';

/** Judges a draft before it leaves: the minimal data set of its purpose, and consent or another basis. @returns when the answer is due */
export async function mayBeSent(
  ctx: Ctx,
  tx: Tx,
  row: ReferralRow,
  agency: string,
): Promise<Result<{ due: Date; of: CaseRow; facts: ReferralField[] }>> {
  const given = (await referralRecord.names(tx, row.id, referralClasses)).filter(
    (part): part is ReferralField => part in referralFields,
  );
  const fault = dataSetFault(row.purpose as Service, given);
  if (fault) return refuse(fault.code, { field: fault.field });
  const found = await findCase(tx, row.case_id);
  if (!found) return refuse('referral.act-not-open');
  const needed = consentNeeded(await ageOf(ctx, tx, found, agency), found.age_disputed, vietnamDate(ctx.now));
  const basis = basisFault(
    row.purpose,
    row.basis as LegalBasis,
    needed,
    await consentAnswers(tx, found.id, row.purpose),
  );
  if (basis) return refuse(basis, { facts: { needed: needed.join(', ') } });
  return ok({ due: answerDue(lawOf(ctx.kernel), found.urgency, ctx.now), of: found, facts: given });
}

/** The child's age as the case keeps it, for a rule; nothing of it is shown. */
export async function ageOf(ctx: Ctx, tx: Tx, row: Pick<CaseRow, 'id'>, agency: string): Promise<AgeFacts> {
  const key = await caseRecord.openKey(ctx, tx, row.id, 'identity', agency);
  const child = key && (await readChild(tx, key));
  return child?.age ?? { kind: 'unknown' };
}
