import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../apps/server/paths.ts';
import { temporaryFolder } from '../../tools/temporary-folder.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { api, openInstallation, send } from './installation.ts';

const house = fileFixture(() => openInstallation({ LOG_LEVEL: 'info' }), 180_000);

/** Starts the server as `npm start` does and waits for its end. */
function start(env: Readonly<Record<string, string>>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'tools', 'start.ts')], {
    env: { ...process.env, DEMONSTRATION: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, output })));
}

test('a wrong setting is refused with its name, and a secret one without its value', async () => {
  const url = 'mysql://me:geheim-0815@db/x';
  for (const [name, value, says] of [
    ['PORTAL_PORT', '70000', 'between 0 and 65535'],
    ['LOG_LEVEL', 'loud', 'must be fatal'],
    ['DATABASE_URL', url, 'must look like postgres://'],
  ] as const) {
    const dataDir = temporaryFolder('lachan-setting-');
    const { code, output } = await start({ DATA_DIR: dataDir, PORTAL_PORT: '0', DESK_PORT: '0', [name]: value });
    rmSync(dataDir, { recursive: true, force: true });
    expect(code, output).toBe(1);
    expect(output).toContain(name);
    expect(output).toContain(says);
    expect(output).not.toContain('geheim-0815');
    expect(output).not.toMatch(/^\s+at /m);
  }
}, 120_000);

test('a second start on the same folder is refused clearly, and the first goes on', async () => {
  const { code, output } = await start({ DATA_DIR: house.dataDir, PORTAL_PORT: '0', DESK_PORT: '0' });
  expect(code).toBe(1);
  expect(output).toContain(house.databaseFolder);
  expect(output).not.toMatch(/^\s+at /m);
  expect((await send(house.server.portal, '/health/ready')).status).toBe(200);
}, 60_000);

test('a port that is taken is named', async () => {
  const dataDir = temporaryFolder('lachan-port-');
  const taken = new URL(house.server.portal).port;
  const { code, output } = await start({ DATA_DIR: dataDir, PORTAL_PORT: taken, DESK_PORT: '0' });
  rmSync(dataDir, { recursive: true, force: true });
  expect(code).toBe(1);
  expect(output).toContain(taken);
}, 60_000);

test('what the server keeps on disk is its own alone', () => {
  const key = join(house.dataDir, 'keys', 'root.json');
  expect(statSync(key).mode & 0o077).toBe(0);
  expect(statSync(house.databaseFolder).mode & 0o077).toBe(0);
  for (const name of ['passwords.json', 'postgres.log'])
    expect(statSync(join(house.databaseFolder, name)).mode & 0o077, name).toBe(0);
});

test('Ctrl-C ends it cleanly; a start after kill -9 finds everything', async () => {
  const { portal } = house.server;
  const body = { reporter: { kind: 'child' }, narrative: 'Văn bản thử.' };
  const filed = await api(portal, '/api/v1/reports', body, { 'idempotency-key': randomUUID() });
  const opens = async () => (await api(house.server.portal, '/api/v1/receipts/open', filed.json?.receipt)).status;
  expect(await opens()).toBe(200);
  const before = house.server.process;
  await house.restart('stop');
  expect([before.exitCode, before.signalCode]).toEqual([0, null]);
  expect(await opens()).toBe(200);
  await house.restart('kill');
  expect(await opens()).toBe(200);
  expect(existsSync(join(house.databaseFolder, 'pgdata', 'postmaster.pid'))).toBe(true);
}, 120_000);
