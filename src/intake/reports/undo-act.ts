import { resumeClocks } from '../../clocks/index.ts';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import { auditOf, deskAct, type OnSeenReport } from './desk-act.ts';
import { dropUndoable, findUndoable, setEndingState } from './ending-store.ts';
import { insertEvent, updateReport, withdrawMessage } from './report-store.ts';
import { type Triage, triageView } from './report-view.ts';
import { asBefore } from './undo.ts';

/**
 * Takes back the act that the same person did on the report within the last ten seconds, where nobody did anything since:
 * its state, its clocks, and the line to the reporter, who has not seen it yet. Refusals: `report.undo-over`
 */
export async function undoAct(ctx: Ctx, on: OnSeenReport): Promise<Result<Triage>> {
  return deskAct(ctx, 'report.undo', on, async (tx, report, person) => {
    const last = await findUndoable(tx, report.id);
    if (!last || last.person !== person.person || last.version !== report.version || tx.now >= last.until)
      return refuse('report.undo-over');
    await resumeClocks(tx, { kind: 'report', id: report.id }, { at: last.at });
    const back = await updateReport(tx, report, asBefore(last.before));
    if (last.message !== null) await withdrawMessage(tx, last.message);
    if (last.ending !== null) await setEndingState(tx, last.ending, 'undone');
    await dropUndoable(tx, report.id);
    await insertEvent(tx, report.id, 'act-undone', { act: last.act, events: last.events.join(' ') });
    tx.audit({ ...auditOf(report), action: 'report.undo', codes: { act: last.act } });
    tx.notify({ topic: 'report.act-undone', id: report.id, desk: report.desk_code });
    return ok(triageView(lawOf(ctx.kernel), back, tx.now));
  });
}
