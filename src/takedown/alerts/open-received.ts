import { type Ctx, ok, systemActor } from '../../kernel/index.ts';
import { alertsOfChains, partsOfAlerts } from './alert-store.ts';
import type { AlertReceiptRow, AlertRow } from './alert-tables.ts';
import { type LeavingAlert, leavingAlert } from './leaving-alert.ts';
import type { Way } from './marking.ts';
import { recipientOf } from './network-members.ts';

export const standings = ['STANDS', 'RECALL', 'RECALLED', 'SUPERSEDED', 'NOT_YET', 'EXPIRED', 'NOT_MEMBER'] as const;
/** Where something that was sent stands for its recipient now. */
export type Standing = (typeof standings)[number];

export interface OpenedReceipt {
  readonly receipt: AlertReceiptRow;
  readonly row: AlertRow;
  readonly standing: Standing;
  /** What of it leaves by the way; absent where nothing does. */
  readonly alert: LeavingAlert | undefined;
}

/** Opens what a member was sent, as far as the marking lets it leave by the way: receipts that the actor was found to have. */
export async function openReceived(
  ctx: Ctx,
  receipts: readonly AlertReceiptRow[],
  member: boolean,
  way: Way,
): Promise<OpenedReceipt[]> {
  if (receipts.length === 0) return [];
  const read = await ctx.as(systemActor('takedown.open-received')).transaction(
    async (tx) =>
      ok({
        rows: await alertsOfChains(tx, [...new Set(receipts.map(({ chain }) => chain))]),
        parts: await partsOfAlerts(
          tx,
          receipts.map((one) => one.alert_id),
        ),
      }),
    { keep: true },
  );
  if (!read.ok) return [];
  const chains = Map.groupBy(read.value.rows, ({ chain }) => chain);
  const parts = Map.groupBy(read.value.parts, (one) => one.alert_id);
  const opened: OpenedReceipt[] = [];
  for (const receipt of receipts) {
    const chain = chains.get(receipt.chain) ?? [];
    const row = chain.find(({ id }) => id === receipt.alert_id);
    if (!row) continue;
    const to = recipientOf(receipt, member);
    const alert = await leavingAlert(ctx.kernel, row, parts.get(row.id) ?? [], chain, to, way, ctx.now);
    opened.push({ receipt, row, standing: standingOf(row, member, ctx.now), alert });
  }
  return opened;
}

function standingOf(row: AlertRow, member: boolean, now: Date): Standing {
  if (row.message === 'CANCEL') return 'RECALL';
  if (row.state === 'RECALLED' || row.state === 'SUPERSEDED') return row.state;
  if (!member) return 'NOT_MEMBER';
  if (now < row.effective_at) return 'NOT_YET';
  return now >= row.expires_at ? 'EXPIRED' : 'STANDS';
}
