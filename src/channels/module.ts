import { type Module, serviceKey, serviceSource } from '../kernel/index.ts';
import { channelsSealed } from './accounts/account-sealing.ts';
import { listenToAccounts } from './accounts/listen-to-accounts.ts';
import { channelJobs } from './channel-jobs.ts';
import { inboundRoutes } from './inbound/inbound-routes.ts';
import { channelPolicies } from './policies.ts';
import { exchangesPoint } from './telephone/exchanges.ts';
import { accountExchanges } from './telephone/steer-call.ts';

const LISTENERS = serviceKey<null>('channels.listeners');

export const channelsModule: Module = {
  name: 'channels',
  schema: {
    name: 'channels',
    migrations: new URL('./migrations/', import.meta.url),
    policies: channelPolicies,
    sealed: channelsSealed,
  },
  offers: [exchangesPoint.offer(accountExchanges)],
  rawRoutes: () => inboundRoutes,
  jobs: () => channelJobs,
  services: [serviceSource(LISTENERS, async ({ kernel }) => ({ service: null, close: listenToAccounts(kernel) }))],
};
