import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedAccess } from '../../tools/test/embedded-access.ts';
import { type SpawnedServer, spawnServer } from '../../tools/test/spawn-server.ts';
import { createTestPool } from '../../tools/test/test-database.ts';
import { type Installation, openInstallation, send } from './installation.ts';
import { lachan } from './lachan.ts';

let house: Installation;
let server: SpawnedServer | undefined;
beforeAll(async () => {
  house = await openInstallation();
  await house.superuser.end();
  await house.server.stop();
}, 300_000);
afterAll(async () => {
  await server?.stop();
  rmSync(house.dataDir, { recursive: true, force: true });
});

const start = async (env: Readonly<Record<string, string>>) => {
  server = await spawnServer({ dataDir: house.dataDir, env });
  return server;
};
async function ask(statement: string): Promise<Record<string, unknown>[]> {
  const pool = createTestPool(embeddedAccess(house.dataDir).superuserUrl, 1);
  try {
    return (await pool.query(statement)).rows;
  } finally {
    await pool.end();
  }
}

test('the demonstration does not start where somebody works who was not made for it, and nothing of theirs is taken away', async () => {
  await expect(start({ DEMONSTRATION: 'on' })).rejects.toThrow(/of no demonstration/);
  const kept = await lachan(house.environment, 'demonstration', 'remove');
  expect([kept.code, kept.output]).toEqual([1, expect.stringContaining('nothing was taken away')]);
  // Where it was not asked for, the installation starts without it.
  const running = await start({});
  expect(running.output()).toContain('started without it');
  expect(await (await fetch(`${running.desk}/dang-nhap`)).text()).not.toContain('.example');
  await ask('update members.person set is_demonstration = true');
  await running.stop();
}, 300_000);

test('invented people are closed once the demonstration is off, and one command takes all of it away', async () => {
  const running = await start({ DEMONSTRATION: 'off' });
  expect(await ask('select count(*)::int as open from members.person where disabled_at is null')).toEqual([
    { open: 0 },
  ]);
  await running.stop();
  const removed = await lachan(house.environment, 'demonstration', 'remove');
  expect([removed.code, removed.output]).toEqual([0, expect.stringContaining('The demonstration is gone')]);
  const anew = await start({ DEMONSTRATION: 'off' });
  expect((await send(anew.portal, '/health/ready')).status).toBe(200);
  expect(await ask('select count(*)::int as people from members.person')).toEqual([{ people: 0 }]);
}, 300_000);
