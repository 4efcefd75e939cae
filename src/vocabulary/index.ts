/** The front door of the vocabulary: code lists, agencies, administrative units, deadlines, holidays, words. */

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
} from './administrative-units/admin-units.ts';
export { borderingProvinces } from './administrative-units/province-borders.ts';
export {
  type Agency,
  type AgencyFunction,
  agenciesAt,
  centralAgencies,
  communeAgencies,
  functionsAt,
  holdersOf,
  provincialAgencies,
} from './agencies/agencies.ts';
export {
  type AgencyFunctionCode,
  type AgencyKind,
  type AgencyLevel,
  agencyFunction,
  agencyKind,
  agencyLevel,
} from './agencies/agency-code.ts';
export { agencyTelephone } from './agencies/agency-telephone.ts';
export { type DutyNumber, dutyNumber, dutyNumbersFor } from './agencies/duty-number.ts';
export { helplineNumber } from './agencies/helpline-number.pure.ts';
export { type Opened, type Role, role, type SeparationOfDuty, separationOfDuty } from './agencies/role.ts';
export { mayHoldRole, type RoleHolder, type RoleHolderRule, roleHolderRules } from './agencies/role-holder.ts';
export { type AbuseForm, type AbuseSubForm, abuseForm, abuseSubForm } from './harms/abuse-form.ts';
export {
  type ContentAgeGroup,
  type ContentClass,
  contentAgeGroup,
  contentClass,
  type Depiction,
  depiction,
  type IndustryClass,
  industryClass,
} from './harms/content-class.ts';
export { type FourC, fourC, fourCNature, fourCRole } from './harms/four-c.ts';
export { type InhopeItemResult, inhopeItemResult, type UcsLabel, ucs, ucsSection } from './harms/inhope.ts';
export {
  type NcmecIncidentType,
  ncmecFileRelevance,
  ncmecFileTag,
  ncmecIncidentType,
  ncmecReportTag,
} from './harms/ncmec.ts';
export { type Offence, offence } from './harms/offence.ts';
export { type OnlineIncident, onlineIncident } from './harms/online-incident.ts';
export { type AppAge, appAge, type FilmLabel, filmLabel, type GameLabel, gameLabel } from './harms/product-label.ts';
export { type ClockHint, moreUrgent, type RiskLevel, riskLevel, type Urgency, urgency } from './harms/risk.ts';
export { type TakedownRule, takedownRule } from './harms/takedown-rule.ts';
export {
  type AlertSharing,
  alertSharing,
  type VncopFunction,
  type VncopMemberRole,
  vncopFunction,
  vncopMemberRole,
  vncopStep,
} from './harms/vncop.ts';
export { fold, foldedName } from './language/fold.pure.ts';
export { type Phrase, phraseFinder } from './language/phrase-finder.ts';
export {
  type AvoidedTerm,
  allowedLegalNames,
  findAvoidedTerms,
  type PreferredTerm,
  terminology,
} from './language/terminology.ts';
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
} from './law/deadline-rules.ts';
export { type Holiday, holidayKind } from './law/holiday.ts';
export { holidays, holidayYears, workingCalendar } from './law/holidays.ts';
export {
  keepLaw,
  type Law,
  lawChanged,
  lawOf,
  lawWithDay,
  readLaw,
  ruleOfClock,
  ruleThatBinds,
  timesOf,
  warnFraction,
  writtenLaw,
} from './law/law.ts';
export { lawCitation } from './law/law-citation.pure.ts';
export {
  lockLaw,
  type RecordedDay,
  type RuleRevision,
  recordDay,
  recordedDays,
  recordRule,
  ruleRevisions,
} from './law/law-store.ts';
export { type AnyCodeList, codeLists } from './lists.ts';
export { vocabularyModule } from './module.ts';
export { type Indicator, indicator } from './programme/indicator.ts';
export {
  type PlanTask,
  type Programme,
  type ProgrammeTarget,
  planTask,
  programme,
  programmeObjective,
  programmeTarget,
} from './programme/programme.ts';
export {
  type Cell,
  hideSmall,
  SMALLEST_SHOWN,
  SMALLEST_SHOWN_OF_ORGANISATIONS,
  shownNumber,
} from './programme/small-cells.ts';
export { weprotectArea, weprotectCapability, weprotectMaturity } from './programme/weprotect.ts';
export { type Marking, marking } from './protection/marking.ts';
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
} from './protection/person.ts';
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
} from './protection/protection.ts';
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
} from './protection/status.ts';
export { firstReceiptWords } from './receipt-words/first-receipt-words.ts';
export {
  type BoxesRead,
  halfReceiptWord,
  readPastedReceipt,
  readReceiptBoxes,
  readReceiptWord,
  readReceiptWords,
  receiptWordLists,
  spellReceiptWord,
} from './receipt-words/read-receipt-words.ts';
export {
  earlierReceiptWords,
  partsOfReceiptWord,
  type ReceiptThing,
  receiptQualities,
  receiptThings,
  receiptWords,
} from './receipt-words/receipt-words.ts';
export {
  forbiddenReceiptWords,
  forbiddenWithoutMarks,
  receiptWordsReview,
} from './receipt-words/receipt-words-review.ts';
export {
  type ChiCategory,
  type ChiSubcategory,
  chiCategory,
  chiSubcategory,
  maxReasonsPerContact,
} from './reporting/chi.ts';
export {
  type ChildFeeling,
  type ChildNames,
  type ChildPlace,
  childFeeling,
  childNames,
  childPlace,
} from './reporting/child-says.ts';
export { type ContactReason, contactReason } from './reporting/contact-reason.ts';
export { type EndReason, endReason, type ReportEnd, reportEnds } from './reporting/end-reason.ts';
export { findStorySignals } from './reporting/find-story-signals.ts';
export { type ImminentRisk, imminentRisk, type RiskAnswer, suggestUrgency } from './reporting/imminent-risk.ts';
export { type OnlinePlace, onlinePlace } from './reporting/online-place.ts';
export { normalisePhone } from './reporting/phone-number.ts';
export { type PortalBand, portalBand } from './reporting/portal-band.ts';
export { type RemovalSubject, removalSubject } from './reporting/removal.ts';
export { type ReportedProblem, reportedProblem } from './reporting/reported-problem.ts';
export {
  type InformantType,
  informantType,
  type ReportChannel,
  reportChannel,
  type SuspectRelation,
  suspectRelation,
} from './reporting/reporting.ts';
export { type SafeContact, safeContact } from './reporting/safe-contact.ts';
export { type SpokenScreen, spokenScreen } from './reporting/spoken-screen.ts';
export { type StorySignal, storySignal } from './reporting/story-signal.ts';
export { law } from './source.ts';
export {
  type CodeList,
  type CodeOf,
  type Day,
  inForce,
  type Lang,
  readList,
  type Term,
  type TermOf,
} from './term.ts';
export { type Sql, type SyncResult, syncVocabulary } from './vocabulary-store.ts';
