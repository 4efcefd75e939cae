import { sql } from 'kysely';
import { columnsOf, type LongJobState, prepared, rows, run, type Tx } from '../../kernel/index.ts';

export type VersionState = 'CANDIDATE' | 'LIVE' | 'RETIRED';

export interface VersionRow {
  readonly id: string;
  readonly number: number;
  readonly state: VersionState;
  readonly stages: Readonly<Record<string, string>>;
  readonly modelId: string | null;
  readonly thresholds: Readonly<Record<string, number>>;
  readonly ruleVersions: readonly string[];
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly promotedBy: string | null;
  readonly promotedAt: Date | null;
}

const COLUMNS = `id, number, state, stages, model_id as "modelId", thresholds, rule_versions as "ruleVersions", reason, created_by as "createdBy",
  created_at as "createdAt", promoted_by as "promotedBy", promoted_at as "promotedAt"`;
const columns = sql.raw(COLUMNS);

const LIVE_VERSION = prepared(
  'listening.live-version',
  `select ${COLUMNS} from listening.pipeline_version where state = 'LIVE'`,
);

export async function liveVersion(tx: Tx): Promise<VersionRow | undefined> {
  return (await tx.run<VersionRow>(LIVE_VERSION, []))[0];
}

export async function versionRow(tx: Tx, id: string): Promise<VersionRow | undefined> {
  return (await rows(tx, sql<VersionRow>`select ${columns} from listening.pipeline_version where id = ${id}::uuid`))[0];
}

export function versionRows(tx: Tx, most: number): Promise<VersionRow[]> {
  return rows(
    tx,
    sql<VersionRow>`select ${columns} from listening.pipeline_version order by number desc limit ${most}`,
  );
}

export async function insertVersion(
  tx: Tx,
  version: Pick<VersionRow, 'id' | 'stages' | 'modelId' | 'thresholds' | 'ruleVersions' | 'reason' | 'createdBy'>,
): Promise<number> {
  const [row] = await rows(
    tx,
    sql<{ number: number }>`
      insert into listening.pipeline_version (id, number, state, stages, model_id, thresholds, rule_versions, reason, created_by, created_at)
      values (${version.id}, (select coalesce(max(number), 0) + 1 from listening.pipeline_version), 'CANDIDATE', ${JSON.stringify(version.stages)}::jsonb,
        ${version.modelId}, ${JSON.stringify(version.thresholds)}::jsonb, ${[...version.ruleVersions]}::uuid[], ${version.reason}, ${version.createdBy}, ${tx.now})
      returning number`,
  );
  return row?.number as number;
}

/** Puts a version into use in the place of the one that was. */
export async function makeLive(tx: Tx, id: string, by: string): Promise<void> {
  await run(tx, sql`update listening.pipeline_version set state = 'RETIRED' where state = 'LIVE'`);
  await run(
    tx,
    sql`update listening.pipeline_version set state = 'LIVE', promoted_by = ${by}, promoted_at = ${tx.now} where id = ${id}::uuid`,
  );
}

export interface ReplayRow {
  readonly id: string;
  readonly version: string;
  readonly base: string;
  readonly from: Date;
  readonly to: Date;
  readonly effects: boolean;
  readonly total: number;
  readonly withoutText: number;
  readonly done: number;
  /** Null while it goes on. */
  readonly finishedAt: Date | null;
  /** How it ended, as a state of long work. */
  readonly state: LongJobState;
}

/** Kind of the long work that a replay is; its object is the replay. */
export const REPLAY_WORK = 'listening.replay';

const replayColumns = sql`replay.id, pipeline_version_id as version, base_version_id as base, from_at as "from", to_at as "to", effects, replay.total, without_text as "withoutText",
  long_job.done, long_job.finished_at as "finishedAt", long_job.state`;
const replays = sql`listening.replay as replay join kernel.long_job as long_job on long_job.kind = ${sql.lit(REPLAY_WORK)} and long_job.object_id = replay.id::text`;

export async function insertReplay(
  tx: Tx,
  replay: Pick<ReplayRow, 'id' | 'version' | 'base' | 'from' | 'to' | 'effects' | 'total' | 'withoutText'>,
  by: string,
): Promise<void> {
  await run(
    tx,
    sql`insert into listening.replay (id, pipeline_version_id, base_version_id, from_at, to_at, effects, total, without_text, started_by, started_at)
      values (${replay.id}, ${replay.version}, ${replay.base}, ${replay.from}, ${replay.to}, ${replay.effects}, ${replay.total}, ${replay.withoutText}, ${by}, ${tx.now})`,
  );
}

export function replayRows(tx: Tx, ids: readonly string[]): Promise<ReplayRow[]> {
  return rows(tx, sql<ReplayRow>`select ${replayColumns} from ${replays} where replay.id = any(${[...ids]}::uuid[])`);
}

/** The last replay of each of the versions. */
export function lastReplays(tx: Tx, versions: readonly string[]): Promise<ReplayRow[]> {
  return rows(
    tx,
    sql<ReplayRow>`select distinct on (pipeline_version_id) ${replayColumns} from ${replays}
      where pipeline_version_id = any(${[...versions]}::uuid[]) order by pipeline_version_id, replay.started_at desc`,
  );
}

/** Takes the posts of a replay that was stopped out of the queue. */
export async function dropReplayItems(tx: Tx, replay: string): Promise<void> {
  await run(tx, sql`delete from listening.queue where replay_id = ${replay}::uuid`);
}

/** How many posts of a period there are, and of how many the text is still kept. */
export async function countPeriod(
  tx: Tx,
  from: Date,
  to: Date,
): Promise<{ readonly posts: number; readonly texts: number }> {
  const [row] = await rows(
    tx,
    sql<{ posts: number; texts: number }>`
      select count(*)::integer as posts, count(kept.observation_id)::integer as texts from listening.observation as observation
      left join listening.observation_text as kept on kept.observation_id = observation.id
      where observed_at >= ${from} and observed_at < ${to} and deleted_at is null and processed_at is not null`,
  );
  return row ?? { posts: 0, texts: 0 };
}

/**
 * Puts a period's posts into the queue for a replay, behind everything that comes in; how many. A version never changes,
 * so what it has looked at it need not look at again, unless its alerts are to be raised.
 */
export async function enqueuePeriod(
  tx: Tx,
  replay: Pick<ReplayRow, 'id' | 'version' | 'from' | 'to' | 'effects'>,
): Promise<number> {
  return run(
    tx,
    sql`insert into listening.queue (observation_id, stage, replay_id, lane, run_at)
      select observation.id, 'text', ${replay.id}::uuid, 3, ${tx.now}::timestamptz from listening.observation as observation
      join listening.observation_text as kept on kept.observation_id = observation.id
      where observed_at >= ${replay.from} and observed_at < ${replay.to} and deleted_at is null and processed_at is not null
        and (${replay.effects} or not exists (select 1 from listening.verdict as said
          where said.observation_id = observation.id and said.pipeline_version_id = ${replay.version}::uuid))
      on conflict do nothing`,
  );
}

export interface VerdictRow {
  readonly observation: string;
  readonly cluster: string;
  readonly label: string | null;
  readonly severity: number;
  readonly observedAt: Date;
}

const INSERT_VERDICTS = prepared(
  'listening.insert-verdicts',
  `insert into listening.verdict (observation_id, pipeline_version_id, cluster_id, label, severity, observed_at)
    select observation, $1::uuid, cluster, label, severity, at
    from unnest($2::uuid[], $3::uuid[], $4::text[], $5::smallint[], $6::timestamptz[]) as given(observation, cluster, label, severity, at)
    on conflict do nothing`,
);

export async function insertVerdicts(tx: Tx, version: string, verdicts: readonly VerdictRow[]): Promise<void> {
  if (verdicts.length === 0) return;
  await tx.run(INSERT_VERDICTS, [
    version,
    ...columnsOf(verdicts, 'observation', 'cluster', 'label', 'severity', 'observedAt'),
  ]);
}

export interface AlertChange {
  readonly cluster: string;
  readonly label: string;
  readonly severity: number;
  readonly posts: number;
  readonly side: 'same' | 'gained' | 'lost';
}

/**
 * What one replay's version alerts on in its period and what was alerted on before, cluster by cluster. Before is whatever
 * version processed each post first.
 */
export function compareVerdicts(tx: Tx, replay: ReplayRow): Promise<AlertChange[]> {
  return rows(
    tx,
    sql<AlertChange>`
      with after as (
        select observation_id, cluster_id as cluster, label, severity from listening.verdict
        where pipeline_version_id = ${replay.version}::uuid and observed_at >= ${replay.from} and observed_at < ${replay.to}),
      before as (
        select observation.id as observation_id, verdict.cluster_id as cluster, verdict.label, verdict.severity
        from after join listening.observation as observation on observation.id = after.observation_id
        join listening.verdict as verdict on verdict.observation_id = observation.id and verdict.pipeline_version_id = observation.pipeline_version_id
        where verdict.severity >= 2),
      now_alerts as (select cluster, label, max(severity) as severity, count(*)::integer as posts from after where severity >= 2 group by 1, 2),
      then_alerts as (select cluster, label, max(severity) as severity, count(*)::integer as posts from before group by 1, 2)
      select coalesce(now_alerts.cluster, then_alerts.cluster) as cluster, coalesce(now_alerts.label, then_alerts.label) as label, coalesce(now_alerts.severity, then_alerts.severity) as severity,
        coalesce(now_alerts.posts, then_alerts.posts) as posts,
        case when now_alerts.cluster is null then 'lost' when then_alerts.cluster is null then 'gained' else 'same' end as side
      from then_alerts full join now_alerts on now_alerts.cluster = then_alerts.cluster and now_alerts.label = then_alerts.label
      order by severity desc, posts desc, cluster`,
  );
}
