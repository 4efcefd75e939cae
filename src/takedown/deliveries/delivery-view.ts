import { z } from '@hono/zod-openapi';
import type { OutboundProgress } from '../../channels/index.ts';
import { type DeliveryState, deliveryChannels, deliveryKinds, deliveryStates } from './delivery.ts';
import type { DeliveryRow } from './delivery-tables.ts';

export const deliverySchema = z.object({
  id: z.uuid(),
  kind: z.enum(deliveryKinds),
  channel: z.enum(deliveryChannels),
  contact: z.uuid(),
  /** Of its address, masked. */
  mask: z.string(),
  /** The order, the receipt, the call to a drill, the batch of outcomes, the contact that was tried. */
  object: z.object({ kind: z.string(), id: z.uuid() }),
  reference: z.string(),
  sender: z.string(),
  madeAt: z.iso.datetime(),
  state: z.enum(deliveryStates),
  /** Why it waits or was given up, in a code; `http-503` where the receiver said so. */
  reason: z.string().nullable(),
  tries: z.number().int(),
  nextAt: z.iso.datetime().nullable(),
  sentAt: z.iso.datetime().nullable(),
  /** Milliseconds until the receiver answered the last try. */
  answerMs: z.number().int().nullable(),
  /** Whether a person may send it once more. */
  retries: z.boolean(),
  demonstration: z.boolean(),
});
export type DeliveryView = z.output<typeof deliverySchema>;

export const stateOf = (row: DeliveryRow, far: OutboundProgress | undefined): DeliveryState => {
  if (!row.taken || far === undefined) return 'not-taken';
  return far.state === 'delivered' || far.state === 'read' ? 'sent' : far.state;
};

/** @param mayRetry whether the reader may send it once more at all */
export function deliveryView(
  row: DeliveryRow & { readonly mask: string },
  far: OutboundProgress | undefined,
  mayRetry: boolean,
): DeliveryView {
  return {
    id: row.id,
    kind: row.kind,
    channel: row.channel,
    contact: row.contact_id,
    mask: row.mask,
    object: { kind: row.object_kind, id: row.object_id },
    reference: row.reference,
    sender: row.sender,
    madeAt: row.made_at.toISOString(),
    state: stateOf(row, far),
    reason: far?.reason ?? null,
    tries: far?.tries ?? 0,
    nextAt: far?.nextAt?.toISOString() ?? null,
    sentAt: far?.sentAt?.toISOString() ?? null,
    answerMs: far?.answerMs ?? null,
    retries: mayRetry && (row.taken ? far?.retries === true : row.kind !== 'TEST'),
    demonstration: row.is_demonstration,
  };
}
