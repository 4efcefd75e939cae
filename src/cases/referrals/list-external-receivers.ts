import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { casesCapabilities, referralPolicy } from '../access/case-policy.ts';
import { externalReceivers } from './referral-store.ts';

export interface ExternalReceiver {
  readonly id: string;
  readonly nameVi: string;
  readonly nameEn: string;
  /** `age1...`: what we send is encrypted to it. */
  readonly ageRecipient: string;
  /** Ed25519 public key in base64: what they answer is signed by it. */
  readonly signingKey: string;
  readonly registeredBy: string;
  readonly validFrom: string;
}

/** Organisations outside the platform that a referral can be handed to, for those who refer or register them. */
export async function listExternalReceivers(ctx: Ctx): Promise<Result<ExternalReceiver[]>> {
  const { actor } = ctx;
  const may =
    actor.kind === 'person' &&
    (casesCapabilities.can(actor, 'external-receiver.manage', ctx.now) ||
      referralPolicy.couldEver(actor, 'referral.send', ctx.now));
  if (!may) {
    await ctx.auditRefused({ action: 'external-receiver.manage' });
    return refuseRequest('access.not-permitted');
  }
  return ctx.transaction(async (tx) => {
    const rows = await externalReceivers(tx);
    return ok(
      rows.map((row) => ({
        id: row.id,
        nameVi: row.name_vi,
        nameEn: row.name_en,
        ageRecipient: row.age_recipient,
        signingKey: row.signing_key.toString('base64'),
        registeredBy: row.registered_by_agency,
        validFrom: row.valid_from,
      })),
    );
  });
}
