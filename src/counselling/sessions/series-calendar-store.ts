import type { Tx } from '../../kernel/index.ts';
import type { SeriesTables } from './series-tables.ts';

/** Planned sessions of a counsellor between two times. */
export const plannedSessions = (
  tx: Tx,
  counsellor: string,
  from: Date,
  to: Date,
): Promise<{ series: string; reference: string; at: Date; mode: string }[]> =>
  tx
    .query<SeriesTables>()
    .selectFrom('counselling.series_session as session')
    .innerJoin('counselling.series as series', 'series.id', 'session.series_id')
    .select(['series.id as series', 'series.reference', 'session.starts_at as at', 'session.mode'])
    .where('session.counsellor', '=', counsellor)
    .where('session.state', '=', 'planned')
    .where('session.starts_at', '>=', from)
    .where('session.starts_at', '<', to)
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .execute();

/** The codes of series that the actor may know of. */
export async function seriesReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await tx
    .query<SeriesTables>()
    .selectFrom('counselling.series')
    .select(['id', 'reference'])
    .where('id', 'in', ids)
    .execute();
  return new Map(found.map(({ id, reference }) => [id, reference]));
}
