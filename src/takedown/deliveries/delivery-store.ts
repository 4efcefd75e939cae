import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { ContactRow } from '../orders/order-tables.ts';
import { deliveryPolicy } from './delivery-policies.ts';
import type { DeliveryRow, DeliveryTables } from './delivery-tables.ts';

const table = tablesOf<DeliveryTables>();

export const insertDelivery = (tx: Tx, row: DeliveryRow): Promise<void> =>
  table.insertRow(tx, 'takedown.member_delivery', row);
export const findDelivery = (tx: Tx, id: string): Promise<DeliveryRow | undefined> =>
  table.findRow(tx, 'takedown.member_delivery', { id });
export const deliveryOfKey = (tx: Tx, message_key: string): Promise<DeliveryRow | undefined> =>
  table.findRow(tx, 'takedown.member_delivery', { message_key });
export const updateDelivery = (tx: Tx, id: string, set: Pick<DeliveryRow, 'taken'>): Promise<number> =>
  table.updateRows(tx, 'takedown.member_delivery', { id }, set);

/** What was sent about some records, as receipts or calls. */
export function deliveriesOf(tx: Tx, objects: readonly string[]): Promise<DeliveryRow[]> {
  return rows(
    tx,
    sql<DeliveryRow>`select * from takedown.member_delivery where object_id = any (${[...objects]}::uuid[]) order by made_at, id`,
  );
}

export interface DeliveryFilters {
  readonly kind?: string | undefined;
  readonly channel?: string | undefined;
}
export interface DeliveryPlace {
  readonly at: string;
  readonly id: string;
}

/** What was sent to a member, the newest first, as far as the reader may see it. */
export function deliveryRows(
  tx: Tx,
  agency: string,
  { kind, channel }: DeliveryFilters,
  limit: number,
  after: DeliveryPlace | undefined,
): Promise<(DeliveryRow & { readonly mask: string })[]> {
  const conditions = [
    sql<boolean>`sent.agency = ${agency}`,
    sql<boolean>`${deliveryPolicy.filter(tx.actor, 'member-delivery.read', tx.now, 'sent')}`,
  ];
  if (kind !== undefined) conditions.push(sql`sent.kind = ${kind}`);
  if (channel !== undefined) conditions.push(sql`sent.channel = ${channel}`);
  if (after) conditions.push(sql`(sent.made_at, sent.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return rows(
    tx,
    sql<DeliveryRow & { readonly mask: string }>`
      select sent.*, contact.mask from takedown.member_delivery as sent
      join takedown.addressee_contact as contact on contact.id = sent.contact_id
      where ${sql.join(conditions, sql` and `)} order by sent.made_at desc, sent.id desc limit ${limit}`,
  );
}

/** A contact of a member by which it is told something. */
export interface MemberContact extends ContactRow {
  readonly agency: string;
}

/** Approved webhooks and mailboxes of members, the oldest first. */
export function contactsOfMembers(tx: Tx, agencies: readonly string[]): Promise<MemberContact[]> {
  return rows(
    tx,
    sql<MemberContact>`
      select contact.*, owner.agency from takedown.addressee_contact as contact
      join takedown.addressee as owner on owner.id = contact.addressee_id and owner.ended_at is null
      where owner.agency = any (${[...agencies]}::text[]) and contact.state = 'APPROVED' and contact.channel in ('EMAIL', 'WEBHOOK')
      order by owner.agency, contact.entered_at, contact.id`,
  );
}

/** Approved mailboxes of members that look like this to a list. */
export function mailboxesMasked(tx: Tx, mask: string): Promise<MemberContact[]> {
  return rows(
    tx,
    sql<MemberContact>`
      select contact.*, owner.agency from takedown.addressee_contact as contact
      join takedown.addressee as owner on owner.id = contact.addressee_id and owner.ended_at is null
      where owner.agency is not null and contact.state = 'APPROVED' and contact.channel = 'EMAIL' and lower(contact.mask) = lower(${mask})
      order by contact.entered_at, contact.id limit 50`,
  );
}

/** How often a contact was tried since a moment, and when last. */
export async function testsSince(tx: Tx, contact: string, since: Date): Promise<{ count: number; last: Date | null }> {
  const [found] = await rows(
    tx,
    sql<{ count: number; last: Date | null }>`
      select count(*)::int as count, max(made_at) as last from takedown.member_delivery
      where contact_id = ${contact}::uuid and kind = 'TEST' and made_at > ${since}`,
  );
  return found ?? { count: 0, last: null };
}
