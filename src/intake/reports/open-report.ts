import { clocksOf } from '../../clocks/index.ts';
import { type Ctx, type DataKey, ok, openPart, type Result, type Tx } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import type { ReportDetails } from '../filing/report-input.ts';
import { refuse } from '../refusals.ts';
import type { ReportRow } from '../tables.ts';
import { auditOf, deskAct, type OnReport, permitted } from './desk-act.ts';
import { openReportKey, type ReportKey, reportRecord } from './report-sealing.ts';
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
    const key = (fieldClass: ReportKey) => openReportKey(ctx, tx, person, report, fieldClass);
    const sealed: Pick<OpenedReport, 'narrative' | 'thread' | 'notes'> = {};
    if (wanted.has('narrative')) {
      const narrativeKey = await key('narrative');
      if (!narrativeKey) return refuse('report.key-unavailable');
      sealed.narrative = await readNarrative(tx, report, narrativeKey);
      tx.audit({ ...auditOf(report), action: 'report.read-narrative', fieldClasses: ['narrative'] });
    }
    if (wanted.has('thread')) {
      const threadKey = await key('thread');
      if (!threadKey) return refuse('report.key-unavailable');
      sealed.thread = await readThread(tx, report, threadKey);
      tx.audit({ ...auditOf(report), action: 'report.read-thread', fieldClasses: ['narrative'] });
    }
    if (wanted.has('notes')) {
      // The key of the notes is made with the first note.
      const internalKey = await key('internal');
      sealed.notes = internalKey ? await readNotes(tx, report, internalKey) : [];
      if (internalKey) tx.audit({ ...auditOf(report), action: 'report.read-notes', fieldClasses: ['internal'] });
    }
    tx.audit({ ...auditOf(report), action: 'report.read', fieldClasses: ['triage'] });
    const clocks = await clocksOf(tx, { kind: 'report', id: report.id });
    const events = await eventsOf(tx, report.id);
    return ok({
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
      identityFields: await reportRecord.names(tx, report.id, ['identity']),
      canBeAnswered: await hasReceipt(tx, report.id),
      ...sealed,
    });
  });
}

async function readNarrative(tx: Tx, report: ReportRow, key: DataKey): Promise<NonNullable<OpenedReport['narrative']>> {
  const parts = new Map<string, string>();
  for (const { part, sealed } of await reportRecord.list(tx, report.id, ['narrative'])) {
    parts.set(part, openPart(key, part, sealed));
  }
  const details = JSON.parse(parts.get('details') ?? '{"places":[]}') as ReportDetails;
  return {
    text: parts.get('narrative') ?? '',
    places: [...details.places],
    ...(details.when ? { when: details.when } : {}),
    ...(details.childSays ? { childSays: details.childSays } : {}),
    ...(details.problem ? { problem: details.problem } : {}),
  };
}

async function readThread(tx: Tx, report: ReportRow, key: DataKey): Promise<NonNullable<OpenedReport['thread']>> {
  return (await messagesOf(tx, report.id)).map(({ id, at, from_kind, author, sealed }) => ({
    id,
    at: at.toISOString(),
    from: from_kind,
    author,
    text: openPart(key, `message:${id}`, sealed),
  }));
}

async function readNotes(tx: Tx, report: ReportRow, key: DataKey): Promise<NonNullable<OpenedReport['notes']>> {
  return (await notesOf(tx, report.id)).map(({ id, at, author, sealed }) => ({
    id,
    at: at.toISOString(),
    author,
    text: openPart(key, `note:${id}`, sealed),
  }));
}
