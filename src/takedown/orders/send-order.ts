import { chooseSender, NO_WISHES, queueMessage, takeBackQueued } from '../../channels/index.ts';
import { writtenTime } from '../../documents/index.ts';
import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { openContacts } from '../addressees/addressee-store.ts';
import type { ContactSecrets } from '../addressees/enter-contact.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import type { OpenedAddress } from './compose-order.ts';
import { defang } from './order.ts';
import { orderKind } from './order-lists.ts';
import type { ContactRow, OrderRow } from './order-tables.ts';

/** People of a member organisation who are told of an order. */
const MEMBERS = ['platform_contact', 'isp_contact', 'vncop_member_user'] as const;

export const sendKey = (order: string, contact: string) => `takedown-order:${order}:${contact}`;

interface SendOrder {
  readonly order: OrderRow & { readonly ordering_agency: string };
  readonly agencyName: string;
  readonly dueAt: Date | null;
  readonly address: OpenedAddress;
}

/**
 * Gives an order to every approved contact of its addressee, in the caller's transaction: it leaves if it commits, and never to a contact
 * that one person alone entered.
 * @returns by which channels
 * Refusals: `order.no-approved-contact`, `order.no-sender`, and those of the outbox
 */
export async function sendOrder(ctx: Ctx, tx: Tx, input: SendOrder): Promise<Result<readonly string[]>> {
  const { order } = input;
  const contacts = (await openContacts(tx, [order.addressee_id])).filter(({ state }) => state === 'APPROVED');
  if (contacts.length === 0) return refuse('order.no-approved-contact');
  const by: string[] = [];
  for (const contact of contacts) {
    if (contact.channel === 'PORTAL' && order.addressee_agency !== null) {
      await tellMember(tx, order, 'takedown-order.received');
      by.push(contact.channel);
      continue;
    }
    const sent = await leave(ctx, tx, input, contact);
    if (!sent.ok) return sent;
    if (sent.value) by.push(contact.channel);
  }
  return by.length === 0 ? refuse('order.no-sender') : ok(by);
}

async function leave(ctx: Ctx, tx: Tx, input: SendOrder, contact: ContactRow): Promise<Result<boolean>> {
  const { order } = input;
  if (contact.sealed === null || contact.channel !== 'EMAIL') return ok(false);
  const account = await chooseSender(tx, {
    agency: order.ordering_agency,
    channels: ['email'],
    demonstration: order.is_demonstration,
  });
  if (account === undefined) return ok(false);
  const { address } = await openJson<ContactSecrets>(ctx.kernel, 'addressee_contact', {
    id: contact.id,
    sealed: contact.sealed,
  });
  const queued = await queueMessage(ctx, tx, {
    key: sendKey(order.id, contact.id),
    purpose: 'order',
    to: { account, address, wishes: NO_WISHES },
    text: words(input),
    about: { kind: 'takedown-order', id: order.id },
  });
  return queued.ok ? ok(true) : queued;
}

/** A letter by mail. A member reads the address on its own page; whoever has none gets it here, written so that nothing opens by a slip. */
function words({ order, agencyName, dueAt, address }: SendOrder): string {
  const due = dueAt === null ? '' : `\nThời hạn · Due: ${writtenTime(dueAt)}`;
  const where =
    order.addressee_agency === null
      ? `\nĐịa chỉ (đã vô hiệu hóa) · Address (defanged):\n${[address.display, ...address.siblings].map(defang).join('\n')}`
      : '\nĐịa chỉ và văn bản đầy đủ nằm trên trang thành viên. The address and the whole document are on your member’s page.';
  return [
    `${agencyName}`,
    `Yêu cầu số · Order no. ${order.reference}: ${orderKind.label(order.kind, 'vi')} · ${orderKind.label(order.kind, 'en')}${due}`,
    where,
    '\nGiữ lại nội dung và dữ liệu liên quan trước khi gỡ. Keep the content and what belongs to it before removing it.',
    'Trả lời thư này với số yêu cầu. Answer with the number of the order.',
  ].join('\n');
}

export function tellMember(
  tx: Tx,
  order: OrderRow,
  kind: 'takedown-order.received' | 'takedown-order.changed',
): Promise<number> {
  if (order.addressee_agency === null) return Promise.resolve(0);
  return postNotice(
    tx,
    { roles: MEMBERS, agency: order.addressee_agency },
    { kind, object: { kind: 'takedown-order', id: order.id }, record: order.item_id, facts: { kind: order.kind } },
  );
}

/** An order that holds no longer does not leave any more: what still waits to be tried is ended. @returns how many messages */
export async function stopSending(tx: Tx, order: OrderRow): Promise<number> {
  const contacts = await openContacts(tx, [order.addressee_id]);
  return takeBackQueued(
    tx,
    contacts.map(({ id }) => sendKey(order.id, id)),
  );
}
