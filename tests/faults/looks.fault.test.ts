import { randomInt } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { type LocalServer, localServer } from '../../src/kernel/outgoing/local-server.testing.ts';
import { STORY } from '../../src/takedown/looks/hostile-pages.testing.ts';
import { askDueLooks } from '../../src/takedown/looks/look-jobs.ts';
import { openOrdersHome } from '../../src/takedown/orders/orders.testing.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { endWorkers, runWorker } from './worker.ts';

const KILLS = 6;
/** How long the address takes to answer, in ms: most kills strike while it is waited for, some before and some while it is written down. */
const SLOW = 250;

const home = fileFixture(() => openOrdersHome(new Date().toISOString()), 60_000);
let server: LocalServer | undefined;
afterAll(async () => {
  endWorkers();
  await server?.close();
});

test('a worker that is killed in the middle of a look leaves one look at most, and the place due again', async () => {
  let asked = 0;
  server = await localServer((_request, response) => {
    asked += 1;
    setTimeout(() => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(STORY), SLOW);
  });
  const { item } = await home.sent(`http://noi-mau.example:${server.port}/bai/1`);
  const place = (await home.owner.query('select id from takedown.look_place where item_id = $1', [item])).rows[0]
    .id as string;
  const state = async () =>
    (
      await home.owner.query<{ looks: number; rows: number; version: number; due: boolean }>(
        `select looks, version, next_at <= now() as due, (select count(*)::int from takedown.look where place_id = look_place.id) as rows
         from takedown.look_place where id = $1`,
        [place],
      )
    ).rows[0] as { looks: number; rows: number; version: number; due: boolean };
  let killed = 0;
  let before = 0;
  let after = 0;
  for (let round = 0; killed < KILLS && round < 3 * KILLS; round += 1) {
    await home.owner.query("update takedown.look_place set next_at = timestamptz '2020-01-01' where id = $1", [place]);
    const was = await state();
    const { code } = await runWorker('take-look.ts', home, [place], randomInt(SLOW + 400));
    const now = await state();
    // All of a look or nothing of it, whenever it was struck.
    expect(now.rows).toBe(now.looks);
    expect([was.rows, was.rows + 1]).toContain(now.rows);
    if (code !== null) continue;
    killed += 1;
    if (now.rows === was.rows) {
      before += 1;
      expect(now).toEqual(was);
      expect(await askDueLooks(home.context({ kind: 'system', job: 'test' }))).toBe(1);
    } else after += 1;
    // Whoever comes next looks once.
    expect((await runWorker('take-look.ts', home, [place])).code).toBe(0);
    const then = await state();
    expect(then.rows).toBe(was.rows + 1);
    expect(then.due).toBe(false);
  }
  expect(killed).toBe(KILLS);
  expect(before).toBeGreaterThan(0);
  console.info(`${killed} kills: ${before} before the look was written, ${after} after; ${asked} requests`);
}, 600_000);
