import { clockKinds } from '../clocks/index.ts';
import { longJobKinds, type Module, type Services } from '../kernel/index.ts';
import { approvalKinds, dutySources, objectNames } from '../work/index.ts';
import { bankRoutes } from './banks/bank-routes.ts';
import { entryClocks } from './entries/entry-clocks.ts';
import { entryRoutes } from './entries/entry-routes.ts';
import { entryNumbers } from './entries/entry-store.ts';
import { hashReviewDuties } from './entries/review-duties.ts';
import { changesRoutes } from './exchange/changes-routes.ts';
import { credentialContext } from './exchange/create-peer.ts';
import { exchangeRoutes } from './exchange/exchange-routes.ts';
import { ncmecRoutes } from './exchange/ncmec-routes.ts';
import { peerApproval } from './exchange/peer-approval.ts';
import { peerConfirmationRoutes } from './exchange/peer-confirmation-routes.ts';
import { stopnciiRoutes } from './exchange/stopncii-routes.ts';
import { importWork } from './imports/run-import.ts';
import { hashesJobs } from './jobs.ts';
import { hmaHashRoutes } from './matching/hma-hash-routes.ts';
import { hmaRoutes } from './matching/hma-routes.ts';
import { matchRoutes } from './matching/match-routes.ts';
import { MATCHING, matchingSource } from './matching/matching.ts';
import { DECODERS, decodersSource } from './media/index.ts';
import { hashesCapabilities, hashesPolicies } from './policies.ts';

/** Asked for at each request: the routes are described where no index runs. */
const matchingOf = (services: Services) => () => services.service(MATCHING);
const decodersOf = (services: Services) => () => services.service(DECODERS);

export const hashesModule: Module = {
  name: 'hashes',
  schema: {
    name: 'hashes',
    migrations: new URL('./migrations/', import.meta.url),
    policies: hashesPolicies,
    sealed: [
      {
        table: 'hashes.peer',
        key: ['id'],
        column: 'credentials',
        context: (row) => credentialContext(String(row.id)),
      },
    ],
  },
  capabilities: hashesCapabilities,
  routes: (services) => [
    ...matchRoutes(matchingOf(services)),
    ...entryRoutes,
    ...bankRoutes,
    ...exchangeRoutes,
    ...peerConfirmationRoutes,
  ],
  /** In the formats of others: NCMEC v2, StopNCII, HMA, NDJSON. */
  rawRoutes: (services) => [
    ...ncmecRoutes,
    ...changesRoutes,
    ...stopnciiRoutes,
    ...hmaRoutes(matchingOf(services), decodersOf(services)),
    ...hmaHashRoutes(decodersOf(services)),
  ],
  jobs: () => hashesJobs,
  services: [matchingSource, decodersSource],
  offers: [
    clockKinds.offer(entryClocks),
    longJobKinds.offer(importWork),
    objectNames.offer({ objectKind: entryClocks.kind, references: entryNumbers }),
    dutySources.offer(hashReviewDuties),
    approvalKinds.offer(peerApproval),
  ],
};
