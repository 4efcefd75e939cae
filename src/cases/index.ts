/** The front door of the protection cases: the statutory process, its forms, plans, referrals, clocks, tracks and access. */
import type { ModuleSchema, Route } from '../kernel/index.ts';
import { casesPolicies } from './case-policy.ts';
import { caseRoutes } from './case-routes.ts';
import { clockRoutes } from './clock-routes.ts';
import { referralRoutes } from './referral-routes.ts';

export { answerContactRequest } from './answer-contact-request.ts';
export { type AnswerReferral, answerReferral } from './answer-referral.ts';
export { assignCase } from './assign-case.ts';
export { type CalendarDay, calendar } from './calendar.ts';
export { readingPurposes, type SealedClass, sealedClasses } from './case-access.ts';
export type { OnCase, OnSeenCase } from './case-act.ts';
export type { CaseInList } from './case-in-list.ts';
export {
  CONFLICT,
  casePolicy,
  casesCapabilities,
  casesPolicies,
  type Sensitivity,
  sensitivities,
  sensitivityCeilings,
} from './case-policy.ts';
export { type CaseFile, type CaseOverview, type CaseView, type ClockOfCase, caseView } from './case-view.ts';
export { type CalendarChange, changeCalendar, whatIfCalendar } from './change-calendar.ts';
export { changeDeadlineRule } from './change-deadline-rule.ts';
export { type AgeFacts, type ConsentGiver, type LegalBasis, legalBases } from './child-age.ts';
export { type ChildCode, childWords } from './child-progress.ts';
export {
  type ClockFigures,
  type ClockLine,
  type ClockMeasure,
  clockFigures,
  clockMeasures,
} from './clock-figures.ts';
export { type ClocksOverview, clocksOverview } from './clocks-overview.ts';
export { type CommuneOverview, communeOverview } from './commune-overview.ts';
export type { ClockChange, RuleChange } from './deadline.ts';
export { type Decide, type Decided, decide } from './decide.ts';
export { declareConflict, type Implicated } from './declare-conflict.ts';
export { type DemonstrationCases, demonstrationCases, type HandedOver } from './demonstration.ts';
export { type AgeAct, disputeAge } from './dispute-age.ts';
export { type EditReferral, editReferral } from './edit-referral.ts';
export { endAccess } from './end-access.ts';
export { endOwnTrack } from './end-own-track.ts';
export { exportReferral } from './export-referral.ts';
export { findCaseOfReport } from './find-case-of-report.ts';
export { findRelated, type RelatedAgency } from './find-related.ts';
export { followFunctions } from './follow-functions.ts';
export { type DocumentFormat, formDocument, type RenderedDocument } from './form-document.ts';
export { formToday } from './form-today.ts';
export { formDuty } from './forms/catalogue.ts';
export type { DefinitionChange, FieldPart } from './forms/compare-definitions.ts';
export {
  type Answer,
  type Answers,
  checkAnswers,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from './forms/definition.pure.ts';
export { type FormToFill, formsToFill } from './forms-to-fill.ts';
export { type GrantAccess, grantAccess } from './grant-access.ts';
export { type GrantToRecertify, grantsToRecertify } from './grants-to-recertify.ts';
export { importReferralAnswer } from './import-referral-answer.ts';
export { casesJobs } from './jobs.ts';
export { labelCase } from './label-case.ts';
export { type CalendarInList, listCalendar } from './list-calendar.ts';
export { type CaseFilters, type CaseList, listCases } from './list-cases.ts';
export { type ContactRequest, listContactRequests } from './list-contact-requests.ts';
export { listDeadlineRules, type RuleInList } from './list-deadline-rules.ts';
export { type ExternalReceiver, listExternalReceivers } from './list-external-receivers.ts';
export { type FormVersions, listFormDefinitions } from './list-form-definitions.ts';
export { listOwnTracks, type OwnTrack } from './list-own-tracks.ts';
export { listReferrals, type ReferralFilters, type ReferralInList } from './list-referrals.ts';
export { type LogImplementation, logImplementation, progressOfAction } from './log-implementation.ts';
export { type MakeReferral, makeReferral } from './make-referral.ts';
export { mergeCases } from './merge-cases.ts';
export { type Duties, myDuties } from './my-duties.ts';
export { type OpenCaseInput, type OpenedCase, openCase } from './open-case.ts';
export { type OpenedForm, openForm } from './open-form.ts';
export { openTrack } from './open-track.ts';
export type { Opening } from './openings.ts';
export { type ClockInList, overseenClocks } from './overseen-clocks.ts';
export { type DefinitionPreview, previewFormDefinition } from './preview-form-definition.ts';
export { activeStatuses, backdating, type CaseAct, caseActs, openActs } from './protection-case.ts';
export { publishFormDefinition } from './publish-form-definition.ts';
export { recertifyGrant } from './recertify-grant.ts';
export { recordConsent } from './record-consent.ts';
export { type RejectionReason, rejectionReasons } from './referral.ts';
export { type ReferralField, referralFields, referralPurposes } from './referral-purpose.ts';
export { type ReferralReceivers, referralReceivers } from './referral-receivers.ts';
export { type ReferralView, viewReferral } from './referral-view.ts';
export { refusals as casesRefusals } from './refusals.ts';
export { type RegisterExternalReceiver, registerExternalReceiver } from './register-external-receiver.ts';
export { requestContact } from './request-contact.ts';
export { revokeReferral } from './revoke-referral.ts';
export { routeElsewhere } from './route-elsewhere.ts';
export { type FieldConflict, type SavedDraft, type SaveFormDraft, saveFormDraft } from './save-form-draft.ts';
export { type PlannedAction, type SavePlan, savePlan } from './save-plan.ts';
export { seeEscalation } from './see-escalation.ts';
export { sendReferral } from './send-referral.ts';
export { type Separate, separate } from './separate.ts';
export { type SeparationAct, type SeparationGround, separationGrounds } from './separation.ts';
export { type SharingGrounds, sharingGrounds } from './sharing-grounds.ts';
export { type AccessChange, type AccessNow, type Simulation, simulateAccess } from './simulate-access.ts';
export { type Cell, SMALLEST_SHOWN } from './small-cells.ts';
export { type SubmittedForm, submitForm } from './submit-form.ts';
export { sweepDeadlines } from './sweep-deadlines.ts';
export { syncCasesData } from './sync-cases-data.ts';
export { type OpenedTrack, onTrackOpened, type TrackHook, type TrackKind } from './track.ts';
export { transferCase } from './transfer-case.ts';
export { type ChildUnmaskReason, childUnmaskReasons, type UnmaskedChild, unmaskChild } from './unmask-child.ts';
export { type LawEffect, type WhatIf, whatIf } from './what-if.ts';
export { whoOpenedCase } from './who-opened-case.ts';

export const casesSchema: ModuleSchema = {
  name: 'cases',
  migrations: new URL('./migrations/', import.meta.url),
  policies: casesPolicies,
};

/** The API of the cases, at the desk. */
export const casesRoutes: readonly Route[] = [...caseRoutes, ...referralRoutes, ...clockRoutes];
