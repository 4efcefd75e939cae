import { z } from '@hono/zod-openapi';
import { contactChannels, rungs } from '../addressees/addressee.ts';
import { orderStates } from './order.ts';
import { impossibilityGround, orderKind, orderOutcome } from './order-lists.ts';
import type { OrderRow } from './order-tables.ts';

const at = z.iso.datetime();

export const orderLineSchema = z.object({
  id: z.uuid(),
  reference: z.string(),
  item: z.object({ id: z.uuid(), reference: z.string() }),
  kind: orderKind.zod,
  urgent: z.boolean(),
  reasons: z.array(z.string()),
  state: z.enum(orderStates),
  version: z.number().int(),
  addressee: z.object({ id: z.uuid(), name: z.string(), kind: z.enum(rungs) }),
  proposedAt: at,
  orderingAgency: z.string().nullable(),
  sentAt: at.nullable(),
  /** The clock that ends next: theirs, or ours while an order is suspended. */
  clock: z.object({ from: at, due: at, rule: z.string() }).nullable(),
  overdue: z.boolean(),
  outcome: orderOutcome.zod.nullable(),
  demonstration: z.boolean(),
});
export type OrderLine = z.output<typeof orderLineSchema>;

export const documentKinds = ['ORDER', 'FEEDBACK', 'IMPOSSIBILITY', 'CLARIFICATION', 'WITHDRAWAL'] as const;

export const orderDetailSchema = orderLineSchema.extend({
  proposedAgency: z.string(),
  /** By what it was ordered, as it stood at that instant. */
  power: z
    .object({
      function: z.string(),
      basis: z.string(),
      from: z.string(),
      to: z.string().nullable(),
      rule: z.string(),
      source: z.string(),
      verified: z.boolean(),
      orderedAt: at,
    })
    .nullable(),
  /** Public code by which whoever is affected reads the reasons and appeals; null where nobody is told. */
  statement: z.string().nullable(),
  preserveUntil: z.string().nullable(),
  acknowledgedAt: at.nullable(),
  suspended: z.object({ at, ground: impossibilityGround.zod, resumedAt: at.nullable() }).nullable(),
  removedAt: at.nullable(),
  /** When a look last found what was said to be done. */
  contradictedAt: at.nullable(),
  endReason: z.string().nullable(),
  /** The order before it on the ladder, and the one after it. */
  follows: z.object({ id: z.uuid(), reference: z.string() }).nullable(),
  followedBy: z.object({ id: z.uuid(), reference: z.string() }).nullable(),
  documents: z.array(z.object({ kind: z.enum(documentKinds), issuedAt: at, digest: z.string() })),
  timeline: z.array(
    z.object({
      code: z.string(),
      at,
      agency: z.string().nullable(),
      codes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      text: z.string().nullable(),
    }),
  ),
  /** How far it has come by each contact; absent for the addressee. */
  deliveries: z.array(
    z.object({ channel: z.enum(contactChannels), mask: z.string(), state: z.string(), reason: z.string().nullable() }),
  ),
  /** Its item rests on files alone that no provider viewed, and the reader is police: they open its documents by a ground of law. */
  needsGround: z.boolean(),
  /** Permitted now: what the page offers. */
  may: z.array(z.enum(['issue', 'decline', 'cancel', 'clarify', 'escalate', 'answer', 'open'])),
});
export type OrderDetail = z.output<typeof orderDetailSchema>;

export function orderLine(row: OrderRow, names: ReadonlyMap<string, string>): OrderLine {
  return {
    id: row.id,
    reference: row.reference,
    item: { id: row.item_id, reference: row.item_reference },
    kind: row.kind,
    urgent: row.urgent,
    reasons: row.reasons,
    state: row.state,
    version: row.version,
    addressee: { id: row.addressee_id, name: names.get(row.addressee_id) ?? '', kind: row.addressee_kind },
    proposedAt: row.proposed_at.toISOString(),
    orderingAgency: row.ordering_agency,
    sentAt: row.sent_at?.toISOString() ?? null,
    clock:
      row.next_due_at && row.next_due_from && row.next_due_rule
        ? { from: row.next_due_from.toISOString(), due: row.next_due_at.toISOString(), rule: row.next_due_rule }
        : null,
    overdue: row.overdue,
    outcome: row.outcome,
    demonstration: row.is_demonstration,
  };
}
