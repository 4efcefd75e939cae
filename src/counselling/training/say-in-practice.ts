import { type Ctx, ok, type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { practiceAct } from './practice-record.ts';
import { practiceKey, sealTurn } from './practice-sealing.ts';
import { insertPracticeLine, savePractice } from './practice-store.ts';
import { takeTurn } from './take-turn.ts';

/** A line of whoever practises. */
export const PRACTICE_LINE: TextRule = { most: 2_000, lines: true };

export interface SayInPractice {
  readonly practice: string;
  readonly text: string;
  /** The practice as the writer saw it: a line written twice by two presses is one. */
  readonly version: number;
}

/** Writes a line to the scripted child and keeps its answer with the feedback. Refusals: of the text, `practice.over`, those of a record */
export async function sayInPractice(ctx: Ctx, input: SayInPractice): Promise<Result<{ readonly turn: number }>> {
  const text = readTextInput(input.text, 'text', PRACTICE_LINE);
  if (!text.ok) return text;
  const { practice: id, version } = input;
  return practiceAct(ctx, { id, version }, async (tx, practice, persona) => {
    if (practice.ended !== null) return refuse('practice.over');
    const { state, reply, feedback, better, trustChange } = takeTurn(persona, practice.state, text.value);
    const turn = state.moves.length;
    const key = await practiceKey(ctx, practice);
    const kept = { text: text.value, reply, feedback, better, trustChange };
    await insertPracticeLine(tx, { practice_id: practice.id, turn, at: tx.now, sealed: sealTurn(key, turn, kept) });
    await savePractice(tx, practice, { state, ended: state.ended });
    return ok({ turn });
  });
}
