import {
  type Actor,
  actOnRecord,
  actorName,
  anybody,
  type Ctx,
  newId,
  ok,
  type RecordKind,
  type Result,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { confirmedRecipients, deliveryKey } from './alert.ts';
import { meetAlertClock } from './alert-clocks.ts';
import { type AlertRecord, decideAlertRow, insertDeliveries, lockAlert } from './alert-store.ts';

/** Why an alert is dismissed. */
export const dismissals = ['not-harm', 'news-or-prevention', 'no-child', 'duplicate', 'joke', 'other'] as const;
export type Dismissal = (typeof dismissals)[number];

export interface DecideAlert {
  readonly alert: string;
  readonly decision: 'confirm' | 'dismiss';
  /** For a dismissal. */
  readonly reason?: Dismissal | undefined;
}

const alertRecord: RecordKind<AlertRecord, 'listening-alert.decide', Actor> = {
  kind: 'listening-alert',
  acts: anybody,
  find: lockAlert,
  notFound: () => refuse('alert.not-found'),
};

/**
 * A person says whether an alert is one. What is confirmed goes to those who act on it; what is dismissed teaches, and
 * stays dismissed for its window. Refusals: `alert.not-found`, `alert.reason-needed`
 */
export async function decideAlert(ctx: Ctx, input: DecideAlert): Promise<Result<void>> {
  if (input.decision === 'dismiss' && !dismissals.some((reason) => reason === input.reason))
    return refuse('alert.reason-needed', { field: 'reason' });
  return actOnRecord(alertRecord, ctx, 'listening-alert.decide', { id: input.alert }, async (tx, alert) => {
    const { id } = alert;
    const confirmed = input.decision === 'confirm';
    await decideAlertRow(
      tx,
      id,
      confirmed ? 'CONFIRMED' : 'DISMISSED',
      actorName(tx.actor),
      confirmed ? null : (input.reason as string),
    );
    await meetAlertClock(tx, id);
    if (confirmed) {
      await insertDeliveries(
        tx,
        confirmedRecipients(alert.severity, alert.label).map((recipient) => ({
          id: newId<'delivery'>(tx.now.getTime()),
          key: deliveryKey({ ...alert, recipient }),
          alert: id,
          recipient,
        })),
      );
      await tx.enqueue('listening.deliver', {}, { key: 'listening.deliver' });
    }
    tx.audit({
      organisation: alert.agency,
      action: 'listening-alert.decide',
      object: { kind: 'listening-alert', id },
      codes: { decision: input.decision, ...(input.reason ? { reason: input.reason } : {}) },
    });
    tx.notify({ topic: 'listening-alert', id, agency: alert.agency });
    return ok();
  });
}
