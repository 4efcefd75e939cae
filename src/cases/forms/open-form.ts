import { z } from '@hono/zod-openapi';
import {
  type Ctx,
  instant,
  listSchema,
  ok,
  openPart,
  parseId,
  type Result,
  refuseRequest,
} from '../../kernel/index.ts';
import { mayReadClass, type SealedClass, sealedClasses } from '../access/case-access.ts';
import { caseRecord } from '../access/case-sealing.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { scopeOf } from '../process/case-store.ts';
import type { Answer, Answers } from './definition.pure.ts';
import { answerSchema, answersSchema, formDefinitionSchema } from './definition-schema.ts';
import { readSealedAnswers } from './fill-form.ts';
import { definitionVersion, formRow, openConflicts, type StoredForm } from './form-store.ts';

export const openedFormSchema = z
  .object({
    id: z.uuid(),
    definition: formDefinitionSchema,
    status: z.enum(['draft', 'submitted', 'returned']),
    version: z.number().int(),
    cycle: z.number().int(),
    answers: answersSchema.readonly(),
    totals: z.record(z.string(), z.number()).readonly().nullable(),
    /** Classes whose answers are not here, because they were not asked for or the actor may not read them. */
    masked: listSchema(z.enum(sealedClasses)),
    /** Values that lost against another writer's, until somebody has chosen. */
    conflicts: listSchema(
      z.object({
        field: z.string(),
        value: answerSchema.nullable(),
        by: z.string(),
        at: instant,
        /** Who wrote the value that stands, and when. */
        standing: z.object({ by: z.string(), at: instant }),
      }),
    ),
    startedBy: z.string(),
    submittedAt: instant.nullable(),
    submittedBy: z.string().nullable(),
  })
  .openapi('OpenedForm');
export type OpenedForm = z.output<typeof openedFormSchema>;

/** One filled form with its definition and the answers of the classes asked for; each reading is in the audit. */
export async function openForm(
  ctx: Ctx,
  input: OnCase & { readonly form: string; readonly read: readonly SealedClass[] },
): Promise<Result<OpenedForm>> {
  const id = parseId<'form'>(input.form);
  if (id === undefined) return refuseRequest('record.not-found');
  return caseAct(ctx, 'case.read', { case: input.case, readOnly: true }, async (tx, row, person) => {
    const form = await formRow(tx, id);
    if (!form || form.case_id !== row.id) return refuseRequest('record.not-found');
    const wanted = input.read.filter((fieldClass) => mayReadClass(person, scopeOf(row), fieldClass, tx.now));
    const { answers, opened } = await readSealedAnswers(ctx, tx, person, form, wanted);
    const conflicts: OpenedForm['conflicts'][number][] = [];
    for (const conflict of await openConflicts(tx, form.id)) {
      const fieldClass = conflict.field_class as SealedClass;
      const key = wanted.includes(fieldClass)
        ? await caseRecord.openKey(ctx, tx, row.id, fieldClass, person.agency)
        : undefined;
      if (key)
        conflicts.push({
          field: conflict.field,
          value: JSON.parse(openPart(key, `conflict:${conflict.id}`, conflict.sealed)) as Answer | null,
          by: conflict.by,
          at: conflict.at,
          standing: standingOf(form, conflict.field),
        });
    }
    tx.audit({
      ...auditOf(row),
      action: 'case.read',
      fieldClasses: ['triage', ...opened],
      codes: { form: form.form_code },
    });
    return ok({
      id: form.id,
      definition: await definitionVersion(tx, form.form_code, form.definition_version),
      status: form.status,
      version: form.version,
      cycle: form.cycle,
      answers: { ...(form.triage as Answers), ...answers },
      totals: form.totals,
      masked: sealedClasses.filter((fieldClass) => !opened.includes(fieldClass)),
      conflicts,
      startedBy: form.started_by,
      submittedAt: form.submitted_at,
      submittedBy: form.submitted_by,
    });
  });
}

/** Who wrote a field last; where that is not kept, who saved the form last. */
function standingOf(form: NonNullable<StoredForm>, field: string): { by: string; at: Date } {
  const writer = form.field_writers[field];
  return writer ? { by: writer.by, at: new Date(writer.at) } : { by: form.updated_by, at: form.updated_at };
}
