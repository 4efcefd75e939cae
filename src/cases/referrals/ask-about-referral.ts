import { type Ctx, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { noticeOfQuestion } from '../process/case-notices.ts';
import { refuse } from '../refusals.ts';
import { noteOnReferral, type OnReferral, referralAct } from './referral-act.ts';
import { REFERRAL_TEXT } from './referral-purpose.ts';
import { mayBeAsked, questionPart } from './referral-question.ts';
import { insertQuestion, openQuestion } from './referral-question-store.ts';
import { addReferralText } from './referral-sealing.ts';

/**
 * The receiver asks the sender for what is missing, without refusing. The state stays and the time to answer runs on. Sealed under
 * the referral's key, which both desks hold. Refusals: those of an act on a referral and of a text, `referral.act-not-open`,
 * `referral.question-open` (one at a time), `case.desk-has-no-key`
 */
export async function askAboutReferral(
  ctx: Ctx,
  input: OnReferral & { readonly text: string },
): Promise<Result<{ question: string; version: number }>> {
  const text = readTextInput(input.text, 'text', REFERRAL_TEXT);
  if (!text.ok) return text;
  return referralAct(ctx, 'referral.answer', input, async (tx, row, person) => {
    if (!mayBeAsked(row.status)) return refuse('referral.act-not-open', { facts: { status: row.status, act: 'ask' } });
    if (await openQuestion(tx, row.id)) return refuse('referral.question-open');
    const question = await insertQuestion(tx, row.id);
    if (!(await addReferralText(ctx, tx, row.id, person.agency, questionPart(question), text.value)))
      return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    await noticeOfQuestion(tx, row);
    const { version } = await noteOnReferral(tx, row, 'ask');
    return ok({ question, version });
  });
}
