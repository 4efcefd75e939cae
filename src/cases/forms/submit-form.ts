import { z } from '@hono/zod-openapi';
import { nextDue, startClocks } from '../../clocks/index.ts';
import { type Ctx, listSchema, ok, type Result, refuseRequest, sealPart, vietnamDate } from '../../kernel/index.ts';
import { type DecreeForm, lawOf } from '../../vocabulary/index.ts';
import { sealedClasses } from '../access/case-access.ts';
import { caseRecord, keepChild } from '../access/case-sealing.ts';
import { identityFactsOf } from '../access/identity-facts.ts';
import { documentNames } from '../documents/document-names.ts';
import { drawUpForm, heldKeys } from '../documents/draw-up.ts';
import { freezeDocument } from '../documents/freeze-document.ts';
import { auditOf, caseAct, lookAtCase, type OnCase } from '../process/case-act.ts';
import { clockOf } from '../process/case-clocks.ts';
import { insertEvent, submittedForms, updateCase } from '../process/case-store.ts';
import { bandOn } from '../process/child-age.ts';
import { refuse } from '../refusals.ts';
import { supplementOfForm, updateSupplement } from '../supplements/supplement-store.ts';
import { formDuty } from './catalogue.ts';
import { type Answers, checkAnswers } from './definition.pure.ts';
import { byClass, readSealedAnswers } from './fill-form.ts';
import { definitionVersion, draftRow, openConflicts, putFormPart, updateForm } from './form-store.ts';

export const submittedFormSchema = z.object({
  id: z.uuid(),
  /** Of the case, which the submission has changed. */
  version: z.number().int(),
  totals: z.record(z.string(), z.number()).readonly(),
  /** Answers that were left out, since the form hides them with the other answers. */
  dropped: listSchema(z.string()),
});
export type SubmittedForm = z.output<typeof submittedFormSchema>;

/**
 * Submits a form: the server judges every answer again, drops what is hidden and says so, computes the totals, and
 * freezes the form with its definition's version. It decides nothing; but an emergency that form 02 finds starts the
 * twelve hours, counted from when the information came in.
 */
export async function submitForm(
  ctx: Ctx,
  input: OnCase & { readonly form: DecreeForm; readonly base: number },
): Promise<Result<SubmittedForm>> {
  const looked = await lookAtCase(ctx, input.case);
  if (!looked.ok) return looked;
  const names = await documentNames(ctx, looked.value);
  return caseAct(ctx, 'case.work', { case: input.case }, async (tx, row, person) => {
    const duty = formDuty[input.form];
    if (!duty) return refuse('form.unknown');
    const draft = await draftRow(tx, row.id, input.form, row.cycle);
    const supplement = draft && (await supplementOfForm(tx, draft.id));
    if (!duty.at.includes(row.status) && !(row.is_open && supplement)) return refuse('form.not-open');
    if (!person.assignments.some((held) => (duty.roles as readonly string[]).includes(held.role)))
      return refuse('case.not-your-role', { facts: { roles: duty.roles.join(', ') } });
    if (!draft) return refuse('form.frozen');
    if (draft.version !== input.base)
      return refuseRequest('record.changed-meanwhile', {
        facts: { version: draft.version, by: draft.updated_by, at: draft.updated_at.toISOString() },
      });
    const [conflict] = await openConflicts(tx, draft.id);
    if (conflict) return refuse('form.has-conflicts', { field: conflict.field });
    const definition = await definitionVersion(tx, input.form, draft.definition_version);
    const written: Answers = {
      ...(draft.triage as Answers),
      ...(await readSealedAnswers(ctx, tx, person, draft, sealedClasses)).answers,
    };
    const checked = checkAnswers(definition, written);
    const [invalid] = checked.invalid;
    if (invalid) return refuse('form.answer-invalid', { field: invalid });
    const [missing] = checked.missing;
    if (missing) return refuse('form.answer-missing', { field: missing });
    const { triage, ...sealed } = byClass(definition, checked.answers);
    const band: { age_band?: string } = {};
    for (const fieldClass of sealedClasses) {
      const key = await caseRecord.openKey(ctx, tx, row.id, fieldClass, person.agency);
      if (!key) return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
      await putFormPart(
        tx,
        draft.id,
        row.id,
        fieldClass,
        sealPart(key, `form:${draft.id}`, JSON.stringify(sealed[fieldClass])),
      );
      if (input.form === 'FORM-01' && fieldClass === 'identity') {
        const facts = identityFactsOf(checked.answers);
        await keepChild(ctx, tx, key, facts);
        band.age_band = bandOn(facts.age, vietnamDate(ctx.now));
      }
    }
    await updateForm(tx, draft.id, {
      version: draft.version + 1,
      status: 'submitted',
      triage,
      totals: { ...checked.totals },
      submitted: true,
    });
    if (supplement) await updateSupplement(tx, supplement, { status: 'SIGNED' });
    // The plan is signed when it is put before the chair, its approval when the chair decides: each with its own act.
    if (input.form !== 'FORM-04' && input.form !== 'FORM-05')
      await freezeDocument(tx, {
        caseId: row.id,
        kind: input.form,
        form: draft.id,
        agency: person.agency,
        document: await drawUpForm(
          ctx,
          tx,
          row,
          person,
          { definition, answers: checked.answers, signedAt: tx.now, signer: person.name, agency: person.agency },
          names,
        ),
        keys: await heldKeys(ctx, tx, row.id, person.agency),
      });
    await insertEvent(tx, row.id, 'form-submitted', {
      codes: { form: input.form, version: definition.version, dropped: checked.dropped.length },
    });
    if (input.form === 'FORM-02' && checked.answers.conclusion === 'EMERGENCY') {
      await startClocks(tx, {
        ...clockOf(row, lawOf(ctx.kernel)),
        codes: ['DL-EMERG-12H'],
        startedAt: row.round_from === 1 ? row.information_at : row.last_act_at,
        // The same start as that of an urgent report: one clock, however the emergency was found.
        occurrence: row.round_from === 1 ? 'opened' : `round:${row.round_from}`,
      });
    }
    await updateCase(tx, row, {
      ...band,
      ...(await submittedForms(tx, { id: row.id, cycle: row.cycle, roundFrom: row.round_from })),
      ...(await nextDue(tx, { kind: 'case', id: row.id })),
    });
    tx.audit({ ...auditOf(row), action: 'case.work', codes: { act: 'submit-form', form: input.form } });
    tx.notify({ topic: 'cases.form', id: row.id, agency: row.owner_agency });
    return ok({ id: draft.id, version: row.version + 1, totals: checked.totals, dropped: checked.dropped });
  });
}
