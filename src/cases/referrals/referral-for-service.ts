import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { referralAct } from './referral-act.ts';

/** What a service is given that begins on an accepted referral. The case's id is for its policy alone and is shown to nobody. */
export interface ReferralForService {
  readonly case: string;
  readonly reference: string;
  /** The agency that sent it, and that handles the case. */
  readonly from: string;
  readonly purpose: string;
}

/**
 * The referral that somebody at its receiver begins a service on. Refusals: those of an act on a referral, and `referral.act-not-open`
 * where it was not accepted, or is over.
 */
export async function referralForService(
  ctx: Ctx,
  input: { readonly referral: string },
): Promise<Result<ReferralForService>> {
  return referralAct(ctx, 'referral.answer', { referral: input.referral, readOnly: true }, async (_tx, row) =>
    row.status === 'ACCEPTED' || row.status === 'IN_SERVICE'
      ? ok({ case: row.case_id, reference: row.reference, from: row.from_agency, purpose: row.purpose })
      : refuse('referral.act-not-open', { facts: { status: row.status, act: 'start-service' } }),
  );
}
