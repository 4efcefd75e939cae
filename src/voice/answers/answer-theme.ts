import {
  actOnRecord,
  type Ctx,
  ok,
  type Result,
  readOptionalText,
  readTextInput,
  vietnamDate,
} from '../../kernel/index.ts';
import { CONSULTATION, consultationRecord } from '../consultations/consultation-record.ts';
import { findAnswer, findTheme, insertAnswer } from '../consultations/consultation-store.ts';
import { refuse } from '../refusals.ts';
import { answerOutcome } from '../voice-lists.ts';
import { endIfAnswered } from './end-if-answered.ts';
import { ANSWER_TEXT, ANSWERED_BY, type AnswerFields, CHILD_WORDS, missingInAnswer } from './theme-answer.ts';

/**
 * Says what came of a theme, for good: what we heard, what was decided, why not where it is not done, who answers, in a child's words, and the
 * day of looking again. When every theme has its answer and nothing is left over, the consultation is answered.
 * Refusals: those of an act on a record and of a text, `consultation.not-found`, `consultation.wrong-state`, `theme.not-found`,
 * `theme-answer.not-full`, `theme-answer.given`
 */
export function answerTheme(
  ctx: Ctx,
  input: {
    readonly consultation: string;
    readonly theme: string;
    readonly outcome: string;
    readonly heard: string;
    readonly decided: string;
    readonly whyNot?: string | null | undefined;
    readonly answeredBy: string;
    readonly childWords: string;
    /** `YYYY-MM-DD` */
    readonly followUpOn: string;
  },
): Promise<Result<void>> {
  return actOnRecord(
    consultationRecord,
    ctx,
    'consultation.answer',
    { id: input.consultation },
    async (tx, row, actor): Promise<Result<void>> => {
      const theme = await findTheme(tx, input.theme);
      if (theme?.consultation_id !== row.id) return refuse('theme.not-found');
      if (await findAnswer(tx, theme.id)) return refuse('theme-answer.given');
      const read = readAnswer(input);
      if (!read.ok) return read;
      const missing = missingInAnswer(read.value, vietnamDate(tx.now));
      if (missing !== undefined) return refuse('theme-answer.not-full', { field: missing });
      const answer = read.value;
      await insertAnswer(tx, {
        theme_id: theme.id,
        consultation_id: row.id,
        outcome: answer.outcome,
        heard: answer.heard,
        decided: answer.decided,
        why_not: answer.whyNot,
        answered_by: answer.answeredBy,
        child_words: answer.childWords,
        follow_up_on: answer.followUpOn,
        written_by: actor.person,
        agency: actor.agency,
        answered_at: tx.now,
        followed_up: null,
        followed_up_by: null,
        followed_up_at: null,
      });
      await endIfAnswered(tx, row);
      tx.audit({
        action: 'consultation.answer',
        object: { kind: CONSULTATION, id: row.id },
        codes: { outcome: answer.outcome },
      });
      return ok();
    },
  );
}

function readAnswer(input: Parameters<typeof answerTheme>[1]): Result<AnswerFields> {
  if (!answerOutcome.has(input.outcome)) return refuse('theme-answer.not-full', { field: 'outcome' });
  const heard = readTextInput(input.heard, 'heard', ANSWER_TEXT);
  if (!heard.ok) return heard;
  const decided = readTextInput(input.decided, 'decided', ANSWER_TEXT);
  if (!decided.ok) return decided;
  const whyNot = readOptionalText(input.whyNot, 'whyNot', ANSWER_TEXT);
  if (!whyNot.ok) return whyNot;
  const answeredBy = readTextInput(input.answeredBy, 'answeredBy', ANSWERED_BY);
  if (!answeredBy.ok) return answeredBy;
  const childWords = readTextInput(input.childWords, 'childWords', CHILD_WORDS);
  if (!childWords.ok) return childWords;
  return ok({
    outcome: input.outcome,
    heard: heard.value,
    decided: decided.value,
    whyNot: whyNot.value ?? null,
    answeredBy: answeredBy.value,
    childWords: childWords.value,
    followUpOn: input.followUpOn,
  });
}
