import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { systemActor } from './actor.ts';
import type { Tx } from './database.ts';
import { ok, type Result } from './result.ts';
import { columnsOf, tablesOf } from './table-store.ts';

interface Tables {
  'probe.note': { id: number; kind: string; seen_at: Date | null };
}
const NOTE = 'probe.note';
const SEEN = new Date('2026-11-24T01:00:00Z');
const table = tablesOf<Tables>();
const home = fileFixture(() => openTestKernel());

beforeAll(async () => {
  await home.owner.query(
    'create schema probe; grant usage on schema probe to lachan_app; create table probe.note (id int primary key, kind text, seen_at timestamptz); grant all on probe.note to lachan_app',
  );
});

/** Does it on three notes, and undoes it. */
async function onNotes<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const result: Result<T> = await home.context(systemActor('test')).transaction(async (tx) => {
    await table.insertRow(tx, NOTE, { id: 3, kind: 'a', seen_at: null });
    await table.insertRow(tx, NOTE, [
      { id: 1, kind: 'a', seen_at: SEEN },
      { id: 2, kind: 'b', seen_at: null },
    ]);
    const value = await work(tx);
    await tx.query<Tables>().deleteFrom(NOTE).execute();
    return ok(value);
  });
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}
const ids = async (tx: Tx, match = {}) => (await table.listRows(tx, NOTE, match, ['kind', 'id'])).map(({ id }) => id);

describe('rows of one table', () => {
  test('are found by what all their columns equal, null among them, in the order that is asked for', async () => {
    expect(await onNotes((tx) => ids(tx))).toEqual([1, 3, 2]);
    expect(await onNotes((tx) => ids(tx, { kind: 'a', seen_at: null }))).toEqual([3]);
    expect(await onNotes((tx) => table.findRow(tx, NOTE, { id: 1 }, 'for update'))).toEqual({
      id: 1,
      kind: 'a',
      seen_at: SEEN,
    });
    expect(await onNotes((tx) => table.findRow(tx, NOTE, { id: 9 }))).toBeUndefined();
    const has = (match: object) => onNotes((tx) => table.hasRow(tx, NOTE, match));
    expect([await has({ kind: 'b' }), await has({ kind: 'b', seen_at: SEEN })]).toEqual([true, false]);
  });

  test('are changed and removed where they match, and how many is said', async () => {
    const after = await onNotes(async (tx) => ({
      changed: await table.updateRows(tx, NOTE, { kind: 'a' }, { kind: 'c' }),
      removed: await table.deleteRows(tx, NOTE, { seen_at: null, kind: 'c' }),
      left: await ids(tx),
    }));
    expect(after).toEqual({ changed: 2, removed: 1, left: [2, 1] });
  });

  test('are handed over column by column', () => {
    const notes = [
      { id: 1, kind: 'a' },
      { id: 2, kind: 'b' },
    ];
    expect(columnsOf(notes, 'kind', 'id')).toEqual([
      ['a', 'b'],
      [1, 2],
    ]);
    expect(columnsOf([] as typeof notes, 'id')).toEqual([[]]);
  });

  test('are never all of them because a value is missing', async () => {
    const missing = { kind: undefined };
    for (const change of [
      (tx: Tx) => table.findRow(tx, NOTE, missing),
      (tx: Tx) => table.listRows(tx, NOTE, missing),
      (tx: Tx) => table.updateRows(tx, NOTE, missing, { kind: 'c' }),
      (tx: Tx) => table.deleteRows(tx, NOTE, missing),
    ])
      await expect(onNotes(async (tx) => change(tx))).rejects.toThrow('what kind equals');
    await expect(onNotes((tx) => table.updateRows(tx, NOTE, {}, { kind: 'c' }))).rejects.toThrow('names the rows');
    await expect(onNotes((tx) => table.deleteRows(tx, NOTE, {}))).rejects.toThrow('names the rows');
  });
});
