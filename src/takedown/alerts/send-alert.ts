import { type Ctx, newId, ok, systemActor, type Tx } from '../../kernel/index.ts';
import { postNotices } from '../../members/index.ts';
import { receiverRoles } from './alert.ts';
import { RECEIPT, tellKeepers, tellRecipient } from './alert-record.ts';
import { findAlert, insertAlertEvent, insertReceipts, receiptsOfChain } from './alert-store.ts';
import type { AlertReceiptRow, AlertRow } from './alert-tables.ts';
import { membersReached, type Reached } from './network-members.ts';
import { askPush } from './push-alert.ts';

export const SEND_ALERT = 'takedown.send-alert';

/**
 * Gives an issued alert to each member that it reaches today: a receipt, and a notice without a word of it. Called again, as after a
 * worker that died, it gives each member one receipt; what was recalled meanwhile is given to nobody.
 * @returns how many members it reached now
 */
export async function sendAlert(ctx: Ctx, id: string): Promise<number> {
  const platform = ctx.as(systemActor(SEND_ALERT));
  const seen = await platform.transaction(async (tx) => ok(await findAlert(tx, id)));
  if (!seen.ok || seen.value?.state !== 'ISSUED' || seen.value.message === 'CANCEL') return 0;
  const reached = await membersReached(platform, seen.value);
  if (!reached.ok) throw new Error('the members of the network could not be read');
  const sent = await platform.transaction(async (tx) => {
    // Locked: a recall that comes in between waits, and then finds these receipts.
    const row = await findAlert(tx, id, 'for update');
    if (row?.state !== 'ISSUED') return ok(0);
    const there = new Set(
      (await receiptsOfChain(tx, row.chain)).filter((one) => one.alert_id === row.id).map(({ agency }) => agency),
    );
    const missing = reached.value.filter(({ agency }) => !there.has(agency));
    await giveReceipts(tx, row, missing);
    if (missing.length > 0) {
      await insertAlertEvent(tx, row.id, 'sent', { members: missing.length });
      tellKeepers(tx, row);
      await askPush(tx, row);
    }
    return ok(missing.length);
  });
  return sent.ok ? sent.value : 0;
}

/** A receipt and a notice for each, in the caller's transaction and as the platform. */
export async function giveReceipts(tx: Tx, row: AlertRow, to: readonly Reached[]): Promise<AlertReceiptRow[]> {
  const receipts = to.map(
    ({ agency, named, audiences, functions }): AlertReceiptRow => ({
      id: newId<'alert-receipt'>(tx.now.getTime()),
      alert_id: row.id,
      chain: row.chain,
      reference: row.reference,
      sender: row.agency,
      agency,
      recall: row.message === 'CANCEL',
      named,
      sent_at: tx.now,
      audiences: [...audiences],
      functions: [...functions],
      seen_at: null,
      seen_by: null,
      fetched_at: null,
      acknowledged_at: null,
      acknowledged_by: null,
      acknowledged_how: null,
      outcome: null,
      escalated_at: null,
      escalated_to: null,
    }),
  );
  await insertReceipts(tx, receipts);
  await postNotices(
    tx,
    receipts.map(({ id, agency, recall }) => ({
      to: { roles: receiverRoles, agency },
      kind: recall ? 'network-alert.recalled' : 'network-alert.received',
      object: { kind: RECEIPT, id },
      facts: {},
    })),
  );
  for (const { agency } of receipts) tellRecipient(tx, row, agency);
  return receipts;
}
