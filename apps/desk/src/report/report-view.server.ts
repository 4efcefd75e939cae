import type { OpenedReport, Triage } from '../../../../src/intake/index.ts';
import { DUE_NOW_PART } from '../../../../src/kernel/clock-look.pure.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { informantType, safeContact, sex, storySignal } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { unitName } from '../agency/admin-units.server.ts';
import { ruleFor } from '../deadline-rule/current-law.server.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { splitDuration } from '../parts/duration.ts';
import { ageName, clockName, incidentName, label, progressWords, statusName, words } from '../server/codes.server.ts';

export type Tone = 'new' | 'open' | 'waiting' | 'done' | 'stopped';
type Urgency = NonNullable<Triage['urgency']>;

/** A running clock as the desk shows it: when it ends, of what it is, and from when before its end it looks due soon and due now. */
export interface ClockView {
  name: string;
  due: string;
  soonMinutes: number;
  nowMinutes: number;
}

/** A report as one row of a list. */
export interface ReportRow {
  id: string;
  reference: string;
  urgency: Urgency | null;
  version: number;
  /** Empty where nobody has said yet what it is about. */
  what: string;
  /** The second line: child, who tells, whether it goes on, since when it waits. */
  told: string;
  status: { tone: Tone; text: string };
  clock: ClockView | null;
  assigned: string;
  mine: boolean;
  unanswered: boolean;
}

const tones: Readonly<Record<Triage['status'], Tone>> = {
  RECEIVED: 'new',
  REOPENED: 'new',
  SCREENED: 'open',
  EMERGENCY: 'open',
  NORMAL: 'open',
  VERIFYING: 'open',
  CONFIRMED: 'open',
  ROUTED: 'waiting',
  INFO_ONLY: 'waiting',
  OUT_OF_SCOPE: 'waiting',
  UNFOUNDED: 'waiting',
  UNVERIFIABLE: 'waiting',
  FEEDBACK_GIVEN: 'done',
  CLOSED: 'done',
  DUPLICATE: 'stopped',
};

export function statusOf(status: Triage['status']): ReportRow['status'] {
  return { tone: tones[status], text: statusName(status) };
}

const MINUTE = 60_000;

export function clockView(clock: { rule: string; startedAt: string; dueAt: string }): ClockView {
  const whole = (Date.parse(clock.dueAt) - Date.parse(clock.startedAt)) / MINUTE;
  const startedAt = new Date(clock.startedAt);
  const rule = ruleFor(clock.rule, startedAt);
  const warn = rule ? 1 - rule.warnAt : 0.25;
  return {
    name: clockName(clock.rule, startedAt),
    due: clock.dueAt,
    soonMinutes: whole * warn,
    nowMinutes: whole * warn * DUE_NOW_PART,
  };
}

/** What it is about, in codes: what was chosen at screening, else what the reporter's answers say. */
export function incidentWords(triage: Triage): string {
  if (triage.incidentCodes.length > 0) return triage.incidentCodes.map(incidentName).join('; ');
  const signals = signalsOf(triage);
  return signals.length > 0 ? m.report_story_signals({ about: signals.join('; ') }) : m.report_unsorted();
}

/** What a machine saw in the words of the story and the messages, whatever was ticked; nobody has judged it. */
export function signalsOf(triage: Triage): string[] {
  return triage.storySignals.map((code) => label(storySignal, code));
}

type Child = Pick<Triage, 'ageBand' | 'portalBand' | 'informantType' | 'sex'>;

export function childWords(triage: Child): string {
  // A child who did not say how old they are has still chosen the words that suit their age.
  const chosen = triage.ageBand === 'UNK' && triage.informantType === 'CHILD' ? triage.portalBand : null;
  const age = chosen ? m.report_band({ band: ageName(chosen) }) : ageName(triage.ageBand);
  return [age, ...(triage.sex === 'OTHER_UNK' ? [] : [label(sex, triage.sex).toLocaleLowerCase(getLocale())])].join(
    ', ',
  );
}

/** Commune and province; a list has room for the province alone. */
export function placeOf(triage: Pick<Triage, 'commune' | 'province'>): string {
  return (
    [triage.commune, triage.province]
      .flatMap((code) => code ?? [])
      .map(unitName)
      .join(', ') || m.report_no_place()
  );
}

/** Where triage says that somebody may be in danger, before and after a person looked. */
export function isInDanger(triage: Triage): boolean {
  return triage.urgency === 'U1' || (triage.urgency === null && triage.dangerNow === 'yes');
}

/** Rows of a list, with the names of those who work on them. */
export async function reportRows(app: App, ctx: Ctx, reports: readonly Triage[]): Promise<ReportRow[]> {
  const names = await namesOf(
    app,
    ctx,
    reports.flatMap((report) => report.assignedTo ?? []),
  );
  const own = ctx.actor.kind === 'person' ? ctx.actor.person : undefined;
  return reports.map((report) => ({
    id: report.id,
    reference: report.reference,
    urgency: report.urgency,
    version: report.version,
    what: report.incidentCodes.length + report.storySignals.length > 0 ? incidentWords(report) : '',
    told: toldWords(report, ctx.now),
    status: statusOf(report.status),
    clock: report.clock && clockView(report.clock),
    assigned: report.assignedTo === null ? '' : (names.get(report.assignedTo) ?? m.person_elsewhere()),
    mine: report.assignedTo !== null && report.assignedTo === own,
    unanswered: report.unanswered,
  }));
}

export function toldWords(triage: Triage, now: Date): string {
  return triageLine(triage, now.getTime() - Date.parse(triage.lastMessageAt ?? triage.receivedAt));
}

/**
 * "9–11 tuổi, nữ · em tự báo · đang tiếp diễn · chờ 2 giờ": the line of a report in every list.
 * @param waits milliseconds since somebody last wrote
 */
export function triageLine(triage: Child & Pick<Triage, 'stillGoingOn'>, waits: number): string {
  return [
    childWords(triage),
    words('told_by', triage.informantType),
    ...(triage.stillGoingOn ? [m.duty_still_going_on()] : []),
    m.queue_waits({ span: spanWords(waits) }),
  ].join(' · ');
}

function spanWords(span: number): string {
  const { days, hours, minutes } = splitDuration(span);
  if (days > 0) return m.duration_days({ d: days });
  return hours > 0 ? m.duration_hours({ h: hours }) : m.duration_minutes({ m: minutes });
}

/** Names of colleagues by id; a name that the reader may not see is absent. */
export async function namesOf(app: App, ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const names = await app.modules.members.colleagueNames(ctx, [...new Set(ids)]);
  return names.ok ? names.value : new Map();
}

/** One event of a report in words. */
export function eventView(
  app: App,
  event: OpenedReport['events'][number],
  at: number,
  names: ReadonlyMap<string, string>,
) {
  const who =
    event.actorKind === 'person'
      ? (names.get(event.person ?? '') ?? m.person_elsewhere())
      : event.actorKind === 'receipt' || event.actorKind === 'anonymous'
        ? m.actor_reporter()
        : m.actor_platform();
  return { id: String(at), at: event.at, who, what: progressWords(app, event.code), note: noteOf(event, names) };
}

function noteOf(event: OpenedReport['events'][number], names: ReadonlyMap<string, string>): string {
  const { codes } = event;
  switch (event.code) {
    case 'screened':
      return [
        statusName(String(codes.outcome)),
        String(codes.urgency),
        ...(codes.suggested === codes.urgency ? [] : [m.report_event_suggested({ urgency: String(codes.suggested) })]),
      ].join(' · ');
    case 'assigned':
      return names.get(String(codes.to)) ?? m.person_elsewhere();
    case 'clock-breached':
      return clockName(String(codes.rule));
    default:
      return '';
  }
}

export function contactOf(triage: Triage): string[] {
  return triage.safeContact.map((wish) => label(safeContact, wish));
}

export function informantOf(triage: Triage): string {
  return label(informantType, triage.informantType);
}
