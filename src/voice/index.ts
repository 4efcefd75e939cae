/** The front door of voice: what children say, how it is counted, and what became of it. */

export { addTheme } from './answers/add-theme.ts';
export { answerTheme } from './answers/answer-theme.ts';
export { followUp } from './answers/follow-up.ts';
export { placeStatement } from './answers/place-statement.ts';
export { castBallot } from './ballots/cast-ballot.ts';
export { drawToken } from './ballots/draw-token.ts';
export { printSheet } from './ballots/print-sheet.ts';
export { isInBox, readBox } from './ballots/read-box.ts';
export { typePaper } from './ballots/type-paper.ts';
export { changeConsultation } from './consultations/change-consultation.ts';
export { closeConsultation } from './consultations/close-consultation.ts';
export { consultationDetail } from './consultations/consultation-detail.ts';
export { copyConsultation } from './consultations/copy-consultation.ts';
export { listConsultations } from './consultations/list-consultations.ts';
export { moveClosing } from './consultations/move-closing.ts';
export { openConsultation } from './consultations/open-consultation.ts';
export { readConsultation, readConsultations } from './consultations/read-consultation.ts';
export type { ConsultationInput } from './consultations/read-consultation-input.ts';
export { startConsultation } from './consultations/start-consultation.ts';
export { readResults } from './count/read-results.ts';
export { decideIdea } from './ideas/decide-idea.ts';
export { listWaitingIdeas } from './ideas/list-waiting-ideas.ts';
export { readIdea } from './ideas/read-idea.ts';
export { withdrawStatement } from './ideas/withdraw-statement.ts';
export { writeIdea } from './ideas/write-idea.ts';
export { voiceModule } from './module.ts';
export { answerOutcome, ballotStratum, ideaRefusal } from './voice-lists.ts';
