import { sql } from 'kysely';
import { rows, run, type Tx } from '../../kernel/index.ts';
import { bandKeys } from '../../text/index.ts';
import { signatureOf } from '../pipeline/cluster.ts';

/** Classes whose rows are texts of posts. */
export const textClasses = ['negative', 'reviewed-negative', 'alert'] as const;
export type TextClass = (typeof textClasses)[number];

export interface PurgedText {
  readonly id: string;
  readonly lane: number;
  /** Never looked at: the queue was fuller than the timer long. */
  readonly unprocessed: boolean;
}

/** Takes away texts past their timer, the oldest first, no more than `most`. */
export function purgeTexts(tx: Tx, retention: TextClass, most: number): Promise<PurgedText[]> {
  return rows(
    tx,
    sql<PurgedText>`
      with gone as (
        delete from listening.observation_text where observation_id = any(array(
          select observation_id from listening.observation_text where retention = ${retention} and expires_at <= ${tx.now} order by expires_at limit ${most}
          for update skip locked)) returning observation_id)
      select gone.observation_id as id, coalesce(observation.lane, 2::smallint) as lane, observation.processed_at is null and observation.id is not null as unprocessed
      from gone left join listening.observation as observation on observation.id = gone.observation_id`,
  );
}

export async function dropQueued(tx: Tx, observations: readonly string[]): Promise<void> {
  if (observations.length === 0) return;
  await run(tx, sql`delete from listening.queue where observation_id = any(${[...observations]}::uuid[])`);
  await run(
    tx,
    sql`update listening.observation set processed_at = ${tx.now} where id = any(${[...observations]}::uuid[]) and processed_at is null`,
  );
}

export async function purgeTraining(tx: Tx, most: number): Promise<number> {
  return run(
    tx,
    sql`delete from listening.training_text where observation_id = any(array(
      select observation_id from listening.training_text where expires_at <= ${tx.now} order by expires_at limit ${most}))`,
  );
}

/** Observations older than a moment without an alert, with all that hangs on them; how many. */
export async function purgeRecords(tx: Tx, before: Date, most: number): Promise<number> {
  const old = await rows(
    tx,
    sql<{ id: string }>`
      select observation.id from listening.observation as observation where observed_at < ${before}
        and not exists (select 1 from listening.observation_text as kept where kept.observation_id = observation.id)
        and not exists (select 1 from listening.alert where alert.observation_id = observation.id and alert.state = 'RAISED')
      order by observed_at limit ${most}`,
  );
  const ids = sql`${old.map(({ id }) => id)}::uuid[]`;
  if (old.length === 0) return 0;
  await run(tx, sql`delete from listening.signal where observation_id = any(${ids})`);
  await run(tx, sql`delete from listening.verdict where observation_id = any(${ids})`);
  await run(tx, sql`delete from listening.training_text where observation_id = any(${ids})`);
  await run(tx, sql`delete from listening.label_decision where observation_id = any(${ids})`);
  await run(tx, sql`delete from listening.review_task where observation_id = any(${ids})`);
  await run(tx, sql`delete from listening.queue where observation_id = any(${ids})`);
  return run(tx, sql`delete from listening.observation where id = any(${ids})`);
}

/** Bands of clusters that no post has joined for long, the oldest first; how many clusters, no more than `most`. */
export async function purgeBands(tx: Tx, before: Date, most: number): Promise<number> {
  const quiet = await rows(
    tx,
    sql<{ id: string; signature: Buffer }>`
      update listening.cluster set banded = false where id = any(array(
        select id from listening.cluster where banded and last_at < ${before} order by last_at limit ${most})) returning id, signature`,
  );
  const bands = quiet.flatMap(({ id, signature }) =>
    bandKeys(signatureOf(signature)).map((key) => ({ id, key: String(key) })),
  );
  if (bands.length > 0)
    await run(
      tx,
      // One look into the index for each: over all bands at once the database would rather read all there are.
      sql`delete from listening.cluster_band where ctid = any(array(
        select band.ctid from unnest(${bands.map((one) => one.key)}::bigint[], ${bands.map((one) => one.id)}::uuid[]) as gone(key, id)
        cross join lateral (select ctid from listening.cluster_band as held where held.key = gone.key and held.cluster_id = gone.id offset 0) as band))`,
    );
  return quiet.length;
}

/** Clusters without bands of which nothing is kept any more, no more than `most`; how many. */
export function purgeClusters(tx: Tx, before: Date, most: number): Promise<number> {
  return run(
    tx,
    sql`delete from listening.cluster where id = any(array(
      select id from listening.cluster as cluster where last_at < ${before} and not banded
        and not exists (select 1 from listening.observation as observation where observation.cluster_id = cluster.id)
        and not exists (select 1 from listening.alert as alert where alert.cluster_id = cluster.id)
      order by last_at limit ${most}))`,
  );
}

/** Pseudonym keys of quarters whose last observation is gone. */
export function purgePseudonymKeys(tx: Tx, before: Date): Promise<number> {
  return run(
    tx,
    sql`delete from listening.pseudonym_key as key where key.created_at < ${before}
      and not exists (select 1 from listening.observation as observation
        where observation.source_id = key.source_id and observation.observed_at >= key.created_at and observation.observed_at < key.created_at + interval '100 days')`,
  );
}

/** Joinings whose time is over, with the pseudonyms they hold; that they were asked for and read stays in the audit. */
export function purgeRelinks(tx: Tx): Promise<number> {
  return run(tx, sql`delete from listening.relink where expires_at <= ${tx.now}`);
}

/** Keys of days under which no text stands any more; their ids. Never those of today and yesterday. */
export async function destroyTextKeys(tx: Tx, before: string): Promise<string[]> {
  const gone = await rows(
    tx,
    sql<{ id: string }>`
      delete from listening.text_key as key where key.day < ${before}::date
        and not exists (select 1 from listening.observation_text as kept where kept.key_id = key.id) returning id`,
  );
  return gone.map(({ id }) => id);
}

/** Rows of a class past their timer at a moment. */
export async function dueOf(tx: Tx, retention: string, recordsBefore: Date): Promise<number> {
  const query =
    retention === 'training'
      ? sql<{ n: number }>`select count(*)::integer as n from listening.training_text where expires_at <= ${tx.now}`
      : retention === 'record'
        ? sql<{ n: number }>`
            select count(*)::integer as n from listening.observation as observation where observed_at < ${recordsBefore}
              and not exists (select 1 from listening.observation_text as kept where kept.observation_id = observation.id)
              and not exists (select 1 from listening.alert where alert.observation_id = observation.id and alert.state = 'RAISED')`
        : sql<{
            n: number;
          }>`select count(*)::integer as n from listening.observation_text where retention = ${retention} and expires_at <= ${tx.now}`;
  return (await rows(tx, query))[0]?.n ?? 0;
}

export interface PurgeReportRow {
  readonly retention: string;
  readonly at: Date;
  readonly due: number;
  readonly purged: number;
  readonly left: number;
  readonly keysDestroyed: number;
}

export async function insertPurgeReport(
  tx: Tx,
  report: Omit<PurgeReportRow, 'at'> & { readonly id: string },
): Promise<void> {
  await run(
    tx,
    sql`insert into listening.purge_report (id, retention, at, due, purged, left_over, keys_destroyed)
      values (${report.id}, ${report.retention}, ${tx.now}, ${report.due}, ${report.purged}, ${report.left}, ${report.keysDestroyed})`,
  );
}

export function purgeReports(tx: Tx, most: number): Promise<PurgeReportRow[]> {
  return rows(
    tx,
    sql<PurgeReportRow>`select retention, at, due, purged, left_over as "left", keys_destroyed as "keysDestroyed" from listening.purge_report
      order by at desc, retention limit ${most}`,
  );
}

export interface RetentionRow {
  readonly retention: string;
  readonly hours: number;
  readonly source: string;
  readonly verified: boolean;
  readonly validFrom: Date;
}

export function retentionRules(tx: Tx): Promise<RetentionRow[]> {
  return rows(
    tx,
    sql<RetentionRow>`select distinct on (retention) retention, hours, source, verified, valid_from as "validFrom" from listening.retention_rule
      where valid_from <= ${tx.now} order by retention, valid_from desc, id desc`,
  );
}

export async function insertRetentionRule(
  tx: Tx,
  rule: {
    readonly id: string;
    readonly retention: string;
    readonly hours: number;
    readonly source: string;
    readonly by: string;
  },
): Promise<void> {
  await run(
    tx,
    sql`insert into listening.retention_rule (id, retention, hours, source, verified, valid_from, set_by)
      values (${rule.id}, ${rule.retention}, ${rule.hours}, ${rule.source}, true, ${tx.now}, ${rule.by})`,
  );
}

/** What is kept of each class now, and when the next goes. */
export function keptNow(
  tx: Tx,
): Promise<{ readonly retention: string; readonly kept: number; readonly next: Date | null }[]> {
  return rows(
    tx,
    sql`select retention, count(*)::integer as kept, min(expires_at) as next from listening.observation_text group by 1
      union all select 'training', count(*)::integer, min(expires_at) from listening.training_text
      union all select 'record', count(*)::integer, null from listening.observation`,
  );
}
