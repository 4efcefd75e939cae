import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { nextDues } from '../../clocks/index.ts';
import { type Actor, actorName, newId, type Tx, tablesOf } from '../../kernel/index.ts';
import type { CaseScope } from '../access/case-access.ts';
import { casePolicy } from '../access/case-policy.ts';
import { formsOfCycle } from '../forms/catalogue.ts';
import type { CaseRow, Codes, Tables } from '../tables.ts';

const table = tablesOf<Tables>();

type CaseAction = (typeof casePolicy.actions)[number];

/**
 * One case, as far as the actor may see it at all.
 */
export async function findCase(tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<CaseRow | undefined> {
  let query = tx.query<Tables>().selectFrom('cases.protection_case as c').selectAll('c').where('c.id', '=', id);
  // No key changes: rows that name the case may be written meanwhile.
  if (options.lock) query = query.forNoKeyUpdate();
  return (await query.executeTakeFirst()) as CaseRow | undefined;
}

/** One case by the reference that people say aloud, as far as the actor may see it; of a child who moved, the newest. */
export async function caseByReference(tx: Tx, reference: string): Promise<CaseRow | undefined> {
  const rows = await table.listRows(tx, 'cases.protection_case', { reference }, ['opened_at', 'id']);
  return rows.at(-1) as unknown as CaseRow | undefined;
}

/** The cases of an actor's duty, those with the least time left first. */
export async function dutyRows(
  tx: Tx,
  filter: { limit: number; after?: { due: Date; id: string } },
): Promise<CaseRow[]> {
  let query = tx
    .query<Tables>()
    .selectFrom('cases.protection_case as c')
    .selectAll('c')
    .where('c.is_open', '=', true)
    .where(inPolicy(tx.actor, 'case.list', tx.now))
    .orderBy('c.due_order')
    .orderBy('c.id')
    .limit(filter.limit);
  // The agency's own rows by an index in the order of the list; what a grant opens comes through the policy beside it.
  const { after } = filter;
  if (after) query = query.where(sql<SqlBool>`(c.due_order, c.id) > (${after.due}, ${after.id}::uuid)`);
  return (await query.execute()) as unknown as CaseRow[];
}

/** All cases of the actor's agency and of its grants, newest first: what a commune sees on one page. */
export async function communeRows(tx: Tx, filter: { open?: boolean; limit: number }): Promise<CaseRow[]> {
  let query = tx
    .query<Tables>()
    .selectFrom('cases.protection_case as c')
    .selectAll('c')
    .where(inPolicy(tx.actor, 'case.list', tx.now))
    .orderBy('c.opened_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(filter.limit);
  if (filter.open !== undefined) query = query.where('c.is_open', '=', filter.open);
  return (await query.execute()) as unknown as CaseRow[];
}

/** The cases that the actor may know of, those with the least time left first. `reference` is upper case without the dash. */
export async function overviewRows(
  tx: Tx,
  filter: {
    open: boolean;
    status?: readonly CaseRow['status'][];
    urgency?: readonly string[];
    sensitivity?: readonly CaseRow['sensitivity'][];
    commune?: string;
    province?: string;
    assigned?: string;
    /** Cases whose clock has run out, and these. */
    overdue?: readonly string[];
    reference?: string;
    after?: { due: Date; id: string };
    limit: number;
  },
): Promise<CaseRow[]> {
  let query = tx
    .query<Tables>()
    .selectFrom('cases.protection_case as c')
    .selectAll('c')
    .where(inPolicy(tx.actor, 'case.overview', tx.now))
    .orderBy('c.due_order')
    .orderBy('c.id')
    .limit(filter.limit);
  if (filter.open) query = query.where('c.is_open', '=', true);
  if (filter.status) query = query.where('c.status', 'in', [...filter.status]);
  if (filter.urgency) query = query.where('c.urgency', 'in', [...filter.urgency] as CaseRow['urgency'][]);
  if (filter.sensitivity) query = query.where('c.sensitivity', 'in', [...filter.sensitivity]);
  if (filter.commune) query = query.where('c.commune_code', '=', filter.commune);
  if (filter.province) query = query.where('c.province_code', '=', filter.province);
  if (filter.assigned === 'nobody') query = query.where('c.assigned_to', 'is', null);
  else if (filter.assigned) query = query.where('c.assigned_to', '=', filter.assigned);
  const late = filter.overdue;
  if (late) query = query.where(sql<SqlBool>`(c.next_due_at < ${tx.now} or c.id = any(${late}::uuid[]))`);
  if (filter.reference)
    query = query.where(sql<SqlBool>`replace(c.reference, '-', '') like ${`%${filter.reference}%`}`);
  const { after } = filter;
  if (after) query = query.where(sql<SqlBool>`(c.due_order, c.id) > (${after.due}, ${after.id}::uuid)`);
  return (await query.execute()) as unknown as CaseRow[];
}

function inPolicy(actor: Actor, action: CaseAction, now: Date): RawBuilder<SqlBool> {
  return casePolicy.filter(actor, action, now, 'c');
}

/** The case of a report, whoever owns it; for the platform's own look. */
export async function caseOfReport(
  tx: Tx,
  reportId: string,
): Promise<{ id: string; reference: string; owner_agency: string } | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('cases.protection_case')
    .select(['id', 'reference', 'owner_agency'])
    .where('report_id', '=', reportId)
    .where('transferred_from', 'is', null)
    .executeTakeFirst();
}

export async function insertIncident(tx: Tx, row: Tables['cases.incident']): Promise<void> {
  await table.insertRow(tx, 'cases.incident', row);
}

export async function insertCase(tx: Tx, row: Omit<CaseRow, 'is_open' | 'due_order'>): Promise<void> {
  await table.insertRow(tx, 'cases.protection_case', row);
}

/** Writes a change of the case and counts its version up. */
export async function updateCase(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'version'>,
  change: Partial<Omit<CaseRow, 'is_open' | 'due_order' | 'id' | 'version'>>,
): Promise<void> {
  await table.updateRows(tx, 'cases.protection_case', { id: row.id }, { ...change, version: row.version + 1 });
}

export async function insertEvent(
  tx: Tx,
  caseId: string,
  code: string,
  options: { at?: Date; codes?: Codes } = {},
): Promise<void> {
  const { actor } = tx;
  await table.insertRow(tx, 'cases.event', {
    id: newId<'case-event'>(tx.now.getTime()),
    case_id: caseId,
    code,
    at: options.at ?? tx.now,
    recorded_at: tx.now,
    actor_kind: actor.kind,
    actor: actor.kind === 'person' ? actor.person : actor.kind === 'system' ? actor.job : null,
    agency: actor.kind === 'person' ? actor.agency : null,
    codes: JSON.stringify(options.codes ?? {}),
  });
}

export async function eventsOf(tx: Tx, caseId: string, limit = 200) {
  return tx
    .query<Tables>()
    .selectFrom('cases.event')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/**
 * Whether an emergency measure was decided in the present round, which began with the last re-opening or the opening, and
 * whether the police were given a track of the incident.
 */
export async function marksOf(tx: Tx, caseId: string): Promise<{ emergencyDecided: boolean; offenceTrack: boolean }> {
  const { rows } = await sql<{ emergency: boolean | null; offence: boolean | null }>`
    select bool_or(event.code = 'decide-emergency' and event.at >= coalesce(round.start, '-infinity')) as emergency,
      bool_or(event.code = 'track:offence') as offence
    from cases.event cross join (select max(at) as start from cases.event where case_id = ${caseId} and code = 'reopen') as round
    where case_id = ${caseId} and event.code in ('decide-emergency', 'track:offence')`.execute(tx.query<Tables>());
  return { emergencyDecided: rows[0]?.emergency ?? false, offenceTrack: rows[0]?.offence ?? false };
}

/** The columns of a case that say which forms of its round and plan are submitted, as they stand now. */
export async function submittedForms(
  tx: Tx,
  { id, cycle, roundFrom }: { readonly id: string; readonly cycle: number; readonly roundFrom: number },
): Promise<Pick<CaseRow, 'forms_submitted' | 'emergency_found'>> {
  const rows = await tx
    .query<Tables>()
    .selectFrom('cases.form')
    .select(['form_code', 'cycle', sql<string | null>`triage ->> 'conclusion'`.as('conclusion')])
    .where('case_id', '=', id)
    .where('status', '=', 'submitted')
    .where('cycle', '>=', roundFrom)
    .orderBy('submitted_at')
    .execute();
  const counted = rows.filter((row) => row.cycle >= (formsOfCycle.includes(row.form_code) ? cycle : roundFrom));
  const assessed = counted.findLast((row) => row.form_code === 'FORM-02');
  return {
    forms_submitted: [...new Set(counted.map((row) => row.form_code))].sort(),
    emergency_found: assessed ? assessed.conclusion === 'EMERGENCY' : null,
  };
}

export async function insertDecision(
  tx: Tx,
  row: { caseId: string; kind: string; at: Date; formId: string | null; codes: Codes },
): Promise<string> {
  const id = newId<'decision'>(tx.now.getTime());
  await table.insertRow(tx, 'cases.decision', {
    id,
    case_id: row.caseId,
    kind: row.kind,
    at: row.at,
    recorded_at: tx.now,
    by: actorName(tx.actor),
    form_id: row.formId,
    codes: JSON.stringify(row.codes),
  });
  return id;
}

export async function decisionsOf(tx: Tx, caseId: string) {
  return table.listRows(tx, 'cases.decision', { case_id: caseId }, ['at']);
}

export async function insertConsent(
  tx: Tx,
  row: Omit<Tables['cases.consent'], 'id' | 'at' | 'recorded_by'>,
): Promise<void> {
  await table.insertRow(tx, 'cases.consent', {
    ...row,
    id: newId<'consent'>(tx.now.getTime()),
    at: tx.now,
    recorded_by: actorName(tx.actor),
  });
}

/** The latest answer of each giver for a purpose. */
export async function consentAnswers(tx: Tx, caseId: string, purpose: string) {
  return tx
    .query<Tables>()
    .selectFrom('cases.consent')
    .distinctOn('by')
    .select(['by', 'answer'])
    .where('case_id', '=', caseId)
    .where('purpose', '=', purpose)
    .orderBy('by')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Open cases with the place that says who owns them: for following a function that moved. */
export async function openCaseOwners(tx: Tx): Promise<{ commune_code: string; owner_agency: string }[]> {
  return tx
    .query<Tables>()
    .selectFrom('cases.protection_case')
    .select(['commune_code', 'owner_agency'])
    .distinct()
    .where('is_open', '=', true)
    .execute();
}

export async function openCasesOf(tx: Tx, communeCode: string, ownerAgency: string, limit: number): Promise<CaseRow[]> {
  return (await tx
    .query<Tables>()
    .selectFrom('cases.protection_case')
    .selectAll()
    .where('is_open', '=', true)
    .where('commune_code', '=', communeCode)
    .where('owner_agency', '=', ownerAgency)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()) as unknown as CaseRow[];
}

export interface GrantRow {
  id: string;
  object_kind: string;
  object_id: string;
  subject_kind: 'person' | 'desk' | 'agency';
  subject: string;
  field_classes: string[];
  purpose: string;
  reason: string;
  origin: string;
  granted_by: string;
  granted_at: Date;
  expires_at: Date;
}

export async function liveGrants(tx: Tx, caseId: string): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`
    select id, object_kind, object_id, subject_kind, subject, field_classes, purpose, reason, origin, granted_by, granted_at, expires_at
    from kernel.need_to_know
    where object_kind = 'case' and object_id = ${caseId} and revoked_at is null and expires_at > ${tx.now}
    order by granted_at`.execute(tx.query<Tables>());
  return rows;
}

/** Live grants on the agency's open cases that are older than an instant and were not looked at since. */
export async function grantsToRecertify(tx: Tx): Promise<(GrantRow & { reference: string; owner_agency: string })[]> {
  const visible = casePolicy.filter(tx.actor, 'case.grant', tx.now, 'c');
  const { rows } = await sql<GrantRow & { reference: string; owner_agency: string }>`
    select g.id, g.object_kind, g.object_id, g.subject_kind, g.subject, g.field_classes, g.purpose, g.reason, g.origin, g.granted_by, g.granted_at, g.expires_at, c.reference, c.owner_agency
    from kernel.need_to_know as g join cases.protection_case as c on c.id = g.object_id
    where g.object_kind = 'case' and g.revoked_at is null and g.expires_at > ${tx.now} and ${visible}
      and not exists (select 1 from cases.recertification as done where done.grant_id = g.id)
    order by g.granted_at limit 500`.execute(tx.query<Tables>());
  return rows;
}

export async function insertRecertification(
  tx: Tx,
  row: Omit<Tables['cases.recertification'], 'at' | 'by'>,
): Promise<void> {
  await table.insertRow(tx, 'cases.recertification', { ...row, at: tx.now, by: actorName(tx.actor) });
}

/** Reads of a case (or its report) that opened a text, for the child: agency, day, class; nothing of who. */
export async function readingsOf(tx: Tx, objects: readonly { kind: string; id: string }[]) {
  const { rows } = await sql<{ at: Date; agency: string | null; field_classes: string[] }>`
    select at, body::jsonb ->> 'agency' as agency, array(select jsonb_array_elements_text(body::jsonb -> 'fieldClasses')) as field_classes
    from kernel.audit_entry
    where (object_kind, object_id) in (${sql.join(objects.map((object) => sql`(${object.kind}, ${object.id})`))})
      and outcome = 'allowed' and actor_kind = 'person' and body::jsonb -> 'fieldClasses' ?| array['narrative', 'identity', 'internal']
    order by at`.execute(tx.query<Tables>());
  return rows;
}

export function scopeOf(row: CaseRow): CaseScope {
  return {
    id: row.id,
    owner_agency: row.owner_agency,
    reporting_agency: row.reporting_agency,
    province_code: row.province_code,
    sensitivity: row.sensitivity,
  };
}

export async function setTransferredTo(tx: Tx, id: string, to: string): Promise<void> {
  await table.updateRows(tx, 'cases.protection_case', { id }, { transferred_to: to });
}

/** The references of cases that the actor may know of. */
export async function caseReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .query<Tables>()
    .selectFrom('cases.protection_case')
    .select(['id', 'reference'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.reference]));
}

/** Writes anew, on the rows of cases, which of their clocks ends first. */
export async function refreshNextDue(tx: Tx, ids: readonly string[]): Promise<void> {
  const due = [...(await nextDues(tx, 'case', ids))];
  await sql`
    update cases.protection_case as c set next_due_from = given.started, next_due_at = given.due, next_due_rule = given.rule
    from unnest(${due.map(([id]) => id)}::uuid[], ${due.map(([, one]) => one.next_due_from)}::timestamptz[],
      ${due.map(([, one]) => one.next_due_at)}::timestamptz[], ${due.map(([, one]) => one.next_due_rule)}::text[]) as given(id, started, due, rule)
    where c.id = given.id and (c.next_due_at, c.next_due_rule) is distinct from (given.due, given.rule)`.execute(
    tx.query<Tables>(),
  );
}
