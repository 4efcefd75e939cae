/** The front door of counselling: the 111 desk's live help, and the people who give it. */

export { answersForContact, type ReadyAnswer } from './answers/answers-for-contact.ts';
export {
  type CannedAnswer,
  listCannedAnswers,
  retireCannedAnswer,
  writeCannedAnswer,
} from './answers/canned-answers.ts';
export { protocolCard } from './answers/protocol-card.ts';
export { assignContacts, type ManyDone, takeBackContacts } from './board/assign-contacts.ts';
export { confirmHandover } from './board/confirm-handover.ts';
export { leaveHandover } from './board/leave-handover.ts';
export { type Board, type BoardPerson, showBoard } from './board/show-board.ts';
export { showWall, type WallFigures } from './board/show-wall.ts';
export { steerContacts } from './board/steer-contacts.ts';
export { callBack, listCallBacks, settleCallBack } from './calls/call-back.ts';
export { steerOwnCall } from './calls/command-call.ts';
export { ownTelephone, setOwnExtension } from './calls/own-extension.ts';
export type { CallView } from './calls/read-call.ts';
export {
  type OwnSoftphone,
  setOwnSoftphone,
  softphoneExchanges,
  softphoneOrigin,
} from './calls/softphone.ts';
export type { ExposureDay } from './care/care-store.ts';
export { type OwnCare, ownCare } from './care/own-care.ts';
export { alertOutcomes, concernKinds } from './concerns/concern.ts';
export { listAlerts, settleAlert } from './concerns/list-alerts.ts';
export { raiseConcern } from './concerns/raise-concern.ts';
export { answerConcern, readConcerns } from './concerns/read-concerns.ts';

export { acceptContact } from './contacts/accept-contact.ts';

export { answerTransfer } from './contacts/answer-transfer.ts';
export { bandReasonName } from './contacts/band-reason-name.ts';
export { beginContact } from './contacts/begin-contact.ts';
export {
  blankContact,
  leaveContact,
  leaveWord,
  returnToContact,
  sayItGotWorse,
  signOfChild,
  waitAgain,
} from './contacts/child-presence.ts';
export type { ContactCard } from './contacts/contact-view.ts';
export { declineOffer } from './contacts/decline-offer.ts';

export { diversionReasons, divertQueue } from './contacts/divert-queue.ts';
export { endContact } from './contacts/end-contact.ts';
export { holdContact, resumeContact } from './contacts/hold-contact.ts';

export { listContacts, ownContacts } from './contacts/list-contacts.ts';
export { tendContacts } from './contacts/tend-contacts.ts';
export { transferContact } from './contacts/transfer-contact.ts';
export { answerWatch, endWatch, watchContact } from './contacts/watch-contact.ts';
export { describeFacility, sayRoom } from './facilities/describe-facility.ts';
export { type Facility, listFacilities, ownFacility } from './facilities/list-facilities.ts';
export { type ContactFigures, contactFigures, type FigureTable } from './figures/contact-figures.ts';
export { contactCare, setContactPlan } from './frequent/contact-plan.ts';
export { slowReasons } from './frequent/frequent-tables.ts';
export { askSlow, endSlow, listSlows } from './frequent/slow-contact.ts';
export { beginShift } from './helpers/begin-shift.ts';
export { endShift } from './helpers/end-shift.ts';
export { listShifts } from './helpers/list-shifts.ts';
export { setHelperState } from './helpers/set-helper-state.ts';
export { signOfLife } from './helpers/sign-of-life.ts';
export { steerHelper } from './helpers/steer-helper.ts';
export { type ChildView, viewAsChild } from './lines/child-view.ts';
export type { Line, LineOutcome } from './lines/line.ts';
export { ownReaders } from './lines/own-readers.ts';
export { type HelperThread, readAsHelper } from './lines/read-thread.ts';
export type { ChildReader } from './lines/reader-store.ts';
export { seeAsChild, writeAsChild } from './lines/write-as-child.ts';
export { writeAsHelper } from './lines/write-as-helper.ts';
export { writeNote } from './lines/write-note.ts';
export { counsellingModule } from './module.ts';
export { networkWishes, readWishes, setWishes } from './networks/contact-wishes.ts';
export { type LineDelivery, resendLine } from './networks/line-deliveries.ts';
export { acknowledgeCall, lookAtMissed, playOfficer, tellRing, withdrawCall } from './officers/answer-call.ts';
export { type AgencyRoster, addOfficer, endOfficer, listOfficers } from './officers/keep-officers.ts';
export { callOf, listCalls, missedCalls, officerFigures } from './officers/list-calls.ts';
export type { OfficerCall } from './officers/officer-view.ts';
export { openCall, openDrill } from './officers/open-call.ts';
export { ownSafetyPlan, readSafetyPlan, type SafetyPlan } from './plan/read-safety-plan.ts';
export { type PlanPart, type PlanTexts, planParts } from './plan/safety-plan.ts';
export { writeSafetyPlan } from './plan/write-safety-plan.ts';
export { chooseForReview } from './quality/choose-for-review.ts';
export { qualityAnswer, qualityPart, qualityRating } from './quality/quality-sheet.ts';
export { giveSheet, sayInReview, takeReview } from './quality/review-contact.ts';
export { listReviews, showReview } from './quality/show-review.ts';
export { showStandards } from './quality/show-standards.ts';
export { contactOfReport, fileFromContact } from './records/file-from-contact.ts';
export { type OpenedRecord, openRecord } from './records/open-record.ts';
export { callType, contactAction, correctionReason, feeling, insafeCategory, insafeOf } from './records/record-list.ts';
export { answerSurvey } from './records/survey.ts';
export { recordContact } from './records/write-record.ts';
export { answerRisk } from './risk/answer-risk.ts';
export { handOverRisk } from './risk/hand-over-risk.ts';
export { readRisk } from './risk/read-risk.ts';
export { type RiskKind, riskKindName, riskKinds } from './risk/risk-script.ts';
export type { RiskDialogue, RiskView } from './risk/risk-view.ts';
export { outgoingReason } from './safeguards/outgoing-reason.ts';
export { beginSeries, type SeriesOrigin } from './sessions/begin-series.ts';
export { consentException, consentRule } from './sessions/consent-rule.ts';
export { endSeries, eraseSeries, handOverSeries } from './sessions/end-series.ts';
export { holdSession, missSession, writeSummary } from './sessions/hold-session.ts';
export { type OwnAppointment, ownAppointments } from './sessions/own-appointments.ts';
export { cancelSession, moveSession, planSession } from './sessions/plan-session.ts';
export { readPrivateNotes, removePrivateNote, writePrivateNote } from './sessions/private-notes.ts';
export { recordAgreement } from './sessions/record-agreement.ts';
export { scale, seriesOutcome, sessionMode, sessionReason } from './sessions/series.ts';
export { setGoal, settleGoal } from './sessions/series-goals.ts';
export { counsellorRoles } from './sessions/series-policies.ts';
export { listSeries, readSeries, type SeriesView } from './sessions/series-view.ts';
export { shareSeries } from './sessions/share-series.ts';
export { whoOpenedSeries } from './sessions/who-opened-series.ts';
export { answerSwap, withdrawSwap } from './staffing/answer-swap.ts';
export { askLeave, decideLeave, withdrawLeave } from './staffing/ask-leave.ts';
export { askSwap } from './staffing/ask-swap.ts';
export { addForecastEvent, forecastDesk, removeForecastEvent } from './staffing/forecast-desk.ts';
export { listLeave } from './staffing/list-leave.ts';
export { ownShifts } from './staffing/own-shifts.ts';
export { planRoster } from './staffing/plan-roster.ts';
export { discardRoster, publishRoster } from './staffing/publish-roster.ts';
export { setStaffingRule } from './staffing/set-staffing-rule.ts';
export { setWish } from './staffing/set-wish.ts';
export { listRosters, showRoster } from './staffing/show-roster.ts';
export { solveRoster } from './staffing/solve-roster.ts';
export { forgetPractice, listPractices, openPractice, sharePractice, stopPractice } from './training/own-practices.ts';
export { sayInPractice } from './training/say-in-practice.ts';
export { listSharedPractices } from './training/shared-practices.ts';
export { startPractice } from './training/start-practice.ts';
export { measureTriage } from './triage/measure-triage.ts';
export { TRAIN_TRIAGE, trainTriage } from './triage/train-triage.ts';
export { triageFirstMessage } from './triage/triage.ts';
