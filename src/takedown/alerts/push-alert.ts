import { openWebhookAccount } from '../../channels/index.ts';
import { type Ctx, ok, systemActor, type Tx } from '../../kernel/index.ts';
import { deliver, stopDeliveries, waysOfMembers } from '../deliveries/deliver.ts';
import type { OwnDelivery } from '../deliveries/delivery.ts';
import type { AlertMessage } from './alert.ts';
import { RECEIPT } from './alert-record.ts';
import { findAlert, receiptsOfChain } from './alert-store.ts';
import type { AlertRow } from './alert-tables.ts';

export const PUSH_ALERT = 'takedown.push-alert';

const KINDS: Readonly<Record<AlertMessage, OwnDelivery>> = {
  ALERT: 'ALERT',
  UPDATE: 'ALERT_UPDATE',
  CANCEL: 'ALERT_RECALL',
};
/** Receipts in one transaction: a recall must not wait for all to be queued before the first leaves. */
const BATCH = 50;

/** Has an alert, a version or a recall leave for the contacts of whoever has a receipt of it, once the caller's transaction holds. */
export const askPush = (tx: Tx, row: Pick<AlertRow, 'id'>): Promise<void> =>
  tx.enqueue(PUSH_ALERT, { alert: row.id }, { key: `${PUSH_ALERT} ${row.id}` });

/** What a recall or a later version takes the place of does not leave any more. */
export async function stopPushes(tx: Tx, chain: string, but?: string): Promise<number> {
  const receipts = (await receiptsOfChain(tx, chain)).filter((one) => one.alert_id !== but && !one.recall);
  return stopDeliveries(
    tx,
    receipts.map(({ id }) => id),
  );
}

/** Gives an alert, a version of it or its recall to the outbox for each contact of each recipient; again gives what is missing. @returns how many */
export async function pushAlert(ctx: Ctx, id: string): Promise<number> {
  const platform = ctx.as(systemActor(PUSH_ALERT));
  const read = await platform.transaction(async (tx) => {
    const row = await findAlert(tx, id);
    if (row?.state !== 'ISSUED') return ok(undefined);
    if (row.message !== 'ALERT') await stopPushes(tx, row.chain, row.id);
    const receipts = (await receiptsOfChain(tx, row.chain)).filter((one) => one.alert_id === row.id);
    return ok({ row, receipts });
  });
  if (!read.ok) throw new Error(read.refusal.code);
  if (read.value === undefined) return 0;
  const { row, receipts } = read.value;
  const opened = await openWebhookAccount(platform, row.agency);
  if (!opened.ok) throw new Error(opened.refusal.code);
  let given = 0;
  for (let from = 0; from < receipts.length; from += BATCH) {
    const batch = receipts.slice(from, from + BATCH);
    const done = await platform.transaction(async (tx) => {
      const ways = await waysOfMembers(
        ctx,
        tx,
        batch.map(({ agency }) => agency),
      );
      let count = 0;
      for (const receipt of batch)
        for (const contact of ways.get(receipt.agency) ?? []) {
          await deliver(ctx, tx, contact, {
            kind: KINDS[row.message],
            object: { kind: RECEIPT, id: receipt.id },
            reference: receipt.reference,
            sender: row.agency,
            demonstration: row.is_demonstration,
            notBefore: row.effective_at > tx.now ? row.effective_at : undefined,
            // A recall is of use as long as somebody may still act by what it recalls.
            notAfter: row.message === 'CANCEL' ? undefined : row.expires_at,
          });
          count += 1;
        }
      return ok(count);
    });
    if (!done.ok) throw new Error(done.refusal.code);
    given += done.value;
  }
  return given;
}
