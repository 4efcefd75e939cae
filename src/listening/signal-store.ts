import { sql } from 'kysely';
import type { Tx } from '../kernel/index.ts';
import type { SignalOrigin } from './decide.ts';
import { rows, run } from './rows-store.ts';

export interface NewSignal {
  readonly observation: string;
  readonly label: string;
  readonly score: number;
  readonly origin: SignalOrigin;
}

export async function insertSignals(tx: Tx, version: string, signals: readonly NewSignal[]): Promise<void> {
  if (signals.length === 0) return;
  await run(
    tx,
    sql`insert into listening.signal (observation_id, pipeline_version_id, label, score, origin)
      select observation, ${version}::uuid, label, score, origin from unnest(${signals.map((one) => one.observation)}::uuid[], ${signals.map((one) => one.label)}::text[],
        ${signals.map((one) => one.score)}::real[], ${signals.map((one) => one.origin)}::text[]) as given(observation, label, score, origin)
      on conflict (observation_id, pipeline_version_id, label) do nothing`,
  );
}

export interface SignalRow {
  readonly label: string;
  readonly score: number;
  readonly origin: SignalOrigin;
}

/** The signals of a post, under the version that processed it. */
export function signalsOf(tx: Tx, observation: string): Promise<SignalRow[]> {
  return rows(
    tx,
    sql<SignalRow>`select signal.label, signal.score, signal.origin from listening.signal
      join listening.observation as observation on observation.id = signal.observation_id and observation.pipeline_version_id = signal.pipeline_version_id
      where signal.observation_id = ${observation}::uuid order by signal.score desc, signal.label`,
  );
}

export interface HourCount {
  readonly source: string;
  /** `*` counts every post once, whatever its labels. */
  readonly label: string;
  readonly severity: number;
  readonly n: number;
  readonly weighted: number;
}

/** Every post once. */
export const EVERY = '*';

export async function countHour(tx: Tx, hour: Date, counts: readonly HourCount[]): Promise<void> {
  if (counts.length === 0) return;
  const sorted = counts.toSorted((a, b) =>
    `${a.source}${a.label}${a.severity}` < `${b.source}${b.label}${b.severity}` ? -1 : 1,
  );
  await run(
    tx,
    sql`insert into listening.statistic_hour as held (hour, source_id, label, severity, n, weighted)
      select date_trunc('hour', ${hour}::timestamptz), source, label, severity, n, weighted
      from unnest(${sorted.map((one) => one.source)}::uuid[], ${sorted.map((one) => one.label)}::text[], ${sorted.map((one) => one.severity)}::smallint[],
        ${sorted.map((one) => one.n)}::integer[], ${sorted.map((one) => one.weighted)}::double precision[]) as given(source, label, severity, n, weighted)
      on conflict (hour, source_id, label, severity) do update set n = held.n + excluded.n, weighted = held.weighted + excluded.weighted`,
  );
}
