/** The portal, the desk and the jobs in processes of their own, on one database and one data folder. */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { TEST_APP_PASSWORD } from '../../apps/server/migrate.ts';
import { modules } from '../../apps/server/modules.ts';
import {
  appUrl,
  createContext,
  createLog,
  type Kernel,
  newId,
  ok,
  openKernel,
  readConfig,
  systemActor,
} from '../../src/kernel/index.ts';
import { putRecording } from '../../src/recordings/index.ts';
import { spokenScreen } from '../../src/vocabulary/index.ts';
import { temporaryFolder } from '../../tools/temporary-folder.ts';
import { drawTone } from '../../tools/test/draw-tone.ts';
import { type SpawnedServer, spawnServer } from '../../tools/test/spawn-server.ts';
import { createEmptyDatabase, createTestPool, type TestDatabase } from '../../tools/test/test-database.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { must } from '../../tools/test/test-result.ts';

const dataDir = temporaryFolder('lachan-split-');
let database: TestDatabase;
let settings: Record<string, string>;
let portal: SpawnedServer;
let desk: SpawnedServer;
let kernel: Kernel;
beforeAll(async () => {
  database = await createEmptyDatabase();
  const { ownerUrl } = database;
  settings = {
    DATABASE_URL: ownerUrl,
    DATABASE_APP_URL: appUrl(ownerUrl, TEST_APP_PASSWORD),
    DATABASE_POOL: '4',
    DEMONSTRATION: 'off',
  };
  desk = await spawnServer({ dataDir, env: settings, args: ['--desk'], serves: ['desk'] });
  portal = await spawnServer({ dataDir, env: settings, args: ['--portal'], serves: ['portal'] });
  kernel = await openKernel(readConfig({ ...settings, DATA_DIR: dataDir }), ownerUrl, {
    log: createLog('silent'),
    modules,
  });
}, 240_000);
afterAll(async () => {
  await kernel?.close();
  await portal?.stop();
  await desk?.stop();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const file = (server: string) =>
  fetch(`${server}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ reporter: { kind: 'child' }, narrative: 'Văn bản thử.' }),
  });

test('each serves its own listener and no other', async () => {
  expect((await file(portal.portal)).status).toBe(201);
  expect((await fetch(`${desk.desk}/dang-nhap`)).status).toBe(200);
  await expect(fetch(`${portal.desk}/dang-nhap`)).rejects.toThrow();
  await expect(file(desk.portal)).rejects.toThrow();
});

test('jobs wait until a process for them runs, and are done then', async () => {
  const owner = createTestPool(database.ownerUrl, 1);
  const waiting = async () =>
    (await owner.query("select attempts from graphile_worker.jobs where task_identifier = 'cases.expire-referrals'"))
      .rows;
  try {
    const platform = createContext(kernel, {
      actor: systemActor('split.test'),
      requestId: newId<'request'>(),
      language: 'vi',
    });
    must(await platform.transaction(async (tx) => ok(await tx.enqueue('cases.expire-referrals', {}))));
    // Both processes have answered since: had one taken jobs, it would have heard of this one.
    for (const url of [`${portal.portal}/health/ready`, `${desk.desk}/health/ready`])
      expect((await fetch(url)).ok).toBe(true);
    expect(await waiting()).toEqual([{ attempts: 0 }]);
    const worker = await spawnServer({ dataDir, env: settings, args: ['--worker'], serves: [] });
    try {
      await vi.waitFor(async () => expect(await waiting()).toEqual([]), { timeout: 60_000, interval: 200 });
    } finally {
      await worker.stop();
    }
  } finally {
    await owner.end();
  }
});

test('a file that one process kept is served by the other', async () => {
  const actor = testPerson('sysadmin', 'MOH', { steppedUpUntil: new Date(Date.now() + 300_000) });
  const ctx = createContext(kernel, { actor, requestId: newId<'request'>(), language: 'vi' });
  const { id } = must(
    await putRecording(ctx, {
      screen: 'FEELING',
      script: spokenScreen.get('FEELING').script,
      bytes: drawTone({ seconds: 4, as: 'mp3' }),
      agreed: true,
    }),
  );
  const heard = await fetch(`${portal.portal}/tep/${id}`);
  expect([heard.status, heard.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
  expect((await heard.arrayBuffer()).byteLength).toBeGreaterThan(10_000);
});
