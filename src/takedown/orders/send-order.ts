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
    const sent = await leave(ctx, tx, { order, key: sendKey(order.id, contact.id), text: words(input) }, contact);
    if (!sent.ok) return sent;
    if (sent.value) by.push(contact.channel);
  }
  return by.length === 0 ? refuse('order.no-sender') : ok(by);
}

async function leave(
  ctx: Ctx,
  tx: Tx,
  { order, key, text }: { readonly order: SendOrder['order']; readonly key: string; readonly text: string },
  contact: ContactRow,
): Promise<Result<boolean>> {
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
    key,
    purpose: 'order',
    to: { account, address, wishes: NO_WISHES },
    text,
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
  kind: 'takedown-order.received' | 'takedown-order.changed' | 'takedown-order.still-there',
): Promise<number> {
  if (order.addressee_agency === null) return Promise.resolve(0);
  return postNotice(
    tx,
    { roles: MEMBERS, agency: order.addressee_agency },
    { kind, object: { kind: 'takedown-order', id: order.id }, record: order.item_id, facts: { kind: order.kind } },
  );
}

/** Tells an addressee that what it said to be done is still there: on its page, and by mail where we have a mailbox. */
export async function tellStillThere(ctx: Ctx, tx: Tx, order: OrderRow): Promise<void> {
  await tellMember(tx, order, 'takedown-order.still-there');
  if (order.ordering_agency === null) return;
  const sender = { ...order, ordering_agency: order.ordering_agency };
  for (const contact of (await openContacts(tx, [order.addressee_id])).filter(({ state }) => state === 'APPROVED')) {
    const key = `${sendKey(order.id, contact.id)}:still-there:${order.contradictions + 1}`;
    // Who has no mailbox of ours, or will not be written to, sees it on the page alone: a look is not undone by that.
    await leave(ctx, tx, { order: sender, key, text: stillThere(order) }, contact);
  }
}

const stillThere = (order: OrderRow): string =>
  [
    `Yêu cầu số · Order no. ${order.reference}`,
    'Bên nhận đã báo thực hiện, nhưng khi kiểm tra thì nội dung vẫn còn. Thời hạn của yêu cầu tiếp tục tính từ lúc gửi.',
    'It was said to be done, and a look found it still there. The time of the order runs on from when it was sent.',
    'Trả lời thư này với số yêu cầu. Answer with the number of the order.',
  ].join('\n');

/** An order that holds no longer does not leave any more: what still waits to be tried is ended. @returns how many messages */
export async function stopSending(tx: Tx, order: OrderRow): Promise<number> {
  const contacts = await openContacts(tx, [order.addressee_id]);
  return takeBackQueued(
    tx,
    contacts.map(({ id }) => sendKey(order.id, id)),
  );
}
