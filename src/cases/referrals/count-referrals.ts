import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { type ReferralStage, referralStageOf, referralStages } from './referral-stage.ts';
import { countByStatus } from './referral-store.ts';

export interface ReferralCounts {
  readonly stages: Readonly<Record<ReferralStage, number>>;
  /** Those with a question that the sender has not answered. */
  readonly asked: number;
}

/** How many referrals came to the actor's agency, or went out from it, by where they stand: as many as the list of each shows. */
export async function countReferrals(
  ctx: Ctx,
  input: { readonly side: 'in' | 'out' },
): Promise<Result<ReferralCounts>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const rows = await countByStatus(tx, { side: input.side, agency: actor.agency });
    tx.audit({ action: 'referral.read', codes: { list: input.side } });
    const stages = Object.fromEntries(Object.keys(referralStages).map((stage) => [stage, 0])) as Record<
      ReferralStage,
      number
    >;
    for (const { status, count } of rows) stages[referralStageOf(status)] += count;
    return ok({ stages, asked: rows.reduce((sum, row) => sum + row.asked, 0) });
  });
}
