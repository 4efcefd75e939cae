/** A row of a list that the reader is looking at. */
export interface KeptRow<Row> {
  id: string;
  row: Row;
  /** No longer in the list: done, taken by a filter, or on another page by now. */
  gone: boolean;
}

/**
 * The rows as the reader sees them, brought up to date without moving one: what is still there changes in its place, what
 * has gone stays until the reader takes the new order, and what is new waits.
 * @returns the rows to show, and how many new ones wait
 */
export function keepOrder<Row extends { id: string }>(
  seen: readonly KeptRow<Row>[],
  fresh: readonly Row[],
): { rows: KeptRow<Row>[]; waiting: number } {
  const now = new Map(fresh.map((row) => [row.id, row]));
  const rows = seen.map(({ id, row }) => {
    const still = now.get(id);
    now.delete(id);
    return still ? { id, row: still, gone: false } : { id, row, gone: true };
  });
  return { rows, waiting: now.size };
}
