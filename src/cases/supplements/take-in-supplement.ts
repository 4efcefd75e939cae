import { z } from '@hono/zod-openapi';
import { type Ctx, listSchema, ok, parseId, type Result, refuseRequest, vietnamDate } from '../../kernel/index.ts';
import { sealedClasses } from '../access/case-access.ts';
import { supplementPolicy } from '../access/case-policy.ts';
import { type Answers, checkAnswers, type FormDefinition, fieldsOf } from '../forms/definition.pure.ts';
import { readSealedAnswers } from '../forms/fill-form.ts';
import { definitionRow, definitionVersion, draftRow, lastSubmitted } from '../forms/form-store.ts';
import { savedDraftSchema, writeFormDraft } from '../forms/save-form-draft.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { insertEvent } from '../process/case-store.ts';
import { refuse } from '../refusals.ts';
import { changedMeanwhile, type OnSeenSupplement } from './supplement-act.ts';
import { openSupplement } from './supplement-sealing.ts';
import { supplementRow, updateSupplement } from './supplement-store.ts';

export const takenInSchema = savedDraftSchema.extend({
  /** Answers that the form of the draft does not know, or not so: they are not in it. */
  leftOut: listSchema(z.string()),
});
export type TakenIn = z.output<typeof takenInSchema>;

/**
 * Takes what was sent after an emergency into the case's draft of form 01, for the commune to check and sign. What was handed over at first
 * stands under it; what somebody here has written already stays, and the other value beside it, as in every draft that two people write.
 * Refusals: those of an act on a record and of a draft, `supplement.not-sent`, `supplement.already-taken-in`, `supplement.case-ended`
 */
export async function takeInSupplement(ctx: Ctx, input: OnCase & OnSeenSupplement): Promise<Result<TakenIn>> {
  const id = parseId<'supplement'>(input.supplement);
  if (id === undefined) return refuseRequest('record.not-found');
  return caseAct(ctx, 'case.work', { case: input.case }, async (tx, row, person) => {
    const sent = await supplementRow(tx, id, { lock: true });
    if (!sent || sent.case_id !== row.id) return refuseRequest('record.not-found');
    if (!supplementPolicy.can(person, 'supplement.take-in', { ...sent }, tx.now))
      return refuseRequest('access.not-permitted');
    if (sent.status === 'LAPSED' || !row.is_open) return refuse('supplement.case-ended');
    if (sent.status === 'OWED') return refuse('supplement.not-sent');
    if (sent.status !== 'SENT') return refuse('supplement.already-taken-in');
    const changed = changedMeanwhile(sent, input.version);
    if (changed) return changed;
    const answers = await openSupplement(ctx, tx, sent.id, person.agency);
    if (!answers) return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });

    const draft = await draftRow(tx, row.id, 'FORM-01', row.cycle);
    const definition = draft
      ? await definitionVersion(tx, 'FORM-01', draft.definition_version)
      : await definitionRow(tx, 'FORM-01', vietnamDate(ctx.now));
    if (!definition) return refuse('form.unknown');
    const first = draft ? undefined : await lastSubmitted(tx, row.id, 'FORM-01', row.round_from);
    const before: Answers = first
      ? {
          ...(first.triage as Answers),
          ...(await readSealedAnswers(ctx, tx, person, first, sealedClasses)).answers,
        }
      : {};
    const { changes, leftOut } = fitting(definition, { ...before, ...answers });
    const saved = await writeFormDraft(ctx, tx, row, person, {
      form: 'FORM-01',
      // Nothing of the draft was seen: whatever somebody has written in it stands.
      base: 0,
      changes,
      afterwards: true,
      ...(sent.sent_by === null ? {} : { by: sent.sent_by }),
    });
    if (!saved.ok) return saved;
    await updateSupplement(tx, sent, { status: 'TAKEN_IN', form_id: saved.value.id });
    await insertEvent(tx, row.id, 'supplement-taken-in', { codes: { from: sent.from_agency } });
    tx.audit({
      ...auditOf(row),
      action: 'case.work',
      fieldClasses: ['narrative', 'identity'],
      codes: { act: 'take-in-supplement', form: 'FORM-01', conflicts: saved.value.conflicts.length },
    });
    return ok({ ...saved.value, leftOut });
  });
}

/** Those answers that a definition knows as they are: the form may have changed between the sending and the draft. */
function fitting(definition: FormDefinition, answers: Answers): { changes: Answers; leftOut: string[] } {
  const bare = {
    ...definition,
    sections: definition.sections.map((section) => ({
      ...section,
      fields: section.fields.map((field) => ({ ...field, shownWhen: undefined, required: undefined })),
    })),
  } as FormDefinition;
  const known = new Set(fieldsOf(definition).map(({ code }) => code));
  const invalid = new Set(checkAnswers(bare, answers).invalid);
  const fits = (code: string) => known.has(code) && !invalid.has(code);
  return {
    changes: Object.fromEntries(Object.entries(answers).filter(([code]) => fits(code))),
    leftOut: Object.keys(answers).filter((code) => !fits(code)),
  };
}
