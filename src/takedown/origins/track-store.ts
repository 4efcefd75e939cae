import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

const table = tablesOf<Tables>();
export type ContentTrackRow = Tables['takedown.content_track'];

export const insertContentTrack = (tx: Tx, row: ContentTrackRow): Promise<void> =>
  table.insertRow(tx, 'takedown.content_track', row);

export async function markTrackEnded(tx: Tx, id: string, at: Date | null): Promise<void> {
  await table.updateRows(tx, 'takedown.content_track', { id }, { ended_at: at });
}

/** How many items of each state stand behind tracks, by the reports that they were opened with. */
export function itemStatesOfTracks(
  tx: Tx,
  tracks: readonly string[],
): Promise<{ track: string; state: string; items: number }[]> {
  return rows(
    tx,
    sql<{ track: string; state: string; items: number }>`
      select track.id as track, item.state, count(distinct item.id)::integer as items
      from takedown.content_track as track
      join takedown.arrival on arrival.object_kind = 'report' and arrival.object_id = track.report_id and arrival.withdrawn_at is null
      join takedown.item as item on item.id = arrival.item_id
      where track.id = any (${[...tracks]}::uuid[]) group by 1, 2 order by 1, 2`,
  );
}

/** The tracks that an item stands behind, locked. */
export function tracksOfItem(tx: Tx, item: string): Promise<ContentTrackRow[]> {
  return rows(
    tx,
    sql<ContentTrackRow>`
      select track.* from takedown.content_track as track
      where track.report_id in (select arrival.object_id from takedown.arrival
        where arrival.item_id = ${item}::uuid and arrival.object_kind = 'report' and arrival.withdrawn_at is null)
      order by track.id for update`,
  );
}

/** Whether something of a report has arrived and is not folded yet. */
export async function arrivesStill(tx: Tx, report: string): Promise<boolean> {
  const [found] = await rows(
    tx,
    sql<{ waits: boolean }>`
      select exists (select 1 from takedown.arrival
        where object_kind = 'report' and object_id = ${report}::uuid and item_id is null and withdrawn_at is null) as waits`,
  );
  return found?.waits === true;
}

/** How many of the items of a report, or of a request to take pictures down, still stand somewhere or have to be looked at. */
export async function standingOf(
  tx: Tx,
  kind: 'report' | 'hash-removal',
  id: string,
  ended: readonly string[],
): Promise<number> {
  const [found] = await rows(
    tx,
    sql<{ items: number }>`
      select count(distinct item.id)::integer as items from takedown.arrival join takedown.item as item on item.id = arrival.item_id
      where arrival.object_kind = ${kind} and arrival.object_id = ${id}::uuid and arrival.withdrawn_at is null
        and item.state <> all (${[...ended]}::text[])`,
  );
  return found?.items ?? 0;
}
