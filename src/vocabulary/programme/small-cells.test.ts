import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hideSmall, SMALLEST_SHOWN } from './small-cells.ts';

it('hides one to nine, and what would tell them by subtraction', () => {
  expect(
    hideSmall([
      [20, 3, 0],
      [30, 17, 11],
    ]),
  ).toEqual({
    cells: [
      [null, null, 0],
      [null, null, 11],
    ],
    ofRows: [23, 58],
    ofColumns: [50, 20, 11],
  });
  expect(hideSmall([[12, 10, 0]])).toEqual({ cells: [[12, 10, 0]], ofRows: [22], ofColumns: [12, 10, 0] });
  expect(hideSmall([[2, 1]]).ofRows).toEqual([null]);
  expect(hideSmall([])).toEqual({ cells: [], ofRows: [], ofColumns: [] });
});

it('never shows a small cell, nor a line whose margin tells one', () => {
  const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 24 }), { minLength: width, maxLength: width }), {
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
