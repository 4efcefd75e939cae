import { clocksOf } from '../../clocks/index.ts';
import { type Ctx, newId, ok, openPart, parseId, type Result, refuseRequest, sealPart } from '../../kernel/index.ts';
import { findStorySignals, type StorySignal, storySignal } from '../../vocabulary/index.ts';
import { startReportClock } from '../clocks/report-clocks.ts';
import { INTAKE } from '../intake-desk.ts';
import { refuse } from '../refusals.ts';
import { readMessage } from '../reports/message.ts';
import { nextStatus } from '../reports/report.ts';
import { reportRecord } from '../reports/report-sealing.ts';
import { insertEvent, insertMessage, lockOwnReport, messagesOf, updateReport } from '../reports/report-store.ts';
import { asHolder, type ReceiptProof } from './unlock-receipt.ts';

export interface ReplyAsReporter {
  readonly text: string;
  /** UUID that the page made with the form: the same message sent twice is one message. */
  readonly messageId?: string;
}

/**
 * The reporter writes on their thread. A report that was closed opens again, since somebody who writes back is not
 * done; and the clock of the desk's answer starts.
 */
export async function replyAsReporter(
  ctx: Ctx,
  proof: ReceiptProof,
  input: ReplyAsReporter,
): Promise<Result<{ readonly messageId: string; readonly signals: readonly StorySignal[] }>> {
  const text = readMessage(input.text);
  if (!text.ok) return text;
  const signals = findStorySignals(text.value);
  return asHolder(ctx, proof, async (tx, own) => {
    const key = await ctx.kernel.sealing.openWithSecret(tx, reportRecord.scope(own.report, 'thread'), own.holder);
    if (!key) return refuseRequest('service.unavailable');
    const report = await lockOwnReport(tx, own.report);
    const wanted = parseId<'message'>(input.messageId);
    const id = wanted ?? newId<'message'>(tx.now.getTime());
    const part = `message:${id}`;
    const known = (await messagesOf(tx, own.report)).find((message) => message.id === id);
    if (known) {
      // Sent twice, and the same: one message. Another text under its id would be lost without a word.
      const same = known.from_kind === 'reporter' && openPart(key, part, known.sealed) === text.value;
      return same ? ok({ messageId: id, signals }) : refuse('message.id-taken', { field: 'messageId' });
    }
    const sealed = sealPart(key, part, text.value);
    const message = {
      id,
      report_id: own.report,
      at: tx.now,
      from_kind: 'reporter',
      author: null,
      sealed,
      shown_from: null,
      withdrawn_at: null,
    } as const;
    if (!(await insertMessage(tx, message))) return refuse('message.id-taken', { field: 'messageId' });
    await insertEvent(tx, own.report, 'message-received', signals.length > 0 ? { signals: signals.join(' ') } : {});
    const clocks = await clocksOf(tx, { kind: 'report', id: own.report });
    if (!clocks.some((clock) => clock.rule === 'DL-FEEDBACK' && clock.endedAt === null))
      await startReportClock(ctx, tx, report, 'DL-FEEDBACK');
    const status = nextStatus(report.status, 'reopen');
    if (status !== undefined) await insertEvent(tx, own.report, 'reopened', { by: 'message' });
    await updateReport(tx, report, {
      unanswered: true,
      last_message_at: tx.now,
      story_signals: storySignal.codes.filter((code) => signals.includes(code) || report.story_signals.includes(code)),
      ...(status === undefined ? {} : { status, closed_at: null }),
    });
    tx.audit({ organisation: INTAKE.agency, action: 'receipt.reply', object: { kind: 'report', id: own.report } });
    tx.notify({ topic: 'report.message-received', id: own.report, desk: report.desk_code });
    return ok({ messageId: id, signals });
  });
}
