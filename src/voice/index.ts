/** The front door of voice: what children say, how it is counted, and what became of it. */

export { castBallot } from './ballots/cast-ballot.ts';
export { drawToken } from './ballots/draw-token.ts';
export { isInBox, readBox } from './ballots/read-box.ts';
export { readConsultation, readConsultations } from './consultations/read-consultation.ts';
export { readResults } from './count/read-results.ts';
export { decideIdea } from './ideas/decide-idea.ts';
export { listWaitingIdeas } from './ideas/list-waiting-ideas.ts';
export { readIdea } from './ideas/read-idea.ts';
export { writeIdea } from './ideas/write-idea.ts';
export { voiceModule } from './module.ts';
export { answerOutcome, ballotStratum, ideaRefusal } from './voice-lists.ts';
