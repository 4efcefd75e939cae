import { z } from '@hono/zod-openapi';
import {
  type Ctx,
  instant,
  listSchema,
  newId,
  ok,
  type PersonActor,
  type Result,
  refuseRequest,
  sealPart,
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import { caseStatus, type DecreeForm } from '../../vocabulary/index.ts';
import { mayReadClass, type SealedClass, sealedClasses } from '../access/case-access.ts';
import { caseRecord } from '../access/case-sealing.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { scopeOf } from '../process/case-store.ts';
import { refuse } from '../refusals.ts';
import { cameAfterwards } from '../supplements/came-afterwards.ts';
import type { CaseRow } from '../tables.ts';
import { formDuty } from './catalogue.ts';
import { type Answer, type Answers, checkAnswers, fieldsOf } from './definition.pure.ts';
import { answerSchema } from './definition-schema.ts';
import { byClass, readSealedAnswers } from './fill-form.ts';
import {
  definitionRow,
  definitionVersion,
  draftRow,
  formRows,
  insertConflict,
  insertForm,
  putFormPart,
  resolveConflicts,
  updateForm,
} from './form-store.ts';

export interface SaveFormDraft extends OnCase {
  readonly form: DecreeForm;
  /** Version of the draft that the writer saw; 0 where none was there. */
  readonly base: number;
  /** The fields that the writer changed; null empties one. */
  readonly changes: Readonly<Record<string, Answer | null>>;
}

/** Two people wrote one field: both values, and who wrote the one that stands. */
const fieldConflict = z.object({
  field: z.string(),
  yours: answerSchema.nullable(),
  theirs: answerSchema.nullable(),
  by: z.string(),
  at: instant,
});
export const savedDraftSchema = z.object({
  id: z.uuid(),
  version: z.number().int(),
  /** Written by somebody else since `base`: not overwritten. Save again on the new version to choose. */
  conflicts: listSchema(fieldConflict),
  /** Fields that the form hides with these answers. They are kept in the draft and dropped on submission. */
  hidden: listSchema(z.string()),
});
export type FieldConflict = z.output<typeof fieldConflict>;
export type SavedDraft = z.output<typeof savedDraftSchema>;

/**
 * Saves what somebody changed in a form, as often as they type. Fields that nobody else touched are saved; a field that
 * somebody else has written meanwhile is answered with both values, and the losing one is kept until it is settled.
 */
export async function saveFormDraft(ctx: Ctx, input: SaveFormDraft): Promise<Result<SavedDraft>> {
  return caseAct(ctx, 'case.work', { case: input.case }, (tx, row, person) =>
    writeFormDraft(ctx, tx, row, person, input),
  );
}

/** The same inside a transaction of the caller, who holds the case. */
export async function writeFormDraft(
  ctx: Ctx,
  tx: Tx,
  row: CaseRow,
  person: PersonActor,
  input: Omit<SaveFormDraft, 'case'> & {
    /** Who wrote the values, where it is not the actor: what was sent from elsewhere and is taken in. */
    readonly by?: string;
    /** What the form asks for came in afterwards: the case may stand at a later step. */
    readonly afterwards?: boolean;
  },
): Promise<Result<SavedDraft>> {
  const duty = formDuty[input.form];
  if (!duty) return refuse('form.unknown');
  const known = await draftRow(tx, row.id, input.form, row.cycle);
  if (!duty.at.includes(row.status) && !input.afterwards && !(await cameAfterwards(tx, row, known?.id)))
    return refuse('form.not-open', { facts: { status: caseStatus.label(row.status, ctx.language) } });
  if (!person.assignments.some((held) => (duty.roles as readonly string[]).includes(held.role)))
    return refuse('case.not-your-role', { facts: { roles: duty.roles.join(', ') } });
  const definition = known
    ? await definitionVersion(tx, input.form, known.definition_version)
    : await definitionRow(tx, input.form, vietnamDate(ctx.now));
  if (!definition) return refuse('form.unknown');
  const fields = new Map(fieldsOf(definition).map((field) => [field.code, field]));
  for (const [code, value] of Object.entries(input.changes)) {
    const one = fields.get(code);
    if (!one) return refuse('form.answer-invalid', { field: code });
    const bare = {
      ...definition,
      sections: [{ code: 'x', vi: '', en: '', fields: [{ ...one, shownWhen: undefined, required: undefined }] }],
    } as typeof definition;
    if (value !== null && value !== '' && checkAnswers(bare, { [code]: value }).invalid.length > 0)
      return refuse('form.answer-invalid', { field: code });
  }

  let stored: Record<string, Answer> = {};
  let versions: Record<string, number> = {};
  let writers: Record<string, { by: string; at: string }> = {};
  let version = 0;
  let id: string | undefined;
  if (known) {
    id = known.id;
    version = known.version;
    versions = { ...known.field_versions };
    writers = { ...known.field_writers };
    stored = {
      ...(known.triage as Answers),
      ...(await readSealedAnswers(ctx, tx, person, known, sealedClasses)).answers,
    };
  } else {
    // A plan or decision that was returned is written on from what it said.
    const returned = (await formRows(tx, row.id)).findLast(
      (one) => one.form_code === input.form && one.cycle === row.cycle && one.status === 'returned',
    );
    if (returned)
      stored = {
        ...(returned.triage as Answers),
        ...(await readSealedAnswers(ctx, tx, person, returned, sealedClasses)).answers,
      };
  }

  const conflicts: FieldConflict[] = [];
  const next = version + 1;
  const merged: Record<string, Answer> = { ...stored };
  const settled: string[] = [];
  for (const [code, value] of Object.entries(input.changes)) {
    const theirs = stored[code];
    if (known && (versions[code] ?? 0) > input.base && JSON.stringify(theirs) !== JSON.stringify(value ?? undefined)) {
      // Telling the other value is a reading of its class.
      const fieldClass = fields.get(code)?.fieldClass ?? 'internal';
      if (!mayReadClass(person, scopeOf(row), fieldClass, tx.now))
        return refuseRequest('access.step-up-needed', { field: code });
      const writer = writers[code];
      conflicts.push({
        field: code,
        yours: value,
        theirs: theirs ?? null,
        by: writer?.by ?? known.updated_by,
        at: writer ? new Date(writer.at) : known.updated_at,
      });
      continue;
    }
    if (value === null || value === '') delete merged[code];
    else merged[code] = value;
    versions[code] = next;
    writers[code] = { by: input.by ?? person.person, at: tx.now.toISOString() };
    settled.push(code);
  }
  const { triage, ...sealed } = byClass(definition, merged);
  id ??= await insertForm(tx, {
    case_id: row.id,
    form_code: input.form,
    definition_version: definition.version,
    cycle: row.cycle,
    status: 'draft',
    triage,
    totals: null,
    fieldVersions: versions,
    fieldWriters: writers,
  });
  if (known) await updateForm(tx, id, { version: next, triage, fieldVersions: versions, fieldWriters: writers });
  for (const fieldClass of sealedClasses) {
    const answers = sealed[fieldClass];
    const touched = Object.keys(input.changes).some((code) => fields.get(code)?.fieldClass === fieldClass);
    if (!touched && (known || Object.keys(answers).length === 0)) continue;
    const key = await caseRecord.openKey(ctx, tx, row.id, fieldClass, person.agency);
    if (!key) return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    await putFormPart(tx, id, row.id, fieldClass, sealPart(key, `form:${id}`, JSON.stringify(answers)));
  }
  await resolveConflicts(tx, id, settled);
  for (const conflict of conflicts) {
    const fieldClass = fields.get(conflict.field)?.fieldClass ?? 'narrative';
    const kept: SealedClass = fieldClass === 'triage' ? 'internal' : fieldClass;
    const key = await caseRecord.openKey(ctx, tx, row.id, kept, person.agency);
    if (!key) return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    const conflictId = newId<'form-conflict'>(ctx.now.getTime());
    await insertConflict(tx, {
      id: conflictId,
      formId: id,
      caseId: row.id,
      field: conflict.field,
      fieldClass: kept,
      sealed: sealPart(key, `conflict:${conflictId}`, JSON.stringify(conflict.yours)),
      by: input.by ?? person.person,
    });
  }
  tx.audit({
    ...auditOf(row),
    action: 'case.work',
    codes: { act: 'save-draft', form: input.form, conflicts: conflicts.length },
  });
  tx.notify({ topic: 'cases.form', id: row.id, agency: row.owner_agency });
  return ok({ id, version: known ? next : 1, conflicts, hidden: [...checkAnswers(definition, merged).dropped] });
}
