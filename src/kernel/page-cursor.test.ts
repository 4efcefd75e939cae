import { z } from '@hono/zod-openapi';
import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { nextCursor, readCursor } from './page-cursor.ts';

const LIST = { name: 'thing.list', place: z.tuple([z.iso.datetime(), z.uuid()]) };
const OTHER = { name: 'thing.archive', place: LIST.place };
const PLACE: [string, string] = ['2026-11-24T02:00:00.000Z', '0197f000-0000-7000-8000-0000000000cc'];
const reader = testPerson('keeper', 'C111');

const home = fileFixture(() => openTestKernel());

describe('a cursor', () => {
  const ctx = () => home.context(reader);
  const read = async (text: string, more: Partial<{ list: typeof LIST; filters: object; who: typeof reader }> = {}) => {
    const result = await readCursor(
      home.context(more.who ?? reader),
      more.list ?? LIST,
      more.filters ?? { scope: 'open', status: ['NEW'] },
      { text },
    );
    return result.ok ? result.value : result.refusal;
  };
  const made = () => nextCursor(ctx(), LIST, { status: ['NEW'], scope: 'open', province: undefined }, PLACE);

  test('goes on where the page ended, whatever the order of the filters', async () => {
    expect(await read(await made())).toEqual(PLACE);
    const first = await readCursor(ctx(), LIST, {}, { text: undefined });
    expect(first).toEqual({ ok: true, value: undefined });
  });

  test('of another list, other filters, another person or another agency is refused', async () => {
    const text = await made();
    const refused = { code: 'request.invalid', field: 'after' };
    expect(await read(text, { list: OTHER })).toMatchObject(refused);
    expect(await read(text, { filters: { scope: 'all', status: ['NEW'] } })).toMatchObject(refused);
    expect(await read(text, { filters: { scope: 'open' } })).toMatchObject(refused);
    expect(await read(text, { who: testPerson('keeper', 'C111') })).toMatchObject(refused);
    expect(await read(text, { who: { ...reader, agency: 'P79' } })).toMatchObject(refused);
  });

  test('that was touched or made elsewhere is refused', async () => {
    const text = await made();
    const [body, mark] = text.split('.') as [string, string];
    const forged = Buffer.from(JSON.stringify([PLACE[0], '0197f000-0000-7000-8000-0000000000dd'])).toString(
      'base64url',
    );
    for (const bad of [
      `${forged}.${mark}`,
      `${body}.${mark.slice(0, -1)}${mark.endsWith('A') ? 'B' : 'A'}`,
      `${text}.x`,
      body,
      '',
      'null',
      '\u0000',
      'x'.repeat(10_000),
    ])
      expect(await read(bad)).toMatchObject({ code: 'request.invalid' });
  });
});
