import { type Ctx, newId, ok, parseId, type Result, refuseRequest, sealPart } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { meetClocks } from '../clocks/report-clocks.ts';
import { refuse } from '../refusals.ts';
import { auditOf, deskAct, type OnSeenReport } from './desk-act.ts';
import { lapseEnding } from './lapse-ending.ts';
import { readMessage } from './message.ts';
import { nextStatus } from './report.ts';
import { openReportKey } from './report-sealing.ts';
import { hasReceipt, insertEvent, insertMessage, messagesOf, updateReport } from './report-store.ts';
import { type Triage, triageView } from './report-view.ts';
import { letUndo, shownFrom } from './undo.ts';

export interface ReplyToReporter extends OnSeenReport {
  readonly text: string;
  /** The newest line of the thread that the writer saw; null where it had none. */
  readonly seen: string | null;
  /** This answer tells the outcome: the report goes to FEEDBACK_GIVEN. */
  readonly feedback?: boolean;
  /** UUID that the page made with the form: the same answer sent twice is one answer. */
  readonly messageId?: string;
}

/**
 * Answers the reporter on the thread, which they read with their receipt, from ten seconds later on: until then `undoAct`
 * takes it back. Meets the clock of the answer. Refusals: `message.thread-moved` where somebody wrote a line that the writer
 * has not seen, `message.nobody-reads` where the reporter has burnt the receipt
 */
export async function replyToReporter(ctx: Ctx, input: ReplyToReporter): Promise<Result<Triage>> {
  const text = readMessage(input.text);
  if (!text.ok) return text;
  const wanted = parseId<'message'>(input.messageId);
  // The version is compared inside: an answer that was sent twice finds the report moved on by its own first copy.
  return deskAct(ctx, 'report.reply', { report: input.report }, async (tx, report, person) => {
    const lines = await messagesOf(tx, report.id);
    if (wanted !== undefined && lines.some((line) => line.id === wanted))
      return ok(triageView(lawOf(ctx.kernel), report, tx.now));
    if ((lines.at(-1)?.id ?? null) !== input.seen) return refuse('message.thread-moved', { field: 'seen' });
    if (input.version !== report.version) return refuseRequest('record.changed-meanwhile');
    if (!(await hasReceipt(tx, report.id))) return refuse('message.nobody-reads');
    const status = input.feedback ? nextStatus(report.status, 'give-feedback') : report.status;
    if (status === undefined) return refuse('report.act-not-open');
    const key = await openReportKey(ctx, tx, person, report, 'thread');
    if (!key) return refuse('report.key-unavailable');

    const id = wanted ?? newId<'message'>(tx.now.getTime());
    const message = {
      id,
      report_id: report.id,
      at: tx.now,
      from_kind: 'desk' as const,
      author: person.person,
      sealed: sealPart(key, `message:${id}`, text.value),
      shown_from: shownFrom(tx.now),
      withdrawn_at: null,
    };
    if (!(await insertMessage(tx, message))) return refuse('message.id-taken', { field: 'messageId' });
    const events = [await insertEvent(tx, report.id, 'replied')];
    if (input.feedback) {
      events.push(await insertEvent(tx, report.id, 'feedback-given'));
      await lapseEnding(tx, report.id);
    }
    await meetClocks(tx, report.id, ['DL-FEEDBACK']);
    const answered = await updateReport(tx, report, {
      status,
      unanswered: false,
      first_reply_at: report.first_reply_at ?? tx.now,
      last_message_at: tx.now,
    });
    await letUndo(tx, report, answered, { act: 'reply', events, message: id });
    tx.audit({ ...auditOf(report), action: 'report.reply', codes: { feedback: input.feedback ?? false } });
    tx.notify({ topic: 'report.replied', id: report.id, desk: report.desk_code });
    return ok(triageView(lawOf(ctx.kernel), answered, tx.now));
  });
}
