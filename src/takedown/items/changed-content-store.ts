import { type RawBuilder, sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';

/** A part of what changed between two moments. */
export interface ChangedContent {
  readonly ids: readonly string[];
  /** Where the next part begins; null after the last. */
  readonly next: string | null;
}

interface Between {
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
  readonly after: string | null;
}

/** The least id that is given at a moment: ids begin with their time (RFC 9562, version 7). */
const idAt = (at: Date) =>
  sql`(lpad(to_hex((extract(epoch from ${at}::timestamptz) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid`;

/** Items to which anything happened, by the numbers of their events. As the platform. */
export async function changedItems(tx: Tx, { from, to, after }: Between, limit: number): Promise<ChangedContent> {
  const found = await rows(
    tx,
    sql<{ id: string; item: string }>`
      select id, item_id as item from takedown.item_event
      where id >= ${idAt(from)} and id < ${idAt(to)} and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit}`,
  );
  return {
    ids: [...new Set(found.map(({ item }) => item))],
    next: found.length < limit ? null : (found.at(-1)?.id ?? null),
  };
}

/** Machine reports that were finished, in the order of their ends; those of one moment come in one part. As the platform. */
export const finishedReports = (tx: Tx, between: Between, limit: number): Promise<ChangedContent> =>
  reportsBy(tx, sql`finished_at`, sql`state = 'FINISHED' and not test`, between, limit);

/** Those that were taken back after they had been finished, in the same way. As the platform. */
export const retractedReports = (tx: Tx, between: Between, limit: number): Promise<ChangedContent> =>
  reportsBy(tx, sql`retracted_at`, sql`state = 'RETRACTED' and finished_at is not null and not test`, between, limit);

async function reportsBy(
  tx: Tx,
  moment: RawBuilder<unknown>,
  those: RawBuilder<unknown>,
  { from, to, after }: Between,
  limit: number,
): Promise<ChangedContent> {
  const found = await rows(
    tx,
    sql<{ id: string; at: string }>`
      select id, ${moment}::text as at from takedown.machine_report
      where ${those} and ${moment} >= ${from} and ${moment} < ${to} and (${after}::timestamptz is null or ${moment} > ${after}::timestamptz)
      order by ${moment} fetch first ${limit} rows with ties`,
  );
  return { ids: found.map(({ id }) => id), next: found.length < limit ? null : (found.at(-1)?.at ?? null) };
}
