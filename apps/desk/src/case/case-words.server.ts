import type { CaseAct, CaseView } from '../../../../src/cases/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import {
  caseStatus,
  type DecreeForm,
  decreeForm,
  measureLevel,
  protectionStep,
  separationStatus,
  service,
} from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { unitName } from '../agency/admin-units.server.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { namesOf, type Tone } from '../report/report-view.server.ts';
import { ageName, clockName, incidentName, label, roleName, words } from '../server/codes.server.ts';

type File = NonNullable<CaseView['file']>;
export type CaseEvent = File['events'][number];

export const stepName = (code: string) => label(protectionStep, code);
export const caseStatusName = (code: string) => label(caseStatus, code);
export const formName = (code: string) => label(decreeForm, code);
export const serviceName = (code: string) => label(service, code);
export const levelName = (code: string) => label(measureLevel, code);
export const separationName = (code: string) => label(separationStatus, code);

const tones: Readonly<Record<string, Tone>> = {
  OPEN: 'new',
  PLAN_SUBMITTED: 'waiting',
  COURT_ROUTE: 'waiting',
  CLOSED_STABLE: 'done',
  TRANSFERRED: 'done',
  MERGED: 'stopped',
  ENDED: 'stopped',
};

export function caseStatusOf(code: string): { tone: Tone; text: string; code: string } {
  return { tone: tones[code] ?? 'open', text: caseStatusName(code), code };
}

export const sensitivityOf = (code: string) => ({ code, text: words('sensitivity', code) });

/** What a case is about and whom it is for: codes and places, never a name. */
export function caseSubject(row: {
  incidentCodes: readonly string[];
  ageBand: string;
  commune: string;
  province: string;
}): [string, string] {
  return [
    row.incidentCodes.length > 0 ? row.incidentCodes.map(incidentName).join('; ') : m.case_unsorted(),
    [ageName(row.ageBand), unitName(row.commune), unitName(row.province)].join(' · '),
  ];
}

/** An act of the process in the reader's language. */
export function actName(app: App, act: string): string {
  const rules = app.modules.cases.caseActs;
  return Object.hasOwn(rules, act) ? rules[act as CaseAct][getLocale()] : words('case_event', act);
}

/** A signed document of a case by its kind: a form, or the act whose decision, letter or minutes it is. */
export const documentName = (app: App, kind: string) => (decreeForm.has(kind) ? formName(kind) : actName(app, kind));

/** The form that its act signs on one page: `quyet-dinh/ky`. */
export const SIGNED_FORM = 'FORM-05';

/** What comes next in a case: the act, or first the form that it rests on. */
export function nextName(app: App, next: { readonly act: string; readonly form?: string | undefined }): string {
  // Form 05 is the decision itself, and is written where it is signed.
  return next.form && next.form !== SIGNED_FORM
    ? m.case_next_form({ form: formName(next.form) })
    : actName(app, next.act);
}

/** What a form counts, a sentence for each section: high harm and high protection are opposites, and no sum goes over both. */
export function ratedSections(app: App, form: DecreeForm, totals: Readonly<Record<string, number>> | null): string[] {
  const sections = [...new Set(Object.keys(totals ?? {}).map((key) => key.slice(0, key.lastIndexOf('.'))))];
  const count = (section: string, rating: string) => totals?.[`${section}.${rating}`] ?? 0;
  return sections.map((section) =>
    m.case_rated_section({
      section,
      name: app.modules.cases.sectionName(form, section)?.[getLocale()] ?? '',
      high: count(section, 'HIGH'),
      medium: count(section, 'MEDIUM'),
      low: count(section, 'LOW'),
    }),
  );
}

/** The names that the events and the file speak of, fetched once. */
export interface CaseNames {
  readonly people: ReadonlyMap<string, string>;
  readonly agencies: ReadonlyMap<string, string>;
}

export async function namesInCase(app: App, ctx: Ctx, view: CaseView): Promise<CaseNames> {
  const { overview, file } = view;
  const events = file?.events ?? [];
  const people = [
    overview.assignedTo,
    ...events.flatMap((event) => [event.actor, event.codes.to]),
    ...(file?.forms.map((form) => form.updatedBy) ?? []),
    ...(file?.decisions.map((one) => one.by) ?? []),
    ...(file?.log.map((one) => one.by) ?? []),
    ...subjects(file, 'person'),
    file?.plan?.author,
  ].filter((id): id is string => typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id));
  const agencies = [
    overview.owner,
    overview.reportedBy,
    ...events.flatMap((event) => [event.agency, event.codes.agency, event.codes.to, event.codes.from]),
    ...(file?.tracks.map((one) => one.agency) ?? []),
    ...(file?.referrals.map((one) => one.to) ?? []),
    ...(file?.plan?.actions.map((one) => one.executor) ?? []),
    ...subjects(file, 'agency'),
  ].filter((code): code is string => typeof code === 'string' && /^[A-Z0-9][A-Z0-9_-]+$/.test(code));
  return { people: await namesOf(app, ctx, people), agencies: await agencyNames(app, ctx, agencies) };
}

/** Who is let in or shut out, of one kind. */
const subjects = (file: CaseView['file'], kind: 'person' | 'agency') =>
  [...(file?.access ?? []), ...(file?.excluded ?? [])]
    .filter((one) => one.subjectKind === kind)
    .map((one) => one.subject);

export const agencyIn = (names: CaseNames, code: string | null) =>
  code === null ? '' : (names.agencies.get(code) ?? code);

/** Who did it: a colleague by name, somebody elsewhere by the agency, the platform. */
export function actorInCase(names: CaseNames, actor: string | null, agency: string | null): string {
  const name = actor === null ? undefined : names.people.get(actor);
  if (name) return name;
  return agency === null ? m.actor_platform() : m.case_somebody_at({ agency: agencyIn(names, agency) });
}

export type EventKind = 'step' | 'form' | 'plan' | 'referral' | 'access' | 'other';

/** The kinds that the timeline is filtered by. */
export const eventKinds: readonly EventKind[] = ['step', 'form', 'plan', 'referral', 'access', 'other'];

function kindOf(app: App, code: string): EventKind {
  if (Object.hasOwn(app.modules.cases.caseActs, code) || code.startsWith('separation:') || code === 'opened')
    return 'step';
  if (code.startsWith('form-')) return 'form';
  if (code.startsWith('plan-') || code.startsWith('implementation-')) return 'plan';
  if (code.startsWith('referral:') || code === 'consent-recorded' || code === 'contact-asked') return 'referral';
  if (code.startsWith('access-') || code === 'conflict-declared' || code === 'labelled') return 'access';
  return 'other';
}

/** One event in words. A late entry says when it was written down. */
export function caseEventView(app: App, event: CaseEvent, at: number, names: CaseNames) {
  return {
    id: String(at),
    code: event.code,
    kind: kindOf(app, event.code),
    at: event.at.toISOString(),
    recordedAt: event.recordedAt.toISOString(),
    late: event.codes.backDated === true,
    who: actorInCase(names, event.actor, event.agency),
    what: actName(app, event.code),
    note: noteOf(event, names),
    /** The part of the sealed texts that belongs to it. */
    text: typeof event.codes.text === 'string' ? event.codes.text : '',
  };
}

function noteOf({ code, codes }: CaseEvent, names: CaseNames): string {
  const text = (key: string) => (codes[key] === undefined ? '' : String(codes[key]));
  switch (code) {
    case 'opened':
      return codes.transferredFrom
        ? m.case_note_from_case({ reference: text('transferredFrom') })
        : m.case_note_from({ agency: agencyIn(names, text('from')) });
    case 'assigned':
      return codes.to === undefined ? m.queue_tile_nobody() : (names.people.get(text('to')) ?? m.person_elsewhere());
    case 'labelled':
      return [
        `${words('sensitivity', text('from'))} → ${words('sensitivity', text('to'))}`,
        // Events of before reasons were codes have none.
        ...(codes.reason === undefined ? [] : [words('sensitivity_reason', text('reason'))]),
      ].join(' · ');
    case 'form-submitted':
      return formName(text('form'));
    case 'implementation-logged':
      return words('progress', text('progress'));
    case 'access-granted':
      return `${agencyIn(names, text('to'))} · ${words('purpose', text('purpose'))}`;
    case 'contact-asked':
    case 'track:content':
    case 'track-done:content':
    case 'track-again:content':
    case 'track:offence':
      return agencyIn(names, text('agency'));
    case 'conflict-declared':
      return words('case_implicated', text('kind'));
    case 'merged-in':
      return text('case');
    case 'owner-changed':
      return `${agencyIn(names, text('from'))} → ${agencyIn(names, text('to'))}`;
    case 'routed-around-owner':
      return agencyIn(names, text('to'));
    case 'clock-breached':
      return clockName(text('rule'));
    case 'age-settled':
      return words('evidence', text('evidence'));
    case 'consent-recorded':
      return [serviceName(text('purpose')), words('consent_giver', text('by')), words('consent', text('answer'))].join(
        ' · ',
      );
    default:
      if (code.startsWith('referral:')) return serviceName(text('purpose'));
      return codes.from && codes.to && codes.from !== codes.to
        ? `${caseStatusName(text('from'))} → ${caseStatusName(text('to'))}`
        : '';
  }
}

export const rolesText = (roles: readonly string[]) => roles.map(roleName).join(', ');
