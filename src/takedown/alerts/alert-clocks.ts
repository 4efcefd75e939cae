import { type ClockKind, meetClocks } from '../../clocks/index.ts';
import type { Tx } from '../../kernel/index.ts';
import { networkDutyNow, postNotices } from '../../members/index.ts';
import { receiverRoles } from './alert.ts';
import { RECEIPT, tellKeepers, tellRecipient } from './alert-record.ts';
import { findAlert, insertAlertEvent, receiptsById, updateReceipt } from './alert-store.ts';

/** Whoever has to answer a recall; the time is a row of the vocabulary. */
export const ANSWER_RECALL = 'DL-ALERT-RECALL';

/** Recipients of recalls, for the engine of clocks: who is silent is called, by the name and the telephone that they gave. */
export const recallClocks: ClockKind = {
  kind: RECEIPT,
  words: { vi: 'Thu hồi cảnh báo', en: 'Recall of an alert' },
  supervisedBy: 'COORDINATE_VNCOP',
  told: {
    dueSoon: [],
    breached: ['content_analyst', 'content_verifier', 'vncop_coordinator'],
    PROVINCE: [],
    CENTRAL: ['vncop_coordinator'],
  },
  page: (id) => `/noi-dung/canh-bao/${id}`,
  breached: async (tx, clocks) => {
    for (const receipt of await receiptsById(
      tx,
      clocks.map(({ object }) => object),
    )) {
      if (receipt.acknowledged_at !== null || receipt.escalated_at !== null) continue;
      const [contact] = await networkDutyNow(tx, [receipt.agency]);
      await updateReceipt(tx, receipt.id, { escalated_at: tx.now, escalated_to: contact?.id ?? null });
      await insertAlertEvent(tx, receipt.alert_id, 'escalated', {
        agency: receipt.agency,
        named: contact !== undefined,
      });
      await postNotices(tx, [
        {
          to: { roles: receiverRoles, agency: receipt.agency },
          kind: 'network-alert.unanswered',
          object: { kind: RECEIPT, id: receipt.id },
          facts: {},
        },
      ]);
      const alert = await findAlert(tx, receipt.alert_id);
      if (alert) {
        tellKeepers(tx, alert);
        tellRecipient(tx, alert, receipt.agency);
      }
    }
  },
};

export const meetRecallClock = (tx: Tx, receipt: string): Promise<void> =>
  meetClocks(tx, { kind: RECEIPT, id: receipt });
