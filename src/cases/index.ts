/** The front door of the protection cases: the statutory process, its forms, plans, referrals, tracks and access. */

export { readingPurposes, type SealedClass } from './access/case-access.ts';
export { casePolicy, communeRoles, type Sensitivity, sensitivities, sensitivityReasons } from './access/case-policy.ts';
export { declareConflict, type Implicated } from './access/declare-conflict.ts';
export { endAccess } from './access/end-access.ts';
export { type GrantAccess, grantAccess } from './access/grant-access.ts';
export { type GrantToRecertify, grantsToRecertify } from './access/grants-to-recertify.ts';
export { labelCase } from './access/label-case.ts';
export type { Opening } from './access/openings.ts';
export { recertifyGrant } from './access/recertify-grant.ts';
export { type AccessChange, type AccessNow, type Simulation, simulateAccess } from './access/simulate-access.ts';
export { type ChildUnmaskReason, childUnmaskReasons, type UnmaskedChild, unmaskChild } from './access/unmask-child.ts';
export { whoOpenedCase } from './access/who-opened-case.ts';
export { caseDocument } from './documents/case-document.ts';
export { numberKindOf } from './documents/compose-act.ts';
export { numberDocument } from './documents/number-document.ts';
export { isPreviewedAct, type PreviewedAct, previewDecision } from './documents/preview-decision.ts';
export type { DocumentFormat, RenderedDocument } from './documents/render-document.ts';
export { type NextSteps, nextSteps } from './duties/next-steps.ts';
export { formDuty, sectionName } from './forms/catalogue.ts';
export type { DefinitionChange, FieldPart } from './forms/compare-definitions.ts';
export {
  type Answer,
  type Answers,
  checkAnswers,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from './forms/definition.pure.ts';
export { formToday } from './forms/form-today.ts';
export type { FormToFill } from './forms/forms-to-fill.ts';
export { type FormVersions, listFormDefinitions } from './forms/list-form-definitions.ts';
export { type OpenedForm, openForm } from './forms/open-form.ts';
export { type DefinitionPreview, previewFormDefinition } from './forms/preview-form-definition.ts';
export { proposeApproval } from './forms/propose-approval.ts';
export { publishFormDefinition } from './forms/publish-form-definition.ts';
export { type FieldConflict, type SavedDraft, type SaveFormDraft, saveFormDraft } from './forms/save-form-draft.ts';
export { type SubmittedForm, submitForm } from './forms/submit-form.ts';
export { casesModule } from './module.ts';
export { type ApprovePlan, approvePlan } from './plan/approve-plan.ts';
export { type LogImplementation, logImplementation, progressOfAction } from './plan/log-implementation.ts';
export { type PlannedAction, planSource, type SavePlan, savePlan } from './plan/save-plan.ts';
export { backdating } from './process/act-time.ts';
export { answerContactRequest } from './process/answer-contact-request.ts';
export { assignCase } from './process/assign-case.ts';
export { lookAtCase, type OnCase, type OnSeenCase } from './process/case-act.ts';
export type { CaseInList } from './process/case-in-list.ts';
export { caseView } from './process/case-view.ts';
export type { CaseFile, CaseOverview, CaseView, ClockOfCase } from './process/case-view-schema.ts';
export { type AgeFacts, type ConsentGiver, type LegalBasis, legalBases } from './process/child-age.ts';
export { type CommuneOverview, communeOverview } from './process/commune-overview.ts';
export { type Decide, type Decided, type DecidedAct, decide } from './process/decide.ts';
export { type AgeAct, disputeAge } from './process/dispute-age.ts';
export { findCaseOfReport } from './process/find-case-of-report.ts';
export { findRelated, type RelatedAgency } from './process/find-related.ts';
export { type CaseFilters, type CaseList, listCases } from './process/list-cases.ts';
export { type ContactRequest, listContactRequests } from './process/list-contact-requests.ts';
export { mergeCases } from './process/merge-cases.ts';
export { type OpenCaseInput, type OpenedCase, openCase } from './process/open-case.ts';
export { endsCase, groupOfAct, processPhases, stepNumbers, stepOfClock } from './process/process-map.ts';
export { activeStatuses, type CaseAct, caseActs, openActs } from './process/protection-case.ts';
export { requestContact } from './process/request-contact.ts';
export { routeElsewhere } from './process/route-elsewhere.ts';
export { transferCase } from './process/transfer-case.ts';
export { type AnswerReferral, answerReferral } from './referrals/answer-referral.ts';
export { answerReferralQuestion } from './referrals/answer-referral-question.ts';
export { askAboutReferral } from './referrals/ask-about-referral.ts';
export { attachDocument } from './referrals/attach-document.ts';
export { countReferrals, type ReferralCounts } from './referrals/count-referrals.ts';
export { detachDocument } from './referrals/detach-document.ts';
export { type EditReferral, editReferral } from './referrals/edit-referral.ts';
export { exportReferral } from './referrals/export-referral.ts';
export { importReferralAnswer } from './referrals/import-referral-answer.ts';
export { type ExternalReceiver, listExternalReceivers } from './referrals/list-external-receivers.ts';
export { listReferrals, type ReferralFilters, type ReferralInList } from './referrals/list-referrals.ts';
export { type MakeReferral, makeReferral } from './referrals/make-referral.ts';
export { recordConsent } from './referrals/record-consent.ts';
export { type RejectionReason, rejectionReasons } from './referrals/referral.ts';
export { referralAttachment } from './referrals/referral-attachment.ts';
export type { ReferralManifest } from './referrals/referral-bundle.ts';
export { type ReferralForService, referralForService } from './referrals/referral-for-service.ts';
export { referralLetter } from './referrals/referral-letter.ts';
export { type ReferralField, referralFields, referralPurposes } from './referrals/referral-purpose.ts';
export { type ReferralReceivers, referralReceivers } from './referrals/referral-receivers.ts';
export { type ReferralStage, referralIsOver, referralStageOf, referralStages } from './referrals/referral-stage.ts';
export { type ReferralView, viewReferral } from './referrals/referral-view.ts';
export { type RegisterExternalReceiver, registerExternalReceiver } from './referrals/register-external-receiver.ts';
export { revokeReferral } from './referrals/revoke-referral.ts';
export { sendReferral } from './referrals/send-referral.ts';
export { type SharingGrounds, sharingGrounds } from './referrals/sharing-grounds.ts';
export { refusals as casesRefusals } from './refusals.ts';
export { type Separate, separate } from './separation/separate.ts';
export { type SeparationAct, type SeparationGround, separationGrounds } from './separation/separation.ts';
export { assignSupplement } from './supplements/assign-supplement.ts';
export { type SendSupplement, sendSupplement } from './supplements/send-supplement.ts';
export { type TakenIn, takeInSupplement } from './supplements/take-in-supplement.ts';
export {
  findSupplementOfReport,
  listOwnSupplements,
  type OwnSupplement,
  viewSupplement,
} from './supplements/view-supplement.ts';
export { syncCasesData } from './sync-cases-data.ts';
export { endOwnTrack } from './tracks/end-own-track.ts';
export { listOwnTracks, type OwnTrack } from './tracks/list-own-tracks.ts';
export { openTrack } from './tracks/open-track.ts';
export { settleTrack } from './tracks/settle-track.ts';
export { type OpenedTrack, type TrackCounts, type TrackKind, type TrackPart, trackParts } from './tracks/track.ts';
