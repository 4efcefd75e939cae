import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hideSmall, SMALLEST_SHOWN } from './small-cells.ts';

it('hides one to four, and what would tell them by subtraction', () => {
  expect(
    hideSmall([
      [20, 3, 0],
      [30, 12, 6],
    ]),
  ).toEqual({
    cells: [
      [null, null, 0],
      [null, null, 6],
    ],
    ofRows: [23, 48],
    ofColumns: [50, 15, 6],
  });
  expect(hideSmall([[7, 5, 0]])).toEqual({ cells: [[7, 5, 0]], ofRows: [12], ofColumns: [7, 5, 0] });
  expect(hideSmall([[2, 1]]).ofRows).toEqual([null]);
  expect(hideSmall([])).toEqual({ cells: [], ofRows: [], ofColumns: [] });
});

it('never shows a small cell, nor a line whose margin tells one', () => {
  const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: width, maxLength: width }), {
      minLength: 1,
      maxLength: 6,
    }),
  );
  fc.assert(
    fc.property(table, (rows) => {
      const { cells, ofRows, ofColumns } = hideSmall(rows);
      for (const value of [...cells.flat(), ...ofRows, ...ofColumns])
        expect(value === null || value === 0 || value >= SMALLEST_SHOWN).toBe(true);
      const oneHidden = (line: readonly (number | null)[], margin: number | null | undefined) =>
        margin !== null && line.filter((value) => value === null).length === 1;
      cells.forEach((line, row) => {
        expect(oneHidden(line, ofRows[row])).toBe(false);
      });
      ofColumns.forEach((margin, column) => {
        expect(
          oneHidden(
            cells.map((line) => line[column] as number | null),
            margin,
          ),
        ).toBe(false);
      });
    }),
  );
});
