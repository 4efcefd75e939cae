import { type ChannelCode, chooseSender, NO_WISHES, queueMessage, takeBackQueued } from '../../channels/index.ts';
import { actAs, type Ctx, newId, systemActor, type Tx } from '../../kernel/index.ts';
import { openSecrets } from '../addressees/contact-secrets.ts';
import type { ContactRow, OrderRow } from '../orders/order-tables.ts';
import { DELIVERY, type DeliveryChannel, goesAhead, laneOf, type OrderDelivery, type OwnDelivery } from './delivery.ts';
import {
  contactsOfMembers,
  deliveriesOf,
  deliveryOfKey,
  insertDelivery,
  type MemberContact,
} from './delivery-store.ts';
import type { DeliveryRow } from './delivery-tables.ts';

const SYSTEM = systemActor('takedown.deliveries');
const WAYS = { EMAIL: 'email', WEBHOOK: 'webhook' } as const satisfies Partial<Record<DeliveryChannel, ChannelCode>>;

export interface Deliver {
  readonly kind: OwnDelivery;
  /** The record that it is about: a receipt, a call to a drill, a batch of outcomes, a contact that is tried. */
  readonly object: { readonly kind: string; readonly id: string };
  readonly reference: string;
  /** The agency that speaks. */
  readonly sender: string;
  readonly demonstration: boolean;
  readonly notBefore?: Date | undefined;
  /** After it nobody has a use for it. */
  readonly notAfter?: Date | undefined;
  /** Of what is sent more than once to the same contact. */
  readonly nth?: string;
}

/**
 * By which contacts members are told what is no order: each of its webhooks, or its mailboxes where it has none. An address that stands
 * at several of a member's entries is called once.
 */
export async function waysOfMembers(
  ctx: Ctx,
  tx: Tx,
  agencies: readonly string[],
): Promise<ReadonlyMap<string, readonly MemberContact[]>> {
  const found = await actAs(tx, SYSTEM, (system) => contactsOfMembers(system, agencies));
  const ways = new Map<string, MemberContact[]>();
  for (const [agency, contacts] of Map.groupBy(found, (one) => one.agency)) {
    const webhooks = contacts.filter(({ channel }) => channel === 'WEBHOOK');
    const seen = new Set<string | undefined>();
    const kept: MemberContact[] = [];
    for (const contact of webhooks.length > 0 ? webhooks : contacts) {
      const address = (await openSecrets(ctx.kernel, contact))?.address;
      if (!seen.has(address)) kept.push(contact);
      seen.add(address);
    }
    ways.set(agency, kept);
  }
  return ways;
}

/**
 * Gives something to the outbox for one contact of a member, in the caller's transaction; what it says is written when it leaves
 * (`delivery-exit.ts`). Again is the same delivery. Where no account of the sender takes it, it is written down as not taken, and a person
 * sends it once there is one.
 */
export async function deliver(ctx: Ctx, tx: Tx, contact: MemberContact, what: Deliver): Promise<DeliveryRow> {
  return actAs(tx, SYSTEM, async (system) => {
    const key = [DELIVERY, what.kind, what.object.id, contact.id, what.nth]
      .filter((part) => part !== undefined)
      .join(':');
    const known = await deliveryOfKey(system, key);
    if (known) return known;
    const row: DeliveryRow = {
      id: newId<'member-delivery'>(tx.now.getTime()),
      agency: contact.agency,
      addressee_id: contact.addressee_id,
      contact_id: contact.id,
      channel: contact.channel as DeliveryChannel,
      kind: what.kind,
      object_kind: what.object.kind,
      object_id: what.object.id,
      reference: what.reference,
      sender: what.sender,
      message_key: key,
      taken: false,
      made_at: tx.now,
      is_demonstration: what.demonstration,
    };
    const taken = await queueDelivery(ctx, system, row, contact, what);
    await insertDelivery(system, { ...row, taken });
    return { ...row, taken };
  });
}

/** Gives a delivery to an account of its sender. @returns whether one takes it */
export async function queueDelivery(
  ctx: Ctx,
  system: Tx,
  row: DeliveryRow,
  contact: Pick<ContactRow, 'id' | 'sealed'>,
  { notBefore, notAfter }: Pick<Deliver, 'notBefore' | 'notAfter'> = {},
): Promise<boolean> {
  if (row.channel !== 'EMAIL' && row.channel !== 'WEBHOOK') return false;
  const account = await chooseSender(system, {
    agency: row.sender,
    channels: [WAYS[row.channel]],
    demonstration: row.is_demonstration,
  });
  const kind = row.kind as OwnDelivery;
  const lane = laneOf(kind, row.id, contact.id);
  // A system is called where its contact says when it leaves: its lane is all that is asked of it here.
  const address = row.channel === 'EMAIL' ? (await openSecrets(ctx.kernel, contact))?.address : lane;
  if (account === undefined || address === undefined) return false;
  const queued = await queueMessage(ctx, system, {
    key: row.message_key,
    purpose: row.kind === 'TEST' ? 'test' : 'alert',
    to: { account, address, wishes: NO_WISHES, apart: lane },
    text: row.reference,
    ahead: goesAhead(kind),
    about: { kind: DELIVERY, id: row.id },
    ...(notBefore !== undefined && { notBefore }),
    ...(notAfter !== undefined && { notAfter }),
  });
  return queued.ok;
}

/** Writes down that something of an order was given to the outbox for a contact of a member; whoever is no member has no page to see it on. */
export async function noteOrderDelivery(
  tx: Tx,
  order: OrderRow,
  contact: ContactRow,
  { kind, key }: { readonly kind: OrderDelivery; readonly key: string },
): Promise<void> {
  const { addressee_agency: agency, ordering_agency: sender } = order;
  if (agency === null || sender === null) return;
  await actAs(tx, SYSTEM, async (system) => {
    if (await deliveryOfKey(system, key)) return;
    await insertDelivery(system, {
      id: newId<'member-delivery'>(tx.now.getTime()),
      agency,
      addressee_id: order.addressee_id,
      contact_id: contact.id,
      channel: contact.channel as DeliveryChannel,
      kind,
      object_kind: 'takedown-order',
      object_id: order.id,
      reference: order.reference,
      sender,
      message_key: key,
      taken: true,
      made_at: tx.now,
      is_demonstration: order.is_demonstration,
    });
  });
}

/** What holds no more does not leave any more: what is about some records and still waits is ended. @returns how many messages */
export async function stopDeliveries(tx: Tx, objects: readonly string[]): Promise<number> {
  const rows = await actAs(tx, SYSTEM, (system) => deliveriesOf(system, objects));
  return takeBackQueued(
    tx,
    rows.map(({ message_key: key }) => key),
  );
}
