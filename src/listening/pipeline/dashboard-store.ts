import { sql } from 'kysely';
import { rows, run, type Tx } from '../../kernel/index.ts';
import { EVERY } from '../alerts/signal-store.ts';

export interface HourRow {
  readonly hour: Date;
  readonly n: number;
}

/** Posts of a cluster by hour. */
export function hoursOfCluster(tx: Tx, cluster: string, since: Date): Promise<HourRow[]> {
  return rows(
    tx,
    sql<HourRow>`select date_trunc('hour', observed_at) as hour, count(*)::integer as n from listening.observation
      where cluster_id = ${cluster}::uuid and observed_at >= ${since} group by 1 order by 1`,
  );
}

/** All posts of a period, taken and weighed. */
export async function totals(
  tx: Tx,
  from: Date,
  to: Date,
): Promise<{ readonly posts: number; readonly weighted: number }> {
  const [row] = await rows(
    tx,
    sql<{ posts: number; weighted: number }>`
      select coalesce(sum(n), 0)::integer as posts, coalesce(sum(weighted), 0)::double precision as weighted
      from listening.statistic_hour where hour >= ${from} and hour < ${to} and label = ${EVERY}`,
  );
  return row ?? { posts: 0, weighted: 0 };
}

/** Labels by hour, or by day of Viet Nam, over a period. */
export function labelHours(
  tx: Tx,
  from: Date,
  to: Date,
  step: 'hour' | 'day' = 'hour',
): Promise<{ readonly label: string; readonly hour: Date; readonly n: number }[]> {
  return rows(
    tx,
    sql`select label, date_trunc(${step}, hour, 'Asia/Ho_Chi_Minh') as hour, sum(n)::integer as n from listening.statistic_hour
      where hour >= ${from} and hour < ${to} and label <> ${EVERY} and severity >= 1 group by 1, 2 order by 1, 2`,
  );
}

/** Labels by hour in each province that sources are of, over a period. */
export function placeHours(
  tx: Tx,
  from: Date,
  to: Date,
): Promise<{ readonly province: string; readonly label: string; readonly hour: Date; readonly n: number }[]> {
  return rows(
    tx,
    sql`select source.province_code as province, counted.label, counted.hour, sum(counted.n)::integer as n
      from listening.statistic_hour as counted join listening.source as source on source.id = counted.source_id
      where counted.hour >= ${from} and counted.hour < ${to} and counted.label <> ${EVERY} and counted.severity >= 1 and source.province_code is not null
      group by 1, 2, 3 order by 1, 2, 3`,
  );
}

/** Harm by source over a period, with the source's province. */
export function harmBySource(
  tx: Tx,
  from: Date,
  to: Date,
): Promise<{ readonly source: string; readonly name: string; readonly province: string | null; readonly n: number }[]> {
  return rows(
    tx,
    sql`select counted.source_id as source, source.name, source.province_code as province, sum(counted.n)::integer as n
      from listening.statistic_hour as counted join listening.source as source on source.id = counted.source_id
      where counted.hour >= ${from} and counted.hour < ${to} and counted.label = ${EVERY} and counted.severity >= 1 group by 1, 2, 3 order by n desc, source.name`,
  );
}

export interface TrendRow {
  /** A harm, words, or a harm in one province (key: `placeKey`). */
  readonly kind: 'label' | 'term' | 'place';
  readonly key: string;
  readonly support: number;
  readonly expected: number;
  readonly observed: number;
  readonly z: number;
  readonly low: number;
  readonly high: number;
}

/** The key of what rises in one province, and back. */
export const placeKey = (province: string, label: string) => `${province} ${label}`;
export const placeOf = (key: string) => ({ province: key.slice(0, 2), label: key.slice(3) });

/** Puts the trends of now in the place of older ones. */
export async function putTrends(tx: Tx, trends: readonly (TrendRow & { readonly id: string })[]): Promise<void> {
  await run(tx, sql`delete from listening.trend`);
  if (trends.length === 0) return;
  await run(
    tx,
    sql`insert into listening.trend (id, at, kind, key, support, expected, observed, z, low, high)
      select id, ${tx.now}::timestamptz, kind, key, support, expected, observed, z, low, high from unnest(${trends.map((one) => one.id)}::uuid[],
        ${trends.map((one) => one.kind)}::text[], ${trends.map((one) => one.key)}::text[], ${trends.map((one) => one.support)}::integer[],
        ${trends.map((one) => one.expected)}::double precision[], ${trends.map((one) => one.observed)}::double precision[], ${trends.map((one) => one.z)}::double precision[],
        ${trends.map((one) => one.low)}::double precision[], ${trends.map((one) => one.high)}::double precision[])
        as given(id, kind, key, support, expected, observed, z, low, high)`,
  );
}

/** What rose when it was last looked, if that was not long ago. */
export function trendsNow(tx: Tx, since: Date): Promise<TrendRow[]> {
  return rows(
    tx,
    sql<TrendRow>`select kind, key, support, expected, observed, z, low, high from listening.trend where at >= ${since} order by z desc, key`,
  );
}

/** Totals for the public: posts and alerts since a moment, nothing invented. */
export async function publicTotals(tx: Tx, since: Date): Promise<{ readonly posts: number; readonly alerts: number }> {
  const [row] = await rows(
    tx,
    sql<{ posts: number; alerts: number }>`
      select (select coalesce(sum(n), 0)::integer from listening.statistic_hour as counted where hour >= ${since} and label = ${EVERY}
          and not exists (select 1 from listening.source as source where source.id = counted.source_id and source.is_demonstration)) as posts,
        (select count(*)::integer from listening.alert where raised_at >= ${since} and not is_demonstration) as alerts`,
  );
  return row ?? { posts: 0, alerts: 0 };
}
