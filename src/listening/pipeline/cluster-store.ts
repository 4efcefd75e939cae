import { sql } from 'kysely';
import { columnsOf, prepared, rows, type Tx } from '../../kernel/index.ts';

/** A cluster that posts may join. */
export interface KnownCluster {
  readonly id: string;
  readonly posts: number;
}

const LOCK = prepared(
  'listening.lock-clusters',
  `select pg_advisory_xact_lock(hashtextextended('listening.cluster', 0))`,
);
const BY_DIGEST = prepared(
  'listening.clusters-by-digest',
  `select id, posts, digest from listening.cluster where digest = any($1::bytea[])`,
);
// Each cluster once, with the bands that it was found by: a campaign is met by all of its bands.
const BY_BAND = prepared(
  'listening.clusters-by-band',
  `select found.cluster_id as id, cluster.posts, cluster.signature, found.keys
    from (select band.cluster_id, array_agg(band.key::text) as keys from listening.cluster_band as band where band.key = any($1::bigint[]) group by 1) as found
    join listening.cluster as cluster on cluster.id = found.cluster_id`,
);

/**
 * The clusters that say the same as any of the digests, by digest, and those that share a band with any of the keys. From
 * here to the commit nobody else joins posts to clusters: two that met the same campaign would make two of it.
 */
export async function clustersLike(
  tx: Tx,
  digests: readonly Buffer[],
  bands: readonly bigint[],
): Promise<{
  readonly byDigest: ReadonlyMap<string, KnownCluster>;
  readonly near: readonly (KnownCluster & { readonly signature: Buffer; readonly keys: readonly string[] })[];
}> {
  const [, same, near] = await Promise.all([
    tx.run(LOCK, []),
    tx.run<KnownCluster & { digest: Buffer }>(BY_DIGEST, [[...digests]]),
    bands.length === 0
      ? []
      : tx.run<KnownCluster & { signature: Buffer; keys: string[] }>(BY_BAND, [bands.map(String)]),
  ]);
  return { byDigest: new Map(same.map((one) => [one.digest.toString('hex'), one])), near };
}

export interface NewCluster {
  readonly id: string;
  readonly digest: Buffer;
  readonly signature: Buffer;
  readonly at: Date;
  readonly bands: readonly bigint[];
}

/** What posts add to a cluster. */
export interface ClusterGrowth {
  readonly posts: number;
  readonly lastAt: Date;
  readonly severity: number;
  readonly label: string | null;
}

const INSERT_CLUSTERS = prepared(
  'listening.insert-clusters',
  `with banded as (
      insert into listening.cluster_band (key, cluster_id)
      select key, cluster from unnest($8::bigint[], $9::uuid[]) as given(key, cluster))
    insert into listening.cluster (id, digest, signature, first_at, last_at, posts, label, severity)
    select id, digest, signature, first, last, posts, label, severity
    from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::timestamptz[], $5::timestamptz[], $6::integer[], $7::text[], $10::smallint[])
      as given(id, digest, signature, first, last, posts, label, severity)`,
);

/** Writes new clusters down as they begin. */
export async function insertClusters(tx: Tx, clusters: readonly (NewCluster & ClusterGrowth)[]): Promise<void> {
  if (clusters.length === 0) return;
  await tx.run(INSERT_CLUSTERS, [
    ...columnsOf(clusters, 'id', 'digest', 'signature', 'at', 'lastAt', 'posts', 'label'),
    clusters.flatMap(({ bands }) => bands.map(String)),
    clusters.flatMap(({ id, bands }) => bands.map(() => id)),
    clusters.map((one) => one.severity),
  ]);
}

const GROW_CLUSTERS = prepared(
  'listening.grow-clusters',
  `update listening.cluster as cluster set posts = cluster.posts + given.posts, last_at = greatest(cluster.last_at, given.last),
      label = case when given.severity >= cluster.severity and given.label is not null then given.label else cluster.label end,
      severity = greatest(cluster.severity, given.severity)
    from unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::smallint[], $5::text[]) as given(id, posts, last, severity, label)
    where cluster.id = given.id`,
);

/** Adds posts to known clusters; the gravest of what was found in them stands on the cluster. */
export async function growClusters(tx: Tx, grown: readonly (ClusterGrowth & { readonly id: string })[]): Promise<void> {
  if (grown.length === 0) return;
  await tx.run(GROW_CLUSTERS, [...columnsOf(grown, 'id', 'posts', 'lastAt', 'severity', 'label')]);
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
