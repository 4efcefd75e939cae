import { sql } from 'kysely';
import type { Tx } from '../kernel/index.ts';
import { rows, run } from './rows-store.ts';

/** One process at a time joins posts to clusters, to the commit: two that met the same campaign would make two of it. */
export async function lockClusters(tx: Tx): Promise<void> {
  await run(tx, sql`select pg_advisory_xact_lock(hashtextextended('listening.cluster', 0))`);
}

export async function clustersByDigest(tx: Tx, digests: readonly Buffer[]): Promise<ReadonlyMap<string, string>> {
  if (digests.length === 0) return new Map();
  const found = await rows(
    tx,
    sql<{
      id: string;
      digest: Buffer;
    }>`select id, digest from listening.cluster where digest = any(${[...digests]}::bytea[])`,
  );
  return new Map(found.map(({ id, digest }) => [digest.toString('hex'), id]));
}

/** Clusters that share a band with any of the keys, with their signatures. */
export function clustersByBand(
  tx: Tx,
  keys: readonly bigint[],
): Promise<{ readonly key: string; readonly cluster: string; readonly signature: Buffer }[]> {
  if (keys.length === 0) return Promise.resolve([]);
  return rows(
    tx,
    sql`select band.key::text as key, band.cluster_id as cluster, cluster.signature
      from listening.cluster_band as band join listening.cluster as cluster on cluster.id = band.cluster_id
      where band.key = any(${keys.map(String)}::bigint[])`,
  );
}

export interface NewCluster {
  readonly id: string;
  readonly digest: Buffer;
  readonly signature: Buffer;
  readonly at: Date;
  readonly bands: readonly bigint[];
}

export async function insertClusters(tx: Tx, clusters: readonly NewCluster[]): Promise<void> {
  if (clusters.length === 0) return;
  const bands = clusters.flatMap(({ id, bands: keys }) => keys.map((key) => ({ id, key: String(key) })));
  await Promise.all([
    run(
      tx,
      sql`insert into listening.cluster (id, digest, signature, first_at, last_at, posts)
        select id, digest, signature, at, at, 0 from unnest(${clusters.map((one) => one.id)}::uuid[], ${clusters.map((one) => one.digest)}::bytea[],
          ${clusters.map((one) => one.signature)}::bytea[], ${clusters.map((one) => one.at)}::timestamptz[]) as given(id, digest, signature, at)`,
    ),
    bands.length === 0
      ? Promise.resolve(0)
      : run(
          tx,
          sql`insert into listening.cluster_band (key, cluster_id)
            select key, cluster from unnest(${bands.map((one) => one.key)}::bigint[], ${bands.map((one) => one.id)}::uuid[]) as given(key, cluster)`,
        ),
  ]);
}

export interface ClusterGrowth {
  readonly id: string;
  readonly posts: number;
  readonly lastAt: Date;
  readonly severity: number;
  readonly label: string | null;
}

/** Adds posts to clusters; the gravest of what was found in them stands on the cluster. Answers their sizes before. */
export async function growClusters(tx: Tx, grown: readonly ClusterGrowth[]): Promise<ReadonlyMap<string, number>> {
  if (grown.length === 0) return new Map();
  const sized = await rows(
    tx,
    sql<{ id: string; before: number }>`
      update listening.cluster as cluster set posts = cluster.posts + given.posts, last_at = greatest(cluster.last_at, given.last),
        label = case when given.severity >= cluster.severity and given.label is not null then given.label else cluster.label end,
        severity = greatest(cluster.severity, given.severity)
      from unnest(${grown.map((one) => one.id)}::uuid[], ${grown.map((one) => one.posts)}::integer[], ${grown.map((one) => one.lastAt)}::timestamptz[],
        ${grown.map((one) => one.severity)}::smallint[], ${grown.map((one) => one.label)}::text[]) as given(id, posts, last, severity, label)
      where cluster.id = given.id returning cluster.id, cluster.posts - given.posts as before`,
  );
  return new Map(sized.map(({ id, before }) => [id, before]));
}

export interface ClusterRow {
  readonly id: string;
  readonly posts: number;
  readonly authors: number;
  readonly sources: number;
  readonly label: string | null;
  readonly severity: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

const clusterColumns = sql`cluster.id, cluster.posts, cluster.label, cluster.severity, cluster.first_at as "firstAt", cluster.last_at as "lastAt",
  (select count(distinct pseudonym)::integer from listening.observation as observation where observation.cluster_id = cluster.id) as authors,
  (select count(distinct source_id)::integer from listening.observation as observation where observation.cluster_id = cluster.id) as sources`;

export async function clusterRow(tx: Tx, id: string): Promise<ClusterRow | undefined> {
  return (
    await rows(
      tx,
      sql<ClusterRow>`select ${clusterColumns} from listening.cluster as cluster where cluster.id = ${id}::uuid`,
    )
  )[0];
}

/** The largest clusters with posts since a moment. */
export function largestClusters(tx: Tx, since: Date, least: number, most: number): Promise<ClusterRow[]> {
  return rows(
    tx,
    sql<ClusterRow>`select ${clusterColumns} from listening.cluster as cluster
      where cluster.last_at >= ${since} and cluster.posts >= ${least} order by cluster.severity desc, cluster.posts desc, cluster.id limit ${most}`,
  );
}
