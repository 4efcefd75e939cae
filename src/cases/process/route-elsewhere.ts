import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { Service } from '../../vocabulary/index.ts';
import { makeReferral } from '../referrals/make-referral.ts';
import { type OnReferral, referralAct } from '../referrals/referral-act.ts';
import { type ReferralField, referralFields } from '../referrals/referral-purpose.ts';
import { openReferral } from '../referrals/referral-sealing.ts';
import { sendReferral } from '../referrals/send-referral.ts';
import { refuse } from '../refusals.ts';
import type { LegalBasis } from './child-age.ts';

/** What happened to the second referral: on its way, or drafted and held back by what `sendReferral` refused. */
export interface RoutedElsewhere {
  readonly referral: string;
  readonly sent: boolean;
}

/** States in which nobody at the first receiver can answer any more. */
const over = ['REJECTED', 'EXPIRED', 'REVOKED'] as const;

/**
 * Sends the same facts to another receiver in one step, after the first refused, stayed silent or was taken back. The copy
 * is made behind the seal, so nothing is shown; consent and data set are judged again, as for any other referral. To a
 * receiver outside only the draft is made, since the file is handed over by hand.
 */
export async function routeElsewhere(
  ctx: Ctx,
  input: OnReferral & { readonly to: { readonly agency: string } | { readonly external: string } },
): Promise<Result<RoutedElsewhere>> {
  const first = await referralAct(ctx, 'referral.send', input, async (tx, row, person) => {
    if (!(over as readonly string[]).includes(row.status))
      return refuse('referral.act-not-open', { facts: { status: row.status } });
    if ('agency' in input.to && input.to.agency === row.to_agency)
      return refuse('referral.receiver-unknown', { field: 'to' });
    const texts = await openReferral(ctx, tx, row.id, person.agency, ['narrative', 'identity']);
    const facts = Object.fromEntries(Object.entries(texts).filter(([part]) => part in referralFields)) as Partial<
      Record<ReferralField, string>
    >;
    return ok({ case: row.case_id, purpose: row.purpose as Service, basis: row.basis as LegalBasis, facts });
  });
  if (!first.ok) return first;
  const made = await makeReferral(ctx, { ...first.value, to: input.to });
  if (!made.ok) return made;
  if (!('agency' in input.to)) return ok({ referral: made.value.referral, sent: false });
  const sent = await sendReferral(ctx, { referral: made.value.referral, version: 1 });
  return ok({ referral: made.value.referral, sent: sent.ok });
}
