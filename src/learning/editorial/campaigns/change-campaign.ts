import { actOnRecord, type Ctx, ok, type Result } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { type CampaignInput, readCampaign } from './campaign.ts';
import { CAMPAIGN, campaignRecord } from './campaign-record.ts';
import { placedItems, updateCampaign } from './campaign-store.ts';

/**
 * Writes a campaign anew; the days of its items have to lie within it.
 * Refusals: those of an act on a campaign and of `readCampaign`, `learning-campaign.day-outside`
 */
export async function changeCampaign(
  ctx: Ctx,
  { campaign, version, ...input }: CampaignInput & { readonly campaign: string; readonly version?: number | undefined },
): Promise<Result<void>> {
  const written = readCampaign(input);
  if (!written.ok) return written;
  const on = { id: campaign, version };
  return actOnRecord(campaignRecord, ctx, 'learning-campaign.write', on, async (tx, row) => {
    const { starts_on, ends_on } = written.value;
    if ((await placedItems(tx, row.id)).some(({ day }) => day < starts_on || day > ends_on))
      return refuse('learning-campaign.day-outside');
    await updateCampaign(tx, row, written.value);
    tx.audit({ action: 'learning-campaign.write', object: { kind: CAMPAIGN, id: row.id } });
    return ok();
  });
}
