import type { ReferralStatus } from '../../vocabulary/index.ts';
import { openStates } from './referral-stage.ts';

/** Whether a receiver may ask its sender. The time to answer runs on: a question gives nobody more time for the child. */
export const mayBeAsked = (status: ReferralStatus): boolean => openStates.includes(status);

/** The names of the sealed texts of a question among the parts of its referral. */
export const questionPart = (question: string) => `question:${question}`;
export const questionAnswerPart = (question: string) => `answer:${question}`;
export const isQuestionPart = (part: string) => part.startsWith('question:') || part.startsWith('answer:');
