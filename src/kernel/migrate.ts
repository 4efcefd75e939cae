import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { Policy } from './policy/policy.ts';
import type { SealedColumn } from './sealing/sealed-column.ts';

/** What a module brings to the database: its name (= its schema), its folder of plain .sql files, its policies. */
export interface ModuleSchema {
  readonly name: string;
  /** Folder with `0001-name.sql` files; they run in the order of their names, each once, each in a transaction. */
  readonly migrations: URL;
  readonly policies: readonly Policy[];
  /** Row locks beside those of its policies, which look at the policies of all modules; absent: none. */
  locks?(policies: readonly Policy[]): string[];
  /** What the vault wrapped; absent: nothing. */
  readonly sealed?: readonly SealedColumn[];
}

const APP_ROLE = 'lachan_app';
const LOCK = 7_215_830;

/**
 * Brings the database to the code's state: the app role, each module's schema and migrations in the
 * order given, then the row locks that the policies compile to. Safe to run from several processes.
 * @param appPassword of the app role; undefined where the operator made the role and gives its address
 * @returns the names of the migrations that ran now
 * @throws when a migration that already ran has been edited since
 */
export async function migrate(
  ownerUrl: string,
  appPassword: string | undefined,
  modules: readonly ModuleSchema[],
): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'la-chan migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await ensureAppRole(client, appPassword);
    await client.query('create schema if not exists kernel');
    await client.query(
      'create table if not exists kernel.migration (module text, name text, digest text not null, ran_at timestamptz not null default now(), primary key (module, name))',
    );
    await runMigrations({ connectionString: ownerUrl });
    const ran: string[] = [];
    for (const module of modules) ran.push(...(await migrateModule(client, module)));
    await applyPolicies(client, modules);
    return ran;
  } finally {
    await client.end();
  }
}

/** The app connects as a role of its own: no owner, no superuser, bound by every row lock. */
async function ensureAppRole(client: pg.Client, password: string | undefined): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [APP_ROLE]);
  if (password === undefined) {
    if (rowCount === 0) throw new Error(`DATABASE_APP_URL is set, and there is no role ${APP_ROLE}: create it first`);
    return;
  }
  const secret = client.escapeLiteral(password);
  // The attributes are given at birth only: changing them, even to what they are, is a superuser's right.
  await client.query(
    rowCount === 0
      ? `create role ${APP_ROLE} login nosuperuser nocreatedb nocreaterole nobypassrls password ${secret}`
      : `alter role ${APP_ROLE} password ${secret}`,
  );
}

async function migrateModule(client: pg.Client, module: ModuleSchema): Promise<string[]> {
  await client.query(`create schema if not exists ${client.escapeIdentifier(module.name)}`);
  await client.query(`grant usage on schema ${client.escapeIdentifier(module.name)} to ${APP_ROLE}`);
  const { rows } = await client.query<{ name: string; digest: string }>(
    'select name, digest from kernel.migration where module = $1',
    [module.name],
  );
  const done = new Map(rows.map((row) => [row.name, row.digest]));
  const ran: string[] = [];
  for (const name of (await readdir(module.migrations)).filter((file) => file.endsWith('.sql')).sort()) {
    const text = await readFile(new URL(name, `${module.migrations.href.replace(/\/?$/, '/')}`), 'utf8');
    const digest = createHash('sha256').update(text).digest('hex');
    if (done.has(name)) {
      if (done.get(name) !== digest)
        throw new Error(`migration ${module.name}/${name} has been edited after it ran: add a new file instead`);
      continue;
    }
    await client.query('begin');
    try {
      await client.query(text);
      await client.query('insert into kernel.migration (module, name, digest) values ($1, $2, $3)', [
        module.name,
        name,
        digest,
      ]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new Error(`migration ${module.name}/${name} failed: ${(error as Error).message}`, { cause: error });
    }
    ran.push(`${module.name}/${name}`);
  }
  return ran;
}

/** Puts every lock on anew when the compiled text has changed; all in one transaction, so no moment is unlocked. */
async function applyPolicies(client: pg.Client, modules: readonly ModuleSchema[]): Promise<void> {
  const policies = modules.flatMap((module) => module.policies);
  const statements = [
    ...policies.flatMap((policy) => policy.lockStatements()),
    ...modules.flatMap((module) => module.locks?.(policies) ?? []),
  ];
  const digest = createHash('sha256').update(statements.join(';\n')).digest('hex');
  const { rows } = await client.query<{ digest: string }>(
    "select digest from kernel.migration where module = 'kernel' and name = 'policies'",
  );
  if (rows[0]?.digest === digest) return;
  await client.query('begin');
  try {
    for (const statement of statements) await client.query(statement);
    await client.query(
      "insert into kernel.migration (module, name, digest) values ('kernel', 'policies', $1) on conflict (module, name) do update set digest = excluded.digest, ran_at = now()",
      [digest],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Takes everything of the modules out of the database, and the queue: the next start makes an empty installation. All or nothing. */
export async function dropModules(owner: pg.Pool, modules: readonly ModuleSchema[]): Promise<void> {
  const client = await owner.connect();
  const names = ['graphile_worker', ...modules.map((module) => module.name)];
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    for (const name of names) await client.query(`drop schema if exists ${client.escapeIdentifier(name)} cascade`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** The owner's address with the app role's name and password in it. */
export function appUrl(ownerUrl: string, appPassword: string): string {
  const url = new URL(ownerUrl);
  url.username = APP_ROLE;
  url.password = appPassword;
  return url.href;
}
