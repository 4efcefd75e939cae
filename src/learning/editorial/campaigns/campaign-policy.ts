import { actorKind, agencyHas, all, always, any, definePolicy, holds } from '../../../kernel/index.ts';

const editors = all(holds('editor'), agencyHas('PUBLISH_LEARNING'));

/** Who plans what is published together: the editors, as they do its items. */
export const campaignPolicy = definePolicy({
  resource: 'learning-campaign',
  table: 'learning.campaign',
  columns: {},
  visible: any(actorKind('system'), editors),
  insertable: editors,
  actions: {
    'learning-campaign.list': always,
    'learning-campaign.read': always,
    'learning-campaign.write': editors,
  },
  followers: [{ table: 'learning.campaign_item', column: 'campaign_id' }],
});
