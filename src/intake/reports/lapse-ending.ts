import type { Tx } from '../../kernel/index.ts';
import { lapseApproval } from '../../work/index.ts';
import { setEndingState, waitingEnding } from './ending-store.ts';

/** As the kind of approval by which a second person agrees to the end of a report. */
export const END_APPROVAL = 'report-end';

/** The report went another way: the end that waits for a second person is no longer wanted. */
export async function lapseEnding(tx: Tx, report: string): Promise<void> {
  const waiting = await waitingEnding(tx, report);
  if (!waiting) return;
  await setEndingState(tx, waiting.id, 'lapsed');
  await lapseApproval(tx, { kind: END_APPROVAL, object: report });
}
