import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import type { EntryStatus } from './entry.ts';
import { type QueueRow, queueRows } from './entry-store.ts';
import type { QueueItem } from './entry-view.ts';

/** What waits on the register: entries for a verdict, verdicts that differ, disputes, suspensions with their clock. Never a verdict of somebody else. */
export async function listReviewQueue(
  ctx: Ctx,
  input: { readonly statuses?: readonly EntryStatus[] | undefined; readonly limit?: number | undefined },
): Promise<Result<QueueItem[]>> {
  const statuses = input.statuses ?? ['PROPOSED', 'SECOND_REVIEW', 'DISPUTED', 'SUSPENDED'];
  return ctx.transaction(async (tx) => {
    const found = await queueRows(tx, statuses, Math.min(input.limit ?? 100, 500));
    return ok(
      found.map((row) => {
        const { proposedBy: _proposer, ...item } = row;
        return { ...item, turn: turnOf(row, ctx) };
      }),
    );
  });
}

function turnOf(row: QueueRow, ctx: Ctx): QueueItem['turn'] {
  const { actor } = ctx;
  if (actor.kind !== 'person' || row.proposedBy === actor.person) return 'wait';
  const is = (...roles: string[]) => actor.assignments.some((held) => roles.includes(held.role));
  const judging = row.status === 'PROPOSED' || row.status === 'SECOND_REVIEW';
  if (judging && row.verdicts < 2 && !row.mine && is('content_analyst')) return 'verify';
  if (row.status === 'SECOND_REVIEW' && row.verdicts >= 2 && !row.mine && is('hash_db_approver')) return 'arbitrate';
  if (row.status === 'DISPUTED' && !row.mine && is('hash_db_approver')) return 'resolve';
  if (row.status === 'SUSPENDED' && is('hash_db_operator', 'hash_db_approver')) return 'answer';
  return 'wait';
}
