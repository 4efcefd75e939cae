import { hurts, type Move } from './move.ts';
import type { Persona, Words } from './persona.ts';
import type { PracticeEnd, PracticeState } from './take-turn.ts';

/** What a practice came to, for whoever practised. Nothing in it is a mark, and nothing compares two people. */
export interface EndSheet {
  readonly ended: PracticeEnd | null;
  /** What the practice asked for: with the first turn in which it was done (from 1), or null where it was not. */
  readonly needs: readonly { readonly move: Move; readonly why: Words; readonly turn: number | null }[];
  /** What hurt, with the turns (from 1). */
  readonly hurt: readonly { readonly move: Move; readonly turns: readonly number[] }[];
  /** Trust at the beginning and after every turn, 0 to 10. */
  readonly trust: readonly number[];
  readonly told: number;
  readonly stages: number;
  /** The danger as far as the child told it, 0 to 3. */
  readonly risk: number;
  /** What the child would have told, and the sentence that opens it; null where everything was told. */
  readonly next: { readonly line: Words; readonly better: Words } | null;
}

export function endSheet(persona: Persona, state: PracticeState): EndSheet {
  const turnsOf = (code: Move) => state.moves.flatMap((moves, at) => (moves.includes(code) ? [at + 1] : []));
  const harms = [...new Set(state.moves.flat().filter(hurts))];
  const next = persona.stages[state.told];
  return {
    ended: state.ended,
    needs: persona.needs.map(({ move, why }) => ({ move, why, turn: turnsOf(move)[0] ?? null })),
    hurt: harms.map((code) => ({ move: code, turns: turnsOf(code) })),
    trust: state.trustOverTime,
    told: state.told,
    stages: persona.stages.length,
    risk: Math.max(0, ...persona.stages.slice(0, state.told).map((stage) => stage.risk)),
    next: next === undefined ? null : { line: next.line, better: next.better },
  };
}
