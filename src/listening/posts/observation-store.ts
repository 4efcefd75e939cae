import { sql } from 'kysely';
import { columnsOf, prepared, rows, run, type Tx } from '../../kernel/index.ts';
import { alertPolicy, reviewTaskPolicy } from '../listening-policy.ts';

export interface NewObservation {
  readonly id: string;
  readonly postMark: Buffer;
  readonly revisionMark: Buffer;
  readonly parentMark: Buffer | null;
  readonly pseudonym: Buffer | null;
  readonly postedAt: Date;
  readonly language: string | null;
  readonly length: number;
  readonly truncated: boolean;
  readonly hasMedia: boolean;
}

const INSERT_OBSERVATIONS = prepared(
  'listening.insert-observations',
  `insert into listening.observation (id, source_id, post_mark, revision_mark, parent_mark, pseudonym, posted_at, observed_at, language, length, truncated,
      has_media, lane, probability)
    select id, $1::uuid, post, revision, parent, pseudonym, posted, $2::timestamptz, language, length, truncated, media, $3::smallint, $4::double precision
    from unnest($5::uuid[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bytea[], $10::timestamptz[], $11::text[], $12::integer[], $13::boolean[], $14::boolean[])
      as given(id, post, revision, parent, pseudonym, posted, language, length, truncated, media)
    where not exists (select 1 from listening.observation as gone
      where gone.source_id = $1::uuid and gone.post_mark = given.post and gone.deleted_at is not null)
    on conflict (source_id, post_mark, revision_mark) do nothing returning id`,
);

/** Inserts what is new of a source; the ids that were. A revision that is known and a post that was deleted are not. */
export async function insertObservations(
  tx: Tx,
  source: { readonly id: string; readonly lane: number; readonly probability: number },
  given: readonly NewObservation[],
): Promise<ReadonlySet<string>> {
  if (given.length === 0) return new Set();
  const inserted = await tx.run<{ id: string }>(INSERT_OBSERVATIONS, [
    source.id,
    tx.now,
    source.lane,
    source.probability,
    ...columnsOf(
      given,
      'id',
      'postMark',
      'revisionMark',
      'parentMark',
      'pseudonym',
      'postedAt',
      'language',
      'length',
      'truncated',
      'hasMedia',
    ),
  ]);
  return new Set(inserted.map(({ id }) => id));
}

export interface NewText {
  readonly observation: string;
  readonly text: Buffer;
  readonly details: Buffer | null;
}

const INSERT_TEXTS = prepared(
  'listening.insert-texts',
  `insert into listening.observation_text (observation_id, key_id, sealed_text, sealed_details, retention, expires_at)
    select observation, $1::uuid, text, details, $2, $3::timestamptz from unnest($4::uuid[], $5::bytea[], $6::bytea[]) as given(observation, text, details)`,
);

/** Keeps texts sealed under one key, all of them under the timer of a class. */
export async function insertTexts(
  tx: Tx,
  key: string,
  given: readonly NewText[],
  retention: string,
  expiresAt: Date,
): Promise<void> {
  if (given.length === 0) return;
  await tx.run(INSERT_TEXTS, [key, retention, expiresAt, ...columnsOf(given, 'observation', 'text', 'details')]);
}

/**
 * Removes everything that is kept of deleted posts: texts, what waits, what teaches, open tasks. With `keepMarks` a
 * tombstone stays of posts that were never taken too, so that a copy that comes late is not taken; what was passed on to a
 * desk is under the desk's own law.
 * @returns how many posts had something kept
 */
export async function forgetPosts(
  tx: Tx,
  source: string,
  lane: number,
  posts: readonly { readonly id: string; readonly postMark: Buffer; readonly revisionMark: Buffer }[],
  keepMarks: boolean,
): Promise<number> {
  if (posts.length === 0) return 0;
  const marks = posts.map((one) => one.postMark);
  if (keepMarks)
    await run(
      tx,
      sql`insert into listening.observation (id, source_id, post_mark, revision_mark, posted_at, observed_at, length, truncated, has_media, lane, probability,
        deleted_at, processed_at)
      select id, ${source}::uuid, post, revision, ${tx.now}::timestamptz, ${tx.now}::timestamptz, 0, false, false, ${lane}::smallint, 1, ${tx.now}::timestamptz, ${tx.now}::timestamptz
      from unnest(${posts.map((one) => one.id)}::uuid[], ${marks}::bytea[], ${posts.map((one) => one.revisionMark)}::bytea[]) as given(id, post, revision)
      on conflict (source_id, post_mark, revision_mark) do nothing`,
    );
  const gone = await rows(
    tx,
    sql<{ id: string }>`
      update listening.observation set deleted_at = ${tx.now}, processed_at = coalesce(processed_at, ${tx.now}::timestamptz)
      where source_id = ${source}::uuid and post_mark = any(${marks}::bytea[]) and deleted_at is null returning id`,
  );
  await dropContent(
    tx,
    gone.map(({ id }) => id),
  );
  return gone.length;
}

/** The same for every post of some pseudonyms at a source. @returns how many posts had something kept */
export async function forgetPostsOf(tx: Tx, source: string, pseudonyms: readonly Buffer[]): Promise<number> {
  const gone = await rows(
    tx,
    sql<{ id: string }>`
      update listening.observation set deleted_at = ${tx.now}, processed_at = coalesce(processed_at, ${tx.now}::timestamptz)
      where source_id = ${source}::uuid and pseudonym = any(${[...pseudonyms]}::bytea[]) and deleted_at is null returning id`,
  );
  await dropContent(
    tx,
    gone.map(({ id }) => id),
  );
  return gone.length;
}

/** Takes away every text and open task of observations. */
export async function dropContent(tx: Tx, observations: readonly string[]): Promise<void> {
  if (observations.length === 0) return;
  const ids = sql`${[...observations]}::uuid[]`;
  await run(tx, sql`delete from listening.observation_text where observation_id = any(${ids})`);
  await run(tx, sql`delete from listening.training_text where observation_id = any(${ids})`);
  await run(tx, sql`delete from listening.queue where observation_id = any(${ids})`);
  await run(
    tx,
    sql`update listening.review_task set state = 'EXPIRED', done_at = ${tx.now} where observation_id = any(${ids}) and state = 'OPEN'`,
  );
}

/** An observation with its sealed text, as the pipeline takes it. */
export interface StoredPost {
  readonly id: string;
  readonly source: string;
  readonly pseudonym: Buffer | null;
  readonly postMark: Buffer;
  readonly observedAt: Date;
  readonly language: string | null;
  readonly lane: number;
  readonly probability: number;
  readonly hasMedia: boolean;
  readonly processed: boolean;
  readonly cluster: string | null;
  readonly key: string;
  readonly text: Buffer;
  readonly details: Buffer | null;
}

const STORED_POSTS = prepared(
  'listening.stored-posts',
  `select observation.id, source_id as source, pseudonym, post_mark as "postMark", observed_at as "observedAt", language, lane, probability,
      has_media as "hasMedia", processed_at is not null as processed, cluster_id as cluster, key_id as key, sealed_text as text,
      case when $2 then sealed_details end as details
    from listening.observation as observation join listening.observation_text as kept on kept.observation_id = observation.id
    where observation.id = any($1::uuid[]) and observation.deleted_at is null`,
);

/** The posts whose text is still kept; their details only where they are asked for. */
export function storedPosts(tx: Tx, ids: readonly string[], withDetails: boolean): Promise<StoredPost[]> {
  return tx.run(STORED_POSTS, [[...ids], withDetails]);
}

export interface Processed {
  readonly id: string;
  readonly digest: Buffer;
  readonly cluster: string;
  readonly severity: number;
  readonly label: string | null;
}

const MARK_PROCESSED = prepared(
  'listening.mark-processed',
  `with marked as (
      update listening.observation as observation
      set processed_at = $1, pipeline_version_id = $2::uuid, digest = given.digest, cluster_id = given.cluster, severity = given.severity, top_label = given.label
      from unnest($3::uuid[], $4::bytea[], $5::uuid[], $6::smallint[], $7::text[]) as given(id, digest, cluster, severity, label)
      where observation.id = given.id and observation.processed_at is null returning 1)
    select count(*)::integer as n from marked`,
);

/** Marks posts as processed; how many of them were not before. */
export async function markProcessed(tx: Tx, version: string, done: readonly Processed[]): Promise<number> {
  if (done.length === 0) return 0;
  const [marked] = await tx.run<{ n: number }>(MARK_PROCESSED, [
    tx.now,
    version,
    ...columnsOf(done, 'id', 'digest', 'cluster', 'severity', 'label'),
  ]);
  return marked?.n ?? 0;
}

/** Posts of a period that are still to be processed and wait nowhere: what a bus lost, or a dead letter that nobody retried. */
export function unprocessed(
  tx: Tx,
  before: Date,
  most: number,
): Promise<{ readonly id: string; readonly lane: number }[]> {
  return rows(
    tx,
    sql<{ id: string; lane: number }>`
      select observation.id, observation.lane from listening.observation as observation
      where processed_at is null and observed_at < ${before} and deleted_at is null
        and exists (select 1 from listening.observation_text as kept where kept.observation_id = observation.id)
        and not exists (select 1 from listening.queue where queue.observation_id = observation.id)
        and not exists (select 1 from listening.dead_letter as letter where letter.observation_id = observation.id and letter.retried_at is null)
      order by observed_at limit ${most}`,
  );
}

/** Gives the texts another timer; never a shorter one than a class of more weight gave them. */
export async function keepLonger(
  tx: Tx,
  observations: readonly string[],
  retention: string,
  hours: number,
): Promise<void> {
  if (observations.length === 0) return;
  await run(
    tx,
    sql`update listening.observation_text as kept set retention = ${retention}, expires_at = observation.observed_at + ${hours} * interval '1 hour'
      from listening.observation as observation
      where observation.id = kept.observation_id and kept.observation_id = any(${[...observations]}::uuid[])
        and kept.expires_at < observation.observed_at + ${hours} * interval '1 hour'`,
  );
}

/** Processed posts of a period whose text is kept, newest first; `before` is the last id of the page before. */
export function postsOfPeriod(
  tx: Tx,
  from: Date,
  to: Date,
  before: string | null,
  most: number,
): Promise<(StoredPost & { readonly severity: number; readonly label: string | null })[]> {
  return rows(
    tx,
    sql<StoredPost & { severity: number; label: string | null }>`
      select observation.id, source_id as source, pseudonym, post_mark as "postMark", observed_at as "observedAt", language, lane, probability,
        has_media as "hasMedia", true as processed, cluster_id as cluster, key_id as key, sealed_text as text, sealed_details as details,
        coalesce(severity, 0) as severity, top_label as label
      from listening.observation as observation join listening.observation_text as kept on kept.observation_id = observation.id
      where observed_at >= ${from} and observed_at < ${to} and deleted_at is null and processed_at is not null
        and (${before}::uuid is null or observation.id < ${before}::uuid)
      order by observation.id desc limit ${most}`,
  );
}

export interface PostFacts {
  readonly id: string;
  readonly source: string;
  readonly sourceName: string;
  readonly sourceKind: string;
  readonly agency: string;
  readonly language: string | null;
  readonly postedAt: Date;
  readonly observedAt: Date;
  readonly cluster: string | null;
  readonly clusterPosts: number;
  readonly pipelineVersion: string | null;
  readonly expiresAt: Date | null;
}

/** What may be told of a post without its text. */
export async function postFacts(tx: Tx, id: string): Promise<PostFacts | undefined> {
  return (
    await rows(
      tx,
      sql<PostFacts>`
        select observation.id, observation.source_id as source, source.name as "sourceName", source.kind as "sourceKind", source.agency, observation.language,
          observation.posted_at as "postedAt", observation.observed_at as "observedAt", observation.cluster_id as cluster, coalesce(cluster.posts, 0) as "clusterPosts",
          observation.pipeline_version_id as "pipelineVersion",
          (select expires_at from listening.observation_text as kept where kept.observation_id = observation.id) as "expiresAt"
        from listening.observation as observation join listening.source as source on source.id = observation.source_id
        left join listening.cluster as cluster on cluster.id = observation.cluster_id
        where observation.id = ${id}::uuid`,
    )
  )[0];
}

/** The post that a task lays before its reviewer; undefined where the actor reviews nothing. */
export async function postOfTask(tx: Tx, task: string): Promise<string | undefined> {
  const [row] = await rows(
    tx,
    sql<{ id: string }>`select task.observation_id as id from listening.review_task as task
      where task.id = ${task}::uuid and ${reviewTaskPolicy.filter(tx.actor, 'listening-task.review', tx.now, 'task')}`,
  );
  return row?.id;
}

export async function postOfAlert(tx: Tx, alert: string): Promise<string | undefined> {
  const [row] = await rows(
    tx,
    sql<{ id: string }>`select observation_id as id from listening.alert as alert
      where alert.id = ${alert}::uuid and ${alertPolicy.filter(tx.actor, 'listening-alert.read', tx.now, 'alert')}`,
  );
  return row?.id;
}

/** Raises what a post comes to: a hash that matches weighs more than its words. */
export async function raiseSeverity(tx: Tx, id: string, severity: number, label: string): Promise<void> {
  await run(
    tx,
    sql`update listening.observation set severity = ${severity}, top_label = ${label} where id = ${id}::uuid and coalesce(severity, 0) <= ${severity}`,
  );
}
