import { randomInt } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { type Arrival, receiveArrivals } from '../../src/takedown/index.ts';
import { openTakedownHome } from '../../src/takedown/takedown.testing.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { must } from '../../tools/test/test-result.ts';
import { endWorkers, runWorker } from './worker.ts';

/** Reports that come in before each kill: more than are folded in one transaction. */
const EACH = 5_000;
const KILLS = 20;
/** Places that they are of, and files that are seen at several of them. */
const PLACES = 90;
const FILES = 6;

const home = fileFixture(() => openTakedownHome(new Date().toISOString()), 60_000);
afterAll(endWorkers);

const arrival = (number: number): Arrival => {
  const place = number % PLACES;
  return {
    source: 'MACHINE',
    key: `kill-${number}`,
    kind: 'url',
    agency: 'MPS-A05',
    locator: `https://noi-${place}.example/bai`,
    ...(place < 2 * FILES ? { file: { scheme: 'sha256', hash: String(place % FILES).repeat(64) } } : {}),
  };
};

test('twenty kills in the middle of folding lose no report, count none twice, and make no item or incident a second time', async () => {
  const one = async (sql: string) => Number((await home.owner.query(sql)).rows[0].n);
  let reports = 0;
  let killed = 0;
  let within = 0;
  // A run that is faster than its killer counts for nothing and is fed again.
  for (let round = 0; killed < KILLS && round < 3 * KILLS; round += 1) {
    for (let part = 0; part < EACH; part += 500)
      must(
        await receiveArrivals(
          home.platform,
          Array.from({ length: 500 }, (_, at) => arrival(reports + part + at)),
        ),
      );
    reports += EACH;
    const before = await one('select count(*) as n from takedown.arrival where item_id is null');
    const { code } = await runWorker('bundle-arrivals.ts', home, [], randomInt(3_000));
    if (code !== null) continue;
    killed += 1;
    const left = await one('select count(*) as n from takedown.arrival where item_id is null');
    // What is folded is folded whole: a batch of the transaction that was struck is as if it had never begun.
    if (left > 0 && left < before) within += 1;
    expect((before - left) % 2_000 === 0 || left === 0, `${before} waited, ${left} are left`).toBe(true);
  }
  expect(killed).toBe(KILLS);
  console.info(`${killed} kills, ${within} of them between two batches, ${reports} reports`);
  expect((await runWorker('bundle-arrivals.ts', home)).code).toBe(0);
  expect(await one('select count(*) as n from takedown.arrival where item_id is null or incident_id is null')).toBe(0);
  expect(await one('select count(*) as n from takedown.arrival')).toBe(reports);
  expect(await one('select sum(reports) as n from takedown.incident')).toBe(reports);
  expect(await one('select sum(reports) as n from takedown.item')).toBe(reports);
  // Each place is one item, but for the second place of each file, which is a sibling where the file was first seen.
  expect(await one('select count(*) as n from takedown.item')).toBe(PLACES - FILES);
  expect(await one('select count(*) as n from takedown.item_sibling')).toBe(FILES);
  expect(await one('select count(*) as n from takedown.incident')).toBe(PLACES - FILES);
  expect(await one("select count(*) as n from takedown.item_event where code = 'received'")).toBe(PLACES - FILES);
  expect(
    await one(
      `select count(*) as n from takedown.incident as incident
       where reports <> (select count(*) from takedown.arrival where incident_id = incident.id)`,
    ),
  ).toBe(0);
}, 600_000);
