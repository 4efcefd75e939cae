import { clocksOf } from '../../clocks/index.ts';
import { type Ctx, type DataKey, ok, openPart, type PersonActor, type Result, type Tx } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import type { ReportDetails } from '../filing/report-input.ts';
import { refuse } from '../refusals.ts';
import type { ReportRow } from '../tables.ts';
import { auditOf, deskAct, type OnReport, permitted } from './desk-act.ts';
import { findUndoable, waitingEnding } from './ending-store.ts';
import { gravestUrgency } from './report.ts';
import { openReportKeys, type ReportKey, reportRecord } from './report-sealing.ts';
import { eventsOf, hasReceipt, messagesOf, notesOf } from './report-store.ts';
import { clockView, type OpenedReport, openActsOf, triageView } from './report-view.ts';

export const readableParts = ['narrative', 'thread', 'notes'] as const;
export type ReadablePart = (typeof readableParts)[number];

/**
 * Opens one report: triage, clocks and events always; the narrative, the thread and the notes only where they are asked
 * for and permitted, and each reading is in the audit. Identity has a verb of its own (`unmaskIdentity`).
 */
export async function openReport(
  ctx: Ctx,
  input: OnReport & { readonly read?: readonly ReadablePart[] },
): Promise<Result<OpenedReport>> {
  const wanted = new Set(input.read ?? []);
  return deskAct(ctx, 'report.read', { report: input.report, readOnly: true }, async (tx, report, person) => {
    if (wanted.has('narrative') || wanted.has('thread')) {
      const may = permitted(person, 'report.read-narrative', report, tx.now);
      if (!may.ok) return may;
    }
    if (wanted.has('notes')) {
      const may = permitted(person, 'report.note', report, tx.now);
      if (!may.ok) return may;
    }
    // Asked for together: the connection is a pipeline, and nobody waits for one answer before the next question.
    const [sealed, clocks, events, identityFields, canBeAnswered, ending, undo] = await Promise.all([
      readParts(ctx, tx, person, report, wanted),
      clocksOf(tx, { kind: 'report', id: report.id }),
      eventsOf(tx, report.id),
      reportRecord.names(tx, report.id, ['identity']),
      hasReceipt(tx, report.id),
      waitingEnding(tx, report.id),
      findUndoable(tx, report.id),
    ]);
    if (!sealed) return refuse('report.key-unavailable');
    tx.audit({ ...auditOf(report), action: 'report.read', fieldClasses: ['triage'] });
    return ok({
      gravest: gravestUrgency(report, events),
      ending: ending
        ? { act: ending.act, reason: ending.reason, by: ending.asked_by, at: ending.asked_at.toISOString() }
        : null,
      undo:
        undo && undo.person === person.person && undo.version === report.version && tx.now < undo.until
          ? { act: undo.act, until: undo.until.toISOString() }
          : null,
      triage: triageView(lawOf(ctx.kernel), report, tx.now),
      openActs: openActsOf(report),
      clocks: clocks.map((clock) => ({
        ...clockView(lawOf(ctx.kernel), clock.rule, clock.startedAt, clock.dueAt, clock.endedAt ?? tx.now),
        metAt: clock.endedAt?.toISOString() ?? null,
        lapsed: clock.status === 'cancelled' || clock.status === 'missed',
        breachedAt: clock.breachedAt?.toISOString() ?? null,
      })),
      events: events.map((event) => ({
        code: event.code,
        at: event.at.toISOString(),
        actorKind: event.actor_kind,
        person: event.actor,
        codes: event.codes,
      })),
      identityFields,
      canBeAnswered,
      ...sealed,
    });
  });
}

/** The sealed parts that are wanted, each reading audited; undefined where the key of one is not to be had. */
async function readParts(
  ctx: Ctx,
  tx: Tx,
  person: PersonActor,
  report: ReportRow,
  wanted: ReadonlySet<ReadablePart>,
): Promise<Pick<OpenedReport, ReadablePart> | undefined> {
  if (wanted.size === 0) return {};
  const [keys, story, messages, notes] = await Promise.all([
    openReportKeys(ctx, tx, person, report, [...wanted].map(keyOf)),
    wanted.has('narrative') ? reportRecord.list(tx, report.id, ['narrative']) : [],
    wanted.has('thread') ? messagesOf(tx, report.id) : [],
    wanted.has('notes') ? notesOf(tx, report.id) : [],
  ]);
  const parts: { -readonly [Part in ReadablePart]?: OpenedReport[Part] } = {};
  for (const part of readableParts.filter((one) => wanted.has(one))) {
    const key = keys.get(keyOf(part));
    // The key of the notes is made with the first note.
    if (!key && part !== 'notes') return undefined;
    if (key) tx.audit({ ...auditOf(report), action: `report.read-${part}`, fieldClasses: [classOf(part)] });
    if (part === 'narrative' && key) parts.narrative = narrativeOf(story, key);
    if (part === 'thread' && key) parts.thread = threadOf(messages, key);
    if (part === 'notes') parts.notes = key ? notesIn(notes, key) : [];
  }
  return parts;
}

const keyOf = (part: ReadablePart): ReportKey => (part === 'notes' ? 'internal' : part);
const classOf = (part: ReadablePart) => (part === 'notes' ? 'internal' : 'narrative');

function narrativeOf(
  story: readonly { readonly part: string; readonly sealed: Buffer }[],
  key: DataKey,
): NonNullable<OpenedReport['narrative']> {
  const parts = new Map(story.map(({ part, sealed }) => [part, openPart(key, part, sealed)]));
  const details = JSON.parse(parts.get('details') ?? '{"places":[]}') as ReportDetails;
  return {
    text: parts.get('narrative') ?? '',
    places: [...details.places],
    ...(details.when ? { when: details.when } : {}),
    ...(details.childSays ? { childSays: details.childSays } : {}),
    ...(details.problem ? { problem: details.problem } : {}),
  };
}

function threadOf(messages: Awaited<ReturnType<typeof messagesOf>>, key: DataKey): NonNullable<OpenedReport['thread']> {
  return messages.map(({ id, at, from_kind, author, sealed, shown_from }) => ({
    id,
    at: at.toISOString(),
    from: from_kind,
    author,
    shownFrom: shown_from?.toISOString() ?? null,
    text: openPart(key, `message:${id}`, sealed),
  }));
}

function notesIn(notes: Awaited<ReturnType<typeof notesOf>>, key: DataKey): NonNullable<OpenedReport['notes']> {
  return notes.map(({ id, at, author, sealed }) => ({
    id,
    at: at.toISOString(),
    author,
    text: openPart(key, `note:${id}`, sealed),
  }));
}
