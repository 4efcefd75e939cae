import type { TextRule } from '../../kernel/index.ts';

/** A consultation: one question to children, with somebody who decides and a day of answer. Types and pure rules. */

export const consultationStates = ['DRAFT', 'OPEN', 'CLOSED', 'RESPONDED'] as const;
export type ConsultationState = (typeof consultationStates)[number];

export const TITLE: TextRule = { most: 120 };
export const QUESTION: TextRule = { most: 400, lines: true };
export const SPACE: TextRule = { most: 600, lines: true };
export const DECISION_MAKER: TextRule = { most: 160 };
export const OPTION_TEXT: TextRule = { most: 180 };

/** As many as somebody reads through: more are asked in another consultation. */
export const OPTIONS_MOST = 20;
export const SEEDS_MOST = 40;
