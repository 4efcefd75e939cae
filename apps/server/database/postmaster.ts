import { spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { programOf } from './binaries.ts';
import { type Cluster, openLog, pgdataOf, spawnOptionsOf } from './cluster.ts';
import { isAlive, isPostgres } from './process-state.ts';

/** A running server, as its own `postmaster.pid` describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Folder of its socket; absent where it has none. */
  readonly socketFolder?: string;
}

/** What postmaster.pid says, or `null` when there is none or its process has gone. */
export function readPostmaster(cluster: Cluster): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(pgdataOf(cluster), 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  const socketFolder = lines[4]?.trim();
  return pid > 0 && port > 0 && isPostgres(pid) ? { pid, port, ...(socketFolder && { socketFolder }) } : null;
}

/** Bytes that the address of a socket may have, which the name of its file is a part of: 104 with the end on macOS, 108 on Linux. */
const SOCKET_PATH_MOST = 103;

/** Where the server opens a socket beside its port: in its own folder, which nobody else may enter. Empty where it can open none. */
function socketFolderOf(cluster: Cluster, port: number): string {
  if (process.platform === 'win32') return '';
  const path = join(cluster.folder, `.s.PGSQL.${port}`);
  // A comma would be read as the end of a folder's name.
  return Buffer.byteLength(path) > SOCKET_PATH_MOST || path.includes(',') ? '' : cluster.folder;
}

/** Removes a postmaster.pid whose number has meanwhile gone to another program: PostgreSQL itself would wait for it. */
export function removeStaleLock(cluster: Cluster): void {
  const file = join(pgdataOf(cluster), 'postmaster.pid');
  let pid: number;
  try {
    pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  } catch {
    return;
  }
  if (pid > 0 && isAlive(pid) && !isPostgres(pid)) rmSync(file, { force: true });
}

/** Starts the server and returns at once; `exited` settles with its exit code if it ends. */
export function spawnPostmaster(cluster: Cluster, port: number): { pid: number; exited: Promise<number> } {
  const log = openLog(cluster);
  const child = spawn(
    programOf(cluster.binaries, 'postgres'),
    ['-D', pgdataOf(cluster), '-p', String(port), '-k', socketFolderOf(cluster, port), ...settings(cluster)],
    // Its own session: Ctrl-C in a terminal reaches this process first, which lets the work end before the database does.
    { ...spawnOptionsOf(cluster), stdio: ['ignore', log, log], detached: true },
  );
  closeSync(log);
  child.unref();
  const exited = new Promise<number>((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', (code) => resolve(code ?? -1));
  });
  return { pid: child.pid ?? -1, exited };
}

function settings(cluster: Cluster): string[] {
  const chosen: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    max_connections: '100',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    // What a large import leaves to the operating system's cache would be written all at once half a minute later, and
    // every commit of that moment would wait for the disk.
    backend_flush_after: '1MB',
    // Terse: the detail of a failed constraint would copy a person's data into the log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    fsync: 'on',
  };
  // Of tests: what is lost with the machine may be lost, and the cleaning, which comes when it likes, plans no test anew.
  if (!cluster.fsync)
    Object.assign(chosen, { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' });
  return Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Asks the server to end now ("fast": open transactions are rolled back). Synchronous, so that an exit handler can use it. */
export function signalStop(cluster: Cluster, pid: number, how: 'fast' | 'immediate' = 'fast'): void {
  if (process.platform === 'win32') {
    // A signal on Windows would kill it without a checkpoint; pg_ctl has its own way to ask.
    spawnSync(programOf(cluster.binaries, 'pg_ctl'), ['stop', '-D', pgdataOf(cluster), '-m', how, '-W']);
    return;
  }
  try {
    process.kill(pid, how === 'fast' ? 'SIGINT' : 'SIGQUIT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Resolves `true` when the process has gone, `false` when it still lives after `milliseconds`. */
export async function waitForEnd(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/** Below those that systems give to outgoing connections: such a port may be taken again before its server listens. */
const PORTS = { from: 20_000, to: 26_000 };
const TRIES = 50;

/** A port of the loopback address that is free now. Another program may still take it: the caller tries again. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (await canListen(port)) return port;
  }
  throw new Error(`no free port between ${PORTS.from} and ${PORTS.to} was found`);
}

/** Whether nobody listens on the port of the loopback address now. */
export function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
