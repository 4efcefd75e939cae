import { retryQueued } from '../../channels/index.ts';
import {
  actAs,
  actOnRecord,
  type Ctx,
  canBy,
  ok,
  personsOnly,
  type RecordKind,
  type Result,
  systemActor,
} from '../../kernel/index.ts';
import { findContact } from '../addressees/addressee-store.ts';
import { refuse } from '../refusals.ts';
import { queueDelivery } from './deliver.ts';
import { DELIVERY } from './delivery.ts';
import { deliveryMoved } from './delivery-moved.ts';
import { deliveryPolicy } from './delivery-policies.ts';
import { findDelivery, updateDelivery } from './delivery-store.ts';
import type { DeliveryRow } from './delivery-tables.ts';

const deliveryRecord: RecordKind<DeliveryRow, 'member-delivery.retry'> = {
  kind: DELIVERY,
  acts: personsOnly,
  find: findDelivery,
  can: canBy(deliveryPolicy, ({ agency }) => ({ agency })),
  notFound: () => refuse('member-delivery.not-found'),
};

/**
 * Sends what was given up, or what no account took, once more: one request for one press, of what holds at that moment.
 * Refusals: those of an act on a record, `member-delivery.not-found`, `member-delivery.no-sender`, `member-delivery.contact-unusable`,
 * `outbox.not-retried`, `outbox.words-gone`
 */
export function retryDelivery(ctx: Ctx, input: { readonly delivery: string }): Promise<Result<void>> {
  return actOnRecord(deliveryRecord, ctx, 'member-delivery.retry', { id: input.delivery }, async (tx, row) => {
    const done = row.taken ? await retryQueued(tx, { key: row.message_key }) : await takeNow(ctx, tx, row);
    if (!done.ok) return done;
    tx.audit({
      action: 'member-delivery.retry',
      organisation: row.sender,
      object: { kind: DELIVERY, id: row.id },
      codes: { kind: row.kind, channel: row.channel },
    });
    await actAs(tx, systemActor('takedown.deliveries'), (system) => deliveryMoved(system, { key: row.message_key }));
    return ok();
  });
}

const takeNow = (ctx: Ctx, tx: Parameters<typeof findDelivery>[0], row: DeliveryRow): Promise<Result<void>> =>
  actAs(tx, systemActor('takedown.deliveries'), async (system) => {
    const contact = await findContact(system, row.contact_id);
    if (contact?.state !== 'APPROVED') return refuse('member-delivery.contact-unusable');
    if (!(await queueDelivery(ctx, system, row, contact))) return refuse('member-delivery.no-sender');
    await updateDelivery(system, row.id, { taken: true });
    return ok();
  });
