import { type Ctx, type DataKey, openPart, type PersonActor, sealPart, type Tx } from '../../kernel/index.ts';
import type { SealedClass } from '../access/case-access.ts';
import { caseRecord } from '../access/case-sealing.ts';
import {
  type Answer,
  type Answers,
  type CheckedAnswers,
  type FormDefinition,
  type FormFieldClass,
  fieldsOf,
} from './definition.pure.ts';
import { formParts, insertForm, putFormPart } from './form-store.ts';

/** Answers by the class of their fields. */
export function byClass(definition: FormDefinition, answers: Answers): Record<FormFieldClass, Record<string, Answer>> {
  const parts: Record<FormFieldClass, Record<string, Answer>> = {
    triage: {},
    narrative: {},
    identity: {},
    internal: {},
  };
  for (const field of fieldsOf(definition)) {
    const answer = answers[field.code];
    if (answer !== undefined) parts[field.fieldClass][field.code] = answer;
  }
  return parts;
}

/** Writes a form that is complete at once, as form 01 at the opening. @returns its id */
export async function insertSubmitted(
  tx: Tx,
  input: {
    caseId: string;
    cycle: number;
    definition: FormDefinition;
    checked: CheckedAnswers;
    keys: ReadonlyMap<SealedClass, DataKey>;
  },
): Promise<string> {
  const { definition, checked } = input;
  const { triage, ...sealed } = byClass(definition, checked.answers);
  const id = await insertForm(tx, {
    case_id: input.caseId,
    form_code: definition.code,
    definition_version: definition.version,
    cycle: input.cycle,
    status: 'submitted',
    triage,
    totals: { ...checked.totals },
    fieldVersions: {},
    fieldWriters: {},
  });
  for (const [fieldClass, answers] of Object.entries(sealed) as [SealedClass, Answers][]) {
    const key = input.keys.get(fieldClass);
    if (key && Object.keys(answers).length > 0)
      await putFormPart(tx, id, input.caseId, fieldClass, sealPart(key, `form:${id}`, JSON.stringify(answers)));
  }
  return id;
}

/** The sealed answers of a form, of the classes asked for; a class whose key the desk does not hold is left out. */
export async function readSealedAnswers(
  ctx: Ctx,
  tx: Tx,
  person: PersonActor,
  form: { id: string; case_id: string },
  classes: readonly SealedClass[],
): Promise<{ answers: Answers; opened: SealedClass[] }> {
  const answers: Record<string, Answer> = {};
  const opened: SealedClass[] = [];
  for (const { field_class: fieldClass, sealed } of await formParts(tx, form.id)) {
    if (!classes.includes(fieldClass)) continue;
    const key = await caseRecord.openKey(ctx, tx, form.case_id, fieldClass, person.agency);
    if (!key) continue;
    Object.assign(answers, JSON.parse(openPart(key, `form:${form.id}`, sealed)));
    opened.push(fieldClass);
  }
  return { answers, opened };
}
