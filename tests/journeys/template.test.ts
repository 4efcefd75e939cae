import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEMPLATE_MARK } from '../../apps/server/from-template.ts';
import { embeddedAccess } from '../../tools/test/embedded-access.ts';
import { type SpawnedServer, spawnServer } from '../../tools/test/spawn-server.ts';
import { copiedInstallation } from '../copied-installation.ts';
import { lachan } from './lachan.ts';

let dataDir: string;
let server: SpawnedServer | undefined;
beforeAll(async () => {
  dataDir = await copiedInstallation('demonstration');
}, 420_000);
afterAll(async () => {
  await server?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = async (demonstration: 'on' | 'off') => {
  server = await spawnServer({ dataDir, env: { DEMONSTRATION: demonstration } });
  return server;
};
const ask = async (url: string, statement: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows[0];
  } finally {
    await client.end();
  }
};
const rootKeys = () => readFileSync(join(dataDir, 'keys', 'root.json'), 'utf8');

test('a copy of the demonstration starts with everything in it and opens with no password of another copy', async () => {
  const other = await copiedInstallation('demonstration');
  try {
    const running = await start('on');
    const { superuserUrl, databaseFolder } = embeddedAccess(dataDir);
    expect(await ask(superuserUrl, 'select count(*)::int as reports from intake.report')).toEqual({
      reports: expect.any(Number),
    });
    const own = JSON.parse(readFileSync(join(databaseFolder, 'passwords.json'), 'utf8'));
    const foreign = JSON.parse(readFileSync(join(other, 'postgres', 'passwords.json'), 'utf8'));
    for (const role of ['superuser', 'owner']) {
      expect(own[role]).not.toBe(foreign[role]);
      const url = new URL(superuserUrl);
      url.username = role === 'owner' ? 'lachan_owner' : 'postgres';
      url.password = foreign[role];
      await expect(ask(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    }
    await running.stop();
  } finally {
    rmSync(other, { recursive: true, force: true });
  }
}, 300_000);

test('it never becomes a real installation: it is refused without the demonstration, and what follows has keys of its own', async () => {
  const shared = rootKeys();
  await expect(start('off')).rejects.toThrow(/shares its keys/);
  const removed = await lachan({ DATA_DIR: dataDir }, 'demonstration', 'remove');
  expect([removed.code, removed.output]).toEqual([0, expect.stringContaining('The demonstration is gone')]);
  expect(existsSync(join(dataDir, TEMPLATE_MARK))).toBe(false);
  await start('off');
  expect(rootKeys()).not.toBe(shared);
  const { superuserUrl } = embeddedAccess(dataDir);
  expect(await ask(superuserUrl, 'select count(*)::int as people from members.person')).toEqual({ people: 0 });
}, 300_000);
