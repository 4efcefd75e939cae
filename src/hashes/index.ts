/** Front door of the hash register. */

export type { BankMode } from './banks/bank-mode.ts';
export type { Bank, MemberRight } from './banks/bank-view.ts';
export { type ChangeBank, changeBank } from './banks/change-bank.ts';
export { type CreateBank, createBank } from './banks/create-bank.ts';
export { listBanks } from './banks/list-banks.ts';
export { type ListPreview, type ListReach, listReach, previewList } from './banks/list-reach.ts';
export { listSources } from './banks/list-sources.ts';
export { type MemberStanding, memberStandings } from './banks/member-standings.ts';
export { type CreateList, createList, setListRules } from './banks/set-list.ts';
export { memberScopes, type SetMemberRights, setMemberRights } from './banks/set-member-rights.ts';
export { type CreateSource, createSource, type SourceKind, setSourceRights, sourceKinds } from './banks/set-source.ts';
export { answerSuspension } from './entries/answer-suspension.ts';
export { arbitrateEntry } from './entries/arbitrate-entry.ts';
export { classifyEntry } from './entries/classify-entry.ts';
export { disputeEntry } from './entries/dispute-entry.ts';
export { type ClassScheme, type EntryStatus, entryStatuses, type Verdict } from './entries/entry.ts';
export { entryDetail } from './entries/entry-detail.ts';
export { entryHistory } from './entries/entry-history.ts';
export type { EntryClass, EntryDetail, QueueItem } from './entries/entry-view.ts';
export { type EntryFilters, type ListedEntry, listEntries } from './entries/list-entries.ts';
export { listReviewQueue } from './entries/list-review-queue.ts';
export { openReview, type Review } from './entries/open-review.ts';
export { type ProposeEntry, proposeEntry } from './entries/propose-entry.ts';
export { type RegisterOverview, registerOverview } from './entries/register-overview.ts';
export { resolveDispute } from './entries/resolve-dispute.ts';
export { type GivenSignal, type SignalType, signalTypes } from './entries/signal.ts';
export { suspendOnFlood } from './entries/suspend-entry.ts';
export { type VerifyEntry, verifyEntry } from './entries/verify-entry.ts';
export { withdrawEntry } from './entries/withdraw-entry.ts';
export { withdrawalReasons } from './entries/withdrawal.ts';
export { askPeerConfirmation } from './exchange/ask-peer-confirmation.ts';
export { confirmPeer } from './exchange/confirm-peer.ts';
export { type CreatePeer, createPeer } from './exchange/create-peer.ts';
export { exchangeStatus } from './exchange/exchange-status.ts';
export type { ExchangeStatus } from './exchange/exchange-view.ts';
export { type FeedbackReason, feedbackReasons } from './exchange/feedback.ts';
export { type GiveFeedback, giveFeedback } from './exchange/give-feedback.ts';
export { PEER_APPROVAL } from './exchange/peer-approval.ts';
export { type PeerStanding, peerStandings } from './exchange/peer-standing.ts';
export { pullPeer } from './exchange/pull-peer.ts';
export { recordPull } from './exchange/record-pull.ts';
export { steerPeer } from './exchange/steer-peer.ts';
export { addToImport } from './imports/add-to-import.ts';
export { finishImport } from './imports/finish-import.ts';
export { IMPORT_LINES_MOST, type ImportFormat } from './imports/import-file.ts';
export { importPage } from './imports/import-page.ts';
export { type ImportBatch, importPreview, listImports } from './imports/list-imports.ts';
export { startImport } from './imports/start-import.ts';
export { stopImport } from './imports/stop-import.ts';
export { type IndexHealth, indexHealth } from './index-health.ts';
export { UPLOAD_LIMIT } from './matching/hash-upload.ts';
export { type LookUp, lookUpHash } from './matching/look-up-hash.ts';
export { type MatchAnswer, type MatchHashes, type Matching, matchHashes } from './matching/match-hashes.ts';
export { type IndexedEntry, MatchIndex } from './matching/match-index.ts';
export { MARK_BYTES, MatchLog } from './matching/match-log.ts';
export { checkMatchEvents, type MatchLogFilters, matchLogChoices, matchLogPage } from './matching/match-log-page.ts';
export { MatchService, type MatchServiceOptions } from './matching/match-service.ts';
export { MATCHING } from './matching/matching.ts';
export { signalsOfMedia } from './matching/signals-of-media.ts';
export {
  DECODERS,
  Decoders,
  type FileReader,
  hashMedia,
  type ImageHashes,
  MalformedMultipart,
  MEDIA_LIMITS,
  type MediaHashes,
  type MediaKind,
  mediaKind,
  readUploadedForm,
  refuseMedia,
  requireSandboxes,
  type UploadedForm,
  type VideoHashes,
} from './media/index.ts';
export { hashesModule } from './module.ts';
export { refusals as hashesRefusals } from './refusals.ts';
export { isLikePdq, REMOVAL_BANK, type RemovalFile } from './removal/removal.ts';
export { type RemovalOverview, removalOverview } from './removal/removal-overview.ts';
export { type RemovalLink, type RemovalLinks, type RemovalPart, removalParts } from './removal/removal-part.ts';
export { dropRemovalReceipt, type RemovalReceipt, removalReceipt } from './removal/removal-receipt.ts';
export { type RemovalStatus, removalStatus } from './removal/removal-status.ts';
export { type RequestRemoval, requestRemoval, requestRemovalWithoutReceipt } from './removal/request-removal.ts';
export { withdrawRemoval } from './removal/withdraw-removal.ts';
