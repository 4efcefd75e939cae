import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  columnIn,
  defineCapabilities,
  definePolicy,
  holds,
  not,
  steppedUp,
} from '../../kernel/index.ts';
import { campaignPolicy } from './campaigns/campaign-policy.ts';

const platform = actorKind('system');
/** Who writes, approves and publishes for the portal, while their agency holds the function. Nobody else reads a draft. */
const editors = all(holds('editor'), agencyHas('PUBLISH_LEARNING'));

export const itemPolicy = definePolicy({
  resource: 'learning-item',
  table: 'learning.item',
  columns: { stage: 'text', written_by: 'uuid' },
  visible: any(platform, editors),
  insertable: any(platform, editors),
  actions: {
    'learning-item.list': always,
    'learning-item.read': always,
    'learning-item.write': editors,
    'learning-item.claim': editors,
    'learning-item.send': all(columnIn('stage', 'DRAFT', 'SENT_BACK'), editors),
    /** One of two people, neither of whom wrote it. */
    'learning-item.approve': all(columnIn('stage', 'WAITING'), editors, not(actorIs('person', 'written_by'))),
    'learning-item.send-back': all(columnIn('stage', 'WAITING'), editors),
    'learning-item.publish': all(columnIn('stage', 'APPROVED'), editors),
    /** Lets somebody without an account read the newest version, and say what they think. */
    'learning-item.ask-outside': editors,
    /** Every child who opens the page hears it. */
    'learning-item.voice': all(editors, steppedUp),
    /** Takes back only what nobody has read yet. */
    'learning-item.unschedule': editors,
    /** One person alone, at once: what is wrong may not stay until a second one is found. */
    'learning-item.withdraw': editors,
  },
  followers: [
    'item_version',
    'item_approval',
    'publication',
    'item_event',
    'outside_look',
    'confirmed_translation',
  ].map((table) => ({
    table: `learning.${table}`,
    column: 'item_id',
  })),
});

export const editorialPolicies = [itemPolicy, campaignPolicy];

export const editorialCapabilities = defineCapabilities({
  'learning-item.start': editors,
  'learning-campaign.start': editors,
});
