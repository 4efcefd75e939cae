/** Every code list of the vocabulary, for the synchroniser, the label checks and the glossary. A test proves that none is missing. */
import { abuseForm, abuseSubForm } from './abuse-form.ts';
import { agencyFunction, agencyKind, agencyLevel } from './agency-code.ts';
import { chiCategory, chiSubcategory } from './chi.ts';
import { childFeeling, childNames, childPlace } from './child-says.ts';
import { contactReason } from './contact-reason.ts';
import { contentAgeGroup, contentClass, depiction, industryClass } from './content-class.ts';
import { deadlineTrigger, deadlineUnit } from './deadline-rules.ts';
import { fourC, fourCNature, fourCRole } from './four-c.ts';
import { holidayKind } from './holiday.ts';
import { imminentRisk } from './imminent-risk.ts';
import { indicator } from './indicator.ts';
import { inhopeItemResult, ucsSection } from './inhope.ts';
import { marking } from './marking.ts';
import { ncmecFileRelevance, ncmecFileTag, ncmecIncidentType, ncmecReportTag } from './ncmec.ts';
import { offence } from './offence.ts';
import { onlineIncident } from './online-incident.ts';
import { onlinePlace } from './online-place.ts';
import { ageBand, ageLimit, sex } from './person.ts';
import { portalBand } from './portal-band.ts';
import { appAge, filmLabel, gameLabel } from './product-label.ts';
import { planTask, programme, programmeObjective, programmeTarget } from './programme.ts';
import { decreeForm, measureLevel, outcome, primeroClosureReason, protectionStep, service } from './protection.ts';
import { removalSubject } from './removal.ts';
import { reportedProblem } from './reported-problem.ts';
import { informantType, reportChannel, suspectRelation } from './reporting.ts';
import { riskLevel, urgency } from './risk.ts';
import { role } from './role.ts';
import { safeContact } from './safe-contact.ts';
import { spokenScreen } from './spoken-screen.ts';
import {
  caseStatus,
  consultationStatus,
  contentItemStatus,
  hashEntryStatus,
  offenceFileStatus,
  programmeStatus,
  referralStatus,
  reportStatus,
  screeningOutcome,
  separationStatus,
  situationReportStatus,
  takedownStatus,
  taskStatus,
} from './status.ts';
import { storySignal } from './story-signal.ts';
import { takedownRule } from './takedown-rule.ts';
import type { CodeList } from './term.ts';
import { alertSharing, vncopFunction, vncopMemberRole, vncopStep } from './vncop.ts';
import { weprotectArea, weprotectCapability, weprotectMaturity } from './weprotect.ts';

/** A list whose codes are not known to the type system: what a loop over all lists sees. */
export type AnyCodeList = Pick<
  CodeList<string, object>,
  'name' | 'title' | 'source' | 'verified' | 'codes' | 'terms' | 'version'
>;

export const codeLists: readonly AnyCodeList[] = [
  abuseForm,
  abuseSubForm,
  ageBand,
  ageLimit,
  agencyFunction,
  agencyKind,
  agencyLevel,
  alertSharing,
  appAge,
  caseStatus,
  chiCategory,
  chiSubcategory,
  childFeeling,
  childNames,
  childPlace,
  consultationStatus,
  contactReason,
  contentAgeGroup,
  contentClass,
  contentItemStatus,
  deadlineTrigger,
  deadlineUnit,
  decreeForm,
  depiction,
  filmLabel,
  fourC,
  fourCNature,
  fourCRole,
  gameLabel,
  hashEntryStatus,
  holidayKind,
  imminentRisk,
  indicator,
  industryClass,
  informantType,
  inhopeItemResult,
  marking,
  measureLevel,
  ncmecFileRelevance,
  ncmecFileTag,
  ncmecIncidentType,
  ncmecReportTag,
  offence,
  offenceFileStatus,
  onlineIncident,
  onlinePlace,
  outcome,
  planTask,
  portalBand,
  removalSubject,
  primeroClosureReason,
  programme,
  programmeObjective,
  programmeStatus,
  programmeTarget,
  protectionStep,
  referralStatus,
  reportChannel,
  reportedProblem,
  reportStatus,
  riskLevel,
  role,
  safeContact,
  screeningOutcome,
  separationStatus,
  service,
  sex,
  situationReportStatus,
  suspectRelation,
  spokenScreen,
  storySignal,
  takedownRule,
  takedownStatus,
  taskStatus,
  ucsSection,
  urgency,
  vncopFunction,
  vncopMemberRole,
  vncopStep,
  weprotectArea,
  weprotectCapability,
  weprotectMaturity,
];
