import { canBy, personsOnly, type RecordKind } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import { campaignPolicy } from './campaign-policy.ts';
import { findCampaign } from './campaign-store.ts';
import type { CampaignRow } from './campaign-tables.ts';

export const CAMPAIGN = 'learning-campaign';

export const campaignRecord: RecordKind<CampaignRow, (typeof campaignPolicy)['actions'][number]> = {
  kind: CAMPAIGN,
  acts: personsOnly,
  find: (tx, id, { lock }) => findCampaign(tx, id, lock ? 'for update' : undefined),
  can: canBy(campaignPolicy, ({ id }) => ({ id })),
  notFound: () => refuse('learning-campaign.not-found'),
  versionOf: ({ version }) => version,
  meanwhile: ({ version }) => ({ version }),
  changed: (tx, { id }) => tx.notify({ topic: 'learning.campaign', id, roles: ['editor'] }),
};
