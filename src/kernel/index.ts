export * from './actor.ts';
export { addActorKey, retireActorKeys } from './actor-key-store.ts';
export { type AuditEntry, auditKey, PLATFORM_CHAIN } from './audit.ts';
export { type AuditExtract, extractAudit, faultOfExtract } from './audit-extract.ts';
export { headsSigningKey, readPublished } from './audit-seal/audit-seal.ts';
export { brokenSealOf } from './audit-seal/seal-audit.ts';
export { type AuditVerdict, verifyAllAuditChains, verifyAuditChain } from './audit-verify.ts';
export { backdatedContext, type JobSetAside, withJobsAside } from './backdated-context.ts';
export { Budget } from './budget.ts';
export * from './calendar.ts';
export { strictCanonical } from './canonical-json.pure.ts';
export { type Clock, SettableClock } from './clock.ts';
export { type ClockLook, clockLook, clockLooks, DUE_NOW_PART } from './clock-look.pure.ts';
export { newCode, readCode } from './code.ts';
export { type Config, ConfigError, readConfig } from './config.ts';
export { type Ctx, createContext } from './context.ts';
export { actAs, Database, type LiveEvent, openPool, prepared, queryOn, rows, run, type Tx } from './database.ts';
export { type DutyHours, gapsOf, gapsWithin, onDutyAt, WEEK_MINUTES, weekMinute } from './duty-hours.pure.ts';
export {
  type EvidenceFile,
  type EvidenceVerdict,
  listEvidence,
  putEvidence,
  readEvidence,
  removeEvidence,
  verifyEvidence,
} from './evidence/evidence.ts';
export { type ExtensionPoint, extensionPoint, type Offer, Offered, type Offering } from './extension-point.ts';
export { isAddressRange, isWithin } from './http/address-range.ts';
export { problemAnswer } from './http/answer.ts';
export { createApi, type Identify, openapiDocument } from './http/api.ts';
export { type Connection, coarseAddress, noteConnection } from './http/connection.ts';
export { createEdge, PROTOCOL_HEADER } from './http/edge.ts';
export { eventStream, type OpenStream, type StreamReader } from './http/event-stream.ts';
export { type Permission, Permissions } from './http/permission.ts';
export { type RawRoute, REFUSED_BEFORE, type Route, route, type Surface } from './http/route.ts';
export { bilingual, byId, enumOf, instant, listSchema, noContent } from './http/shapes.ts';
export { type Id, newId, parseId } from './id.ts';
export { type Job, type RunningJobs, startJobs } from './jobs.ts';
export { appPassword, checkReady, type Kernel, openKernel } from './kernel.ts';
export { kernelModule } from './kernel-module.ts';
export { concerns, EXCLUDED } from './live.ts';
export { createLog, type Log } from './log.ts';
export {
  type LongJob,
  type LongJobFacts,
  type LongJobKind,
  type LongJobState,
  type LongWork,
  longJobKinds,
} from './long-job/long-job.ts';
export { advanceLongJob, lastLongJobs, listLongJobs, startLongJob, stopLongJob } from './long-job/long-jobs.ts';
export { runLongJob, runOpenLongJob } from './long-job/run-long-job.ts';
export { appUrl, dropModules, type ModuleSchema, migrate } from './migrate.ts';
export {
  type Module,
  type ModuleStart,
  type ServiceKey,
  type ServiceSource,
  type Services,
  serviceKey,
  serviceSource,
} from './module.ts';
export type { OfferedCertificate } from './outgoing/certificate.ts';
export {
  allowedAddress,
  allowedAddresses,
  internetAnd,
  type Network,
  namedByOperator,
  publicInternet,
} from './outgoing/network.ts';
export { retryAfterSeconds } from './outgoing/retry-after.ts';
export { type Answer, type FetchLimits, type FetchRequest, SafeFetch } from './outgoing/safe-fetch.ts';
export { openTcp, type TcpLine } from './outgoing/tcp.ts';
export { askByUdp } from './outgoing/udp.ts';
export { deskAddress, portalAddress } from './own-address.ts';
export { nextCursor, type PagedList, readCursor } from './page-cursor.ts';
export * from './policy/condition.ts';
export { type ExclusionSubject, exclude, exclusionsOf, exclusionsOn } from './policy/exclusion-store.ts';
export { explain } from './policy/explain.ts';
export { endGrant, insertGrant, type NewGrant } from './policy/grant-store.ts';
export { type Capabilities, defineCapabilities, definePolicy, type Policy } from './policy/policy.ts';
export {
  actOnRecord,
  anybody,
  canBy,
  lookAtRecord,
  type OnRecord,
  onRecordRefusals,
  permittedOn,
  personsOnly,
  type RecordKind,
} from './record-act.ts';
export { type Language, problem, type Refusal, type RefusalCatalogue, type RefusalText, refuser } from './refusal.ts';
export { refuse as refuseRequest } from './refusals.ts';
export { repeat } from './repeat.ts';
export { ok, type Result } from './result.ts';
export { blindIndex, keyedDigest } from './sealing/blind-index.ts';
export { recoverDeskKey, splitDeskKey } from './sealing/custody.ts';
export { sealBytes, unsealBytes } from './sealing/envelope.ts';
export { jsonColumns } from './sealing/json-columns.ts';
export { markText, readMarked } from './sealing/marked-text.ts';
export { openVault, rememberVault } from './sealing/open-vault.ts';
export {
  newReceiptWords,
  RECEIPT_WORDS,
  type Receipt,
  type ReceiptSecrets,
  STRETCHING,
  type Stretching,
  sameVerifier,
  sameWords,
  secretsOfWords,
  stretch,
  verifierOf,
  wordsOfSubmission,
  wrapSecretOf,
} from './sealing/receipt.ts';
export { type Rewrapped, rewrapAll } from './sealing/rewrap.ts';
export { createDeskKey, createDeskKeys, moveWraps, rotateDeskKey } from './sealing/rotate.ts';
export { deskKeyRows, markLost } from './sealing/rotate-store.ts';
export type { SealedColumn } from './sealing/sealed-column.ts';
export { openPart, type PartKey, SealedRecord, sealPart } from './sealing/sealed-record.ts';
export { type DataKey, DeskWithoutKey, type KeyScope, type SecretHolder } from './sealing/sealing.ts';
export { deleteWraps, hasDeskKey } from './sealing/sealing-store.ts';
export type { Vault } from './sealing/vault.ts';
export { createFileVault } from './sealing/vault-file.ts';
export { type GivenService, giveService, type OpenServices, openServices, servicesOf } from './services.ts';
export { sharedLook } from './shared-look.ts';
export { columnsOf, tablesOf } from './table-store.ts';
export {
  cleanText,
  lengthOf,
  readOptionalText,
  readTextInput,
  type TextRule,
  textInput,
} from './text-input.ts';
export {
  addDays,
  atVietnamTime,
  DAY,
  endOfVietnamDate,
  HOUR,
  isDate,
  MINUTE,
  startOf,
  startOfVietnamDate,
  vietnamDate,
  vietnamTime,
} from './time.pure.ts';
export { beginTry, type Try } from './tries.ts';
