import {
  actorIs,
  actorKind,
  all,
  always,
  any,
  type Condition,
  definePolicy,
  holds,
  holdsAt,
  steppedUp,
} from '../kernel/index.ts';

export const platform = actorKind('system');
export const administrators = holdsAt('agency', 'agency', 'agency_admin');
export const supervisors = all(actorIs('agency', 'agency'), holds('111_supervisor'));

/** Accounts are kept by the administrator of their agency; who leads a shift sees how they are, and says when nobody can answer. */
export const accountPolicy = definePolicy({
  resource: 'channel-account',
  table: 'channels.channel_account',
  columns: { agency: 'text' },
  visible: any(platform, administrators, supervisors),
  insertable: any(platform, administrators),
  updatable: any(platform, administrators, supervisors),
  actions: {
    'channel-account.read': always,
    'channel-account.keep': administrators,
    // Whoever holds the keys of an account speaks to children in our name.
    'channel-account.enter-secrets': all(administrators, steppedUp),
    'channel-account.say-down': any(administrators, supervisors),
  },
});

/** A table of the platform alone: what networks tell a person reads where the module that took it keeps it. */
export const platformTable = (name: string, table: string, deletable?: Condition<never>) =>
  definePolicy({
    resource: name,
    table,
    columns: {},
    visible: platform,
    insertable: platform,
    updatable: platform,
    ...(deletable && { deletable }),
    actions: {},
  });

export const channelPolicies = [
  accountPolicy,
  platformTable('account-lease', 'channels.account_lease'),
  platformTable('account-consent', 'channels.account_consent', platform),
  platformTable('conversation', 'channels.conversation'),
  platformTable('inbound-event', 'channels.inbound_event', platform),
];
