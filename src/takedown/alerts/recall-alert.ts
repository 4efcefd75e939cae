import { startClocks } from '../../clocks/index.ts';
import {
  actAs,
  actOnRecord,
  type Ctx,
  newId,
  ok,
  onRecordRefusals,
  type Result,
  systemActor,
} from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { lapseApproval } from '../../work/index.ts';
import { refuse } from '../refusals.ts';
import { ANSWER_RECALL } from './alert-clocks.ts';
import { alertRecallReason } from './alert-lists.ts';
import { ALERT, alertRecord, RECEIPT } from './alert-record.ts';
import { insertAlert, insertAlertEvent, lockChain, receiptsOfChain, updateAlert } from './alert-store.ts';
import type { AlertRow } from './alert-tables.ts';
import { askPush, stopPushes } from './push-alert.ts';
import { giveReceipts } from './send-alert.ts';

export const recallRefusals = [
  ...onRecordRefusals,
  'network-alert.wrong-state',
  'network-alert.recall-reason-unusable',
];

/**
 * Takes an alert back, by one person and at once, with all its versions: nothing of it leaves any more, and whoever was ever given it has
 * to say that they stopped. Each recipient has a receipt and a clock; who is silent when it has run out is called.
 * Refusals: those of `actOnRecord`, `network-alert.wrong-state`, `network-alert.recall-reason-unusable`
 */
export async function recallAlert(
  ctx: Ctx,
  input: { readonly alert: string; readonly version?: number | undefined; readonly reason: string },
): Promise<Result<{ readonly id: string; readonly recipients: number }>> {
  const { reason } = input;
  if (!alertRecallReason.has(reason)) return refuse('network-alert.recall-reason-unusable', { field: 'reason' });
  const on = { id: input.alert, version: input.version };
  return actOnRecord(alertRecord, ctx, 'network-alert.recall', on, async (tx, row, actor) => {
    const recalled = await actAs(tx, systemActor('takedown.alerts'), async (system) => {
      const chain = await lockChain(system, row.chain);
      const now = chain.find(({ id }) => id === row.id);
      if (now?.state !== 'ISSUED' || chain.some(({ message }) => message === 'CANCEL'))
        return refuse('network-alert.wrong-state');
      for (const one of chain)
        await updateAlert(system, one, { state: one.state === 'WAITING' ? 'REFUSED' : stateAfter(one) });
      const cancel: AlertRow = {
        ...row,
        id: newId<'network-alert'>(tx.now.getTime()),
        number: (chain.at(-1)?.number ?? row.number) + 1,
        message: 'CANCEL' as const,
        follows: row.id,
        headline: '',
        state: 'ISSUED' as const,
        version: 1,
        written_by: actor.person,
        written_at: tx.now,
        approved_by: null,
        issued_at: tx.now,
        effective_at: tx.now,
        expires_at: new Date(Math.max(row.expires_at.getTime(), tx.now.getTime() + 1)),
        recall_reason: reason,
      };
      await insertAlert(system, cancel);
      const had = new Map((await receiptsOfChain(system, row.chain)).map((one) => [one.agency, one]));
      const receipts = await giveReceipts(system, cancel, [...had.values()]);
      for (const receipt of receipts)
        await startClocks(system, {
          law: lawOf(ctx.kernel),
          object: { kind: RECEIPT, id: receipt.id },
          codes: [ANSWER_RECALL],
          startedAt: tx.now,
          occurrence: 'recalled',
          ownerAgency: row.agency,
          line: 'alerts',
        });
      await stopPushes(system, row.chain);
      await askPush(system, cancel);
      return ok({
        id: cancel.id,
        waiting: chain.find(({ state }) => state === 'WAITING')?.id,
        recipients: receipts.length,
      });
    });
    if (!recalled.ok) return recalled;
    const { id, waiting, recipients } = recalled.value;
    if (waiting !== undefined) await lapseApproval(tx, { kind: ALERT, object: waiting });
    await insertAlertEvent(tx, row.id, 'recalled', { reason, recipients });
    tx.audit({
      action: 'network-alert.recall',
      organisation: row.agency,
      object: { kind: ALERT, id: row.id },
      codes: { reason, recipients },
    });
    return ok({ id, recipients });
  });
}

const stateAfter = ({ state }: AlertRow) => (state === 'REFUSED' ? 'REFUSED' : 'RECALLED');
