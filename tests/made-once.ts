import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import { spawnServer } from '../tools/spawn-server.ts';
import { temporaryFolder } from '../tools/temporary-folder.ts';

const WITHIN_MS = 300_000;
/** What a first start makes: the tables and the country's data, or the whole demonstration. */
const SETTINGS = { installation: { DEMONSTRATION: 'off' }, demonstration: { DEMONSTRATION: 'on' } } as const;

/** A data folder of one test file's own, copied from one that the first test file of the run has made: making it is most of a start. */
export async function copyOfMade(kind: keyof typeof SETTINGS): Promise<string> {
  const dataDir = temporaryFolder(`lachan-${kind}-`);
  copyFolder(await madeOnce(kind), dataDir);
  return dataDir;
}

async function madeOnce(kind: keyof typeof SETTINGS): Promise<string> {
  const folder = join(inject('madeFolders'), kind);
  const draft = `${folder}.draft`;
  if (!existsSync(folder) && mkdirSync(draft, { recursive: true }) !== undefined) {
    try {
      await (await spawnServer({ dataDir: draft, env: SETTINGS[kind], withinMs: WITHIN_MS })).stop();
      renameSync(draft, folder);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  while (!existsSync(folder)) {
    if (!existsSync(draft)) throw new Error(`the ${kind} was not made`);
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
  if (status !== 0) throw new Error(`the data folder was not copied: ${stderr}`);
}
