import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A database of one test file's own, with every migration applied. */
export interface TestDatabase {
  /** Connection of `lachan_owner`, who owns everything in it. */
  readonly ownerUrl: string;
  /** The same database as the superuser. */
  readonly superuserUrl: string;
  /** Removes it, ending whatever is still connected. */
  drop(): Promise<void>;
}

/** Clones the migrated template (`npm run bench -- database-clone` measures it). Call it in `beforeAll`, `drop()` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return createFrom(new URL(inject('templateUrl')).pathname.slice(1));
}

/** A database without any table, for what brings its own. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createFrom('template0');
}

async function createFrom(template: string): Promise<TestDatabase> {
  const templateUrl = inject('templateUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await fromOutside(templateUrl, `create database ${name} template ${template} strategy wal_log`);
  return {
    ownerUrl: urlOfDatabase(templateUrl, name),
    superuserUrl: urlOfDatabase(inject('superuserUrl'), name),
    // The superuser, because the owner may not end the cleaning that the server runs by itself on a large database.
    drop: () => fromOutside(inject('superuserUrl'), `drop database if exists ${name} with (force)`),
  };
}

/**
 * A pool on a test database. Its connections have error handlers, because `drop()` ends those that a worker still holds
 * and an unhandled `error` event would fail the run.
 */
export function createTestPool(url: string, max = 4): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs one statement from the `postgres` database: nobody may be connected to a template being cloned. */
async function fromOutside(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOfDatabase(url, 'postgres') });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOfDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
