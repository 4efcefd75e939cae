import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { type Actor, newId, systemActor } from '../../kernel/index.ts';
import { listLooks } from './list-looks.ts';
import { openLooksHome } from './looks.testing.ts';

/** What SQL that was injected into the request of somebody who sees an item may do to its looks: read them, and nothing else. */
const home = fileFixture(() => openLooksHome('2026-11-24T02:00:00Z'), 120_000);
let raw: pg.Client;
let item: string;
beforeAll(async () => {
  ({ item } = await home.sent(home.at('/bai/1')));
  expect(await home.look(item)).toBe('PRESENT');
  raw = new pg.Client({ connectionString: home.appUrl });
  await raw.connect();
});
afterAll(async () => {
  await raw.end();
  await home.platformServer.close();
});

/** Runs one statement as somebody and undoes it. @returns how many rows it touched, or the code of the error */
async function tried(actor: Actor | undefined, statement: string, values: unknown[] = []): Promise<number | string> {
  await raw.query('begin');
  try {
    if (actor) await home.become(raw, actor);
    return (await raw.query(statement, values)).rowCount ?? 0;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await raw.query('rollback');
  }
}

const MISSED = `insert into takedown.look (id, place_id, item_id, at, vantage, occasion, outcome, reason, bytes, is_media, replayed, counted)
  select $1, id, item_id, now(), 'PLATFORM', 'SCHEDULE', 'GONE', 'status', 0, false, 0, true from takedown.look_place where item_id = $2`;
const PLACE = 'insert into takedown.look_place (id, item_id, sibling_id, began_at) values ($1, $2, null, now())';

it('whoever sees an item reads its looks, and writes, changes and deletes none', async () => {
  const { people, officers } = home;
  for (const who of [people.first, people.second, officers.orderer, officers.ministry]) {
    expect(await tried(who, 'select from takedown.look where item_id = $1', [item])).toBe(1);
    expect(await tried(who, MISSED, [newId(), item])).toBe('42501');
    expect(await tried(who, PLACE, [newId(), item])).toBe('42501');
    expect(
      await tried(who, 'update takedown.look_place set misses = 3, missed_from = now() where item_id = $1', [item]),
    ).toBe(0);
    expect(await tried(who, 'delete from takedown.look where item_id = $1', [item])).toBe('42501');
  }
  expect(await tried(undefined, MISSED, [newId(), item])).toBe(0);
  expect(await tried(officers.member, 'select from takedown.look where item_id = $1', [item])).toBe(0);
  // The platform's own looks do, by the same role of the database.
  expect(await tried(systemActor('takedown.looks'), MISSED, [newId(), item])).toBe(1);
  expect(must(await listLooks(home.as(officers.orderer), { item })).looks).toHaveLength(1);
});
