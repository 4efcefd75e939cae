import { expect, test } from 'vitest';
import { readTrainingRows } from './training-data.ts';

const columns = { text: 'text', label: 'label' };
const code = async (csv: string, change: object = {}) => {
  const read = await readTrainingRows(csv, { ...columns, ...change });
  return read.ok ? 'ok' : read.refusal.code;
};

test('rows with several labels, and what is left out is counted', async () => {
  const read = await readTrainingRows('id,text,label\n1,"xin\nchào",a\n2,,a\n3,vui,\n4,buồn,a|b\n', columns);
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

test('spans as positions of code points or as ranges', async () => {
  const csv = 'text,label,spans\n🙂 vui vẻ,a,"[2, 3, 4, 6]"\n🙂 vui vẻ,a,3-6 7-8\nyên,a,[]\n';
  const read = await readTrainingRows(csv, { ...columns, spans: 'spans' });
  if (!read.ok) throw new Error(read.refusal.code);
  const marked = read.value.rows.map(({ text, spans }) => spans?.map(({ from, to }) => text.slice(from, to)));
  expect(marked).toEqual([['vui', 'v'], ['vui', 'v'], []]);
});

test('tables that cannot be used say why', async () => {
  expect(await code('')).toBe('table.empty');
  expect(await code('text,label\n')).toBe('training-data.empty');
  expect(await code('text,nhan\nvui,a\n')).toBe('training-data.column-missing');
  expect(await code('text,label\nvui, rất vui,a\n')).toBe('training-data.row-uneven');
  expect(await code('text,label\n"vui,a\n')).toBe('table.unreadable');
  expect(await code('text,label\n"vui"x,a\n')).toBe('table.unreadable');
  expect(await code('text,label,spans\nvui,a,[9]\n', { spans: 'spans' })).toBe('training-data.spans-outside');
  const rows = (outside: number) => `text,label\n${'vui,a\n'.repeat(200)}${'buồn,x\n'.repeat(outside)}`;
  expect(await code(rows(1), { labels: ['a', 'b'] })).toBe('ok');
  expect(await code(rows(20), { labels: ['a', 'b'] })).toBe('training-data.labels-outside');
});
