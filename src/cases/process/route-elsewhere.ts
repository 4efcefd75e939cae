import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { Service } from '../../vocabulary/index.ts';
import { makeReferral } from '../referrals/make-referral.ts';
import { type OnReferral, referralAct } from '../referrals/referral-act.ts';
import {
  type Attachment,
  attachmentsOf,
  keepAttachment,
  openAttachment,
} from '../referrals/referral-attachment-store.ts';
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
 * is made behind the seal, so nothing is shown; consent and data set are judged again, as for any other referral. Documents that
 * went along go along again. To a receiver outside only the draft is made, without them, since the file is handed over by hand.
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
    const attached: Attachment[] = [];
    for (const one of 'agency' in input.to ? await attachmentsOf(tx, row.id) : []) {
      const opened = await openAttachment(ctx, tx, one, person.agency);
      if (!opened.ok) return opened;
      if (opened.value) attached.push({ document: one.document_id, kind: one.kind, bytes: opened.value });
    }
    return ok({ case: row.case_id, purpose: row.purpose as Service, basis: row.basis as LegalBasis, facts, attached });
  });
  if (!first.ok) return first;
  const { attached, ...again } = first.value;
  const made = await makeReferral(ctx, { ...again, to: input.to });
  if (!made.ok) return made;
  if (!('agency' in input.to)) return ok({ referral: made.value.referral, sent: false });
  const carried = await carryAlong(ctx, made.value.referral, attached);
  if (!carried.ok) return carried;
  const sent = await sendReferral(ctx, { referral: made.value.referral, version: 1 });
  return ok({ referral: made.value.referral, sent: sent.ok });
}

/** Copies that lay under the key of the first referral, under that of the second. */
async function carryAlong(ctx: Ctx, referral: string, attached: readonly Attachment[]): Promise<Result<void>> {
  if (attached.length === 0) return ok();
  return referralAct(ctx, 'referral.send', { referral, version: 1 }, async (tx, row, person) => {
    for (const one of attached) {
      const on = { referral: row.id, desk: person.agency, person: person.person };
      const kept = await keepAttachment(ctx, tx, on, one);
      if (!kept.ok) return kept;
    }
    return ok();
  });
}
