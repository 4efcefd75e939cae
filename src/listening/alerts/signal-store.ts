import { sql } from 'kysely';
import { columnsOf, prepared, rows, type Tx } from '../../kernel/index.ts';
import type { SignalOrigin } from '../review/decide.ts';

export interface NewSignal {
  readonly observation: string;
  readonly label: string;
  readonly score: number;
  readonly origin: SignalOrigin;
}

const INSERT_SIGNALS = prepared(
  'listening.insert-signals',
  `insert into listening.signal (observation_id, pipeline_version_id, label, score, origin)
    select observation, $1::uuid, label, score, origin
    from unnest($2::uuid[], $3::text[], $4::real[], $5::text[]) as given(observation, label, score, origin)
    on conflict (observation_id, pipeline_version_id, label) do nothing`,
);

export async function insertSignals(tx: Tx, version: string, signals: readonly NewSignal[]): Promise<void> {
  if (signals.length === 0) return;
  await tx.run(INSERT_SIGNALS, [version, ...columnsOf(signals, 'observation', 'label', 'score', 'origin')]);
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

const COUNT_HOUR = prepared(
  'listening.count-hour',
  `insert into listening.statistic_hour as held (hour, source_id, label, severity, n, weighted)
    select date_trunc('hour', $1::timestamptz), source, label, severity, n, weighted
    from unnest($2::uuid[], $3::text[], $4::smallint[], $5::integer[], $6::double precision[]) as given(source, label, severity, n, weighted)
    on conflict (hour, source_id, label, severity) do update set n = held.n + excluded.n, weighted = held.weighted + excluded.weighted`,
);

export async function countHour(tx: Tx, hour: Date, counts: readonly HourCount[]): Promise<void> {
  if (counts.length === 0) return;
  const sorted = counts.toSorted((a, b) =>
    `${a.source}${a.label}${a.severity}` < `${b.source}${b.label}${b.severity}` ? -1 : 1,
  );
  await tx.run(COUNT_HOUR, [hour, ...columnsOf(sorted, 'source', 'label', 'severity', 'n', 'weighted')]);
}
