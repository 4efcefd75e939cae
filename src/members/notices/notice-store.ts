import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../kernel/index.ts';
import { noticePolicy } from '../policies.ts';
import type { Notice, NoticeRecipient } from './notice.ts';

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
  'members.notice': NoticeRow;
}

/** @returns the notices that were put into inboxes, with their readers */
export async function insertNotices(
  tx: Tx,
  to: NoticeRecipient,
  notice: Pick<Notice, 'kind' | 'object' | 'facts'>,
): Promise<{ id: string; person: string }[]> {
  const roles: RawBuilder<unknown> = 'roles' in to && to.roles ? sql`${[...to.roles]}::text[]` : sql`null::text[]`;
  const { rows } = await sql<{ id: string; person: string }>`
    select id, person from members.post_notice(${'person' in to ? to.person : null}::uuid, ${roles}, ${'agency' in to ? to.agency : null}::text,
      ${'desk' in to ? to.desk : null}::text, ${notice.kind}, ${notice.object?.kind ?? null}::text, ${notice.object?.id ?? null}::text,
      ${JSON.stringify(notice.facts)}::jsonb)`.execute(tx.query<Tables>());
  return rows;
}

/** Each notice to everybody who holds one of its roles at its agency now, in one statement. */
export async function insertManyNotices(
  tx: Tx,
  notices: readonly (Pick<Notice, 'kind' | 'object' | 'facts'> & { agency: string; roles: readonly string[] })[],
): Promise<{ id: string; person: string }[]> {
  const given = notices.map(({ agency, roles, kind, object, facts }) => ({
    agency,
    roles,
    kind,
    objectKind: object?.kind ?? null,
    objectId: object?.id ?? null,
    facts,
  }));
  const { rows } = await sql<{ id: string; person: string }>`
    select id, person from members.post_notices(${JSON.stringify(given)}::jsonb)`.execute(tx.query<Tables>());
  return rows;
}

export async function noticeRows(
  tx: Tx,
  filters: { unreadOnly: boolean; before?: string },
  limit: number,
): Promise<Notice[]> {
  let query = tx
    .query<Tables>()
    .selectFrom('members.notice as notice')
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
  }));
}

export async function unreadNotices(tx: Tx): Promise<number> {
  const row = await tx
    .query<Tables>()
    .selectFrom('members.notice as notice')
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
    .updateTable('members.notice as notice')
    .set({ read_at: tx.now })
    .where('id', 'in', [...ids])
    .where('read_at', 'is', null)
    .where(noticePolicy.filter(tx.actor, 'notice.read', tx.now, 'notice'))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Of invented people: what is older than `freshHours` was read `afterHours` after it came. */
export async function markPastNoticesRead(tx: Tx, freshHours: number, afterHours: number): Promise<number> {
  const done = await sql`
    update members.notice as notice set read_at = notice.created_at + make_interval(hours => ${afterHours})
    from members.person as person
    where person.id = notice.person and person.is_demonstration and notice.read_at is null
      and notice.created_at < ${tx.now}::timestamptz - make_interval(hours => ${freshHours})`.execute(
    tx.query<Tables>(),
  );
  return Number(done.numAffectedRows ?? 0);
}
