import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../apps/server/database/embedded-database.ts';
import { keepCompiled, writeCompiled } from '../../apps/server/keep-compiled.ts';
import { ROOT } from '../../apps/server/paths.ts';
import { DATABASE, runtimeFolder } from '../../apps/server/runtime-folder.ts';
import type { PageSource, Serve, ServeOptions, Serving } from '../../apps/server/serving.ts';
import { explainFailure } from '../test/explain-failure.ts';

const SERVER = join(ROOT, 'apps', 'server', 'main.ts');

/** What happens between the database and the serving: building for `npm start`, development servers for `npm run dev`. */
export type Prepare = (say: (line: string) => void) => Promise<PageSource | undefined>;

/**
 * Runs the whole system in this process until it is told to end: database, preparation, server, addresses. Ends with
 * exit code 1 and a sentence to act on when any of them fails.
 */
export async function runServer(prepare: Prepare, given?: ServeOptions['given']): Promise<void> {
  const say = (line: string) => console.log(line);
  let database: EmbeddedDatabase | undefined;
  let serving: Serving | undefined;
  const end = onceEnding(async () => {
    await serving?.close();
    await database?.stop();
  });
  try {
    const dataDir = runtimeFolder(say);
    keepCompiled();
    // What is built and what is played for a first start take as long, side by side.
    const [pages] = await Promise.all([prepare(say), copyForFirstStart(dataDir, say)]);
    if (!process.env.DATABASE_URL) {
      say('Đang mở cơ sở dữ liệu … · Opening the database');
      database = await startEmbeddedDatabase({ dataDir: join(dataDir, DATABASE) });
    }
    const databaseUrl = process.env.DATABASE_URL || (database?.url ?? '');
    if (!existsSync(SERVER)) throw new Error(`${SERVER} is missing: the checkout is not complete.`);
    const { serve } = (await import(pathToFileURL(SERVER).href)) as { serve: Serve };
    serving = await serve({
      databaseUrl,
      dataDir,
      args: process.argv.slice(2),
      say,
      ...(pages && { pages }),
      ...(given && { given }),
    });
    printServing(serving, say);
    writeCompiled();
  } catch (error) {
    console.error(`\n${explainFailure(error)}`);
    await end(1);
  }
}

/** A first start with the demonstration on this machine's own database and keys begins with a copy of the template. */
async function copyForFirstStart(dataDir: string, say: (line: string) => void): Promise<void> {
  if (process.env.DATABASE_URL || existsSync(join(dataDir, 'keys'))) return;
  const { readConfig } = await import('../../src/kernel/index.ts');
  const config = readConfig({ ...process.env, DATA_DIR: dataDir });
  const ownKeys = config.vaultService === undefined && config.rootKeyFile === join(dataDir, 'keys', 'root.json');
  if (!config.demonstration || !ownKeys || config.evidenceBucket) return;
  const { copyTemplate, isUnused } = await import('./installation-template.ts');
  if (isUnused(dataDir)) await copyTemplate('demonstration', dataDir, say);
}

function printServing(serving: Serving, say: (line: string) => void): void {
  say('');
  for (const { label, url } of serving.addresses) say(`  ${label}: ${url}`);
  if (serving.signIns.length > 0) say(`\n${serving.signIns.join('\n')}`);
  say('\nNhấn Ctrl-C để dừng · Press Ctrl-C to stop');
}

/** Ends once, at the first signal; a second one ends at once (the database still gets its order to stop). */
function onceEnding(close: () => Promise<void>): (code: number) => Promise<void> {
  let ending = false;
  const end = async (code: number) => {
    if (ending) process.exit(1);
    ending = true;
    try {
      await close();
      process.exit(code);
    } catch (error) {
      console.error(explainFailure(error));
      process.exit(1);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!ending) console.log('\nĐang dừng … · Stopping');
      void end(0);
    });
  }
  return end;
}
