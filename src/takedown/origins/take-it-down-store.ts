import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';

/** Moves by which an item came to its state; the last of them is since when. */
const MOVES = ['verified', 'not-illegal', 'set-aside', 'ordered', 'gone', 'returned', 'overturned', 'order-withdrawn'];

export interface LinkRow {
  /** Null while it is not folded. */
  readonly state: string | null;
  readonly arrivedAt: Date;
  readonly changedAt: Date | null;
}

/** How far what arrived under these marks has come, in the order of the marks. */
export function linksAt(tx: Tx, marks: readonly Buffer[]): Promise<LinkRow[]> {
  return rows(
    tx,
    sql<LinkRow>`
      select item.state, arrival.arrived_at as "arrivedAt",
        (select max(event.at) from takedown.item_event as event where event.item_id = item.id and event.code = any (${MOVES}::text[])) as "changedAt"
      from unnest(${[...marks]}::bytea[]) with ordinality as asked(mark, place)
      join takedown.arrival on arrival.once_mark = asked.mark left join takedown.item as item on item.id = arrival.item_id
      order by asked.place`,
  );
}
