import { realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OwnedByAnother } from './error.ts';
import type { Passwords } from './passwords.ts';

declare module 'pg' {
  // Missing in @types/pg 8.23.1; in pg since 8.4.
  interface Client {
    ref(): void;
    unref(): void;
  }
}

/** Session lock that the owning process holds; it falls with the process, even at `kill -9`. ASCII of "lachan". */
const OWNER_LOCK = 0x6c61_6368_616en;
const EXTENSIONS = ['pg_trgm', 'unaccent', 'btree_gist'];

/** @param socketFolder by the server's socket, which costs both sides less of the processor than the loopback network */
export function urlOf(user: string, password: string, port: number, database: string, socketFolder?: string): string {
  const socket = socketFolder === undefined ? '' : `?host=${encodeURIComponent(socketFolder)}`;
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}${socket}`;
}

/** One connection as superuser that survives the server's end without an uncaught error. */
export async function connectSuperuser(port: number, passwords: Passwords, database = 'postgres'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: urlOf('postgres', passwords.superuser, port, database) });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/**
 * Makes sure that the server on this port serves this very folder, and for no other living process. A killed owner's lock
 * may outlive it by a moment, hence the second tries.
 */
export async function claim(client: pg.Client, pgdata: string): Promise<void> {
  const { rows } = await client.query<{ data_directory: string }>('show data_directory');
  if (realpathSync(rows[0]?.data_directory ?? '') !== realpathSync(pgdata))
    throw new Error('another PostgreSQL server answers on the port that postmaster.pid names');
  for (let attempt = 0; attempt < 20; attempt++) {
    const lock = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [OWNER_LOCK]);
    if (lock.rows[0]?.held) return;
    await sleep(100);
  }
  await client.end();
  throw new OwnedByAnother(pgdata);
}

/** Makes what the application needs: role `lachan_owner`, database `lachan`, and the extensions only a superuser may add. */
export async function prepareOwner(client: pg.Client, port: number, passwords: Passwords): Promise<void> {
  // Literals, because these statements take no parameters; the password is base64url of our own making.
  const role = await client.query("select from pg_roles where rolname = 'lachan_owner'");
  await client.query(
    `${role.rowCount === 0 ? 'create' : 'alter'} role lachan_owner login createrole createdb nosuperuser ` +
      `password '${passwords.owner}'`,
  );
  // A role it makes may then be taken on by it, which PostgreSQL does not give by itself.
  await client.query("alter role lachan_owner set createrole_self_grant = 'set, inherit'");
  const database = await client.query("select from pg_database where datname = 'lachan'");
  if (database.rowCount === 0) {
    // In template1 too, so that the databases made for tests have them.
    await withDatabase(port, passwords, 'template1', addExtensions);
    await client.query('create database lachan owner lachan_owner');
  }
  await withDatabase(port, passwords, 'lachan', addExtensions);
}

async function addExtensions(client: pg.Client): Promise<void> {
  for (const name of EXTENSIONS) await client.query(`create extension if not exists ${name}`);
}

async function withDatabase(
  port: number,
  passwords: Passwords,
  database: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = await connectSuperuser(port, passwords, database);
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
