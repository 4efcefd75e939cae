import { type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import {
  type ConsentAnswer,
  consentAnswers,
  consentException,
  consentRuleFor,
  consentRuleVersion,
  type Giver,
  givers,
} from './consent-rule.ts';
import { takeBackAllReminders } from './remind-session.ts';
import { auditOf, type OnSeries, openSeriesAct } from './series-record.ts';
import { consentsOf, insertConsent, updateSeries } from './series-store.ts';

/**
 * Writes down what the child or a guardian said to the counselling, or why a guardian was not asked. Nothing before is changed; the
 * newest answer of each counts. Refusals: of an act on a series, `consent.answer-unknown`, `consent.exception-needed` (a guardian who was
 * not asked, and no reason; or a reason that stands for the child)
 */
export async function recordAgreement(
  ctx: Ctx,
  input: OnSeries & { readonly giver: string; readonly answer: string; readonly exception?: string | undefined },
): Promise<Result<void>> {
  const giver = givers.find((one) => one === input.giver) as Giver | undefined;
  const answer = consentAnswers.find((one) => one === input.answer) as ConsentAnswer | undefined;
  if (!giver || !answer) return refuse('consent.answer-unknown', { field: giver ? 'answer' : 'giver' });
  const exception = answer === 'not-asked' ? input.exception : undefined;
  if (answer === 'not-asked' && (giver === 'child' || !consentException.has(exception)))
    return refuse('consent.exception-needed', { field: 'exception' });
  return openSeriesAct(ctx, input, async (tx, series, person) => {
    await insertConsent(tx, {
      id: newId<'consent'>(tx.now.getTime()),
      series_id: series.id,
      place: (await consentsOf(tx, series.id)).length + 1,
      giver,
      answer,
      exception: consentException.has(exception) ? exception : null,
      rule: consentRuleFor(series.age_band).code,
      rule_version: consentRuleVersion,
      at: tx.now,
      recorded_by: person.person,
    });
    if (answer === 'refused' || answer === 'withdrawn') await takeBackAllReminders(tx, series.id);
    tx.audit({ ...auditOf(series), action: 'series.work', codes: { task: 'record-agreement', by: giver, answer } });
    await updateSeries(tx, series);
    return ok();
  });
}
