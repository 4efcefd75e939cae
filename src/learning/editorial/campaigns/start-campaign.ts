import { type Ctx, newId, ok, type Result, refuseRequest } from '../../../kernel/index.ts';
import { isDemonstrationPerson } from '../../../members/index.ts';
import { editorialCapabilities } from '../editorial-policies.ts';
import { type CampaignInput, readCampaign } from './campaign.ts';
import { CAMPAIGN } from './campaign-record.ts';
import { insertCampaign } from './campaign-store.ts';

/** Plans a campaign without items yet. Refusals: `access.not-permitted`, those of `readCampaign` */
export async function startCampaign(ctx: Ctx, input: CampaignInput): Promise<Result<{ readonly id: string }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !editorialCapabilities.can(actor, 'learning-campaign.start', ctx.now)) {
    await ctx.auditRefused({ action: 'learning-campaign.start', codes: { refusal: 'access.not-permitted' } });
    return refuseRequest('access.not-permitted');
  }
  const written = readCampaign(input);
  if (!written.ok) return written;
  const invented = await isDemonstrationPerson(ctx, actor.person);
  return ctx.transaction(async (tx) => {
    const id = newId<'learning-campaign'>(tx.now.getTime());
    await insertCampaign(tx, {
      id,
      ...written.value,
      version: 1,
      started_by: actor.person,
      agency: actor.agency,
      started_at: tx.now,
      changed_at: tx.now,
      is_demonstration: invented,
    });
    tx.audit({ action: 'learning-campaign.start', object: { kind: CAMPAIGN, id } });
    tx.notify({ topic: 'learning.campaign', id, roles: ['editor'] });
    return ok({ id });
  });
}
