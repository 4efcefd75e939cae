import { outboundProgress } from '../../channels/index.ts';
import { actAs, actOnRecord, type Ctx, ok, permittedOn, type Result, systemActor } from '../../kernel/index.ts';
import { addresseeNames, openContacts } from '../addressees/addressee-store.ts';
import { statementOfOrder } from '../appeals/item-appeal-store.ts';
import { isPolice, restsOnUnviewed } from '../machine-reports/viewed-gate.ts';
import { openJson } from '../sealed-json.ts';
import { nextOrderState, type OrderMove } from './order.ts';
import { type OrderAct, orderRecord } from './order-record.ts';
import { documentsOf, eventsOf, findOrder, ordersOfItem } from './order-store.ts';
import type { OrderRow } from './order-tables.ts';
import { type OrderDetail, orderLine } from './order-view.ts';
import { sendKey } from './send-order.ts';

/** What an addressee is told of the history. */
const TOLD: ReadonlySet<string> = new Set([
  'issued',
  'answered',
  'clarified',
  'cancelled',
  'still-there',
  'gone',
  'appeal-dismissed',
  'appeal-upheld',
]);

const acts: readonly { readonly act: OrderDetail['may'][number]; readonly moves: readonly OrderMove[] }[] = [
  { act: 'issue', moves: ['issue'] },
  { act: 'decline', moves: ['decline'] },
  { act: 'cancel', moves: ['cancel'] },
  { act: 'clarify', moves: ['resume'] },
  { act: 'escalate', moves: ['escalate'] },
  { act: 'answer', moves: ['acknowledge', 'claim', 'refuse', 'suspend'] },
  { act: 'open', moves: [] },
];

/** One order with its history, its documents and what the reader may do; never the address. Refusals: `record.not-found` */
export function orderDetail(ctx: Ctx, input: { readonly order: string }): Promise<Result<OrderDetail>> {
  return actOnRecord(
    orderRecord,
    ctx,
    'takedown-order.read',
    { id: input.order, readOnly: true },
    async (tx, row, actor) => {
      const ours =
        actor.kind === 'system' ||
        row.addressee_agency === null ||
        !('agency' in actor) ||
        actor.agency !== row.addressee_agency;
      const names = await addresseeNames(tx, [row.addressee_id]);
      const chain = await ordersOfItem(tx, row.item_id);
      const link = (found: OrderRow | undefined) => (found ? { id: found.id, reference: found.reference } : null);
      const may = (action: OrderAct) => permittedOn(orderRecord, actor, action, row, tx.now).ok;
      // What happened before it was sent, and where it went afterwards, is not for the addressee.
      const events = (await eventsOf(tx, row.id)).filter((one) => ours || TOLD.has(one.code));
      const timeline = await Promise.all(
        events.map(async (one) => ({
          code: one.code,
          at: one.at.toISOString(),
          agency: one.agency === 'PLATFORM' ? null : one.agency,
          codes: one.codes as Record<string, string | number | boolean>,
          // What says where to find it stands in the document, which is opened by an act of its own.
          text:
            one.sealed === null || one.code === 'proposed'
              ? null
              : (await openJson<{ text: string }>(ctx.kernel, 'order_event', { id: one.id, sealed: one.sealed })).text,
        })),
      );
      return ok({
        ...orderLine(row, names),
        proposedAgency: row.proposed_agency,
        power:
          row.function_code && row.function_basis && row.function_from && row.rule_id && row.ordered_at
            ? {
                function: row.function_code,
                basis: row.function_basis,
                from: row.function_from,
                to: row.function_to,
                rule: row.rule_id,
                source: row.rule_source ?? '',
                verified: row.rule_verified === true,
                orderedAt: row.ordered_at.toISOString(),
              }
            : null,
        statement:
          (await actAs(tx, systemActor('takedown.orders'), (system) => statementOfOrder(system, row.id)))?.code ?? null,
        preserveUntil: row.preserve_until,
        acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
        suspended:
          row.suspended_at && row.suspended_ground
            ? {
                at: row.suspended_at.toISOString(),
                ground: row.suspended_ground,
                resumedAt: row.resumed_at?.toISOString() ?? null,
              }
            : null,
        removedAt: row.removed_at?.toISOString() ?? null,
        contradictedAt: row.contradicted_at?.toISOString() ?? null,
        endReason: row.end_reason,
        follows: link(row.follows === null ? undefined : await findOrder(tx, row.follows)),
        followedBy: link(chain.find((one) => one.follows === row.id && one.state !== 'CANCELLED')),
        documents: (await documentsOf(tx, row.id)).map((one) => ({
          kind: one.kind,
          issuedAt: one.issued_at.toISOString(),
          digest: one.digest.toString('hex'),
        })),
        timeline,
        needsGround: actor.kind === 'person' && isPolice(actor) && (await restsOnUnviewed(tx, row.item_id)),
        deliveries: ours && row.sent_at !== null ? await deliveriesOf(ctx, tx, row) : [],
        may: acts
          .filter(
            ({ act, moves }) =>
              may(`takedown-order.${act}`) &&
              (moves.length === 0 ? row.sent_at !== null : moves.some((move) => nextOrderState(row.state, move))),
          )
          .map(({ act }) => act),
      });
    },
  );
}

async function deliveriesOf(
  _ctx: Ctx,
  tx: Parameters<typeof findOrder>[0],
  row: OrderRow,
): Promise<OrderDetail['deliveries']> {
  const contacts = (
    await actAs(tx, systemActor('takedown.orders'), (system) => openContacts(system, [row.addressee_id]))
  ).filter(({ state }) => state === 'APPROVED');
  const keys = new Map(contacts.map((one) => [sendKey(row.id, one.id), one]));
  const progress = new Map((await outboundProgress(tx, [...keys.keys()])).map((one) => [one.key, one]));
  return contacts.map((one) => {
    const far = progress.get(sendKey(row.id, one.id));
    const state = one.channel === 'PORTAL' ? 'delivered' : (far?.state ?? 'not-sent');
    return { channel: one.channel, mask: one.mask, state, reason: far?.reason ?? null };
  });
}
