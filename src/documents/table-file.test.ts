import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readTable } from './read-table.ts';
import { type Cell, tableFile } from './table-file.ts';

const columns = ['Mã', 'Cán bộ', { title: 'Ngày', kind: 'day' }, 'Lúc', 'Số'] as const;
const rows: readonly (readonly Cell[])[] = [
  ['ABCD-EFGH', '=HYPERLINK("x")', '2027-01-05', new Date('2026-04-22T18:30:00Z'), 3],
  ['JKMN-PQRS', 'Nguyễn, "Mẫu"', null, null, null],
  ['-2+3', ' @SUM(A1)', '', undefined, -2],
];

describe('a table as CSV', () => {
  test('opens in Excel in Vietnamese, with days and times as people write them, and nothing in it is a formula', async () => {
    const file = await tableFile('csv', columns, rows, { name: 'ho-so' });
    expect(file.name).toBe('ho-so.csv');
    expect(file.bytes.toString('utf8')).toBe(
      [
        '\ufeffMã,Cán bộ,Ngày,Lúc,Số',
        'ABCD-EFGH,"\'=HYPERLINK(""x"")",05/01/2027,23/04/2026 01:30,3',
        'JKMN-PQRS,"Nguyễn, ""Mẫu""",,,',
        "'-2+3,' @SUM(A1),,,-2",
        '',
      ].join('\r\n'),
    );
  });

  test('for machines has no mark, and times of ISO 8601', async () => {
    const file = await tableFile('csv', columns, rows.slice(0, 1), { name: 'x', reader: 'machines' });
    expect(file.bytes.toString('utf8').split('\r\n')).toEqual([
      'Mã,Cán bộ,Ngày,Lúc,Số',
      'ABCD-EFGH,"\'=HYPERLINK(""x"")",2027-01-05,2026-04-22T18:30:00.000Z,3',
      '',
    ]);
  });
});

describe('a table as XLSX', () => {
  test('has texts that are texts and dates that sort', async () => {
    const file = await tableFile('xlsx', columns, rows, { name: 'ho-so' });
    expect(file.name).toBe('ho-so.xlsx');
    const text = Object.values(unzipSync(new Uint8Array(file.bytes)))
      .map((part) => new TextDecoder().decode(part))
      .join('\n');
    expect(text).toMatch(/<t>=HYPERLINK/);
    expect(text).not.toMatch(/<f>/);
    expect(text).toMatch(/formatCode="dd\/mm\/yyyy"/);
    const again = await readTable(new Uint8Array(file.bytes));
    expect(again.ok && again.value).toMatchObject({
      columns: ['Mã', 'Cán bộ', 'Ngày', 'Lúc', 'Số'],
      rows: [
        { line: 2, cells: ['ABCD-EFGH', '=HYPERLINK("x")', '2027-01-05', '2026-04-23', '3'] },
        { line: 3, cells: ['JKMN-PQRS', 'Nguyễn, "Mẫu"', '', '', ''] },
        { line: 4, cells: ['-2+3', '@SUM(A1)', '', '', '-2'] },
      ],
    });
  });
});
