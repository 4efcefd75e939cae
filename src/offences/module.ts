import { trackParts } from '../cases/index.ts';
import { outboundSources } from '../channels/index.ts';
import { calendarSources, clockKinds } from '../clocks/index.ts';
import { longJobKinds, type Module } from '../kernel/index.ts';
import { approvalKinds, dutySources, objectNames } from '../work/index.ts';
import { assertionRoutes } from './assertions/assertion-routes.ts';
import { bundleRawRoutes, bundleRoutes } from './bundles/bundle-routes.ts';
import { bundleWork } from './bundles/bundle-work.ts';
import { custodyRoutes } from './custody/custody-routes.ts';
import { custodySealed } from './custody/custody-sealing.ts';
import { deconflictionDuties } from './deconfliction/deconfliction-duties.ts';
import { deconflictionPolicies } from './deconfliction/deconfliction-policies.ts';
import { deconflictionRoutes } from './deconfliction/deconfliction-routes.ts';
import { pointerReferences } from './deconfliction/list-deconfliction.ts';
import { POINTER } from './deconfliction/tell-holders.ts';
import { followedPolicy } from './feeds/feed-policies.ts';
import { feedRoutes } from './feeds/feed-routes.ts';
import { fileClocks, OFFENCE_FILE } from './files/file-clocks.ts';
import { fileDuties } from './files/file-duties.ts';
import { fileRoutes } from './files/file-routes.ts';
import { fileReferences } from './files/file-store.ts';
import { offenceTrack } from './files/track-part.ts';
import { graphSource } from './graph/graph-follower.ts';
import { graphPolicies } from './graph/graph-policies.ts';
import { graphRoutes } from './graph/graph-routes.ts';
import { offencesJobs } from './jobs.ts';
import { offencesCapabilities, offencesPolicies } from './policies.ts';
import { dueCalendar } from './requests/due-calendar.ts';
import { requestApproval } from './requests/request-approval.ts';
import { requestClocks } from './requests/request-clocks.ts';
import { requestDuties } from './requests/request-duties.ts';
import { requestSource } from './requests/request-exit.ts';
import { OFFENCE_REQUEST } from './requests/request-record.ts';
import { requestRoutes } from './requests/request-routes.ts';
import { requestReferences } from './requests/request-store.ts';
import { jsonSealed } from './sealed-json.ts';
import { SERIES } from './series/scan-series.ts';
import { seriesDuties } from './series/series-duties.ts';
import { seriesPolicies } from './series/series-policies.ts';
import { seriesRoutes } from './series/series-routes.ts';
import { seriesReferences } from './series/series-store.ts';
import { figureRoutes } from './statistics/figure-routes.ts';

export const offencesModule: Module = {
  name: 'offences',
  schema: {
    name: 'offences',
    migrations: new URL('./migrations/', import.meta.url),
    policies: [...offencesPolicies, ...graphPolicies, ...deconflictionPolicies, ...seriesPolicies, followedPolicy],
    sealed: [...jsonSealed, ...custodySealed],
  },
  capabilities: offencesCapabilities,
  services: [graphSource],
  routes: (services) => [
    ...fileRoutes,
    ...assertionRoutes,
    ...requestRoutes,
    ...figureRoutes,
    ...graphRoutes(services),
    ...feedRoutes,
    ...deconflictionRoutes,
    ...seriesRoutes,
    ...custodyRoutes,
    ...bundleRoutes,
  ],
  rawRoutes: () => bundleRawRoutes,
  jobs: () => offencesJobs,
  offers: [
    trackParts.offer(offenceTrack),
    clockKinds.offer(fileClocks, requestClocks),
    calendarSources.offer(dueCalendar),
    approvalKinds.offer(requestApproval),
    outboundSources.offer(requestSource),
    longJobKinds.offer(bundleWork),
    dutySources.offer(fileDuties, requestDuties, seriesDuties, deconflictionDuties),
    objectNames.offer(
      { objectKind: OFFENCE_FILE, references: fileReferences },
      { objectKind: OFFENCE_REQUEST, references: requestReferences },
      { objectKind: SERIES, references: seriesReferences },
      { objectKind: POINTER, references: pointerReferences },
    ),
  ],
};
