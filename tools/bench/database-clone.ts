import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedDatabase } from '../../apps/server/database/embedded-database.ts';
import type { Bench } from '../bench.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const CLONES = 20;

/** What tests pay: first start (initdb), later start, a clone of an empty template and its removal, stop. Milliseconds. */
const databaseClone: Bench = async () => {
  const folder = temporaryFolder('lachan-bench-');
  const options = { dataDir: join(folder, 'pg'), fsync: false };
  const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
    const started = performance.now();
    return [await work(), performance.now() - started];
  };
  try {
    const [first, firstStart] = await timed(() => startEmbeddedDatabase(options));
    const [, stop] = await timed(() => first.stop());
    const [database, laterStart] = await timed(() => startEmbeddedDatabase(options));
    const client = new pg.Client({ connectionString: database.url.replace(/\/lachan\b/, '/postgres') });
    await client.connect();
    const clones: number[] = [];
    const drops: number[] = [];
    for (let i = 0; i < CLONES; i++) {
      clones.push((await timed(() => client.query(`create database c${i} template lachan strategy wal_log`)))[1]);
      drops.push((await timed(() => client.query(`drop database c${i}`)))[1]);
    }
    await client.end();
    await database.stop();
    return [
      row('first start', [firstStart]),
      row('later start', [laterStart]),
      row('stop', [stop]),
      row('clone', clones),
      row('drop', drops),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

function row(what: string, milliseconds: number[]) {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10;
  return { what, unit: 'ms', p50: at(0.5), p95: at(0.95), n: sorted.length };
}

export default databaseClone;
