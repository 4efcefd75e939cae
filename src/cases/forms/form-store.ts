import { sql } from 'kysely';
import { actAs, actorName, newId, systemActor, type Tx, tablesOf } from '../../kernel/index.ts';
import type { DecreeForm } from '../../vocabulary/index.ts';
import type { SealedClass } from '../access/case-access.ts';
import { casePolicy } from '../access/case-policy.ts';
import type { IdentityKey } from '../access/identity-index.ts';
import type { CaseRow, FormRow, Tables } from '../tables.ts';
import type { FormDefinition } from './definition.pure.ts';

const table = tablesOf<Tables>();

interface DefinitionTables {
  'cases.form_definition': {
    form_code: DecreeForm;
    version: string;
    body: FormDefinition;
    valid_from: string;
    valid_to: string | null;
  };
}

function whole(row: DefinitionTables['cases.form_definition']): FormDefinition {
  const { validTo: _old, ...body } = row.body;
  return {
    ...body,
    validFrom: row.valid_from as FormDefinition['validFrom'],
    ...(row.valid_to === null ? {} : { validTo: row.valid_to as FormDefinition['validFrom'] }),
  };
}

/** The definition of a form in force on a day. */
export async function definitionRow(tx: Tx, code: DecreeForm, day: string): Promise<FormDefinition | undefined> {
  const row = await tx
    .query<DefinitionTables>()
    .selectFrom('cases.form_definition')
    .select(['form_code', 'version', 'body', 'valid_from', 'valid_to'])
    .where('form_code', '=', code)
    .where(sql<boolean>`valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)`)
    .executeTakeFirst();
  return row && whole(row);
}

/** One version, as a filled form names it. */
export async function definitionVersion(tx: Tx, code: DecreeForm, version: string): Promise<FormDefinition> {
  const row = await tx
    .query<DefinitionTables>()
    .selectFrom('cases.form_definition')
    .select(['form_code', 'version', 'body', 'valid_from', 'valid_to'])
    .where('form_code', '=', code)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return whole(row);
}

/** Every version of a form, oldest first. */
export async function definitionVersions(tx: Tx, code: DecreeForm): Promise<FormDefinition[]> {
  const rows = await tx
    .query<DefinitionTables>()
    .selectFrom('cases.form_definition')
    .select(['form_code', 'version', 'body', 'valid_from', 'valid_to'])
    .where('form_code', '=', code)
    .orderBy('valid_from')
    .execute();
  return rows.map(whole);
}

/** When each version was published, and by whom. */
export async function definitionPublications(tx: Tx) {
  return tx
    .query<{
      'cases.form_definition': { form_code: DecreeForm; version: string; published_at: Date; published_by: string };
    }>()
    .selectFrom('cases.form_definition')
    .select(['form_code', 'version', 'published_at', 'published_by'])
    .execute();
}

/** Who writes the forms once a verb has asked whether its actor may. */
const platform = systemActor('cases.form-definition');

/** @returns whether the version was new */
export async function insertDefinition(tx: Tx, definition: FormDefinition): Promise<boolean> {
  const by = actorName(tx.actor);
  const insert = sql`
    insert into cases.form_definition (form_code, version, body, valid_from, valid_to, published_at, published_by)
    values (${definition.code}, ${definition.version}, ${JSON.stringify(definition)}::jsonb, ${definition.validFrom}, ${definition.validTo ?? null}, ${tx.now}, ${by})
    on conflict do nothing`;
  const result = await actAs(tx, platform, (as) => insert.execute(as.query<DefinitionTables>()));
  return result.numAffectedRows === 1n;
}

export async function closeDefinition(tx: Tx, code: DecreeForm, version: string, lastDay: string): Promise<void> {
  const close = sql`update cases.form_definition set valid_to = ${lastDay} where form_code = ${code} and version = ${version}`;
  await actAs(tx, platform, (as) => close.execute(as.query<DefinitionTables>()));
}

export async function insertForm(
  tx: Tx,
  row: Pick<FormRow, 'case_id' | 'form_code' | 'definition_version' | 'cycle' | 'status'> & {
    triage: Record<string, unknown>;
    totals: Record<string, number> | null;
    fieldVersions: Record<string, number>;
    fieldWriters: Record<string, { by: string; at: string }>;
  },
): Promise<string> {
  const id = newId<'form'>(tx.now.getTime());
  const by = actorName(tx.actor);
  const submitted = row.status === 'submitted';
  await table.insertRow(tx, 'cases.form', {
    id,
    case_id: row.case_id,
    form_code: row.form_code,
    definition_version: row.definition_version,
    cycle: row.cycle,
    status: row.status,
    version: 1,
    triage: JSON.stringify(row.triage),
    totals: row.totals === null ? null : JSON.stringify(row.totals),
    field_versions: JSON.stringify(row.fieldVersions),
    field_writers: JSON.stringify(row.fieldWriters),
    started_at: tx.now,
    started_by: by,
    updated_at: tx.now,
    updated_by: by,
    submitted_at: submitted ? tx.now : null,
    submitted_by: submitted ? by : null,
  });
  return id;
}

export type StoredForm = Awaited<ReturnType<typeof formRow>>;

export async function formRow(tx: Tx, id: string, lock = false) {
  let query = tx.query<Tables>().selectFrom('cases.form').selectAll().where('id', '=', id);
  if (lock) query = query.forUpdate();
  return query.executeTakeFirst();
}

/** The draft of a form in a cycle, under a lock. */
export async function draftRow(tx: Tx, caseId: string, code: DecreeForm, cycle: number) {
  return table.findRow(tx, 'cases.form', { case_id: caseId, form_code: code, cycle, status: 'draft' }, 'for update');
}

export async function formRows(tx: Tx, caseId: string) {
  return table.listRows(tx, 'cases.form', { case_id: caseId }, ['started_at']);
}

export interface WaitingForm
  extends Pick<
    CaseRow,
    'status' | 'assigned_to' | 'forms_submitted' | 'emergency_found' | 'next_due_from' | 'next_due_at' | 'next_due_rule'
  > {
  case_id: string;
  reference: string;
  urgency: string;
  form: DecreeForm;
  updated_at: Date | null;
  updated_by: string | null;
  conflicts: number;
}

/**
 * Forms that the present step of the actor's cases asks for and that nobody has submitted in the present cycle (or round).
 * @param duties which form is filled in which states
 */
export async function formsWaiting(
  tx: Tx,
  duties: readonly { readonly form: DecreeForm; readonly at: readonly string[] }[],
  limit: number,
): Promise<WaitingForm[]> {
  const { rows } = await sql<WaitingForm>`
    select c.id as case_id, c.reference, c.urgency, c.assigned_to, duty.form, f.updated_at, f.updated_by, c.next_due_from, c.next_due_at, c.next_due_rule,
      c.status, c.forms_submitted, c.emergency_found,
      (select count(*) from cases.form_conflict as open where open.form_id = f.id and open.resolved_at is null)::int as conflicts
    from cases.protection_case as c
      join jsonb_to_recordset(${JSON.stringify(duties)}::jsonb) as duty(form text, at jsonb) on duty.at ? c.status
      left join cases.form as f on f.case_id = c.id and f.form_code = duty.form and f.cycle = c.cycle and f.status = 'draft'
    where c.is_open and ${casePolicy.filter(tx.actor, 'case.work', tx.now, 'c')}
      and not duty.form = any (c.forms_submitted)
    order by c.due_order, c.id, duty.form limit ${limit}`.execute(tx.query<Tables>());
  return rows;
}

/** The form that was submitted last, of a code, from a cycle on. */
export async function lastSubmitted(tx: Tx, caseId: string, code: DecreeForm, fromCycle: number) {
  return tx
    .query<Tables>()
    .selectFrom('cases.form')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('form_code', '=', code)
    .where('cycle', '>=', fromCycle)
    .where('status', '=', 'submitted')
    .orderBy('submitted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function updateForm(
  tx: Tx,
  id: string,
  change: {
    version: number;
    status?: FormRow['status'];
    triage?: Record<string, unknown>;
    totals?: Record<string, number>;
    fieldVersions?: Record<string, number>;
    fieldWriters?: Record<string, { by: string; at: string }>;
    submitted?: true;
  },
): Promise<void> {
  const by = actorName(tx.actor);
  await table.updateRows(
    tx,
    'cases.form',
    { id },
    {
      version: change.version,
      updated_at: tx.now,
      updated_by: by,
      ...(change.status ? { status: change.status } : {}),
      ...(change.triage ? { triage: JSON.stringify(change.triage) } : {}),
      ...(change.totals ? { totals: JSON.stringify(change.totals) } : {}),
      ...(change.fieldWriters ? { field_writers: JSON.stringify(change.fieldWriters) } : {}),
      ...(change.fieldVersions ? { field_versions: JSON.stringify(change.fieldVersions) } : {}),
      ...(change.submitted ? { submitted_at: tx.now, submitted_by: by } : {}),
    },
  );
}

/** Marks the submitted forms of a cycle as returned, so that they are written anew. */
export async function returnForms(tx: Tx, caseId: string, codes: readonly DecreeForm[], cycle: number): Promise<void> {
  await tx
    .query<Tables>()
    .updateTable('cases.form')
    .set({ status: 'returned' })
    .where('case_id', '=', caseId)
    .where('form_code', 'in', [...codes])
    .where('cycle', '=', cycle)
    .where('status', '=', 'submitted')
    .execute();
}

export async function putFormPart(
  tx: Tx,
  formId: string,
  caseId: string,
  fieldClass: SealedClass,
  sealed: Buffer,
): Promise<void> {
  await tx
    .query<Tables>()
    .insertInto('cases.form_part')
    .values({ form_id: formId, case_id: caseId, field_class: fieldClass, sealed })
    .onConflict((conflict) => conflict.columns(['form_id', 'field_class']).doUpdateSet({ sealed }))
    .execute();
}

export async function formParts(tx: Tx, formId: string): Promise<{ field_class: SealedClass; sealed: Buffer }[]> {
  return (await tx
    .query<Tables>()
    .selectFrom('cases.form_part')
    .select(['field_class', 'sealed'])
    .where('form_id', '=', formId)
    .execute()) as { field_class: SealedClass; sealed: Buffer }[];
}

export async function insertConflict(
  tx: Tx,
  row: { formId: string; caseId: string; field: string; fieldClass: string; sealed: Buffer; id: string; by: string },
): Promise<void> {
  await table.insertRow(tx, 'cases.form_conflict', {
    id: row.id,
    form_id: row.formId,
    case_id: row.caseId,
    field: row.field,
    field_class: row.fieldClass,
    sealed: row.sealed,
    at: tx.now,
    by: row.by,
    resolved_at: null,
  });
}

export async function openConflicts(tx: Tx, formId: string) {
  return table.listRows(tx, 'cases.form_conflict', { form_id: formId, resolved_at: null }, ['at']);
}

/** How many conflicts are open in each form of a case that has any, by the form's id. */
export async function openConflictCounts(tx: Tx, caseId: string): Promise<Map<string, number>> {
  const rows = await tx
    .query<Tables>()
    .selectFrom('cases.form_conflict')
    .select((eb) => ['form_id', eb.fn.countAll<number>().as('n')])
    .where('case_id', '=', caseId)
    .where('resolved_at', 'is', null)
    .groupBy('form_id')
    .execute();
  return new Map(rows.map((row) => [row.form_id, row.n]));
}

export async function resolveConflicts(tx: Tx, formId: string, fields: readonly string[]): Promise<void> {
  if (fields.length === 0) return;
  await tx
    .query<Tables>()
    .updateTable('cases.form_conflict')
    .set({ resolved_at: tx.now })
    .where('form_id', '=', formId)
    .where('field', 'in', [...fields])
    .where('resolved_at', 'is', null)
    .execute();
}

/** Writes the hashes by which another agency's case of the same child can be found. */
/** Replaces the keyed hashes by which the child is found: what was put right is no longer matched. */
export async function putIdentityKeys(tx: Tx, caseId: string, keys: readonly IdentityKey[]): Promise<void> {
  await table.deleteRows(tx, 'cases.identity_key', { case_id: caseId });
  if (keys.length === 0) return;
  await tx
    .query<Tables>()
    .insertInto('cases.identity_key')
    .values(keys.map((key) => ({ case_id: caseId, kind: key.kind, blind: key.blind })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
