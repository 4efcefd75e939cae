import {
  actorIs,
  actorKind,
  all,
  always,
  any,
  type Condition,
  columnIn,
  definePolicy,
  holds,
  holdsAt,
} from '../../kernel/index.ts';

const platform = actorKind('system');
/** Who keeps the accounts of an agency, and who leads its shift. */
const lookers = any(
  holdsAt('agency', 'agency', 'agency_admin'),
  all(actorIs('agency', 'agency'), holds('111_supervisor')),
);

/** What leaves the house: its way is seen by who answers for it; its words by nobody here. */
export const outboundPolicy = definePolicy({
  resource: 'outbound-message',
  table: 'channels.outbound_message',
  columns: { agency: 'text', state: 'text' },
  visible: any(platform, lookers),
  insertable: platform,
  updatable: any(platform, lookers),
  actions: {
    'outbound-message.list': always,
    'outbound-message.retry': columnIn('state', 'dead'),
    'outbound-message.cancel': columnIn('state', 'waiting', 'dead'),
  },
});

const own = (resource: string, table: string) =>
  definePolicy({
    resource,
    table,
    columns: {},
    visible: platform as Condition<never>,
    insertable: platform,
    updatable: platform,
    actions: {},
  });

export const outboxPolicies = [
  outboundPolicy,
  own('outbox-gate', 'channels.outbox_gate'),
  own('contact-wish', 'channels.contact_wish'),
];
