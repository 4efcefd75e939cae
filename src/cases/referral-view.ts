import { type Ctx, ok, type Result } from '../kernel/index.ts';
import { readingPurposes } from './case-access.ts';
import { referralPolicy } from './case-policy.ts';
import { referralAct } from './referral-act.ts';
import { type ReferralField, referralFields } from './referral-purpose.ts';
import { openReferral } from './referral-sealing.ts';
import { referralEvents, referralParts } from './referral-store.ts';
import type { ReferralRow } from './tables.ts';

export interface ReferralView {
  readonly id: string;
  readonly purpose: string;
  readonly status: ReferralRow['status'];
  readonly version: number;
  readonly side: 'sender' | 'receiver';
  readonly from: string;
  readonly to: string | null;
  readonly basis: string;
  readonly reason: string | null;
  readonly outcome: string | null;
  readonly sentAt: Date | null;
  readonly answerDue: Date | null;
  /** Which facts there are; their texts only where asked for. */
  readonly fields: readonly ReferralField[];
  readonly texts: Readonly<Record<string, string>>;
  readonly events: readonly { code: string; at: Date; agency: string | null }[];
}

/** A referral as one of its two agencies sees it; texts and identity only where asked for, and then audited. */
export async function viewReferral(
  ctx: Ctx,
  input: { readonly referral: string; readonly read?: readonly ('narrative' | 'identity')[] },
): Promise<Result<ReferralView>> {
  return referralAct(ctx, 'referral.read', { referral: input.referral }, async (tx, row, person) => {
    const wanted = (input.read ?? []).filter(
      (one) =>
        (readingPurposes as readonly string[]).includes(person.purpose) &&
        (one === 'narrative' ||
          referralPolicy.can(
            person,
            'referral.read-identity',
            { ...row, to_agency: row.to_agency ?? undefined },
            ctx.now,
          )),
    );
    const texts = await openReferral(ctx, tx, row.id, person.agency, wanted);
    tx.audit({
      organisation: row.from_agency,
      action: 'referral.read',
      object: { kind: 'referral', id: row.id },
      fieldClasses: ['triage', ...wanted],
    });
    return ok({
      id: row.id,
      purpose: row.purpose,
      status: row.status,
      version: row.version,
      side: row.from_agency === person.agency ? ('sender' as const) : ('receiver' as const),
      from: row.from_agency,
      to: row.to_agency,
      basis: row.basis,
      reason: row.reason_code,
      outcome: row.outcome,
      sentAt: row.sent_at,
      answerDue: row.answer_due_at,
      fields: (await referralParts(tx, row.id))
        .map((part) => part.part)
        .filter((part): part is ReferralField => part in referralFields),
      texts: Object.fromEntries(Object.entries(texts).filter(([part]) => part !== ANSWER_IDENTITY)),
      events: (await referralEvents(tx, row.id)).map(({ code, at, agency }) => ({ code, at, agency })),
    });
  });
}

/** Part that holds the private key for an outside answer: never shown. */
export const ANSWER_IDENTITY = 'answer-identity';
