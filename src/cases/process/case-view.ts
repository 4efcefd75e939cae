import { type Clock, clocksOf } from '../../clocks/index.ts';
import {
  type ClockLook,
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
import type { CaseStatus, ProtectionStep } from '../../vocabulary/index.ts';
import { mayReadClass, mayReadFile, type SealedClass, sealedClasses } from '../access/case-access.ts';
import { casePolicy } from '../access/case-policy.ts';
import { CHILD_PART, caseRecord } from '../access/case-sealing.ts';
import type { ChildFacts } from '../access/identity-facts.ts';
import { documentsOf } from '../documents/document-store.ts';
import { openConflictCounts } from '../forms/form-store.ts';
import { entriesOf } from '../plan/plan-store.ts';
import { communeHolder } from '../referrals/directory.ts';
import { openSeparationActs, runningSeparations, type SeparationAct } from '../separation/separation.ts';
import type { CaseRow, Codes } from '../tables.ts';
import { tracksOf } from '../tracks/track-store.ts';
import { auditOf, caseAct, type OnCase } from './case-act.ts';
import { type CaseMaterial, caseFacts, caseMaterial } from './case-facts.ts';
import { type CaseInList, nextClockOf } from './case-in-list.ts';
import { decisionsOf, eventsOf, liveGrants, scopeOf } from './case-store.ts';
import { protectedAsChild } from './child-age.ts';
import { childCodeOfEvent } from './child-progress.ts';
import {
  activeStatuses,
  type CaseAct,
  type CaseFacts,
  caseActs,
  nextAct,
  openActs,
  type StepState,
  stepMap,
  unmet,
} from './protection-case.ts';

export interface ClockOfCase {
  readonly id: string;
  readonly rule: string;
  readonly startedAt: Date;
  readonly dueAt: Date;
  readonly status: Clock['status'];
  readonly look: ClockLook | 'ended';
  readonly escalatedTo: string | null;
}

/** The case as anybody sees it who may know of it: where it stands, who holds it, its clocks. No word about the child. */
export interface CaseOverview {
  readonly id: string;
  readonly reference: string;
  readonly status: CaseStatus;
  readonly version: number;
  readonly urgency: string;
  readonly sensitivity: string;
  readonly commune: string;
  readonly province: string;
  readonly owner: string;
  readonly reportedBy: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly outcome: string | null;
  readonly cycle: number;
  readonly assignedTo: string | null;
  readonly incidentCodes: readonly string[];
  readonly ageBand: string;
  readonly ageDisputed: boolean;
  readonly steps: readonly { readonly step: ProtectionStep; readonly state: StepState }[];
  /** Who holds the ball: the next act, the agency that holds its function today, and the roles that may do it. */
  readonly next: {
    readonly act: CaseAct;
    readonly agency: string | null;
    readonly agencyName: { readonly vi: string; readonly en: string } | null;
    readonly roles: readonly string[];
  } | null;
  /** The clocks, for the owner, those who read the file and the levels above; empty for who reported the case. */
  readonly clocks: readonly ClockOfCase[];
  /** The clock that ends first, which everybody sees who may know of the case, as in lists. */
  readonly nextClock: CaseInList['clock'];
  /** The report it was opened from, for its own desk and for the people of the case; opening it is a question of its own. */
  readonly report: string | null;
  /** Ids of the cases that it went into or came from. */
  readonly mergedInto: string | null;
  readonly transferredTo: string | null;
  readonly transferredFrom: string | null;
  readonly demonstration: boolean;
}

/** What the people of the case see beside it. Texts are there only where asked for and permitted. */
export interface CaseFile {
  /** Acts open to this actor now, with the condition that is not met yet. */
  readonly acts: readonly { readonly act: CaseAct; readonly unmet: string | null }[];
  readonly events: readonly {
    readonly code: string;
    readonly at: Date;
    readonly recordedAt: Date;
    readonly actor: string | null;
    readonly agency: string | null;
    readonly codes: Codes;
  }[];
  readonly forms: readonly {
    readonly id: string;
    readonly form: string;
    readonly definition: string;
    readonly cycle: number;
    readonly status: string;
    readonly version: number;
    readonly totals: Readonly<Record<string, number>> | null;
    readonly updatedAt: Date;
    readonly updatedBy: string;
    readonly conflicts: number;
  }[];
  readonly plan: {
    readonly id: string;
    readonly status: string;
    readonly version: number;
    readonly author: string;
    readonly actions: readonly {
      readonly id: string;
      readonly level: string;
      readonly service: string;
      readonly executor: string;
      readonly startsOn: string;
      readonly endsOn: string;
      readonly status: string;
      readonly what?: string;
    }[];
    readonly monitoring: readonly { readonly day: string; readonly doneAt: Date | null }[];
  } | null;
  readonly log: readonly {
    readonly id: string;
    readonly at: Date;
    readonly by: string;
    readonly progress: string;
    readonly action: string | null;
    readonly note?: string;
  }[];
  readonly separations: readonly {
    readonly id: string;
    readonly status: string;
    readonly ground: string;
    readonly decidedAt: Date | null;
    readonly inForceAt: Date | null;
    readonly until: Date | null;
    readonly authority: string | null;
  }[];
  readonly referrals: readonly {
    readonly id: string;
    readonly purpose: string;
    readonly status: string;
    readonly to: string | null;
    readonly reason: string | null;
    readonly outcome: string | null;
    readonly answerDue: Date | null;
    readonly version: number;
  }[];
  readonly decisions: readonly {
    readonly id: string;
    readonly kind: string;
    readonly at: Date;
    readonly by: string;
    /** The form that it rests on, as the approval of a plan on form 05. */
    readonly form: string | null;
  }[];
  /** Documents as they were signed, oldest first. */
  readonly documents: readonly {
    readonly id: string;
    /** A form's code, an act of the process, or of the separation. */
    readonly kind: string;
    readonly form: string | null;
    readonly decision: string | null;
    readonly signedAt: Date;
    readonly by: string;
    readonly number: string | null;
    /** SHA-256 of the archived file, hex; null until it is made. */
    readonly digest: string | null;
  }[];
  readonly incident: string;
  /** The tracks of the incident that the actor's own agency works on. */
  readonly tracks: readonly { readonly kind: string; readonly status: string; readonly agency: string }[];
  readonly access: readonly {
    readonly grant: string;
    readonly subjectKind: string;
    readonly subject: string;
    readonly classes: readonly string[];
    readonly purpose: string;
    readonly until: Date;
    readonly origin: string;
  }[];
  /** The agencies and people of the platform that are shut out. */
  readonly excluded: readonly { readonly subjectKind: string; readonly subject: string; readonly since: Date }[];
  /** How many people are shut out by their name. */
  readonly excludedNames: number;
  /** Acts on a separation that lie open to this actor now. */
  readonly separationActs: readonly SeparationAct[];
  /** What the child has been told, newest first; null where the child has no report to read it in. */
  readonly told: readonly { readonly code: string; readonly at: Date }[] | null;
  /** Classes that this actor may open now. */
  readonly readable: readonly SealedClass[];
  /** Texts of the classes that were asked for: reasons, minutes, by part. */
  readonly texts: Readonly<Record<string, string>>;
  readonly child?: ChildFacts & { readonly protectedAsChild: boolean };
}

export interface CaseView {
  readonly overview: CaseOverview;
  /** Absent for those who may know where a case stands but not read it. */
  readonly file: CaseFile | null;
}

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
      nextClock: nextClockOf(row, tx.now),
    };
    const act = nextAct(
      row.status,
      row.next_due_rule === 'DL-EMERG-12H' ||
        clocks.some((clock) => clock.rule === 'DL-EMERG-12H' && clock.endedAt === null),
      row.status === 'REVIEW' && facts ? unmet('close', facts) : undefined,
    );
    tx.audit({
      ...auditOf(row),
      action: mayRead ? 'case.read' : 'case.overview',
      fieldClasses: ['triage', ...opened],
    });
    const file: CaseFile | null =
      material && facts && parts
        ? fileOf({ row, person, now: tx.now, events, material, facts, parts, readable })
        : null;
    return ok({ overview, act, file });
  });
  if (!seen.ok) return seen;
  const { overview, act, file } = seen.value;
  // The directory is read as the platform, in a transaction of its own.
  const holder = act && (await communeHolder(ctx, caseActs[act].function, overview.commune));
  const next = act
    ? {
        act,
        agency: holder?.code ?? null,
        agencyName: holder ? { vi: holder.nameVi, en: holder.nameEn } : null,
        roles: caseActs[act].roles,
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
  const [keys, sealed, conflicts, entries, decisions, documents, tracks, grants, shutOut] = await Promise.all([
    caseRecord.openKeys(ctx, tx, row.id, opened, person.agency),
    opened.length > 0 ? caseRecord.list(tx, row.id, opened) : [],
    openConflictCounts(tx, row.id),
    entriesOf(tx, row.id),
    decisionsOf(tx, row.id),
    documentsOf(tx, row.id),
    tracksOf(tx, row.incident_id),
    liveGrants(tx, row.id),
    exclusionsOn(tx, [{ objectKind: 'case', objectId: row.id }]),
  ]);
  return { keys, sealed, conflicts, entries, decisions, documents, tracks, grants, shutOut };
}

function fileOf({
  row,
  person,
  now,
  events,
  material: { forms, plan, actions, monitoring, separations, referrals },
  facts,
  parts: { keys, sealed, conflicts, entries, decisions, documents, tracks, grants, shutOut },
  readable,
}: {
  row: CaseRow;
  person: PersonActor;
  now: Date;
  events: Awaited<ReturnType<typeof eventsOf>>;
  material: CaseMaterial;
  facts: CaseFacts;
  parts: Awaited<ReturnType<typeof fileParts>>;
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
    tracks: tracks.map((one) => ({ kind: one.kind, status: one.status, agency: one.agency })),
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
            const told = childCodeOfEvent(event.code);
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
