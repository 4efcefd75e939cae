import { beforeAll, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { systemActor } from '../actor.ts';
import type { Tx } from '../database.ts';
import { newId } from '../id.ts';
import { ok } from '../result.ts';
import { createDeskKey } from './rotate.ts';
import { openPart, SealedRecord, sealPart } from './sealed-record.ts';

const home = fileFixture(() => openTestKernel());
const letters = new SealedRecord<'narrative' | 'identity'>({
  objectKind: 'letter',
  table: 'letters.part',
  idColumn: 'letter_id',
});

beforeAll(async () => {
  for (const desk of ['one', 'two']) await createDeskKey(home.owner, home.kernel.vault, desk, home.clock.now());
  await home.owner.query(`create schema letters;
    create table letters.part (
      letter_id uuid not null, field_class text not null, part text not null, sealed bytea not null,
      primary key (letter_id, field_class, part));
    grant usage on schema letters to lachan_app;
    grant select, insert, update on letters.part to lachan_app`);
});

async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const done = await home.context(systemActor('test')).transaction(async (tx) => ok(await work(tx)));
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value as T;
}

const key = (id: string, fieldClass: 'narrative' | 'identity' = 'narrative', desk = 'one') =>
  write((tx) =>
    letters.createKey(home.context(systemActor('test')), tx, { id, fieldClass, desks: [desk], purpose: 'test' }),
  );

test('keeps a part sealed, replaces it, and lists by class without opening', async () => {
  const id = newId();
  const [story, name] = [await key(id), await key(id, 'identity')];
  await write(async (tx) => {
    await letters.put(tx, story, 'story', 'first');
    await letters.put(tx, story, 'story', 'second');
    await letters.put(tx, name, 'name', 'Nguyễn Văn Thử');
  });
  expect(await write((tx) => letters.read(tx, story, 'story'))).toBe('second');
  expect(await write((tx) => letters.read(tx, story, 'other'))).toBeUndefined();
  expect(await write((tx) => letters.names(tx, id, ['narrative', 'identity']))).toEqual(['name', 'story']);
  const listed = await write((tx) => letters.list(tx, id, ['identity']));
  expect(listed.map(({ fieldClass, part }) => [fieldClass, part])).toEqual([['identity', 'name']]);
  expect(listed[0]?.sealed.includes('Thử')).toBe(false);
});

test('a key says who sealed under it and for what, and opens by the first desk of the order that can', async () => {
  const ctx = home.context(systemActor('test'));
  const id = newId();
  const told = await key(id);
  const named = await write((tx) =>
    letters.createKey(ctx, tx, { id, fieldClass: 'identity', desks: ['one', 'two'], purpose: 'care' }, 'operator'),
  );
  const { rows } = await home.owner.query(
    `select field_class, sealed_by, string_agg(holder || ' ' || purpose, ', ' order by holder) as held from kernel.data_key as key
     join kernel.wrapped_key on data_key_id = key.id where object_kind = 'letter' and object_id = $1 group by 1, 2 order by 1`,
    [id],
  );
  expect(rows).toEqual([
    { field_class: 'identity', sealed_by: 'operator', held: 'one care, two care' },
    { field_class: 'narrative', sealed_by: 'server', held: 'one test' },
  ]);
  const opened = await write((tx) => letters.openKeys(ctx, tx, id, ['narrative', 'identity'], 'two', 'one'));
  expect([...opened].map(([fieldClass, one]) => [fieldClass, one.id])).toEqual([
    ['narrative', told.id],
    ['identity', named.id],
  ]);
  const open = (desk: string) => write((tx) => letters.openKey(ctx, tx, id, 'narrative', desk));
  expect(await open('one')).toMatchObject({ id: told.id, scope: letters.scope(id, 'narrative') });
  expect(await open('two')).toBeUndefined();
  expect(letters.scope(id, 'identity')).toEqual({ objectKind: 'letter', objectId: id, fieldClass: 'identity' });
});

test('lists and names parts in their order, of the record and the classes that are asked for', async () => {
  const [id, other] = [newId(), newId()];
  const [story, name, foreign] = [await key(id), await key(id, 'identity'), await key(other)];
  await write(async (tx) => {
    await letters.put(tx, story, 'b', 'two');
    await letters.put(tx, story, 'a', 'one');
    await letters.put(tx, name, 'c', 'three');
    await letters.put(tx, foreign, 'd', 'four');
  });
  const listed = await write((tx) => letters.list(tx, id, ['narrative', 'identity']));
  expect(listed.map(({ fieldClass, part }) => [fieldClass, part])).toEqual([
    ['identity', 'c'],
    ['narrative', 'a'],
    ['narrative', 'b'],
  ]);
  expect(openPart(story, 'b', listed[2]?.sealed as Buffer)).toBe('two');
  expect(await write((tx) => letters.names(tx, id, ['narrative']))).toEqual(['a', 'b']);
  expect(await write((tx) => letters.names(tx, id, []))).toEqual([]);
});

test('a text moved to another part, record or class does not open', async () => {
  const id = newId();
  const [story, other] = [await key(id), await key(newId())];
  const sealed = sealPart(story, 'story', 'text');
  expect(openPart(story, 'story', sealed)).toBe('text');
  expect(() => openPart(story, 'ending', sealed)).toThrow();
  expect(() => openPart(other, 'story', sealed)).toThrow();
  const scope = { ...story.scope, fieldClass: 'identity' };
  expect(() => openPart({ ...story, scope }, 'story', sealed)).toThrow();
});

test('only a desk that was given the key opens it, and giving twice gives once', async () => {
  const id = newId();
  const ctx = home.context(systemActor('test'));
  await key(id);
  const opened = (desk: string) => write((tx) => letters.openKeys(ctx, tx, id, ['narrative', 'identity'], desk));
  expect([...(await opened('one')).keys()]).toEqual(['narrative']);
  expect((await opened('two')).size).toBe(0);
  const give = () =>
    write((tx) =>
      home.kernel.sealing.giveKey(tx, letters.scope(id, 'narrative'), { from: 'one', to: 'two', purpose: 'test' }),
    );
  await give();
  await give();
  expect([...(await opened('two')).keys()]).toEqual(['narrative']);
});
