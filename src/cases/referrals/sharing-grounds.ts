import { type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { type Service, service } from '../../vocabulary/index.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { consentAnswers } from '../process/case-store.ts';
import {
  type AgeAnswer,
  type AgeFacts,
  basesOfPurpose,
  basisFault,
  type ConsentAnswer,
  type ConsentFault,
  type ConsentGiver,
  consentNeeded,
  isUnder,
  type LegalBasis,
} from '../process/child-age.ts';
import { refuse } from '../refusals.ts';
import { ageOf } from './send-check.ts';

export interface SharingGrounds {
  /** How the age is known; the age itself is not told. */
  readonly known: AgeFacts['kind'];
  /** How sure the estimate is; absent where there is none. */
  readonly confidence?: 'high' | 'medium' | 'low';
  readonly disputed: boolean;
  /** Whether the child is below each age of the law today. */
  readonly under: Readonly<Record<7 | 16 | 18, AgeAnswer>>;
  /** Whose consent sharing would need where consent is its ground. */
  readonly needed: readonly ConsentGiver[];
  /** The latest answer of each. */
  readonly answers: readonly ConsentAnswer[];
  /** The grounds that this purpose may rest on, each with what stands against it now. */
  readonly bases: readonly { readonly basis: LegalBasis; readonly fault: ConsentFault | null }[];
}

/** On what the facts of a case may be shared for a purpose, as of now: the rules that `sendReferral` judges by, told beforehand. */
export async function sharingGrounds(
  ctx: Ctx,
  input: OnCase & { readonly purpose: string },
): Promise<Result<SharingGrounds>> {
  if (!service.has(input.purpose)) return refuse('referral.basis-not-for-purpose', { field: 'purpose' });
  const purpose: Service = input.purpose;
  return caseAct(ctx, 'case.work', { case: input.case, readOnly: true }, async (tx, row, person) => {
    const today = vietnamDate(tx.now);
    const age = await ageOf(ctx, tx, row, person.agency);
    const needed = consentNeeded(age, row.age_disputed, today);
    const answers = await consentAnswers(tx, row.id, purpose);
    tx.audit({ ...auditOf(row), action: 'case.work', codes: { act: 'look-at-grounds', purpose } });
    return ok({
      known: age.kind,
      ...(age.kind === 'estimate' ? { confidence: age.confidence } : {}),
      disputed: row.age_disputed,
      under: { 7: isUnder(age, 7, today), 16: isUnder(age, 16, today), 18: isUnder(age, 18, today) },
      needed,
      answers,
      bases: (basesOfPurpose[purpose] ?? (['CONSENT'] as const)).map((basis) => ({
        basis,
        fault: basisFault(purpose, basis, needed, answers) ?? null,
      })),
    });
  });
}
