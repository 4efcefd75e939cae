import { ok, type Result, type Tx } from '../../kernel/index.ts';
import type { ReportEnd } from '../../vocabulary/index.ts';
import { lapseClocks, meetClocks, type ReportClock } from '../clocks/report-clocks.ts';
import { refuse } from '../refusals.ts';
import type { EndingRow, ReportRow } from '../tables.ts';
import { auditOf } from './desk-act.ts';
import { findOriginal } from './find-original.ts';
import { hasReporter, nextStatus } from './report.ts';
import { hasReceipt, insertEvent, insertMessage, type ReportChange, updateReport } from './report-store.ts';
import { letUndo, shownFrom } from './undo.ts';

/** What an end does beside moving the state: its event, the clocks that it meets, those that fall away. */
const ends: Readonly<
  Record<
    ReportEnd,
    { event: string; meets?: readonly ReportClock[]; lapses: 'all' | readonly ReportClock[]; leaves: boolean }
  >
> = {
  'find-unfounded': { event: 'found-unfounded', lapses: ['DL-FWD', 'DL-EMERG-12H'], leaves: false },
  'find-unverifiable': { event: 'found-unverifiable', lapses: ['DL-FWD', 'DL-EMERG-12H'], leaves: false },
  'mark-duplicate': { event: 'marked-duplicate', meets: ['DL-SCREEN'], lapses: 'all', leaves: true },
  close: { event: 'closed', lapses: 'all', leaves: true },
};

/** Whether the end is open: the state allows it, the original is there, and nobody who waits for an answer is left without one. */
export async function endIsOpen(
  tx: Tx,
  report: ReportRow,
  end: Pick<EndingRow, 'act' | 'duplicate_of' | 'line_id'>,
): Promise<Result<void>> {
  if (nextStatus(report.status, end.act, hasReporter(report)) === undefined) return refuse('report.act-not-open');
  if (end.act === 'mark-duplicate') {
    const original = await findOriginal(tx, report, end.duplicate_of);
    if (!original.ok) return original;
  }
  const owed = hasReporter(report) && (report.unanswered || report.first_reply_at === null);
  if (ends[end.act].leaves && owed && end.line_id === null && (await hasReceipt(tx, report.id)))
    return refuse('report.reporter-not-told', { field: 'line' });
  return ok();
}

/** Ends the report as it was asked for, by whoever acts now: state, clocks, the line to the reporter; kept so that it can be taken back. */
export async function carryOutEnd(tx: Tx, report: ReportRow, end: EndingRow): Promise<Result<ReportRow>> {
  const open = await endIsOpen(tx, report, end);
  if (!open.ok) return open;
  const { event, meets, lapses } = ends[end.act];
  const status = nextStatus(report.status, end.act, hasReporter(report));
  const events: string[] = [];
  let line: ReportChange = {};
  if (end.line_id !== null && end.sealed_line !== null) {
    const sent = await insertMessage(tx, {
      id: end.line_id,
      report_id: report.id,
      at: tx.now,
      from_kind: 'desk',
      author: end.asked_by,
      sealed: end.sealed_line,
      shown_from: shownFrom(tx.now),
      withdrawn_at: null,
    });
    if (!sent) return refuse('message.id-taken', { field: 'line' });
    events.push(await insertEvent(tx, report.id, 'replied'));
    await meetClocks(tx, report.id, ['DL-FEEDBACK']);
    line = { unanswered: false, first_reply_at: report.first_reply_at ?? tx.now, last_message_at: tx.now };
  }
  events.push(
    await insertEvent(tx, report.id, event, { reason: end.reason, ...(end.note_id && { note: end.note_id }) }),
  );
  if (meets) await meetClocks(tx, report.id, meets);
  await lapseClocks(tx, report.id, lapses === 'all' ? undefined : lapses);
  const changed = await updateReport(tx, report, {
    ...line,
    ...(status === undefined ? {} : { status }),
    ...(end.act === 'close' ? { closed_at: tx.now, unanswered: false } : {}),
    ...(end.act === 'mark-duplicate' ? { duplicate_of: end.duplicate_of } : {}),
  });
  await letUndo(tx, report, changed, { act: end.act, events, message: end.line_id ?? undefined, ending: end.id });
  tx.audit({ ...auditOf(report), action: 'report.end', codes: { act: end.act, reason: end.reason } });
  tx.notify({ topic: `report.${event}`, id: report.id, desk: report.desk_code });
  return ok(changed);
}
