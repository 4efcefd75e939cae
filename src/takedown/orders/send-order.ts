import {
  type ChannelCode,
  chooseSender,
  NO_WISHES,
  outboundTried,
  queueMessage,
  takeBackQueued,
} from '../../channels/index.ts';
import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { type ContactChannel, isService } from '../addressees/addressee.ts';
import { openContacts } from '../addressees/addressee-store.ts';
import { openSecrets } from '../addressees/contact-secrets.ts';
import { noteOrderDelivery } from '../deliveries/deliver.ts';
import type { OrderDelivery } from '../deliveries/delivery.ts';
import { refuse } from '../refusals.ts';
import { ORDER } from './order-record.ts';
import type { ContactRow, OrderDocumentKind, OrderRow } from './order-tables.ts';

/** People of a member organisation who are told of an order. */
const MEMBERS = ['platform_contact', 'isp_contact', 'vncop_member_user'] as const;

/** What is told of an order by the ways of its addressee, and the document that goes with it. Kinds of records of the outbox. */
export const TELLINGS = {
  [ORDER]: 'ORDER',
  'takedown-order-clarified': 'CLARIFICATION',
  'takedown-order-withdrawn': 'WITHDRAWAL',
  // That an appeal was dismissed: the order stands as it was issued.
  'takedown-order-appealed': 'ORDER',
  // Said to be done, and a look found it there.
  'takedown-order-still-there': 'ORDER',
} as const satisfies Readonly<Record<string, OrderDocumentKind>>;
export type Telling = keyof typeof TELLINGS;

const KINDS: Readonly<Record<Telling, OrderDelivery>> = {
  [ORDER]: 'ORDER',
  'takedown-order-clarified': 'ORDER_CLARIFIED',
  'takedown-order-withdrawn': 'ORDER_WITHDRAWN',
  'takedown-order-appealed': 'ORDER_APPEALED',
  'takedown-order-still-there': 'ORDER_STILL_THERE',
};

/** @param nth of what may be told more than once */
export const sendKey = (order: string, contact: string, telling: Telling = ORDER, nth?: number) =>
  `${telling}:${order}:${contact}${nth === undefined ? '' : `:${nth}`}`;

/** By which accounts of ours a contact is reached; a member’s own page needs none. */
const WAYS: Readonly<Record<ContactChannel, ChannelCode | undefined>> = {
  PORTAL: undefined,
  EMAIL: 'email',
  WEBHOOK: 'webhook',
  ICCAM: 'iccam',
  CLOUDFLARE: 'cloudflare-abuse',
  AWS: 'aws-abuse',
};

type SentOrder = OrderRow & { readonly ordering_agency: string };

/**
 * Gives an order to every approved contact of its addressee, in the caller's transaction: it leaves if it commits, and never to a contact
 * that one person alone entered.
 * @returns by which channels
 * Refusals: `order.no-approved-contact`, `order.no-sender`, and those of the outbox
 */
export async function sendOrder(ctx: Ctx, tx: Tx, order: SentOrder): Promise<Result<readonly string[]>> {
  const contacts = (await openContacts(tx, [order.addressee_id])).filter(({ state }) => state === 'APPROVED');
  if (contacts.length === 0) return refuse('order.no-approved-contact');
  const by: string[] = [];
  for (const contact of contacts) {
    if (contact.channel === 'PORTAL' && order.addressee_agency !== null) {
      await tellMember(tx, order, 'takedown-order.received');
      by.push(contact.channel);
      continue;
    }
    const sent = await leave(ctx, tx, order, contact, ORDER);
    if (!sent.ok) return sent;
    if (sent.value) by.push(contact.channel);
  }
  return by.length === 0 ? refuse('order.no-sender') : ok(by);
}

/** What a message says, and with what, is written when it leaves: `order-exit.ts`. */
async function leave(
  ctx: Ctx,
  tx: Tx,
  order: SentOrder,
  contact: ContactRow,
  telling: Telling,
  nth?: number,
): Promise<Result<boolean>> {
  const way = WAYS[contact.channel];
  if (contact.sealed === null || way === undefined) return ok(false);
  const account = await chooseSender(tx, {
    agency: order.ordering_agency,
    channels: [way],
    demonstration: order.is_demonstration,
  });
  if (account === undefined) return ok(false);
  const secrets = await openSecrets(ctx.kernel, contact);
  const key = sendKey(order.id, contact.id, telling, nth);
  const queued = await queueMessage(ctx, tx, {
    key,
    purpose: 'order',
    to: {
      account,
      address: contact.channel === 'EMAIL' ? (secrets?.address ?? '') : contact.id,
      wishes: NO_WISHES,
    },
    text: order.reference,
    about: { kind: telling, id: order.id },
  });
  if (!queued.ok) return queued;
  await noteOrderDelivery(tx, order, contact, { kind: KINDS[telling], key });
  return ok(true);
}

/**
 * Tells what became of an order by each way by which the order itself may have arrived, in the caller's transaction: who cannot have it is
 * told nothing of it. What became of it holds either way, so a way that takes nothing stops nobody.
 * @returns by how many ways
 */
export async function tellAddressee(
  ctx: Ctx,
  tx: Tx,
  order: OrderRow,
  telling: Telling,
  nth?: number,
): Promise<number> {
  const { ordering_agency } = order;
  if (ordering_agency === null) return 0;
  const contacts = (await openContacts(tx, [order.addressee_id])).filter(({ state }) => state === 'APPROVED');
  const keys = contacts.map(({ id }) => sendKey(order.id, id));
  const left = await outboundTried(tx, keys);
  let ways = 0;
  // A service takes a notice and no letter after it: what became of the order is told there when it is asked how far it has come.
  for (const contact of contacts.filter((one) => !isService(one.channel) && left.has(sendKey(order.id, one.id)))) {
    const told = await leave(ctx, tx, { ...order, ordering_agency }, contact, telling, nth);
    if (told.ok && told.value) ways += 1;
  }
  return ways;
}

export function tellMember(
  tx: Tx,
  order: OrderRow,
  kind: 'takedown-order.received' | 'takedown-order.changed' | 'takedown-order.still-there',
): Promise<number> {
  if (order.addressee_agency === null) return Promise.resolve(0);
  return postNotice(
    tx,
    { roles: MEMBERS, agency: order.addressee_agency },
    { kind, object: { kind: 'takedown-order', id: order.id }, record: order.item_id, facts: { kind: order.kind } },
  );
}

/** Tells an addressee that what it said to be done is still there: on its page, and by the ways by which it had the order. */
export async function tellStillThere(ctx: Ctx, tx: Tx, order: OrderRow): Promise<void> {
  await tellMember(tx, order, 'takedown-order.still-there');
  // Who is reached by none of our ways sees it on the page alone: a look is not undone by that.
  await tellAddressee(ctx, tx, order, 'takedown-order-still-there', order.contradictions + 1);
}

/** An order that holds no longer does not leave any more: what still waits to be tried is ended. @returns how many messages */
export async function stopSending(tx: Tx, order: OrderRow): Promise<number> {
  const contacts = await openContacts(tx, [order.addressee_id]);
  return takeBackQueued(
    tx,
    contacts.flatMap(({ id }) => [sendKey(order.id, id), sendKey(order.id, id, 'takedown-order-clarified')]),
  );
}
