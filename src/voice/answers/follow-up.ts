import { actOnRecord, type Ctx, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { CONSULTATION, consultationRecord } from '../consultations/consultation-record.ts';
import { findAnswer, updateAnswer } from '../consultations/consultation-store.ts';
import { refuse } from '../refusals.ts';
import { ANSWER_TEXT } from './theme-answer.ts';

/**
 * The fourth F: says what came of an answer by the day that was promised, or before it. Until then the theme stays late in public.
 * Refusals: those of an act on a record and of a text, `consultation.not-found`, `consultation.wrong-state`, `theme.not-found`,
 * `theme-answer.given`
 */
export function followUp(
  ctx: Ctx,
  input: { readonly consultation: string; readonly theme: string; readonly text: string },
): Promise<Result<void>> {
  return actOnRecord(
    consultationRecord,
    ctx,
    'consultation.follow-up',
    { id: input.consultation },
    async (tx, row, actor): Promise<Result<void>> => {
      const text = readTextInput(input.text, 'text', ANSWER_TEXT);
      if (!text.ok) return text;
      const answer = await findAnswer(tx, input.theme);
      if (answer?.consultation_id !== row.id) return refuse('theme.not-found');
      if (answer.followed_up !== null) return refuse('theme-answer.given');
      await updateAnswer(tx, answer.theme_id, {
        followed_up: text.value,
        followed_up_by: actor.person,
        followed_up_at: tx.now,
      });
      tx.audit({ action: 'consultation.follow-up', object: { kind: CONSULTATION, id: row.id } });
      return ok();
    },
  );
}
