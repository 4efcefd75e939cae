import { type Clock, clocksOf } from '../../clocks/index.ts';
import {
  type Ctx,
  clockLook,
  exclusionsOn,
  ok,
  openPart,
  type PersonActor,
  type Result,
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import type { CaseStatus } from '../../vocabulary/index.ts';
import { mayReadClass, mayReadFile, type SealedClass, sealedClasses } from '../access/case-access.ts';
import { casePolicy } from '../access/case-policy.ts';
import { CHILD_PART, caseRecord } from '../access/case-sealing.ts';
import type { ChildFacts } from '../access/identity-facts.ts';
import { documentsOf } from '../documents/document-store.ts';
import { openConflictCounts } from '../forms/form-store.ts';
import { entriesOf } from '../plan/plan-store.ts';
import { communeHolder } from '../referrals/directory.ts';
import { openSeparationActs, runningSeparations } from '../separation/separation.ts';
import { supplementsOfCase } from '../supplements/supplement-store.ts';
import type { CaseRow } from '../tables.ts';
import { type TrackOfIncident, tracksForCase } from '../tracks/track-counts.ts';
import { auditOf, caseAct, type OnCase } from './case-act.ts';
import { type CaseMaterial, caseFacts, caseMaterial } from './case-facts.ts';
import { nextClockOf, nextStepOf } from './case-in-list.ts';
import { decisionsOf, eventsOf, liveGrants, scopeOf } from './case-store.ts';
import type { CaseFile, CaseOverview, CaseView, ClockOfCase } from './case-view-schema.ts';
import { protectedAsChild } from './child-age.ts';
import { childCodeOfEvent } from './child-progress.ts';
import { activeStatuses, type CaseFacts, openActs, unmet } from './protection-case.ts';
import { stepMap } from './step-map.ts';

/** What an act asks to be typed counts as given where a page only asks what is possible. */
const everythingGiven = { reason: true, minutes: true, document: true };

/** The case page's data for this actor: an overview for whoever supervises, the file for whoever works on it; each reading of a text is in the audit. */
export async function caseView(
  ctx: Ctx,
  input: OnCase & { readonly read?: readonly SealedClass[] },
): Promise<Result<CaseView>> {
  const seen = await caseAct(ctx, 'case.overview', { case: input.case, readOnly: true }, async (tx, row, person) => {
    const scope = scopeOf(row);
    const mayRead = mayReadFile(person, scope, tx.now);
    const readable = sealedClasses.filter((fieldClass) => mayReadClass(person, scope, fieldClass, tx.now));
    const opened = mayRead ? (input.read ?? []).filter((fieldClass) => readable.includes(fieldClass)) : [];
    const [clocks, events, material, parts] = await Promise.all([
      clocksOf(tx, { kind: 'case', id: row.id }),
      eventsOf(tx, row.id),
      mayRead || row.status === 'REVIEW' ? caseMaterial(tx, row) : undefined,
      mayRead ? fileParts(ctx, tx, row, person, opened) : undefined,
    ]);
    // After the others: it asks as the platform, and the connection holds one actor at a time.
    const tracks = parts ? await tracksForCase(ctx, tx, row.incident_id, person.agency) : [];
    const facts = material && caseFacts(material, row, person, everythingGiven);
    const reopened = events.findLast((event) => event.code === 'reopen');
    const thisRound = reopened ? events.filter((event) => event.at >= reopened.at) : events;
    const overview = {
      ...overviewOf(row),
      report:
        row.reporting_agency === person.agency || casePolicy.can(person, 'case.read', scope, tx.now)
          ? row.report_id
          : null,
      steps: stepMap(row.status, {
        emergency: thisRound.some(
          (event) => event.code === 'decide-emergency' || event.code === 'decide-further-emergency',
        ),
        separation: thisRound.some((event) => event.code === 'separation:decide'),
      }),
      clocks: clocks.map((clock) => clockOfCase(clock, tx.now)),
      nextClock: nextClockOf(row, ctx),
    };
    const step = nextStepOf(row, {
      emergencyWaits: clocks.some((clock) => clock.rule === 'DL-EMERG-12H' && clock.endedAt === null),
      close: row.status === 'REVIEW' && facts ? unmet('close', facts) : undefined,
    });
    tx.audit({
      ...auditOf(row),
      action: mayRead ? 'case.read' : 'case.overview',
      fieldClasses: ['triage', ...opened],
    });
    const file: CaseFile | null =
      material && facts && parts
        ? fileOf({ row, person, now: tx.now, events, material, facts, parts, tracks, readable })
        : null;
    return ok({ overview, step, file });
  });
  if (!seen.ok) return seen;
  const { overview, step, file } = seen.value;
  // The directory is read as the platform, in a transaction of its own.
  const holder = step && (await communeHolder(ctx, step.function, overview.commune));
  const next = step
    ? {
        act: step.act,
        ...(step.form ? { form: step.form } : {}),
        agency: holder?.code ?? null,
        agencyName: holder ? { vi: holder.nameVi, en: holder.nameEn } : null,
        roles: step.roles,
      }
    : null;
  return ok({ overview: { ...overview, next }, file });
}

function overviewOf(row: CaseRow): Omit<CaseOverview, 'steps' | 'next' | 'clocks' | 'nextClock' | 'report'> {
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    version: row.version,
    urgency: row.urgency,
    sensitivity: row.sensitivity,
    commune: row.commune_code,
    province: row.province_code,
    owner: row.owner_agency,
    reportedBy: row.reporting_agency,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    outcome: row.outcome,
    cycle: row.cycle,
    assignedTo: row.assigned_to,
    incidentCodes: row.incident_codes,
    ageBand: row.age_band,
    ageDisputed: row.age_disputed,
    mergedInto: row.merged_into,
    transferredTo: row.transferred_to,
    transferredFrom: row.transferred_from,
    demonstration: row.is_demonstration,
  };
}

function clockOfCase(clock: Clock, now: Date): ClockOfCase {
  const open = clock.status === 'running' || clock.status === 'breached';
  const warnFraction =
    (clock.dueAt.getTime() - clock.warnAt.getTime()) / Math.max(clock.dueAt.getTime() - clock.startedAt.getTime(), 1);
  return {
    id: clock.id,
    rule: clock.rule,
    startedAt: clock.startedAt,
    dueAt: clock.dueAt,
    status: clock.status,
    look: open ? clockLook(clock.startedAt, clock.dueAt, now, warnFraction) : 'ended',
    escalatedTo: clock.escalatedTo,
  };
}

/** What only the people of the case see, beside what its acts are judged by: one go for all, since the connection is a pipeline. */
async function fileParts(ctx: Ctx, tx: Tx, row: CaseRow, person: PersonActor, opened: readonly SealedClass[]) {
  const [keys, sealed, conflicts, entries, decisions, documents, grants, shutOut, supplements] = await Promise.all([
    caseRecord.openKeys(ctx, tx, row.id, opened, person.agency),
    opened.length > 0 ? caseRecord.list(tx, row.id, opened) : [],
    openConflictCounts(tx, row.id),
    entriesOf(tx, row.id),
    decisionsOf(tx, row.id),
    documentsOf(tx, row.id),
    liveGrants(tx, row.id),
    exclusionsOn(tx, [{ objectKind: 'case', objectId: row.id }]),
    supplementsOfCase(tx, row.id),
  ]);
  return { keys, sealed, conflicts, entries, decisions, documents, grants, shutOut, supplements };
}

function fileOf({
  row,
  person,
  now,
  events,
  material: { forms, plan, actions, monitoring, separations, referrals },
  facts,
  parts: { keys, sealed, conflicts, entries, decisions, documents, grants, shutOut, supplements },
  tracks,
  readable,
}: {
  row: CaseRow;
  person: PersonActor;
  now: Date;
  events: Awaited<ReturnType<typeof eventsOf>>;
  material: CaseMaterial;
  facts: CaseFacts;
  parts: Awaited<ReturnType<typeof fileParts>>;
  tracks: readonly TrackOfIncident[];
  readable: readonly SealedClass[];
}): CaseFile {
  const texts: Record<string, string> = {};
  let child: CaseFile['child'];
  for (const { fieldClass, part, sealed: bytes } of sealed) {
    const key = keys.get(fieldClass);
    if (!key) continue;
    const text = openPart(key, part, bytes);
    if (part === CHILD_PART) {
      const known = JSON.parse(text) as ChildFacts;
      child = { ...known, protectedAsChild: protectedAsChild(known.age, row.age_disputed, vietnamDate(now)) };
    } else texts[part] = text;
  }
  const narrative = keys.get('narrative');
  const running = separations.find((one) => runningSeparations.includes(one.status));
  const rolesHere = person.assignments.filter((held) => held.agency === row.owner_agency).map((held) => held.role);
  return {
    acts: openActs(row.status, rolesHere).map((act) => ({ act, unmet: unmet(act, facts) ?? null })),
    events: events.map((event) => ({
      code: event.code,
      at: event.at,
      recordedAt: event.recorded_at,
      actor: event.actor,
      agency: event.agency,
      codes: event.codes,
    })),
    forms: forms.map((form) => ({
      id: form.id,
      form: form.form_code,
      definition: form.definition_version,
      cycle: form.cycle,
      status: form.status,
      version: form.version,
      totals: form.totals,
      updatedAt: form.updated_at,
      updatedBy: form.updated_by,
      conflicts: form.status === 'draft' ? (conflicts.get(form.id) ?? 0) : 0,
    })),
    supplements: supplements.map((one) => ({
      id: one.id,
      status: one.status,
      version: one.version,
      from: one.from_agency,
      dueAt: one.due_at,
      sentAt: one.sent_at,
      form: one.form_id,
    })),
    plan: plan
      ? {
          id: plan.id,
          status: plan.status,
          version: plan.version,
          author: plan.author,
          actions: actions.map((action) => ({
            id: action.id,
            level: action.level,
            service: action.service,
            executor: action.executor_agency ?? action.executor_kind,
            startsOn: action.starts_on,
            endsOn: action.ends_on,
            status: action.status,
            ...(narrative ? { what: openPart(narrative, `plan-action:${action.id}`, action.sealed) } : {}),
          })),
          monitoring: monitoring.map((one) => ({ day: one.planned_on, doneAt: one.done_at })),
        }
      : null,
    log: entries.map((entry) => ({
      id: entry.id,
      at: entry.at,
      by: entry.by,
      progress: entry.progress,
      action: entry.action_id,
      ...(narrative ? { note: openPart(narrative, `entry:${entry.id}`, entry.sealed) } : {}),
    })),
    separations: separations.map((one) => ({
      id: one.id,
      status: one.status,
      ground: one.ground,
      decidedAt: one.decided_at,
      inForceAt: one.in_force_at,
      until: one.until,
      authority: one.authority,
    })),
    referrals: referrals.map((one) => ({
      id: one.id,
      purpose: one.purpose,
      status: one.status,
      to: one.to_agency,
      reason: one.reason_code,
      outcome: one.outcome,
      answerDue: one.answer_due_at,
      version: one.version,
    })),
    decisions: decisions.map((one) => ({
      id: one.id,
      kind: one.kind,
      at: one.at,
      by: one.by,
      form: one.form_id,
    })),
    documents: documents.map((one) => ({
      id: one.id,
      kind: one.kind,
      form: one.form_id,
      decision: one.decision_id,
      signedAt: one.signed_at,
      by: one.signed_by,
      number: one.number,
      digest: one.archived_digest?.toString('hex') ?? null,
    })),
    incident: row.incident_id,
    tracks: [...tracks],
    access: grants.map((one) => ({
      grant: one.id,
      subjectKind: one.subject_kind,
      subject: one.subject,
      classes: one.field_classes,
      purpose: one.purpose,
      until: one.expires_at,
      origin: one.origin,
    })),
    excluded: shutOut
      .filter(({ subject }) => subject.kind !== 'name')
      .map(({ subject, since }) => ({ subjectKind: subject.kind, subject: subject.value, since })),
    excludedNames: shutOut.filter(({ subject }) => subject.kind === 'name').length,
    separationActs:
      isWorking(row.status) && casePolicy.can(person, 'case.work', scopeOf(row), now)
        ? openSeparationActs(running?.status, rolesHere)
        : [],
    told:
      row.report_id === null
        ? null
        : events.flatMap((event) => {
            const told = childCodeOfEvent(event.code, event.codes);
            return told ? [{ code: told, at: event.at }] : [];
          }),
    readable,
    texts,
    ...(child ? { child } : {}),
  };
}

function isWorking(status: CaseStatus): boolean {
  return (activeStatuses as readonly CaseStatus[]).includes(status) || status === 'COURT_ROUTE';
}
