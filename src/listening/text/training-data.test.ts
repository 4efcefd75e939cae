import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from './csv.ts';
import { readTrainingRows } from './training-data.ts';

const columns = { text: 'text', label: 'label' };
const code = (csv: string, change: object = {}) => {
  const read = readTrainingRows(csv, { ...columns, ...change });
  return read.ok ? 'ok' : read.refusal.code;
};

test('whatever is written as CSV is read back', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r\n', 'ế', '🙂') });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, end) => {
      const csv = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',') + end).join('');
      expect([...readCsv(csv)]).toEqual(rows);
    }),
  );
});

test('plain cells, empty cells, a byte order mark and no line end at the end', () => {
  expect([...readCsv('\ufeffa,b\r\n1,\r\n\r\n,"x ""y"""')]).toEqual([
    ['a', 'b'],
    ['1', ''],
    ['', 'x "y"'],
  ]);
  expect([...readCsv('a,')]).toEqual([['a', '']]);
  expect([...readCsv('')]).toEqual([]);
});

test('rows with several labels, and what is left out is counted', () => {
  const read = readTrainingRows('id,text,label\n1,"xin\nchào",a\n2,,a\n3,vui,\n4,buồn,a|b\n', columns);
  expect(read).toEqual({
    ok: true,
    value: {
      rows: [
        { text: 'xin\nchào', labels: ['a'] },
        { text: 'buồn', labels: ['a', 'b'] },
      ],
      withoutText: 1,
      withoutLabel: 1,
      outsideLabels: 0,
    },
  });
});

test('spans as positions of code points or as ranges', () => {
  const csv = 'text,label,spans\n🙂 vui vẻ,a,"[2, 3, 4, 6]"\n🙂 vui vẻ,a,3-6 7-8\nyên,a,[]\n';
  const read = readTrainingRows(csv, { ...columns, spans: 'spans' });
  if (!read.ok) throw new Error(read.refusal.code);
  const marked = read.value.rows.map(({ text, spans }) => spans?.map(({ from, to }) => text.slice(from, to)));
  expect(marked).toEqual([['vui', 'v'], ['vui', 'v'], []]);
});

test('tables that cannot be used say why', () => {
  expect(code('')).toBe('training-data.empty');
  expect(code('text,label\n')).toBe('training-data.empty');
  expect(code('text,nhan\nvui,a\n')).toBe('training-data.column-missing');
  expect(code('text,label\n"vui,a\n')).toBe('training-data.unreadable');
  expect(code('text,label\n"vui"x,a\n')).toBe('training-data.unreadable');
  expect(code('text,label,spans\nvui,a,[9]\n', { spans: 'spans' })).toBe('training-data.spans-outside');
  const rows = (outside: number) => `text,label\n${'vui,a\n'.repeat(200)}${'buồn,x\n'.repeat(outside)}`;
  expect(code(rows(1), { labels: ['a', 'b'] })).toBe('ok');
  expect(code(rows(20), { labels: ['a', 'b'] })).toBe('training-data.labels-outside');
});
