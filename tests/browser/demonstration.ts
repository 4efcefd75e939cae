import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { inject } from 'vitest';
import { embeddedAccess } from '../../tools/embedded-access.ts';
import { type SpawnedServer, spawnServer } from '../../tools/spawn-server.ts';
import { temporaryFolder } from '../../tools/temporary-folder.ts';
import { createTestPool } from '../../tools/test-database.ts';

/** The whole demonstration in a process of its own, as `npm start` runs it, on a data folder of one test file's own. */
export interface Demonstration {
  readonly server: SpawnedServer;
  close(): Promise<void>;
}

const SETTINGS = { DEMONSTRATION: 'on' };
const WITHIN_MS = 300_000;
let database: pg.Pool | undefined;

/** Starts it on a copy of the demonstration that the first test file of the run has made: making it is most of a start. */
export async function openDemonstration(): Promise<Demonstration> {
  const dataDir = temporaryFolder('lachan-demonstration-');
  copyFolder(await madeOnce(), dataDir);
  const server = await spawnServer({ dataDir, env: SETTINGS, withinMs: WITHIN_MS });
  database = createTestPool(embeddedAccess(dataDir).superuserUrl, 1);
  return {
    server,
    async close() {
      await database?.end();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A one-time code works once; a test signs the same person in more often than every thirty seconds. */
export async function forgetUsedCodes(): Promise<void> {
  await database?.query('update members.totp set last_step = 0');
}

async function madeOnce(): Promise<string> {
  const folder = inject('demonstrationFolder');
  const draft = `${folder}.draft`;
  if (!existsSync(folder) && mkdirSync(draft, { recursive: true }) === draft) {
    try {
      await (await spawnServer({ dataDir: draft, env: SETTINGS, withinMs: WITHIN_MS })).stop();
      renameSync(draft, folder);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  while (!existsSync(folder)) {
    if (!existsSync(draft)) throw new Error('the demonstration was not made');
    await sleep(500);
  }
  return folder;
}

function copyFolder(from: string, to: string): void {
  // As root the database's files belong to another user, which only `cp -a` keeps.
  if (process.platform === 'win32') {
    cpSync(from, to, { recursive: true });
    return;
  }
  const { status, stderr } = spawnSync('cp', ['-a', `${from}/.`, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the demonstration was not copied: ${stderr}`);
}
