/** Front door of the offence files: what the police hold of a matter, apart from the child's welfare file. */

export { addArticle } from './assertions/add-article.ts';
export {
  assertionBasis,
  childMeasure,
  informationCredibility,
  interestPart,
  outcomeKind,
  sentenceKind,
  sourceReliability,
  takeBackReason,
} from './assertions/assertion-lists.ts';
export { claimSame } from './assertions/claim-same.ts';
export { namePerson, openPerson } from './assertions/name-person.ts';
export { type Assertions, readAssertions } from './assertions/read-assertions.ts';
export { recordOutcome } from './assertions/record-outcome.ts';
export { takeBack } from './assertions/take-back.ts';
export { bundlePublicKey, checkBundle } from './bundles/check-bundle.ts';
export { startBundle } from './bundles/start-bundle.ts';
export { stopBundle, takeBundle } from './bundles/take-bundle.ts';
export { keepArtefact } from './custody/keep-artefact.ts';
export { type FileCustody, readCustody, verifyCustody } from './custody/read-custody.ts';
export { openArtefact, recordCustody } from './custody/record-custody.ts';
export { askDeconfliction } from './deconfliction/ask-deconfliction.ts';
export { closeDeconfliction } from './deconfliction/close-deconfliction.ts';
export { deconflictionOutcome, deconflictionPurpose } from './deconfliction/deconfliction-lists.ts';
export { liftDeconflictionLock, listDeconflictionLocks } from './deconfliction/lift-lock.ts';
export { listDeconfliction, type PointerView } from './deconfliction/list-deconfliction.ts';
export { endWatch, listUnitWatches, watchIdentifier } from './deconfliction/watch-identifier.ts';
export { exportFormats, exportHashes } from './exchange/export-hashes.ts';
export { importFormats, importHashes } from './exchange/import-hashes.ts';
export { receiveListeningAlert } from './feeds/receive-listening-alert.ts';
export { takeIn, takenInKinds } from './feeds/take-in.ts';
export { declareFileConflict } from './files/declare-conflict.ts';
export { describeFile } from './files/describe-file.ts';
export type { FileInList } from './files/file-view.ts';
export { countOffenceFiles, type FileList, type FileListFilters, listOffenceFiles } from './files/list-files.ts';
export { moveStage } from './files/move-stage.ts';
export { mainLine, stages } from './files/offence-file.ts';
export { openOffenceFile } from './files/open-file.ts';
export { type FileDetail, readOffenceFile, readRegister } from './files/read-file.ts';
export { endShare, shareFile } from './files/share-file.ts';
export { transferFile } from './files/transfer-file.ts';
export { expandNode, type NeighbourhoodView } from './graph/expand-node.ts';
export { findPath, type PathView } from './graph/find-path.ts';
export { GRAPH, GraphFollower } from './graph/graph-follower.ts';
export { forgetGraphView, type GraphSelection, keepGraphView, listGraphViews } from './graph/keep-view.ts';
export { hubReason, linkKind, linkTakeBackReason, nodeKind } from './graph/link-lists.ts';
export { linkNodes } from './graph/link-nodes.ts';
export { visibleClasses } from './graph/node-store.ts';
export type { NodeView } from './graph/node-view.ts';
export { type FileLink, readFileLinks } from './graph/read-file-links.ts';
export { reviewHub } from './graph/review-hub.ts';
export { takeBackLink } from './graph/take-back-link.ts';
export { ALL_DAYS, ALL_KINDS, DEGREE_MOST, type GraphView, NODES_MOST } from './graph/view.ts';
export { graphReader } from './graph/walk-input.ts';
export { neighbourhoodInDatabase, pathInDatabase } from './graph/walk-store.ts';
export { type LinkView, whyLink } from './graph/why-link.ts';
export { addIdentifier } from './identifiers/add-identifier.ts';
export { identifierKinds } from './identifiers/identifier.ts';
export { unmaskIdentifier } from './identifiers/unmask-identifier.ts';
export { offencesModule } from './module.ts';
export { draftRequest, submitRequest, withdrawRequest } from './requests/draft-request.ts';
export { fileOfRequest, type RequestView, readRequests } from './requests/read-requests.ts';
export { requestAnswers } from './requests/request.ts';
export { requestKind } from './requests/request-rule.ts';
export { sendByPlatform } from './requests/send-by-platform.ts';
export { answerRequest, sendRequest } from './requests/send-request.ts';
export { decideSeries } from './series/decide-series.ts';
export { listSeries, readSeries, type SeriesDetail } from './series/read-series.ts';
export { scanSeries } from './series/scan-series.ts';
export { seriesStates } from './series/series.ts';
export { seriesReason } from './series/series-lists.ts';
export { type OffenceFigures, offenceFigures } from './statistics/offence-figures.ts';
