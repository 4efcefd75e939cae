import { type Ctx, hasDeskKey, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { type Answers, checkAnswers } from '../forms/definition.pure.ts';
import { definitionRow } from '../forms/form-store.ts';
import { refuse } from '../refusals.ts';
import { notOwed, type OnSeenSupplement, supplementAct } from './supplement-act.ts';
import { meetSupplementClock } from './supplement-clock.ts';
import { noticeOfSupplement } from './supplement-notices.ts';
import { sealSupplement } from './supplement-sealing.ts';
import { updateSupplement } from './supplement-store.ts';

export interface SendSupplement extends OnSeenSupplement {
  /** Answers of form 01, whole. */
  readonly answers: Answers;
}

/**
 * Sends the whole of form 01 after an emergency was handed over, once: sealed to whoever holds the case now, and to nobody else. Whoever
 * sends it cannot read it afterwards, and learns nothing of the case. Refusals: those of an act on a record, `supplement.already-sent`,
 * `supplement.case-ended`, `case.desk-has-no-key`, `form.unknown`, `form.answer-invalid`, `form.answer-missing`
 */
export async function sendSupplement(ctx: Ctx, input: SendSupplement): Promise<Result<{ version: number }>> {
  return supplementAct(ctx, 'case.supplement', { supplement: input.supplement }, async (tx, row, person) => {
    const over = notOwed(row, input.version);
    if (over) return over;
    const definition = await definitionRow(tx, 'FORM-01', vietnamDate(ctx.now));
    if (!definition) return refuse('form.unknown', { facts: { form: 'FORM-01' } });
    const checked = checkAnswers(definition, input.answers);
    const [invalid] = checked.invalid;
    if (invalid) return refuse('form.answer-invalid', { field: invalid });
    const [missing] = checked.missing;
    if (missing) return refuse('form.answer-missing', { field: missing });
    if (!(await hasDeskKey(tx, row.to_agency)))
      return refuse('case.desk-has-no-key', { facts: { desk: row.to_agency } });
    await sealSupplement(ctx, tx, row.id, row.to_agency, { definition, answers: checked.answers });
    await updateSupplement(tx, row, { status: 'SENT', sent_at: tx.now, sent_by: person.person });
    await meetSupplementClock(tx, row.id);
    await noticeOfSupplement(tx, row);
    tx.audit({
      organisation: row.to_agency,
      action: 'case.supplement',
      object: { kind: 'supplement', id: row.id },
      fieldClasses: ['narrative', 'identity'],
      codes: { act: 'send', form: 'FORM-01' },
    });
    tx.notify({ topic: 'cases.supplement', id: row.case_id, agency: row.to_agency });
    tx.notify({ topic: 'cases.supplement', id: row.id, records: [row.case_id], agency: row.from_agency });
    return ok({ version: row.version + 1 });
  });
}
