import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { spawnServer } from '../../tools/spawn-server.ts';
import { type Installation, openInstallation, send } from './installation.ts';
import { lachan } from './lachan.ts';

let house: Installation;
beforeAll(async () => {
  house = await openInstallation();
}, 300_000);
afterAll(() => rmSync(house.dataDir, { recursive: true, force: true }));

const start = (env: Readonly<Record<string, string>>) => spawnServer({ dataDir: house.dataDir, env });
const invented = (flag: boolean) => house.superuser.query('update members.person set is_demonstration = $1', [flag]);

test('the demonstration does not start where somebody works who was not made for it, and nothing of theirs is taken away', async () => {
  await house.superuser.end();
  await house.server.stop();
  await expect(start({ DEMONSTRATION: 'on' })).rejects.toThrow(/of no demonstration/);
  const kept = await lachan(house.environment, 'demonstration', 'remove');
  expect([kept.code, kept.output]).toEqual([1, expect.stringContaining('nothing was taken away')]);
  // Where it was not asked for, the installation starts without it.
  const server = await start({});
  expect(server.output()).toContain('started without it');
  expect(await (await fetch(`${server.desk}/dang-nhap`)).text()).not.toContain('.example');
  await server.stop();
}, 300_000);

test('invented people cannot sign in once the demonstration is off, and one command takes all of it away', async () => {
  await house.restart('stop');
  await invented(true);
  await house.restart('stop');
  await expect(house.signIn('supervisor')).rejects.toThrow('was not let in');
  await house.superuser.end();
  await house.server.stop();
  const removed = await lachan(house.environment, 'demonstration', 'remove');
  expect([removed.code, removed.output]).toEqual([0, expect.stringContaining('The demonstration is gone')]);
  const server = await start({ DEMONSTRATION: 'off' });
  expect((await send(server.portal, '/health/ready')).status).toBe(200);
  await server.stop();
  const list = await lachan(house.environment, 'audit', 'verify');
  expect(list.code).toBe(0);
}, 300_000);
