import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../../kernel/index.ts';
import type { ItemRow, ItemVersionRow } from '../editorial-tables.ts';
import { campaignPolicy } from './campaign-policy.ts';
import type { CampaignRow, CampaignTables } from './campaign-tables.ts';

const table = tablesOf<CampaignTables>();

export const findCampaign = (tx: Tx, id: string, lock?: 'for update'): Promise<CampaignRow | undefined> =>
  table.findRow(tx, 'learning.campaign', { id }, lock);
export const insertCampaign = (tx: Tx, row: CampaignRow): Promise<void> =>
  table.insertRow(tx, 'learning.campaign', row);

export async function updateCampaign(
  tx: Tx,
  row: Pick<CampaignRow, 'id' | 'version'>,
  set: Partial<Pick<CampaignRow, 'title_vi' | 'title_en' | 'aim' | 'bands' | 'theme' | 'starts_on' | 'ends_on'>>,
): Promise<void> {
  await table.updateRows(
    tx,
    'learning.campaign',
    { id: row.id },
    { ...set, version: row.version + 1, changed_at: tx.now },
  );
}

export async function putCampaignItem(tx: Tx, campaign: string, item: string, day: string): Promise<void> {
  const placed = { campaign_id: campaign, item_id: item };
  if (await table.findRow(tx, 'learning.campaign_item', placed))
    await table.updateRows(tx, 'learning.campaign_item', placed, { day });
  else await table.insertRow(tx, 'learning.campaign_item', { ...placed, day });
}

export async function removeCampaignItem(tx: Tx, campaign: string, item: string): Promise<void> {
  await table.deleteRows(tx, 'learning.campaign_item', { campaign_id: campaign, item_id: item });
}

export interface ListedCampaign extends CampaignRow {
  readonly items: number;
  /** How many of them readers see now. */
  readonly out: number;
}

const standing = (now: Date) => sql`publication.ended_at is null and publication.from_at <= ${now}
  and (publication.until_at is null or publication.until_at > ${now})
  and (publication.gives_way_at is null or publication.gives_way_at > ${now})`;

/** A hundred, what begins last first: campaigns are few. */
export function campaignRows(tx: Tx): Promise<ListedCampaign[]> {
  return rows(
    tx,
    sql<ListedCampaign>`
      select campaign.*,
        (select count(*)::int from learning.campaign_item as placed where placed.campaign_id = campaign.id) as items,
        (select count(*)::int from learning.campaign_item as placed where placed.campaign_id = campaign.id and exists (
          select from learning.publication as publication where publication.item_id = placed.item_id and ${standing(tx.now)})) as out
      from learning.campaign as campaign
      where ${campaignPolicy.filter(tx.actor, 'learning-campaign.list', tx.now, 'campaign')}
      order by campaign.starts_on desc, campaign.id desc limit 100`,
  );
}

export interface PlacedItem
  extends Pick<ItemRow, 'id' | 'slug' | 'stage' | 'version'>,
    Pick<ItemVersionRow, 'form' | 'title_vi' | 'title_en' | 'bands'> {
  readonly day: string;
  /** Of the newest version: from when it is, or will be, published; null where it is not. */
  readonly head_from: Date | null;
  /** Readers see some version now. */
  readonly shown: boolean;
}

/** The items of a campaign in the order of their days. */
export function placedItems(tx: Tx, campaign: string): Promise<PlacedItem[]> {
  return rows(
    tx,
    sql<PlacedItem>`
      select item.id, item.slug, item.stage, item.version, head.form, head.title_vi, head.title_en, head.bands, placed.day,
        (select min(publication.from_at) from learning.publication as publication
          where publication.version_id = head.id and publication.ended_at is null) as head_from,
        exists (select from learning.publication as publication
          where publication.item_id = item.id and ${standing(tx.now)}) as shown
      from learning.campaign_item as placed
      join learning.item as item on item.id = placed.item_id
      join learning.item_version as head on head.item_id = item.id and head.number = item.head
      where placed.campaign_id = ${campaign}::uuid order by placed.day, item.slug`,
  );
}
