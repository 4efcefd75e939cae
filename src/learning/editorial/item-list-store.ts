import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';
import { itemPolicy } from './editorial-policies.ts';
import type { ItemRow, ItemVersionRow, PublicationRow } from './editorial-tables.ts';
import type { ItemForm, ItemStage } from './item.ts';

export interface ItemFilters {
  readonly form?: ItemForm | undefined;
  readonly stage?: ItemStage | undefined;
  readonly band?: string | undefined;
  /** Whether readers see it now. */
  readonly out?: boolean | undefined;
  /** Who works on it. */
  readonly claimedBy?: string | undefined;
  /** To be done, or read again, by this day. */
  readonly dueBy?: string | undefined;
  readonly text?: string | undefined;
}

export interface ListedRow extends ItemRow, Pick<ItemVersionRow, 'form' | 'title_vi' | 'title_en' | 'bands' | 'hash'> {
  readonly approvals: number;
  readonly from_at: PublicationRow['from_at'] | null;
  readonly until_at: PublicationRow['until_at'];
  readonly review_on: PublicationRow['review_on'] | null;
  readonly out_number: number | null;
}

/** A page of the list, what was changed last first. */
export function itemRows(
  tx: Tx,
  filters: ItemFilters,
  limit: number,
  after: { readonly at: string; readonly id: string } | undefined,
): Promise<ListedRow[]> {
  const conditions = [itemPolicy.filter(tx.actor, 'learning-item.list', tx.now, 'item')];
  if (filters.form !== undefined) conditions.push(sql`head.form = ${filters.form}`);
  if (filters.stage !== undefined) conditions.push(sql`item.stage = ${filters.stage}`);
  if (filters.band !== undefined) conditions.push(sql`${filters.band} = any (head.bands)`);
  if (filters.out !== undefined)
    conditions.push(
      filters.out ? sql`shown.from_at <= ${tx.now}` : sql`(shown.from_at is null or shown.from_at > ${tx.now})`,
    );
  if (filters.claimedBy !== undefined) conditions.push(sql`item.claimed_by = ${filters.claimedBy}::uuid`);
  if (filters.dueBy !== undefined)
    conditions.push(sql`(item.due_on <= ${filters.dueBy}::date or shown.review_on <= ${filters.dueBy}::date)`);
  if (filters.text !== undefined)
    conditions.push(
      sql`(position(lower(${filters.text}) in lower(head.title_vi || ' ' || head.title_en)) > 0 or item.slug = lower(${filters.text}))`,
    );
  if (after) conditions.push(sql`(item.changed_at, item.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return rows(
    tx,
    sql<ListedRow>`
      select item.*, head.form, head.title_vi, head.title_en, head.bands, head.hash,
        (select count(*)::int from learning.item_approval as approval where approval.version_id = head.id) as approvals,
        shown.from_at, shown.until_at, shown.review_on, shown.number as out_number
      from learning.item as item
      join learning.item_version as head on head.item_id = item.id and head.number = item.head
      left join lateral (
        select publication.*, version.number from learning.publication as publication
        join learning.item_version as version on version.id = publication.version_id
        where publication.item_id = item.id and publication.ended_at is null
          and (publication.until_at is null or publication.until_at > ${tx.now})
          and (publication.gives_way_at is null or publication.gives_way_at > ${tx.now})
        order by publication.from_at limit 1
      ) as shown on true
      where ${sql.join(conditions, sql` and `)} order by item.changed_at desc, item.id desc limit ${limit}`,
  );
}

export interface ItemDutyRow extends Pick<ItemRow, 'id' | 'slug'> {
  readonly form: ItemForm;
  readonly act: 'approve-item' | 'mend-item' | 'finish-item' | 'publish-item' | 'read-item-again';
  readonly since: Date;
  readonly due_on: string | null;
}

/** What waits for one editor; of several reasons the first. @param readBy what has to be read again by then */
export function dutyRows(tx: Tx, person: string, readBy: string, limit: number): Promise<ItemDutyRow[]> {
  return rows(
    tx,
    sql<ItemDutyRow>`
      select * from (
        select item.id, item.slug, head.form, item.changed_at as since,
          case when item.claimed_by = ${person}::uuid then item.due_on
            when item.stage in ('DRAFT', 'APPROVED') and shown.review_on <= ${readBy}::date then shown.review_on end as due_on,
          case
            when item.stage = 'WAITING' and item.written_by is distinct from ${person}::uuid and not exists (
              select from learning.item_approval as given where given.version_id = head.id and given.person = ${person}::uuid)
              then 'approve-item'
            when item.stage = 'SENT_BACK' and (item.written_by = ${person}::uuid or item.claimed_by = ${person}::uuid) then 'mend-item'
            when item.stage = 'DRAFT' and item.claimed_by = ${person}::uuid then 'finish-item'
            when item.stage = 'APPROVED' and not exists (
              select from learning.publication as placed where placed.version_id = head.id) then 'publish-item'
            when shown.review_on <= ${readBy}::date then 'read-item-again'
          end as act
        from learning.item as item
        join learning.item_version as head on head.item_id = item.id and head.number = item.head
        left join learning.publication as shown on shown.item_id = item.id and shown.ended_at is null and shown.from_at <= ${tx.now}
          and (shown.until_at is null or shown.until_at > ${tx.now}) and (shown.gives_way_at is null or shown.gives_way_at > ${tx.now})
      ) as waits where act is not null order by due_on nulls last, since, id limit ${limit}`,
  );
}
