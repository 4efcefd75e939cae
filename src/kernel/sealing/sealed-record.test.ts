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
