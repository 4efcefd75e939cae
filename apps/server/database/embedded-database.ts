/**
 * The PostgreSQL that `npm start` and `npm test` bring along: the binaries npm installed, run for this process alone on
 * the loopback address. For demonstration, development and tests; a production system sets DATABASE_URL.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { prepareBinaries } from './binaries.ts';
import { type Cluster, checkVersion, logTail, pgdataOf } from './cluster.ts';
import { claim, connectSuperuser, prepareOwner, urlOf } from './connect.ts';
import { prepareDataFolder } from './data-folder.ts';
import { EmbeddedDatabaseError, OwnedByAnother } from './error.ts';
import { initialise } from './initialise.ts';
import { loadPasswords, type Passwords } from './passwords.ts';
import {
  freePort,
  type Postmaster,
  readPostmaster,
  removeStaleLock,
  signalStop,
  spawnPostmaster,
  waitForEnd,
} from './postmaster.ts';
import { chooseRunAs } from './run-as.ts';

/** A running embedded database. It ends with this process, whichever way the process ends short of `kill -9`. */
export interface EmbeddedDatabase {
  /** `postgres://lachan_owner:…@127.0.0.1:port/lachan`, by the server's socket where it has one: owns the database, may make roles and databases, no superuser. */
  readonly url: string;
  /** The same server as superuser `postgres`, database `postgres`: for tools and tests, never for the application. */
  readonly superuserUrl: string;
  /** Process number of the server. */
  readonly pid: number;
  /** Whether a server left behind by a killed process was taken over instead of started. */
  readonly adopted: boolean;
  /** Ends the server (open transactions are rolled back) and resolves when it has gone. May be called twice. */
  stop(): Promise<void>;
}

export interface EmbeddedDatabaseOptions {
  /** Folder for the data; made if missing. */
  readonly dataDir: string;
  /** Off loses data when the machine stops: for tests alone. */
  readonly fsync?: boolean;
  /** A fixed port; otherwise a free one is found each time. */
  readonly port?: number;
}

const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 30_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const ownListeners = new WeakSet<object>();

/**
 * Starts the database of `dataDir`, making it if it is new. A server that a killed process left running is adopted; one
 * that was itself killed is recovered. Throws with a sentence a person can act on: the folder is not writable, belongs to
 * another user, is in use by another running Lá Chắn, or the server's own last words.
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const runAs = chooseRunAs();
  const folder = prepareDataFolder(options.dataDir, runAs);
  const cluster: Cluster = { binaries: prepareBinaries(runAs), runAs, folder, fsync: options.fsync ?? true };
  const passwords = loadPasswords(folder, runAs);
  if (existsSync(pgdataOf(cluster))) checkVersion(cluster);
  else initialise(cluster, passwords.superuser);

  const guard = new EndWithThisProcess(cluster);
  const { postmaster, client, adopted } = await reach(cluster, passwords, guard, options.port);
  guard.pid = postmaster.pid;
  const stop = async () => {
    guard.release();
    client.ref();
    await client.end().catch(() => undefined);
    signalStop(cluster, postmaster.pid);
    if (await waitForEnd(postmaster.pid, STOP_WITHIN_MS)) return;
    signalStop(cluster, postmaster.pid, 'immediate');
    await waitForEnd(postmaster.pid, STOP_WITHIN_MS);
  };
  let stopping: Promise<void> | undefined;
  const stopOnce = () => {
    stopping ??= stop();
    return stopping;
  };
  try {
    await prepareOwner(client, postmaster.port, passwords);
    // The connection holds the owner's lock for as long as this process lives, but does not keep it alive.
    client.unref();
  } catch (error) {
    await stopOnce();
    throw error;
  }
  return {
    url: urlOf('lachan_owner', passwords.owner, postmaster.port, 'lachan', postmaster.socketFolder),
    superuserUrl: urlOf('postgres', passwords.superuser, postmaster.port, 'postgres'),
    pid: postmaster.pid,
    adopted,
    stop: stopOnce,
  };
}

interface Reached {
  readonly postmaster: Postmaster;
  readonly client: pg.Client;
  readonly adopted: boolean;
}

/**
 * Adopts or starts the server. Loops, because a killed server takes a moment to let go of its memory, one that is
 * stopping or recovering answers "not yet", and a free port may be taken before the server opens it.
 */
async function reach(
  cluster: Cluster,
  passwords: Passwords,
  guard: EndWithThisProcess,
  port: number | undefined,
): Promise<Reached> {
  const deadline = Date.now() + START_WITHIN_MS;
  let lastError: unknown;
  while (Date.now() < deadline) {
    const running = readPostmaster(cluster);
    if (running === null) {
      removeStaleLock(cluster);
      const server = spawnPostmaster(cluster, port ?? (await freePort()));
      guard.pid = server.pid;
      const ended = await Promise.race([server.exited, untilReady(cluster, server.pid, deadline)]);
      if (typeof ended === 'number') {
        lastError = new Error(`PostgreSQL ended at once (exit code ${ended}):\n${logTail(cluster)}`);
        await sleep(250);
      }
      continue;
    }
    try {
      const client = await connectSuperuser(running.port, passwords);
      await claim(client, pgdataOf(cluster));
      return { postmaster: running, client, adopted: running.pid !== guard.pid };
    } catch (error) {
      if (error instanceof OwnedByAnother) {
        guard.release();
        throw error;
      }
      lastError = error;
      await sleep(50);
    }
  }
  if (guard.pid !== undefined) signalStop(cluster, guard.pid, 'immediate');
  guard.release();
  const reason = lastError instanceof Error ? lastError.message : String(lastError);
  throw new EmbeddedDatabaseError(
    `Không mở được PostgreSQL đi kèm: ${reason}`,
    'The embedded PostgreSQL could not be started.',
  );
}

/** Resolves `null` once postmaster.pid names the process. */
async function untilReady(cluster: Cluster, pid: number, deadline: number): Promise<null> {
  while (readPostmaster(cluster)?.pid !== pid && Date.now() < deadline) await sleep(15);
  return null;
}

/**
 * Ends the server when this process ends. On a signal only where nobody else listens: an application that has its own
 * clean shutdown calls `stop()` when its work is done.
 */
class EndWithThisProcess {
  /** The server that this process started or adopted, once there is one. */
  pid: number | undefined;
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    process.on('exit', this.#onExit);
    ownListeners.add(this.#onSignal);
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
  }

  release(): void {
    process.off('exit', this.#onExit);
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }

  readonly #onExit = () => {
    if (this.pid !== undefined) signalStop(this.#cluster, this.pid);
  };

  readonly #onSignal = (signal: NodeJS.Signals) => {
    if (process.listeners(signal).some((listener) => !ownListeners.has(listener))) return;
    this.release();
    this.#onExit();
    process.kill(process.pid, signal);
  };
}
