import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { whoOpenedView } from '../receipts/view-of-receipt.ts';
import { deskAct, type OnReport } from './desk-act.ts';
import { readingsOf } from './report-store.ts';
import type { ReceiptView } from './report-view.ts';

/** What the reporter is told of who opened the sealed parts, from the audit; so that the desk sees it as the child does. */
export async function whoOpened(ctx: Ctx, input: OnReport): Promise<Result<ReceiptView['whoOpened']>> {
  return deskAct(ctx, 'report.read', { report: input.report, readOnly: true }, async (tx, report) =>
    ok(whoOpenedView(await readingsOf(tx, report.id))),
  );
}
