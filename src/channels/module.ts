import { type Module, serviceKey, serviceSource } from '../kernel/index.ts';
import { approvalKinds } from '../work/index.ts';
import { channelsSealed } from './accounts/account-sealing.ts';
import { listenToAccounts } from './accounts/listen-to-accounts.ts';
import { adapterLists } from './adapter-of.ts';
import { adapters } from './adapters.ts';
import { channelJobs } from './channel-jobs.ts';
import { inboundReceivers } from './inbound/inbound-receivers.ts';
import { inboundRoutes } from './inbound/inbound-routes.ts';
import { downReceiver } from './inbound/tell-down.ts';
import { deliveryReceiver } from './outbox/note-delivery.ts';
import { outboxJobs } from './outbox/outbox-jobs.ts';
import { outboxPolicies } from './outbox/outbox-policy.ts';
import { outboxRoutes } from './outbox/outbox-routes.ts';
import { sendFromOutbox } from './outbox/outbox-sender.ts';
import { channelPolicies } from './policies.ts';
import { pushDevicePolicy } from './push/push-policy.ts';
import { pushJobs } from './push/wake-people.ts';
import { exchangesPoint } from './telephone/exchanges.ts';
import { accountExchanges } from './telephone/steer-call.ts';
import { templateApproval } from './templates/template-approval.ts';
import { templatePolicy } from './templates/template-policy.ts';

const SENDER = serviceKey<null>('channels.sender');
const LISTENERS = serviceKey<null>('channels.listeners');

export const channelsModule: Module = {
  name: 'channels',
  schema: {
    name: 'channels',
    migrations: new URL('./migrations/', import.meta.url),
    policies: [...channelPolicies, ...outboxPolicies, pushDevicePolicy, templatePolicy],
    sealed: channelsSealed,
  },
  routes: () => outboxRoutes,
  rawRoutes: () => inboundRoutes,
  jobs: () => [...channelJobs, ...outboxJobs, ...pushJobs],
  offers: [
    approvalKinds.offer(templateApproval),
    adapterLists.offer({ name: 'channels', adapters }),
    exchangesPoint.offer(accountExchanges),
    inboundReceivers.offer(deliveryReceiver),
    inboundReceivers.offer(downReceiver),
  ],
  services: [
    serviceSource(SENDER, async ({ kernel }) => ({ service: null, close: sendFromOutbox(kernel) })),
    serviceSource(LISTENERS, async ({ kernel }) => ({ service: null, close: listenToAccounts(kernel) })),
  ],
};
