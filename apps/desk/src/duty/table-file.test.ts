import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { csvOf, tableAnswer } from './table-file.server.ts';

const table = {
  name: 'ho-so',
  columns: ['Mã', 'Cán bộ', 'Số'],
  rows: [
    ['ABCD-EFGH', '=HYPERLINK("x")', 3],
    ['JKMN-PQRS', 'Nguyễn, "Mẫu"', null],
  ],
} as const;

test('a CSV that Excel opens in Vietnamese, and in which nothing is a formula', () => {
  expect(csvOf(table)).toBe(
    '\ufeffMã,Cán bộ,Số\r\nABCD-EFGH,"\'=HYPERLINK(""x"")",3\r\nJKMN-PQRS,"Nguyễn, ""Mẫu""",\r\n',
  );
});

test('an XLSX whose cells are text and numbers', async () => {
  const answer = await tableAnswer('xlsx', table);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="ho-so.xlsx"');
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  const text = Object.values(files)
    .map((file) => new TextDecoder().decode(file))
    .join('\n');
  expect(text).toMatch(/<t>Nguyễn, ("|&quot;)Mẫu\1<\/t>/);
  // Kept as a text, not as a formula.
  expect(text).toMatch(/<t>=HYPERLINK/);
  expect(text).not.toMatch(/<f>/);
});
