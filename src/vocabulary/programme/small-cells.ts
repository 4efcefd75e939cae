/**
 * Fewer than this many people in a figure might be recognised. Ours: the usual practice of official statistics where figures
 * leave the house; an officer's own list of work is not a figure.
 */
export const SMALLEST_SHOWN = 10;

/** The same of organisations: fewer than this many things of one, or shared by so few, tell of it alone. Ours. */
export const SMALLEST_SHOWN_OF_ORGANISATIONS = 5;

/** A figure as it may be told: null where it is too small, and nought where there is none. */
export function shownNumber(n: number, least: number = SMALLEST_SHOWN): number | null {
  return n > 0 && n < least ? null : n;
}

/** A number of a table that is shown, or null where it is too small, or where it would tell such a number by subtraction. */
export type Cell = number | null;

/**
 * A table with its margins, small cells hidden; a row or column whose margin is shown never has
 * exactly one hidden cell, since that one could be reckoned: another is hidden with it, the smallest first.
 * @param rows counts, every row as long as the first
 */
export function hideSmall(rows: readonly (readonly number[])[]): {
  readonly cells: readonly (readonly Cell[])[];
  /** Sums of the rows, and of the columns. */
  readonly ofRows: readonly Cell[];
  readonly ofColumns: readonly Cell[];
} {
  const width = rows[0]?.length ?? 0;
  // The margins are cells too: the last column is the sum of each row, the last row that of each column, their corner is not published.
  const table = rows.map((row) => [...row, sum(row)]);
  table.push(Array.from({ length: width + 1 }, (_, column) => sum(table.map((row) => row[column] as number))));
  const last = table.length - 1;
  const hidden = table.map((row) => row.map((value) => shownNumber(value) === null));
  const at = (row: number, column: number) => ({ row, column, value: table[row]?.[column] as number });
  const lines = [
    ...table.map((line, row) => line.map((_, column) => at(row, column))),
    ...Array.from({ length: width + 1 }, (_, column) => table.map((_line, row) => at(row, column))),
  ];
  for (let changed = true; changed; ) {
    changed = false;
    for (const line of lines) {
      if (line.filter(({ row, column }) => hidden[row]?.[column]).length !== 1) continue;
      const open = line.filter(({ row, column }) => !hidden[row]?.[column]);
      // A zero that is shown beside one hidden number tells nothing; it is hidden only where nothing else is left.
      const [next] = open.sort((a, b) => Number(a.value === 0) - Number(b.value === 0) || a.value - b.value);
      const flags = next && hidden[next.row];
      if (!next || !flags) continue;
      flags[next.column] = true;
      changed = true;
    }
  }
  const shown = table.map((line, row) => line.map((value, column) => (hidden[row]?.[column] ? null : value)));
  return {
    cells: shown.slice(0, last).map((line) => line.slice(0, width)),
    ofRows: shown.slice(0, last).map((line) => line[width] as Cell),
    ofColumns: (shown[last] as Cell[]).slice(0, width),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
