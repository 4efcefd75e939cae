/** Every code list of the vocabulary, for the synchroniser, the label checks and the glossary. A test proves that none is missing. */

import { agencyFunction, agencyKind, agencyLevel } from './agencies/agency-code.ts';
import { agencyTelephone } from './agencies/agency-telephone.ts';
import { dutyNumber } from './agencies/duty-number.ts';
import { role } from './agencies/role.ts';
import { abuseForm, abuseSubForm } from './harms/abuse-form.ts';
import { contentAgeGroup, contentClass, depiction, industryClass } from './harms/content-class.ts';
import { fourC, fourCNature, fourCRole } from './harms/four-c.ts';
import { inhopeItemResult, ucsSection } from './harms/inhope.ts';
import { ncmecFileRelevance, ncmecFileTag, ncmecIncidentType, ncmecReportTag } from './harms/ncmec.ts';
import { offence } from './harms/offence.ts';
import { onlineIncident } from './harms/online-incident.ts';
import { appAge, filmLabel, gameLabel } from './harms/product-label.ts';
import { riskLevel, urgency } from './harms/risk.ts';
import { takedownRule } from './harms/takedown-rule.ts';
import { alertSharing, vncopFunction, vncopMemberRole, vncopStep } from './harms/vncop.ts';
import { deadlineTrigger, deadlineUnit } from './law/deadline-rules.ts';
import { holidayKind } from './law/holiday.ts';
import { indicator } from './programme/indicator.ts';
import { planTask, programme, programmeObjective, programmeTarget } from './programme/programme.ts';
import { weprotectArea, weprotectCapability, weprotectMaturity } from './programme/weprotect.ts';
import { marking } from './protection/marking.ts';
import { ageBand, ageLimit, sex } from './protection/person.ts';
import {
  decreeForm,
  measureLevel,
  outcome,
  primeroClosureReason,
  protectionStep,
  service,
} from './protection/protection.ts';
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
} from './protection/status.ts';
import { chiCategory, chiSubcategory } from './reporting/chi.ts';
import { childFeeling, childNames, childPlace } from './reporting/child-says.ts';
import { contactReason } from './reporting/contact-reason.ts';
import { endReason } from './reporting/end-reason.ts';
import { imminentRisk } from './reporting/imminent-risk.ts';
import { onlinePlace } from './reporting/online-place.ts';
import { portalBand } from './reporting/portal-band.ts';
import { removalSubject } from './reporting/removal.ts';
import { reportedProblem } from './reporting/reported-problem.ts';
import { informantType, reportChannel, suspectRelation } from './reporting/reporting.ts';
import { safeContact } from './reporting/safe-contact.ts';
import { spokenScreen } from './reporting/spoken-screen.ts';
import { storySignal } from './reporting/story-signal.ts';
import type { CodeList } from './term.ts';

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
  agencyTelephone,
  dutyNumber,
  endReason,
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
