import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../../tools/temporary-folder.ts';
import { prepareBinaries, programOf } from './binaries.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.ts';
import { isAlive } from './process-state.ts';
import { chooseRunAs } from './run-as.ts';

const isRoot = process.getuid?.() === 0;
const running: { stop(): Promise<void> }[] = [];
const children: ChildProcess[] = [];
let folder: string;

beforeEach(() => {
  folder = realpathSync(temporaryFolder('lachan-embedded-'));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const database of running.splice(0)) await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(dataDir: string, fsync = false): Promise<EmbeddedDatabase> {
  const database = await startEmbeddedDatabase({ dataDir, fsync });
  running.push(database);
  return database;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Runs the database in a process of its own and resolves with what it printed once it served. */
async function startInChild(
  dataDir: string,
  options: { uid?: number; afterwards?: string; fsync?: boolean } = {},
): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const module = join(import.meta.dirname, 'embedded-database.ts');
  const program = `
    const { startEmbeddedDatabase } = await import(${JSON.stringify(module)});
    const { url, pid } = await startEmbeddedDatabase({ dataDir: ${JSON.stringify(dataDir)}, fsync: ${options.fsync ?? false} });
    console.log(JSON.stringify({ url, pid }));
    ${options.afterwards ?? 'setInterval(() => {}, 1000);'}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
    ...(options.uid !== undefined && { uid: options.uid, gid: options.uid }),
  });
  children.push(child);
  let errors = '';
  child.stderr?.on('data', (text) => {
    errors += text;
  });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream }))
    return { child, ...(JSON.parse(line) as { url: string; pid: number }) };
  throw new Error(`the child ended without serving: ${errors}`);
}

async function gone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 20_000, interval: 20 }).toBe(false);
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

test('keeps its data over a restart, at a path with spaces and Vietnamese letters', async () => {
  const dataDir = join(folder, 'Bảo vệ trẻ em', 'dữ liệu');
  const first = await start(dataDir);
  await query(first.url, "create table note (body text); insert into note values ('đã lưu')");
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);

  const second = await start(dataDir);
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'select body from note')).toEqual([{ body: 'đã lưu' }]);
  expect(statSync(dirname(dataDir)).mode & 0o777).toBe(0o755);
});

test('serves an owner who is no superuser, with a password, and takes Vietnamese letters for letters', async () => {
  const database = await start(join(folder, 'pg'));
  const [role] = await query(
    database.url,
    "select rolsuper, rolcreaterole, rolcreatedb, pg_get_userbyid(datdba) as owner from pg_roles, pg_database where rolname = current_user and datname = 'lachan'",
  );
  expect(role).toEqual({ rolsuper: false, rolcreaterole: true, rolcreatedb: true, owner: 'lachan_owner' });
  const [words] = await query(
    database.url,
    "select unaccent('Đường ấm') as plain, upper('đường ấm') as upper, similarity('đường', 'đường') as same, cardinality(show_trgm('ấ')) as trigrams",
  );
  expect(words).toEqual({ plain: 'Duong am', upper: 'ĐƯỜNG ẤM', same: 1, trigrams: 2 });

  await query(database.url, 'create role lachan_app; set role lachan_app');
  await query(database.url, 'create database clone');
  expect(await query(database.url.replace(/\/lachan(?=\?|$)/, '/clone'), "select unaccent('ế')")).toEqual([
    { unaccent: 'e' },
  ]);
  const withoutPassword = database.url.replace(/:[^:@/]+@/, ':wrong@');
  await expect(query(withoutPassword, 'select 1')).rejects.toThrow(/password authentication failed/);
  expect(statSync(join(folder, 'pg', 'passwords.json')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'pg', 'pgdata', 'pg_hba.conf'), 'utf8')).not.toMatch(/^[^#]*\btrust\b/m);
});

test('adopts the server that a killed process left behind', async () => {
  const dataDir = join(folder, 'pg');
  const left = await startInChild(dataDir);
  await query(left.url, 'create table kept (n int)');
  await killed(left.child);
  expect(isAlive(left.pid)).toBe(true);

  const database = await start(dataDir);
  expect(database).toMatchObject({ pid: left.pid, adopted: true });
  expect(await query(database.url, 'select count(*)::int from kept')).toEqual([{ count: 0 }]);
  await database.stop();
  expect(isAlive(left.pid)).toBe(false);
});

test('recovers when both the process and the server were killed', async () => {
  const dataDir = join(folder, 'pg');
  const left = await startInChild(dataDir, { fsync: true });
  await query(left.url, 'create table kept (n int)');
  left.child.kill('SIGKILL');
  process.kill(left.pid, 'SIGKILL');

  const database = await start(dataDir, true);
  expect(database.adopted).toBe(false);
  expect(await query(database.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
  expect(await query(database.url, 'select count(*)::int from kept')).toEqual([{ count: 0 }]);
});

test('refuses a folder that another running process serves', async () => {
  const dataDir = join(folder, 'pg');
  const other = await startInChild(dataDir);
  await expect(start(dataDir)).rejects.toThrow(/in use by another running/);
  expect(isAlive(other.pid)).toBe(true);
  other.child.kill('SIGTERM');
  await gone(other.pid);
});

test.each(['SIGINT', 'SIGTERM'] as const)('ends the server on %s', async (signal) => {
  const { child, pid } = await startInChild(join(folder, 'pg'));
  const ended = new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
  child.kill(signal);
  expect(await ended).toBe(signal);
  await gone(pid);
});

test('ends the server when the process comes to its end without stopping it', async () => {
  const { child, pid } = await startInChild(join(folder, 'pg'), { afterwards: '' });
  const code = child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
  expect(code).toBe(0);
  await gone(pid);
});

test.skipIf(!isRoot)('as root, serves a folder that lies where no other user may enter', async () => {
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const database = await start(join(closed, 'data', 'pg'));
  const [row] = await query(database.superuserUrl, 'show data_directory');
  const used = String(row?.data_directory);
  expect(used).toMatch(/^\/var\/tmp\/la-chan-[0-9a-f]{16}\/pgdata$/);
  await database.stop();
  rmSync(dirname(used), { recursive: true });
});

test.skipIf(!isRoot)('runs for a normal user', async () => {
  const home = join(folder, 'home');
  mkdirSync(home, { mode: 0o700 });
  chownSync(home, 65534, 65534);
  const { child, url, pid } = await startInChild(join(home, 'pg'), { uid: 65534 });
  expect(await query(url, 'select current_user')).toEqual([{ current_user: 'lachan_owner' }]);
  expect(statSync(join(home, 'pg', 'pgdata')).uid).toBe(65534);
  child.kill('SIGTERM');
  await gone(pid);
});

test('says so when the folder belongs to another user', async () => {
  const dataDir = join(folder, 'pg');
  mkdirSync(dataDir);
  if (isRoot) chownSync(dataDir, 4242, 4242);
  else chmodSync(folder, 0o500);
  const target = isRoot ? dataDir : join(folder, 'new');
  await expect(start(target)).rejects.toThrow(isRoot ? /belongs to the user with number 4242/ : /EACCES/);
  chmodSync(folder, 0o755);
});

test('refuses data of another major version', async () => {
  const dataDir = join(folder, 'pg');
  await (await start(dataDir)).stop();
  writeFileSync(join(dataDir, 'pgdata', 'PG_VERSION'), '17\n');
  await expect(start(dataDir)).rejects.toThrow(/made by PostgreSQL 17; this version runs PostgreSQL 18/);
});

test('mends the library links when the package was installed without its script', () => {
  const installed = dirname(dirname(programOfInstalled()));
  const copy = join(folder, 'package');
  cpSync(dirname(installed), copy, { recursive: true, verbatimSymlinks: true });
  const lib = join(copy, 'native', 'lib');
  const links = readdirSync(lib, { withFileTypes: true }).filter((entry) => entry.isSymbolicLink());
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) unlinkSync(join(lib, link.name));

  prepareBinaries(null, copy);
  for (const link of links) expect(statSync(join(lib, link.name)).isFile()).toBe(true);
});

function programOfInstalled(): string {
  return programOf(prepareBinaries(null), 'postgres');
}

test('a normal user needs no other one', () => {
  expect(chooseRunAs(() => 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n')).toEqual(
    isRoot ? { name: 'nobody', uid: 65534, gid: 65534 } : null,
  );
});
