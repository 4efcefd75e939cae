import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LINE_MOST, type PostLine, readPostLines } from './post-lines.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
async function* pieces(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}
async function read(...parts: readonly Uint8Array[]): Promise<PostLine[]> {
  const found: PostLine[] = [];
  for await (const line of readPostLines(pieces(...parts))) found.push(line);
  return found;
}
const post = { id: '1', at: '2026-11-26T09:00:00+07:00', text: 'một' };
const outcomes = (lines: readonly PostLine[]) =>
  lines.map(({ line, post: given }) => [line, typeof given === 'string' ? given : given.id]);

test('a line as a post; what it leaves out is as nothing', async () => {
  expect(await read(bytes(`${JSON.stringify(post)}\n`))).toEqual([
    {
      line: 1,
      post: {
        id: '1',
        revision: '',
        at: new Date('2026-11-26T02:00:00Z'),
        author: null,
        text: 'một',
        language: null,
        url: null,
        links: [],
        media: [],
        parent: null,
        deleted: false,
      },
    },
  ]);
});

test('bad lines are told by their number and hold up no others', async () => {
  const lines = [
    bytes(JSON.stringify(post)),
    bytes(''),
    bytes('{"id":'),
    new Uint8Array([0x22, 0xc3, 0x28, 0x22]),
    bytes(JSON.stringify({ ...post, id: '' })),
    bytes(JSON.stringify({ ...post, idd: '2' })),
    bytes(JSON.stringify({ ...post, at: 'hôm qua' })),
    bytes(JSON.stringify({ ...post, media: [{ url: 'file:///etc/passwd', kind: 'image' }] })),
    bytes(JSON.stringify({ ...post, text: 'x'.repeat(LINE_MOST) })),
    bytes(`[${'['.repeat(100_000)}`),
    bytes('null'),
    bytes(`${JSON.stringify({ ...post, id: '12' })}\r`),
  ];
  const whole = lines.flatMap((line) => [...line, 0x0a]);
  expect(outcomes(await read(new Uint8Array(whole)))).toEqual([
    [1, '1'],
    [3, 'not-json'],
    [4, 'not-utf8'],
    [5, 'field: id has a wrong form (too_small)'],
    [6, 'field: the item has a wrong form (unrecognized_keys)'],
    [7, 'field: at has a wrong form (invalid_format)'],
    [8, 'field: media.0.url has a wrong form (invalid_format)'],
    [9, 'too-long'],
    [10, 'not-json'],
    [11, 'field: the item is no object'],
    [12, '12'],
  ]);
});

test('pieces may break anywhere, in the middle of a letter too', async () => {
  const text = ['một', 'hai 🙂', 'ba'].map((one, n) => JSON.stringify({ ...post, id: `${n}`, text: one })).join('\n');
  const whole = bytes(text);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 20 }), async (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
      const parts = at.slice(1).map((end, n) => whole.subarray(at[n], end));
      expect(await read(...parts)).toEqual(await read(whole));
    }),
  );
});

test('a line without end is let go as it comes', async () => {
  const piece = new Uint8Array(64 * 1024).fill(0x61);
  const endless = Array.from({ length: 64 }, () => piece);
  expect(outcomes(await read(...endless, bytes(`\n${JSON.stringify(post)}`)))).toEqual([
    [1, 'too-long'],
    [2, '1'],
  ]);
});

test('no bytes throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (given) => {
      expect((await read(given)).every(({ line }) => line >= 1)).toBe(true);
    }),
  );
});
