import { type Ctx, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { noticeOfQuestionAnswered } from '../process/case-notices.ts';
import { refuse } from '../refusals.ts';
import { noteOnReferral, type OnReferral, referralAct } from './referral-act.ts';
import { REFERRAL_TEXT } from './referral-purpose.ts';
import { mayBeAsked, questionAnswerPart } from './referral-question.ts';
import { closeQuestion, openQuestion } from './referral-question-store.ts';
import { addReferralText } from './referral-sealing.ts';

/**
 * The sender answers what the receiver asked. Refusals: those of an act on a referral and of a text, `referral.act-not-open`,
 * `referral.no-open-question` (`question` was answered, or is none of this referral), `case.desk-has-no-key`
 */
export async function answerReferralQuestion(
  ctx: Ctx,
  input: OnReferral & { readonly question: string; readonly text: string },
): Promise<Result<{ version: number }>> {
  const text = readTextInput(input.text, 'text', REFERRAL_TEXT);
  if (!text.ok) return text;
  return referralAct(ctx, 'referral.send', input, async (tx, row, person) => {
    if (!mayBeAsked(row.status))
      return refuse('referral.act-not-open', { facts: { status: row.status, act: 'answer-question' } });
    const open = await openQuestion(tx, row.id);
    if (open?.id !== input.question) return refuse('referral.no-open-question');
    if (!(await addReferralText(ctx, tx, row.id, person.agency, questionAnswerPart(open.id), text.value)))
      return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    await closeQuestion(tx, open.id);
    await noticeOfQuestionAnswered(tx, row, open.asked_by);
    return ok(await noteOnReferral(tx, row, 'answer-question'));
  });
}
