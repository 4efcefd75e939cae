import { type Ctx, ok, type Result, refuseRequest } from '../kernel/index.ts';
import { conflictNameKey } from './identity-index.ts';
import { referralList } from './referral-store.ts';
import type { ReferralRow } from './tables.ts';

export type ReferralInList = Pick<
  ReferralRow,
  'id' | 'purpose' | 'status' | 'version' | 'from_agency' | 'to_agency' | 'sent_at' | 'answer_due_at'
>;

/** Referrals that came to the actor's agency, or that it sent; codes only. */
export async function listReferrals(
  ctx: Ctx,
  input: { readonly side: 'in' | 'out' },
): Promise<Result<ReferralInList[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const ownName = await conflictNameKey(ctx.kernel.vault, actor.name);
  return ctx.transaction(async (tx) => {
    const rows = await referralList(tx, ownName, { side: input.side, agency: actor.agency, limit: 200 });
    tx.audit({ action: 'referral.read', codes: { list: input.side, rows: rows.length } });
    return ok(
      rows.map(({ id, purpose, status, version, from_agency, to_agency, sent_at, answer_due_at }) => ({
        id,
        purpose,
        status,
        version,
        from_agency,
        to_agency,
        sent_at,
        answer_due_at,
      })),
    );
  });
}
