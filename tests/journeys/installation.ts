import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import type pg from 'pg';
import { modules } from '../../apps/server/modules.ts';
import { enterPeople } from '../../src/demonstration/enter-people.ts';
import { listSignIns } from '../../src/demonstration/index.ts';
import {
  type Ctx,
  createContext,
  createLog,
  type Kernel,
  newId,
  openKernel,
  readConfig,
  systemActor,
} from '../../src/kernel/index.ts';
import { totpCode, totpContext, totpStep } from '../../src/members/sign-in/one-time-code.ts';
import { embeddedAccess } from '../../tools/test/embedded-access.ts';
import { type SpawnedServer, spawnServer } from '../../tools/test/spawn-server.ts';
import { createTestPool } from '../../tools/test/test-database.ts';
import { copiedInstallation } from '../copied-installation.ts';

/** The people of the demonstration by what they do, and their logins. */
export const LOGINS = {
  agent: 'tiep.nhan@tongdai111.example',
  counsellor: 'tu.van.mot@tongdai111.example',
  supervisor: 'giam.sat@tongdai111.example',
  administrator: 'quan.tri@tongdai111.example',
  dpo: 'du.lieu@tongdai111.example',
  auditor: 'kiem.tra@tongdai111.example',
  commune: 'can.bo@xa-mau.example',
  police: 'truc.ban@a05-mau.example',
  sysadmin: 'he.thong@bo-mau.example',
} as const;
export type Who = keyof typeof LOGINS;

/** A whole installation in a process of its own, with everything that an attacker or an operator of it could look into. */
export interface Installation {
  readonly dataDir: string;
  readonly server: SpawnedServer;
  /** Sees every row of every table. */
  readonly superuser: pg.Pool;
  /** Folder of the embedded database. */
  readonly databaseFolder: string;
  /** The settings under which a command of `lachan` works on it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Signs in at the desk's page; the value of the `cookie` header. */
  signIn(who: Who): Promise<string>;
  /** What to type to sign in. */
  credentials(who: Who): Promise<{ login: string; password: string; code: string }>;
  /** `kill -9` or Ctrl-C, and up again on the same folder. */
  restart(how: 'stop' | 'kill'): Promise<void>;
  close(): Promise<void>;
}

export async function openInstallation(env: Readonly<Record<string, string>> = {}): Promise<Installation> {
  const dataDir = await copiedInstallation('installation');
  const settings = { DEMONSTRATION: 'off', LOG_LEVEL: 'debug', ...env };
  let server = await spawnServer({ dataDir, env: settings });
  const output: string[] = [];
  let password = '';
  const openPool = () => createTestPool(embeddedAccess(dataDir).superuserUrl, 2);
  let superuser = openPool();
  await withKernel(dataDir, embeddedAccess(dataDir).ownerUrl, async (ctx) => {
    const seeded = await enterPeople(ctx);
    if (!seeded.ok) throw new Error(seeded.refusal.code);
    const signIns = await listSignIns(ctx);
    if (signIns.ok) password = signIns.value[0]?.password ?? '';
  });
  // From here on they are people like others: invented ones cannot sign in where the demonstration is off.
  await superuser.query('update members.person set is_demonstration = false');
  const credentials = async (who: Who) => {
    // A code works once, and a journey signs the same person in more often than every thirty seconds.
    await superuser.query('update members.totp set last_step = 0');
    const login = LOGINS[who];
    const { rows } = await superuser.query<{ id: string; sealed: Buffer }>(
      'select id, sealed_secret as sealed from members.person join members.totp on person = id where login = $1',
      [login],
    );
    let code = '';
    await withKernel(dataDir, embeddedAccess(dataDir).ownerUrl, async ({ kernel, now }) => {
      for (const { id, sealed } of rows) {
        const secret = await kernel.vault.unwrap(sealed, totpContext(id));
        code = totpCode(Buffer.from(secret).toString('utf8'), totpStep(now));
      }
    });
    if (code === '') throw new Error(`${who} cannot sign in`);
    return { login, password, code };
  };
  return {
    dataDir,
    get server() {
      return { ...server, output: () => output.join('') + server.output() };
    },
    get superuser() {
      return superuser;
    },
    databaseFolder: embeddedAccess(dataDir).databaseFolder,
    environment: { DATA_DIR: dataDir },
    credentials,
    async signIn(who) {
      const { login, password, code } = await credentials(who);
      const answer = await post(server.desk, '/dang-nhap?/vao', { login, password, code });
      const cookie = answer.cookies[0];
      if (answer.status !== 303 || cookie === undefined) throw new Error(`${who} was not let in: ${answer.status}`);
      return cookie;
    },
    async restart(how) {
      await superuser.end();
      await (how === 'stop' ? server.stop() : server.kill());
      output.push(server.output());
      server = await spawnServer({ dataDir, env: settings });
      superuser = openPool();
    },
    async close() {
      await superuser.end();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function withKernel(dataDir: string, ownerUrl: string, work: (ctx: Ctx) => Promise<void>): Promise<void> {
  const kernel: Kernel = await openKernel(readConfig({ DATA_DIR: dataDir, DATABASE_POOL: '2' }), ownerUrl, {
    log: createLog('silent'),
    modules,
  });
  try {
    await work(createContext(kernel, { actor: systemActor('journey'), requestId: newId<'request'>(), language: 'vi' }));
  } finally {
    await kernel.close();
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** `name=value` of each cookie that was set. */
  readonly cookies: readonly string[];
  readonly body: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

/** One request as it is: nothing is added, followed or repaired, and `host` and `origin` may be anything. */
export function send(
  base: string,
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string | readonly string[]>>;
    readonly body?: string | Uint8Array;
    /** Send the body in chunks without telling its length. */
    readonly chunked?: boolean;
  } = {},
): Promise<Answer> {
  const { port } = new URL(base);
  const { method = 'GET', headers = {}, body, chunked = false } = options;
  return new Promise((resolve, reject) => {
    const length = body === undefined || chunked ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        headers: { host: `localhost:${port}`, ...length, ...(headers as Record<string, string>) },
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            cookies: (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] as string),
            body: text,
            json: readJson(text),
          });
        });
      },
    );
    // A server that refuses before it has read everything may close while we still send; its answer counts.
    let answered = false;
    request.on('response', () => {
      answered = true;
    });
    request.on('error', (error) => {
      if (!answered) reject(error);
    });
    request.end(body);
  });
}

function readJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** A JSON request of a program. */
export function api(
  base: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return send(base, path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

export type Fields = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

/** A form as a browser without scripts posts it from the site's own page. */
export function post(
  base: string,
  path: string,
  fields: Fields,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return send(base, path, {
    method: 'POST',
    headers: {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      origin: base,
      'sec-fetch-site': 'same-origin',
      ...headers,
    },
    body: new URLSearchParams(fields as Record<string, string>).toString(),
  });
}

/** An act of a desk's page as its script sends it; the answer is the page framework's own JSON. */
export function act(base: string, path: string, cookie: string, fields: Fields): Promise<Answer> {
  return post(base, path, fields, { cookie, accept: 'application/json', 'x-sveltekit-action': 'true' });
}

/** Bytes as they are on a connection; what came back until the other side closed or nothing came for a second. */
export function raw(base: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1', () => socket.write(bytes));
    const chunks: Buffer[] = [];
    const done = () => {
      socket.destroy();
      resolve(Buffer.concat(chunks).toString('utf8'));
    };
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('close', done);
    socket.on('error', done);
    socket.setTimeout(1_000, done);
  });
}

/** The sealed draft that a page of the report's flow carries from step to step. */
export function hidden(page: string, name: string): string {
  const tag = page.match(/<input[^>]*>/g)?.find((input) => input.includes(`name="${name}"`));
  const value = tag?.match(/value="([^"]*)"/)?.[1];
  if (value === undefined) throw new Error(`the page has no hidden field ${name}`);
  return value;
}

/** Every table of the platform with its number of rows. */
export async function rowCounts(pool: pg.Pool): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const table of await tables(pool)) {
    const { rows } = await pool.query<{ count: string }>(`select count(*) from ${table}`);
    counts.set(table, Number(rows[0]?.count));
  }
  return counts;
}

/** Tables in whose rows the text stands, as text or inside bytes. */
export async function tablesWith(pool: pg.Pool, text: string): Promise<string[]> {
  const hex = Buffer.from(text, 'utf8').toString('hex');
  const found: string[] = [];
  for (const table of await tables(pool)) {
    const { rowCount } = await pool.query(
      `select from ${table} as entry where position($1 in entry::text) > 0 or position($2 in entry::text) > 0 limit 1`,
      [text, hex],
    );
    if ((rowCount ?? 0) > 0) found.push(table);
  }
  return found;
}

export async function tables(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  return rows.map(({ name }) => name);
}

/**
 * The files of a running installation and what they hold. One that is gone since it was listed is passed over, as PostgreSQL takes its
 * `pg_internal.init` away whenever a table of the catalogue changes: what is not there hides nothing.
 */
export function* filesOf(dataDir: string): Generator<readonly [path: string, bytes: Buffer]> {
  for (const entry of readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    try {
      yield [path, readFileSync(path)];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}
