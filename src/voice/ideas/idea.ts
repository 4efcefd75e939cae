import type { TextRule } from '../../kernel/index.ts';

/** An idea of a child: one thought, read by a person before anybody else reads it. Pure. */

/** One thought; the length at which people write one. */
export const IDEA_TEXT: TextRule = { most: 180 };
/** In which what a child tells is looked for: more words than an idea may have, since nobody is asked to shorten how they were hurt. */
export const TOLD_TEXT: TextRule = { most: 2_000, lines: true };

/**
 * `WAITING`: nobody has read it. `SHOWN`: it is a statement of the consultation, in its own words. `JOINED`: another statement says the same.
 * `REFUSED`: not shown, with a reason that its writer reads. `TOLD`: it told of something that happened to a child; 111 has it.
 * There is no state that shows an idea without a decision, and no setting that leads around one.
 */
export const ideaStates = ['WAITING', 'SHOWN', 'JOINED', 'REFUSED', 'TOLD'] as const;
export type IdeaState = (typeof ideaStates)[number];

export const ideaDecisions = ['SHOW', 'JOIN', 'REFUSE', 'TELL'] as const;
export type IdeaDecision = (typeof ideaDecisions)[number];

/** Where a decision leads. Only what waits is decided on, once: a child that has read an answer is not told another. */
export const decidedState: Readonly<Record<IdeaDecision, Exclude<IdeaState, 'WAITING'>>> = {
  SHOW: 'SHOWN',
  JOIN: 'JOINED',
  REFUSE: 'REFUSED',
  TELL: 'TOLD',
};

/** Who wrote a statement: readers see it beside every one. */
export const statementOrigins = ['SEED', 'PARTICIPANT'] as const;
export type StatementOrigin = (typeof statementOrigins)[number];

/** The steps of a contribution, as its writer sees them. */
export const wayMarks = ['RECEIVED', 'READ', 'THEME', 'VOTES', 'DECISION', 'FOLLOWED_UP'] as const;
export type WayMark = (typeof wayMarks)[number];

/** What is known of an idea and of what came of it. */
export interface IdeaFacts {
  readonly state: IdeaState;
  readonly madeAt: Date;
  readonly decidedAt: Date | null;
  readonly themed: boolean;
  /** When the consultation closed; null while it is open. */
  readonly closedAt: Date | null;
  /** Whether its statement was among those that counted at the close: one that was shown later had no votes. */
  readonly counted: boolean;
  /** Its statement was taken out. */
  readonly withdrawn: boolean;
  readonly answeredAt: Date | null;
  /** By when the answer was promised, `YYYY-MM-DD`. */
  readonly answerBy: string;
  readonly followedUpAt: Date | null;
}

/** `NOT_FOR_IT`: what was refused or told to 111 goes no further on this way. */
export type MarkState = 'DONE' | 'WAITS' | 'LATE' | 'NOT_FOR_IT';

export interface WayStep {
  readonly mark: WayMark;
  readonly state: MarkState;
  readonly at: Date | null;
}

/**
 * The way of an idea, step by step, as it stands on a day. Votes are told of only after the close; an answer that is not there on the day
 * that was promised is late, and says so.
 * @param today the day in Viet Nam
 */
export function wayOf(facts: IdeaFacts, today: string): WayStep[] {
  // What was taken out before it stood under a theme gets no answer of its own.
  const goesOn =
    (facts.state === 'WAITING' || facts.state === 'SHOWN' || facts.state === 'JOINED') &&
    (facts.themed || !facts.withdrawn);
  const step = (mark: WayMark, at: Date | null, done = at !== null, late = false): WayStep => ({
    mark,
    state: done ? 'DONE' : goesOn || mark === 'READ' ? (late ? 'LATE' : 'WAITS') : 'NOT_FOR_IT',
    at: done ? at : null,
  });
  const votes = step('VOTES', facts.closedAt, facts.counted);
  return [
    step('RECEIVED', facts.madeAt),
    step('READ', facts.decidedAt),
    step('THEME', facts.decidedAt, facts.themed),
    facts.closedAt !== null && !facts.counted ? { ...votes, state: 'NOT_FOR_IT' } : votes,
    step('DECISION', facts.answeredAt, facts.answeredAt !== null && goesOn, today > facts.answerBy),
    step('FOLLOWED_UP', facts.followedUpAt, facts.followedUpAt !== null && goesOn),
  ];
}
