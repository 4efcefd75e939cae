import { actOnRecord, type Ctx, isDate, ok, type Result } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { findItem, itemBySlug } from '../item-store.ts';
import { CAMPAIGN, campaignRecord } from './campaign-record.ts';
import { putCampaignItem, removeCampaignItem, updateCampaign } from './campaign-store.ts';

/**
 * Puts an item into a campaign on a day of it, moves it to another, or takes it out. Nothing is published by that.
 * @param input.item its address, as editors see it, or its id
 * @param input.day `YYYY-MM-DD`; null takes it out
 * Refusals: those of an act on a campaign, `learning-item.not-found`, `learning-campaign.day-outside`
 */
export async function placeItem(
  ctx: Ctx,
  input: {
    readonly campaign: string;
    readonly version?: number | undefined;
    readonly item: string;
    readonly day: string | null;
  },
): Promise<Result<void>> {
  const on = { id: input.campaign, version: input.version };
  return actOnRecord(campaignRecord, ctx, 'learning-campaign.write', on, async (tx, row) => {
    const named = input.item.trim().toLowerCase();
    const item = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(named) ? await findItem(tx, named) : await itemBySlug(tx, named);
    if (!item) return refuse('learning-item.not-found', { field: 'item' });
    const { day } = input;
    if (day === null) await removeCampaignItem(tx, row.id, item.id);
    else {
      if (!isDate(day) || day < row.starts_on || day > row.ends_on)
        return refuse('learning-campaign.day-outside', { field: 'day' });
      await putCampaignItem(tx, row.id, item.id, day);
    }
    await updateCampaign(tx, row, {});
    tx.audit({
      action: 'learning-campaign.write',
      object: { kind: CAMPAIGN, id: row.id },
      codes: { item: item.id, placed: day !== null },
    });
    return ok();
  });
}
