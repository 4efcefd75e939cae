import { hurts, type Move, move } from './move.ts';
import type { Persona, Words } from './persona.ts';
import { recogniseMoves } from './recognise-moves.ts';

/** How a practice came to its end: the helper closed it, the child left, there were as many turns as there may be, or whoever practised stopped. */
export type PracticeEnd = 'closed' | 'left' | 'turns' | 'stopped';

/** Where a practice stands. Holds no word of whoever practises. */
export interface PracticeState {
  /** 0 to 10. */
  readonly trust: number;
  /** Stages told so far. */
  readonly told: number;
  /** Trust at the beginning and after every turn. */
  readonly trustOverTime: readonly number[];
  /** What each turn was recognised as. */
  readonly moves: readonly (readonly Move[])[];
  /** How often each list of lines was drawn from. */
  readonly drawn: Readonly<Record<string, number>>;
  readonly ended: PracticeEnd | null;
}

export interface MoveFeedback {
  readonly move: Move;
  readonly effect: 'helps' | 'hurts' | 'neutral';
}

export interface Turn {
  readonly state: PracticeState;
  /** What the child answers. */
  readonly reply: Words;
  /** One for each thing that was recognised, at least one. Why it helps or hurts, and a better sentence, stand with the move. */
  readonly feedback: readonly MoveFeedback[];
  /** A sentence that fits this moment of this story; null where the child has just told more, or it is over. */
  readonly better: Words | null;
  readonly trustChange: number;
}

export const MOST_TURNS = 40;
const MOST_TRUST = 10;
/** A turn changes trust by no more than this, down and up. */
const MOST_LOST = -4;
const MOST_WON = 2;
/** From here on the child answers as somebody who trusts. */
const TRUSTS = 5;
const QUESTIONS: readonly Move[] = [
  'OPEN_QUESTION',
  'CLOSED_QUESTION',
  'SAFETY_QUESTION',
  'WHY_QUESTION',
  'SUPPORT_PERSON',
];
/** Asked plainly, it is never one question too many. */
const GIVES: readonly Move[] = [
  'REFLECTION',
  'VALIDATION',
  'THANKS',
  'PATIENCE',
  'SUICIDE_QUESTION',
  'HONEST_LIMIT',
  'NEXT_STEP',
  'CHOICE',
];
const IN_A_ROW = 3;

export const firstState = (persona: Persona): PracticeState => ({
  trust: persona.trust,
  told: 0,
  trustOverTime: [persona.trust],
  moves: [],
  drawn: {},
  ended: null,
});

/** One line of whoever practises, and what comes of it. The same state and text give the same turn. @throws where it is over */
export const takeTurn = (persona: Persona, state: PracticeState, text: string): Turn =>
  answerMoves(persona, state, recogniseMoves(text));

/** The same for moves that are recognised already. */
export function answerMoves(persona: Persona, state: PracticeState, recognised: readonly Move[]): Turn {
  if (state.ended !== null) throw new Error('this practice is over');
  const moves = inContext(persona, state, recognised);
  const trust = Math.min(MOST_TRUST, Math.max(0, state.trust + trustWon(state, moves)));
  const next = { ...state, trust, trustOverTime: [...state.trustOverTime, trust], moves: [...state.moves, moves] };
  const answered = replyTo(persona, next, moves, state.trust);
  const over = answered.state.ended ?? (answered.state.moves.length >= MOST_TURNS ? 'turns' : null);
  const toldMore = answered.state.told > state.told;
  return {
    state: { ...answered.state, ended: over },
    reply: answered.reply,
    feedback: moves.map((code) => ({ move: code, effect: effectOf(code) })),
    better: toldMore || over !== null ? null : (persona.stages[state.told]?.better ?? null),
    trustChange: trust - state.trust,
  };
}

const effectOf = (code: Move): MoveFeedback['effect'] =>
  hurts(code) ? 'hurts' : move.get(code).weight > 0 ? 'helps' : 'neutral';

/** What a move is depends on where the story stands: advice before it is told comes too early. */
function inContext(persona: Persona, state: PracticeState, recognised: readonly Move[]): readonly Move[] {
  const early = state.told < persona.adviceFrom;
  const moves = new Set<Move>();
  for (const code of recognised) {
    const tooEarly = early && (code === 'ADVICE' || (code === 'SAFETY_STEP' && !persona.urgent));
    moves.add(tooEarly ? 'EARLY_ADVICE' : code);
  }
  if (asksOnly([...moves]) && lastTurns(state).every(asksOnly) && lastTurns(state).length === IN_A_ROW - 1)
    moves.add('MANY_QUESTIONS');
  return move.codes.filter((code) => moves.has(code));
}

const lastTurns = (state: PracticeState) => state.moves.slice(-(IN_A_ROW - 1));
const asksOnly = (moves: readonly Move[]) =>
  moves.some((code) => QUESTIONS.includes(code)) && !moves.some((code) => GIVES.includes(code));

/** The same kindness twice running wins nothing more; a harm counts each time. */
function trustWon(state: PracticeState, moves: readonly Move[]): number {
  const before = state.moves.at(-1) ?? [];
  const sum = moves.reduce(
    (total, code) => total + (hurts(code) || !before.includes(code) ? move.get(code).weight : 0),
    0,
  );
  const harmed = moves.some(hurts);
  return Math.max(MOST_LOST, Math.min(harmed ? 0 : MOST_WON, sum));
}

interface Reply {
  readonly state: PracticeState;
  readonly reply: Words;
}

function replyTo(persona: Persona, state: PracticeState, moves: readonly Move[], trustBefore: number): Reply {
  const { trust, told } = state;
  if (trust === 0 && moves.some(hurts))
    return trustBefore === 0
      ? { state: { ...state, ended: 'left' }, reply: persona.leaves }
      : { state, reply: persona.withdraws };
  if (moves.includes('CLOSING'))
    return { state: { ...state, ended: 'closed' }, reply: trust >= TRUSTS ? persona.closes.high : persona.closes.low };
  const stage = persona.stages[told];
  if (
    stage !== undefined &&
    trust >= stage.trust &&
    !moves.some(hurts) &&
    stage.opens.some((code) => moves.includes(code))
  )
    return { state: { ...state, told: told + 1 }, reply: stage.line };
  return drawLine(persona, state, moves);
}

/** Lines of a list are said one after the other, and then again from the first. */
function drawLine(persona: Persona, state: PracticeState, moves: readonly Move[]): Reply {
  const answered = moves.find((code) => persona.answers[code] !== undefined);
  const answer = answered === undefined ? persona.otherwise : (persona.answers[answered] ?? persona.otherwise);
  const level = state.trust >= TRUSTS ? 'high' : 'low';
  const key = `${answered ?? 'otherwise'}.${level}`;
  const times = state.drawn[key] ?? 0;
  const lines = answer[level];
  return {
    state: { ...state, drawn: { ...state.drawn, [key]: times + 1 } },
    reply: lines[times % lines.length] as Words,
  };
}
