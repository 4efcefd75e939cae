/** The front door of the vocabulary: code lists, agencies, administrative units, deadlines, holidays, words. */
export { type AbuseForm, type AbuseSubForm, abuseForm, abuseSubForm } from './abuse-form.ts';
export {
  type AdminUnit,
  type AdminUnitType,
  adminUnit,
  adminUnitsAt,
  type CommuneType,
  communesOf,
  type OldWard,
  oldWardByCode,
  oldWardsByName,
  type ProvinceType,
  provinceOf,
  provincesAt,
  searchAdminUnits,
  type WardMerger,
} from './admin-units.ts';
export {
  type Agency,
  type AgencyFunction,
  agenciesAt,
  centralAgencies,
  communeAgencies,
  functionsAt,
  holdersOf,
  provincialAgencies,
} from './agencies.ts';
export {
  type AgencyFunctionCode,
  type AgencyKind,
  type AgencyLevel,
  agencyFunction,
  agencyKind,
  agencyLevel,
} from './agency-code.ts';
export { type ChiCategory, type ChiSubcategory, chiCategory, chiSubcategory, maxReasonsPerContact } from './chi.ts';
export {
  type ChildFeeling,
  type ChildNames,
  type ChildPlace,
  childFeeling,
  childNames,
  childPlace,
} from './child-says.ts';
export { type ContactReason, contactReason } from './contact-reason.ts';
export {
  type ContentAgeGroup,
  type ContentClass,
  contentAgeGroup,
  contentClass,
  type Depiction,
  depiction,
  type IndustryClass,
  industryClass,
} from './content-class.ts';
export {
  checkDeadlineRules,
  type DeadlineProblem,
  type DeadlineRule,
  type DeadlineTrigger,
  type DeadlineUnit,
  deadlineRuleAt,
  deadlineRules,
  deadlineTrigger,
  deadlineUnit,
} from './deadline-rules.ts';
export { findStorySignals } from './find-story-signals.ts';
export { firstReceiptWords } from './first-receipt-words.ts';
export { fold, foldedName } from './fold.ts';
export { type FourC, fourC, fourCNature, fourCRole } from './four-c.ts';
export { type Holiday, holidayKind } from './holiday.ts';
export { holidays, holidayYears, workingCalendar } from './holidays.ts';
export { type ImminentRisk, imminentRisk, type RiskAnswer, suggestUrgency } from './imminent-risk.ts';
export { type Indicator, indicator } from './indicator.ts';
export { type InhopeItemResult, inhopeItemResult, type UcsLabel, ucs, ucsSection } from './inhope.ts';
export {
  keepLaw,
  type Law,
  lawChanged,
  lawOf,
  lawWithDay,
  readLaw,
  ruleThatBinds,
  timesOf,
  writtenLaw,
} from './law.ts';
export {
  lockLaw,
  type RecordedDay,
  type RuleRevision,
  recordDay,
  recordedDays,
  recordRule,
  ruleRevisions,
} from './law-store.ts';
export { type AnyCodeList, codeLists } from './lists.ts';
export { type Marking, marking } from './marking.ts';
export { vocabularyModule } from './module.ts';
export {
  type NcmecIncidentType,
  ncmecFileRelevance,
  ncmecFileTag,
  ncmecIncidentType,
  ncmecReportTag,
} from './ncmec.ts';
export { type Offence, offence } from './offence.ts';
export { type OnlineIncident, onlineIncident } from './online-incident.ts';
export { type OnlinePlace, onlinePlace } from './online-place.ts';
export {
  type AgeBand,
  type AgeLimit,
  ageBand,
  ageLimit,
  ageUnder,
  bandOfAge,
  bandUnder,
  type Sex,
  sex,
} from './person.ts';
export { type PortalBand, portalBand } from './portal-band.ts';
export { type AppAge, appAge, type FilmLabel, filmLabel, type GameLabel, gameLabel } from './product-label.ts';
export {
  type PlanTask,
  type Programme,
  type ProgrammeTarget,
  planTask,
  programme,
  programmeObjective,
  programmeTarget,
} from './programme.ts';
export {
  type DecreeForm,
  decreeForm,
  type MeasureLevel,
  measureLevel,
  type Outcome,
  outcome,
  type ProtectionStep,
  primeroClosureReason,
  protectionStep,
  type Service,
  service,
} from './protection.ts';
export {
  type BoxesRead,
  halfReceiptWord,
  readPastedReceipt,
  readReceiptBoxes,
  readReceiptWord,
  readReceiptWords,
  receiptWordLists,
  spellReceiptWord,
} from './read-receipt-words.ts';
export {
  earlierReceiptWords,
  partsOfReceiptWord,
  type ReceiptThing,
  receiptQualities,
  receiptThings,
  receiptWords,
} from './receipt-words.ts';
export {
  forbiddenReceiptWords,
  forbiddenWithoutMarks,
  receiptWordsReview,
} from './receipt-words-review.ts';
export { type RemovalSubject, removalSubject } from './removal.ts';
export { type ReportedProblem, reportedProblem } from './reported-problem.ts';
export {
  type InformantType,
  informantType,
  type ReportChannel,
  reportChannel,
  type SuspectRelation,
  suspectRelation,
} from './reporting.ts';
export { type ClockHint, moreUrgent, type RiskLevel, riskLevel, type Urgency, urgency } from './risk.ts';
export { type Opened, type Role, role, type SeparationOfDuty, separationOfDuty } from './role.ts';
export { mayHoldRole, type RoleHolder, type RoleHolderRule, roleHolderRules } from './role-holder.ts';
export { type SafeContact, safeContact } from './safe-contact.ts';
export { type Cell, hideSmall, SMALLEST_SHOWN, shownNumber } from './small-cells.ts';
export { international, law } from './source.ts';
export { type SpokenScreen, spokenScreen } from './spoken-screen.ts';
export {
  type CaseStatus,
  type ConsultationStatus,
  type ContentItemStatus,
  caseStatus,
  consultationStatus,
  contentItemStatus,
  type HashEntryStatus,
  hashEntryStatus,
  type OffenceFileStatus,
  offenceFileStatus,
  type ProgrammeStatus,
  programmeStatus,
  type ReferralStatus,
  type ReportStatus,
  referralStatus,
  reportStatus,
  type ScreeningOutcome,
  type SeparationStatus,
  type SituationReportStatus,
  screeningOutcome,
  separationStatus,
  situationReportStatus,
  type TakedownStatus,
  type TaskStatus,
  takedownStatus,
  taskStatus,
} from './status.ts';
export { type StorySignal, storySignal } from './story-signal.ts';
export { type TakedownRule, takedownRule } from './takedown-rule.ts';
export {
  type CodeList,
  type CodeOf,
  type Day,
  defineList,
  inForce,
  type Lang,
  listOf,
  type Term,
  type TermOf,
} from './term.ts';
export {
  type AvoidedTerm,
  allowedLegalNames,
  findAvoidedTerms,
  type PreferredTerm,
  terminology,
} from './terminology.ts';
export {
  type AlertSharing,
  alertSharing,
  type VncopFunction,
  type VncopMemberRole,
  vncopFunction,
  vncopMemberRole,
  vncopStep,
} from './vncop.ts';
export { type Sql, type SyncResult, syncVocabulary } from './vocabulary-store.ts';
export { weprotectArea, weprotectCapability, weprotectMaturity } from './weprotect.ts';
