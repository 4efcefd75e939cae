import {
  actOnRecord,
  type Ctx,
  canBy,
  type OnRecord,
  type PartKey,
  type PersonActor,
  personsOnly,
  type RecordKind,
  type Result,
  SealedRecord,
  type Tx,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { seriesPolicy } from './series-policies.ts';
import { findSeries } from './series-store.ts';
import type { SeriesRow } from './series-tables.ts';

export type SeriesAction = (typeof seriesPolicy.actions)[number];

export interface OnSeries {
  readonly series: string;
  /** The state of it that the actor saw, for an act that rests on it. */
  readonly version?: number | undefined;
}

const seriesKind: RecordKind<SeriesRow, SeriesAction> = {
  kind: 'series',
  acts: personsOnly,
  find: (tx, id, { lock }) => findSeries(tx, id, lock ? 'for update' : undefined),
  can: canBy(seriesPolicy, (series: SeriesRow) => ({
    agency: series.agency,
    counsellor: series.counsellor,
    contact_id: series.contact_id ?? undefined,
    case_id: series.case_id ?? undefined,
    shared_with: series.shared_with ?? undefined,
  })),
  versionOf: (series) => series.version,
  changed: (tx, series) => {
    for (const agency of new Set([series.agency, series.shared_with]))
      if (agency) tx.notify({ topic: 'series.changed', id: series.id, agency });
  },
};

/** Goals and summaries: what who handles the case may read beside the counsellor. */
export const seriesRecord = new SealedRecord<'narrative'>({
  objectKind: 'series',
  table: 'counselling.series_part',
  idColumn: 'series_id',
});
export const goalPart = (goal: string) => `goal:${goal}`;
export const summaryPart = (session: string) => `summary:${session}`;
export const CLOSING_PART = 'closing';

/** An act on a series, in the frame of every act on a record. */
export function seriesAct<T>(
  ctx: Ctx,
  action: SeriesAction,
  on: OnSeries & Pick<OnRecord, 'readOnly'>,
  act: (tx: Tx, series: SeriesRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { series: id, ...options } = on;
  return actOnRecord(seriesKind, ctx, action, { ...options, id }, act);
}

/** An act of the counsellor on a series that is not over. Refusal: `series.over` */
export function openSeriesAct<T>(
  ctx: Ctx,
  on: OnSeries,
  act: (tx: Tx, series: SeriesRow, person: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  return seriesAct(ctx, 'series.work', on, async (tx, series, person) =>
    series.state === 'ended' ? refuse('series.over') : act(tx, series, person),
  );
}

/** The key of what is shared, by the desk of whoever reads. */
export async function seriesKey(
  ctx: Ctx,
  tx: Tx,
  series: SeriesRow,
  person: PersonActor,
): Promise<PartKey | undefined> {
  const desk = person.agency === series.agency ? series.desk_code : person.agency;
  return seriesRecord.openKey(ctx, tx, series.id, 'narrative', desk);
}

/** The part of an audit entry that names a series. */
export const auditOf = (series: Pick<SeriesRow, 'id' | 'agency'>) =>
  ({ organisation: series.agency, object: { kind: 'series', id: series.id } }) as const;
