/** Front door of the hash register. */
export { addToImport } from './add-to-import.ts';
export { answerSuspension } from './answer-suspension.ts';
export { arbitrateEntry } from './arbitrate-entry.ts';
export type { BankMode } from './bank-mode.ts';
export { type ChangeBank, changeBank } from './change-bank.ts';
export type { RemovalReceipt } from './check-removal-receipt.ts';
export { classifyEntry } from './classify-entry.ts';
export { type CreateBank, createBank } from './create-bank.ts';
export { type CreatePeer, createPeer } from './create-peer.ts';
export { seedDemonstrationRegister } from './demonstration.ts';
export { disputeEntry } from './dispute-entry.ts';
export {
  type ClassScheme,
  classSchemes,
  type EntryStatus,
  entryStatuses,
  isKnownClass,
  type Verdict,
} from './entry.ts';
export { type EntryDetail, entryDetail } from './entry-detail.ts';
export { entryHistory } from './entry-history.ts';
export { type ExchangeStatus, exchangeStatus } from './exchange-status.ts';
export type { ExposureLimit, ExposureStanding } from './exposure.ts';
export { exposureLoad, ownExposure, type PersonLoad } from './exposure-load.ts';
export { type FeedbackReason, feedbackReasons } from './feedback.ts';
export { finishImport } from './finish-import.ts';
export { type GiveFeedback, giveFeedback } from './give-feedback.ts';
export { IMPORT_LINES_MOST, type ImportFormat, importFormats } from './import-file.ts';
export { type IndexHealth, indexHealth } from './index-health.ts';
export { hashesJobs } from './jobs.ts';
export { listBanks } from './list-banks.ts';
export { type EntryFilters, type ListedEntry, listEntries } from './list-entries.ts';
export { type ImportBatch, importPreview, listImports } from './list-imports.ts';
export { type ListPreview, type ListReach, listReach, previewList } from './list-reach.ts';
export { listReviewQueue, type QueueItem } from './list-review-queue.ts';
export { listSources } from './list-sources.ts';
export { type LookUp, lookUpHash } from './look-up-hash.ts';
export { type MatchAnswer, type MatchHashes, type Matching, matchHashes } from './match-hashes.ts';
export { type IndexedEntry, MatchIndex } from './match-index.ts';
export { MatchLog } from './match-log.ts';
export { checkMatchEvents, type MatchLogFilters, matchLogChoices, matchLogPage } from './match-log-page.ts';
export { MatchService, type MatchServiceOptions } from './match-service.ts';
export * from './media/index.ts';
export { type MemberStanding, memberStandings } from './member-standings.ts';
export { openReview, type Review } from './open-review.ts';
export { type PeerStanding, peerStandings } from './peer-standing.ts';
export { hashesCapabilities, hashesPolicies } from './policies.ts';
export { type ProposeEntry, proposeEntry } from './propose-entry.ts';
export { pullPeer } from './pull-peer.ts';
export { pushPeer } from './push-peer.ts';
export { readMatchLog } from './read-match-log.ts';
export { refusals as hashesRefusals } from './refusals.ts';
export { type RegisterOverview, registerOverview } from './register-overview.ts';
export type { Bank, MemberRight } from './register-store.ts';
export { BROWSER_RECIPE, REMOVAL_BANK, REMOVAL_LIMITS, type RemovalFile } from './removal.ts';
export { type RemovalOverview, removalOverview, SMALL } from './removal-overview.ts';
export { type RemovalStatus, removalStatus } from './removal-status.ts';
export { type RequestRemoval, requestRemoval } from './request-removal.ts';
export { resolveDispute } from './resolve-dispute.ts';
export { type SetExposureLimit, setExposureLimit } from './set-exposure-limit.ts';
export { type CreateList, createList, setListRules } from './set-list.ts';
export { memberScopes, type SetMemberRights, setMemberRights } from './set-member-rights.ts';
export { type CreateSource, createSource, setSourceRights } from './set-source.ts';
export { type GivenSignal, QUALITY_LEAST, type SignalType, signalTypes } from './signal.ts';
export { spendExposure } from './spend-exposure.ts';
export { startImport } from './start-import.ts';
export { steerPeer } from './steer-peer.ts';
export { takeBreak } from './take-break.ts';
export { type VerifyEntry, verifyEntry } from './verify-entry.ts';
export { withdrawEntry } from './withdraw-entry.ts';
export { withdrawRemoval } from './withdraw-removal.ts';
export { withdrawalReasons } from './withdrawal.ts';

import type { ModuleSchema, RawRoute, Route } from '../kernel/index.ts';
import { changesRoutes } from './changes-routes.ts';
import { hashRoutes } from './hash-routes.ts';
import { hmaHashRoutes } from './hma-hash-routes.ts';
import { hmaRoutes } from './hma-routes.ts';
import type { Matching } from './match-hashes.ts';
import { ncmecRoutes } from './ncmec-routes.ts';
import { hashesPolicies } from './policies.ts';
import { stopnciiRoutes } from './stopncii-routes.ts';

export const hashesSchema: ModuleSchema = {
  name: 'hashes',
  migrations: new URL('./migrations/', import.meta.url),
  policies: hashesPolicies,
};

/** The register's JSON routes; `matching` gives the index of this process, which is there before the first request. */
export const hashesRoutes = (matching: () => Matching): readonly Route[] => hashRoutes(matching);

/** Routes in the formats of others: NCMEC v2, StopNCII, HMA, NDJSON. */
export const hashesRawRoutes = (matching: () => Matching): readonly RawRoute[] => [
  ...ncmecRoutes,
  ...changesRoutes,
  ...stopnciiRoutes,
  ...hmaRoutes(matching),
  ...hmaHashRoutes,
];

/** Beginnings of the paths of `hashesRawRoutes` that are not under `/api/`. */
export const hashesPaths: readonly string[] = ['/exchange/', '/h/', '/m/', '/c/', '/status', '/status/live'];
