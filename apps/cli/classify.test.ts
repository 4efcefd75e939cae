import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleRows } from '../../src/text/example-rows.testing.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
let folder: string;
const path = (name: string) => join(folder, name);

/** A table as people keep it; neutral, invented rows. */
function table(name: string, rows: ReturnType<typeof exampleRows>): string {
  const lines = rows.map(({ text, labels, spans }) => {
    const marked = spans?.map(({ from, to }) => `${from}-${to}`).join(' ');
    return `"${text}",${labels[0]},${marked}`;
  });
  writeFileSync(path(name), ['noi_dung,nhan,vi_tri', ...lines].join('\r\n'));
  return path(name);
}

function run(
  args: readonly string[],
  input: string | Uint8Array = '',
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, NODE_OPTIONS: '' } });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('close', (code) => resolve({ code: code ?? -1, out, err }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

const columns = ['--text', 'noi_dung', '--label', 'nhan', '--spans', 'vi_tri'];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lachan-model-'));
  table('dev.csv', exampleRows(150, 2));
  const data = table('data.csv', exampleRows(400, 1));
  const done = await run(['train', '--data', data, '--dev', path('dev.csv'), ...columns, '--out', path('model.lcm')]);
  expect(done.err).toMatch(/400 rows, 0 left out/);
  expect(done.code).toBe(0);
  expect(JSON.parse(done.out)).toMatchObject({ trainedOn: 400, contradictions: { texts: 0 } });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('evaluate prints macro-F1 and the figures of each label', async () => {
  const { code, out } = await run(['evaluate', '--model', path('model.lcm'), '--data', path('dev.csv'), ...columns]);
  expect(code).toBe(0);
  const figures = JSON.parse(out);
  expect(figures.macroF1).toBeGreaterThan(0.95);
  expect(figures.labels.toxic).toMatchObject({ f1: expect.any(Number), support: expect.any(Number) });
  expect(figures.spans.characterF1).toBeGreaterThan(0.8);
});

test('classify answers every line in order, bad ones too, and its exit code says so', async () => {
  const input = [
    JSON.stringify({ id: 'a', text: 'Cậu ấy vụng về lắm luôn' }),
    '',
    '{broken',
    JSON.stringify({ id: 7, text: 'Cậu ấy hát hay lắm luôn' }),
    JSON.stringify({ text: 'không có mã' }),
    JSON.stringify({ id: 8, text: 5 }),
    `{"id":9,"text":"${'a'.repeat(5 * 2 ** 20)}"}`,
    JSON.stringify({ id: 10, text: '' }),
  ].join('\n');
  const { code, out, err } = await run(['classify', '--model', path('model.lcm')], input);
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { id: 'a', labels: ['toxic'], spans: [{ from: 7, to: 14, label: 'toxic' }] },
    { id: null, line: 2, error: 'line.not-json' },
    { id: 7, labels: ['clean'], spans: [] },
    { id: null, line: 4, error: 'line.without-id' },
    { id: 8, line: 5, error: 'line.without-text' },
    { id: null, line: 6, error: 'line.too-long' },
    { id: 10 },
  ]);
  expect(err).toMatch(/4 of 7 lines/);
  expect(code).toBe(1);
});

test('classify takes bytes that are no UTF-8, many lines, and the shipped model', async () => {
  const broken = Buffer.concat([Buffer.from('{"id":1,"text":"xin '), Buffer.from([0xff, 0xc3]), Buffer.from('"}\n')]);
  const many = Array.from({ length: 3_000 }, (_, id) => `${JSON.stringify({ id, text: `Cậu ấy hát hay ${id}` })}\n`);
  const { code, out } = await run(['classify'], Buffer.concat([broken, Buffer.from(many.join(''))]));
  expect(code).toBe(0);
  const ids = out
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: number }).id);
  expect(ids).toEqual([1, ...Array.from({ length: 3_000 }, (_, id) => id)]);
});

test('what cannot be used is refused in plain words, and no model is written', async () => {
  writeFileSync(path('empty.csv'), '');
  table(
    'one.csv',
    exampleRows(50, 1).filter(({ labels }) => labels[0] === 'clean'),
  );
  writeFileSync(path('broken.lcm'), readFileSync(path('model.lcm')).subarray(0, 4_000));
  const training = (data: string, ...more: string[]) =>
    run(['train', '--data', path(data), '--dev', path('dev.csv'), ...columns, '--out', path('none.lcm'), ...more]);
  const cases: [Promise<{ code: number; err: string }>, RegExp][] = [
    [training('empty.csv'), /Tệp không có bảng nào.*holds no table/],
    [training('one.csv'), /cùng một nhãn.*same label/],
    [training('not-there.csv'), /cannot be read/],
    [training('data.csv', '--labels', 'clean,other'), /nhãn ngoài danh mục.*outside the set/],
    [training('data.csv', '--text', 'khong_co'), /không có cột.*column: khong_co/],
    [run(['evaluate', '--model', path('broken.lcm'), '--data', path('dev.csv')]), /hỏng.*damaged/],
    [run(['classify', '--model', path('data.csv')]), /không phải là mô hình.*not a model/],
    [run(['train']), /--data CSV/],
  ];
  for (const [outcome, words] of cases) {
    const { code, err } = await outcome;
    expect(err).toMatch(words);
    expect(code).toBe(1);
  }
  expect(() => readFileSync(path('none.lcm'))).toThrow();
}, 120_000);
