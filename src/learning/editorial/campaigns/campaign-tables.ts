export interface CampaignRow {
  id: string;
  title_vi: string;
  title_en: string;
  aim: string;
  bands: string[];
  theme: string;
  starts_on: string;
  ends_on: string;
  version: number;
  started_by: string;
  agency: string;
  started_at: Date;
  changed_at: Date;
  is_demonstration: boolean;
}

export interface CampaignTables {
  'learning.campaign': CampaignRow;
  'learning.campaign_item': { campaign_id: string; item_id: string; day: string };
}
