import { type Actor, anybody, canBy, type LiveEvent, type RecordKind, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { orderPolicy } from './order-policies.ts';
import { findOrder } from './order-store.ts';
import type { OrderRow } from './order-tables.ts';

export const ORDER = 'takedown-order';
export type OrderAct = (typeof orderPolicy)['actions'][number];

const scopeOf = (row: OrderRow) => ({
  item_id: row.item_id,
  state: row.state,
  proposed_by: row.proposed_by,
  ordering_agency: row.ordering_agency,
  addressee_agency: row.addressee_agency,
  sent_at: row.sent_at,
});

export const orderRecord: RecordKind<OrderRow, OrderAct, Actor> = {
  kind: ORDER,
  acts: anybody,
  find: (tx, id, { lock }) => findOrder(tx, id, lock ? 'for update' : undefined),
  can: canBy(orderPolicy, scopeOf),
  notPermitted: (actor, action, row, now) => {
    if (action === 'takedown-order.issue' && actor.kind === 'person' && actor.person === row.proposed_by)
      return refuse('order.same-person');
    // Whoever may do it to such an order in the right state is told that the state is another one.
    const right = {
      'takedown-order.issue': 'PROPOSED',
      'takedown-order.decline': 'PROPOSED',
      'takedown-order.clarify': 'SUSPENDED',
    };
    const state = right[action as keyof typeof right];
    if (state !== undefined && orderPolicy.can(actor, action, { ...scopeOf(row), state }, now))
      return refuse('order.wrong-state');
    return undefined;
  },
  versionOf: ({ version }) => version,
  meanwhile: ({ state }) => ({ state }),
  denials: new Set(['order.same-person', 'order.no-power']),
  changed: (tx, row) => tellOrder(tx, row),
};

export const orderEvent = (row: OrderRow, agency: string): LiveEvent => ({
  topic: 'content.order',
  id: row.id,
  agency,
  records: [row.item_id],
  roles: ['content_analyst', 'content_verifier', 'takedown_officer'],
});

export function tellOrder(tx: Tx, row: OrderRow): void {
  tx.notify(orderEvent(row, row.ordering_agency ?? row.proposed_agency));
  if (row.addressee_agency !== null && row.sent_at !== null)
    tx.notify({ topic: 'content.order', id: row.id, agency: row.addressee_agency, records: [row.item_id] });
}
