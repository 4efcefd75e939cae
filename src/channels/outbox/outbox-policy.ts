import { always, any, columnIn, definePolicy } from '../../kernel/index.ts';
import { administrators, platform, platformTable, supervisors } from '../policies.ts';

/** Who keeps the accounts of an agency, and who leads its shift. */
const lookers = any(administrators, supervisors);

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

export const outboxPolicies = [
  outboundPolicy,
  platformTable('outbox-gate', 'channels.outbox_gate'),
  platformTable('service-gate', 'channels.service_gate'),
  platformTable('contact-wish', 'channels.contact_wish'),
];
