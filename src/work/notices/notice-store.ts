import { sql } from 'kysely';
import type { Tx } from '../../kernel/index.ts';
import { noticePolicy } from '../policies.ts';
import type { NewNotice, Notice } from './notice.ts';

interface NoticeRow {
  id: string;
  person: string;
  kind: string;
  object_kind: string | null;
  object_id: string | null;
  facts: Record<string, string | number | boolean>;
  created_at: Date;
  read_at: Date | null;
}
interface Tables {
  'work.notice': NoticeRow;
}

/** A notice in an inbox, with whom it belongs to and what it tells of. */
export interface PostedNotice {
  readonly id: string;
  readonly person: string;
  readonly object_id: string | null;
  readonly record_id: string | null;
}

/** @returns the notices that were put into inboxes, with their readers */
export async function insertNotices(
  tx: Tx,
  notices: readonly (NewNotice & { readonly person: string })[],
): Promise<PostedNotice[]> {
  const given = notices.map(({ person, kind, object, record, facts }) => ({
    person,
    kind,
    objectKind: object?.kind ?? null,
    objectId: object?.id ?? null,
    recordId: record ?? null,
    facts,
  }));
  const { rows } = await sql<PostedNotice>`
    select id, person, object_id, record_id from work.post_notices(${JSON.stringify(given)}::jsonb)`.execute(
    tx.query<Tables>(),
  );
  return rows;
}

export async function noticeRows(
  tx: Tx,
  filters: { unreadOnly: boolean; before?: string },
  limit: number,
): Promise<Notice[]> {
  let query = tx
    .query<Tables>()
    .selectFrom('work.notice as notice')
    .selectAll()
    .where(noticePolicy.filter(tx.actor, 'notice.read', tx.now, 'notice'));
  if (filters.unreadOnly) query = query.where('read_at', 'is', null);
  if (filters.before !== undefined) query = query.where('id', '<', filters.before);
  const rows = await query.orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    object: row.object_kind !== null && row.object_id !== null ? { kind: row.object_kind, id: row.object_id } : null,
    facts: row.facts,
    createdAt: row.created_at,
    readAt: row.read_at,
    reference: null,
  }));
}

export async function unreadNotices(tx: Tx): Promise<number> {
  const row = await tx
    .query<Tables>()
    .selectFrom('work.notice as notice')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(noticePolicy.filter(tx.actor, 'notice.read', tx.now, 'notice'))
    .where('read_at', 'is', null)
    .executeTakeFirst();
  return row?.count ?? 0;
}

export async function markNoticesRead(tx: Tx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const result = await tx
    .query<Tables>()
    .updateTable('work.notice as notice')
    .set({ read_at: tx.now })
    .where('id', 'in', [...ids])
    .where('read_at', 'is', null)
    .where(noticePolicy.filter(tx.actor, 'notice.read', tx.now, 'notice'))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** What these people got more than `freshHours` ago was read `afterHours` after it came. */
export async function markPastNoticesRead(
  tx: Tx,
  people: readonly string[],
  freshHours: number,
  afterHours: number,
): Promise<number> {
  const done = await sql`
    update work.notice as notice set read_at = notice.created_at + make_interval(hours => ${afterHours})
    where notice.person = any(${[...people]}::uuid[]) and notice.read_at is null
      and notice.created_at < ${tx.now}::timestamptz - make_interval(hours => ${freshHours})`.execute(
    tx.query<Tables>(),
  );
  return Number(done.numAffectedRows ?? 0);
}
