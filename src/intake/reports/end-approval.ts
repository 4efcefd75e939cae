import { createHash } from 'node:crypto';
import { ok } from '../../kernel/index.ts';
import type { ApprovalKind } from '../../work/index.ts';
import { carryOutEnd } from './carry-out-end.ts';
import { setEndingState, waitingEnding } from './ending-store.ts';
import { END_APPROVAL } from './lapse-ending.ts';
import { reportPolicy } from './report-policy.ts';
import { findReport, insertEvent, updateReport } from './report-store.ts';

/** The end of a report in which danger was is agreed to by another counsellor of its desk, and then carried out. */
export const endApproval: ApprovalKind = {
  code: END_APPROVAL,
  async content(_ctx, tx, id) {
    // Held until the end: what the reporter writes or a colleague does meanwhile is compared, or comes after.
    const report = await findReport(tx, id, { lock: true });
    const end = await waitingEnding(tx, id);
    if (!report || !end) return undefined;
    const line = end.sealed_line === null ? '-' : createHash('sha256').update(end.sealed_line).digest('hex');
    return [
      `ending ${end.id}`,
      `${end.act} ${end.reason}`,
      `original ${end.duplicate_of ?? '-'}`,
      `line ${line}`,
      // What the report has become since, or what the reporter has written, was not known when it was asked for.
      `state ${report.status}`,
      `last message ${report.last_message_at?.toISOString() ?? '-'}`,
    ];
  },
  async mayDecide(_ctx, tx, { object }) {
    const report = await findReport(tx, object.id);
    return report !== undefined && reportPolicy.can(tx.actor, 'report.approve-end', report, tx.now);
  },
  async decided(_ctx, tx, { object }, decision) {
    const report = await findReport(tx, object.id, { lock: true });
    const end = await waitingEnding(tx, object.id);
    if (!report || !end) return ok();
    if (decision === 'APPROVED') {
      await setEndingState(tx, end.id, 'done');
      const ended = await carryOutEnd(tx, report, end);
      return ended.ok ? ok() : ended;
    }
    const refused = decision === 'REFUSED';
    await setEndingState(tx, end.id, refused ? 'refused' : 'withdrawn');
    await insertEvent(tx, report.id, refused ? 'end-refused' : 'end-withdrawn', { act: end.act });
    await updateReport(tx, report, {});
    tx.notify({ topic: 'report.end-decided', id: report.id, desk: report.desk_code });
    return ok();
  },
  async facts(_ctx, tx, { object }) {
    const end = await waitingEnding(tx, object.id);
    return end && { act: end.act, reason: end.reason };
  },
};
