import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type pg from 'pg';
import { newId } from '../../src/kernel/index.ts';
import { embeddedAccess } from '../../tools/test/embedded-access.ts';
import { type SpawnedServer, spawnServer } from '../../tools/test/spawn-server.ts';
import { createTestPool } from '../../tools/test/test-database.ts';
import { copiedInstallation } from '../copied-installation.ts';

/** A whole demonstration in a process of its own, and ways to be anybody at it. */
export interface Attacked {
  readonly server: SpawnedServer;
  readonly superuser: pg.Pool;
  /** Makes a person who holds the roles at the agency, whether it may hold them or not; the value of the `cookie` header. */
  person(agency: string, roles: readonly string[]): Promise<string>;
  /** Makes a machine of the agency with the permissions; the value of the `authorization` header. */
  machine(agency: string, scopes: readonly string[]): Promise<string>;
  ask(base: string, path: string, options?: Asked): Promise<Heard>;
  close(): Promise<void>;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds until the answer was there. */
  readonly took: number;
}

/** An answer that takes longer counts as none. */
const LONGEST = 30_000;

export async function openAttacked(env: Readonly<Record<string, string>> = {}): Promise<Attacked> {
  const dataDir = await copiedInstallation('demonstration');
  // One machine stands for a country's visitors here; the limits themselves are tried in tests/journeys/bad-input.test.ts.
  const settings = { DEMONSTRATION: 'on', RATE_LIMIT_FACTOR: '1000', ...env };
  const server = await spawnServer({ dataDir, env: settings, withinMs: 120_000 });
  const superuser = createTestPool(embeddedAccess(dataDir).superuserUrl, 2);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  return {
    server,
    superuser,
    async person(agency, roles) {
      const [id, token] = [newId<'person'>(), randomBytes(32).toString('base64url')];
      await superuser.query(
        "insert into members.person (id, login, name, agency, created_at, created_by, is_demonstration) values ($1, $2, 'Người Mẫu', $3, now(), 'attack', true)",
        [id, `${id}@tan-cong.example`, agency],
      );
      for (const role of roles)
        await superuser.query(
          `insert into members.role_assignment (id, person, role, agency, desk, valid_from, given_by, given_at)
           values ($1, $2, $3, $4, case when $3 like '111_%' then '111-intake' end, now() - interval '1 hour', 'attack', now())`,
          [newId<'role'>(), id, role, agency],
        );
      await superuser.query(
        `insert into members.session (id, token_hash, person, agency, device, method, purpose, opened_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, '?', 'password', 'protection', now(), now(), now() + interval '5 hours')`,
        [newId<'session'>(), createHash('sha256').update(token).digest(), id, agency],
      );
      return `lachan_desk=${token}`;
    },
    async machine(agency, scopes) {
      const [id, secret] = [randomBytes(6).toString('hex'), randomBytes(32).toString('base64url')];
      await superuser.query(
        "insert into members.machine_client (id, agency, name, scopes, key_hash, valid_from, created_by) values ($1, $2, 'máy mẫu', $3, $4, now() - interval '1 hour', 'attack')",
        [id, agency, scopes, createHash('sha256').update(secret).digest()],
      );
      return `Bearer lachan_${id}_${secret}`;
    },
    ask: (base, path, options = {}) => ask(agent, base, path, options),
    async close() {
      agent.destroy();
      await superuser.end();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function ask(agent: Agent, base: string, path: string, { method = 'GET', headers = {}, body }: Asked): Promise<Heard> {
  const { port } = new URL(base);
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        agent,
        timeout: LONGEST,
        headers: { host: `localhost:${port}`, ...length, ...headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        const done = () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
            took: performance.now() - started,
          });
        // A stream of live events has no end.
        if (response.headers['content-type']?.startsWith('text/event-stream')) {
          request.destroy();
          done();
          return;
        }
        answered = true;
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', done);
      },
    );
    // A server that refuses before it has read everything may close while we still send; its answer counts.
    let answered = false;
    request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path} in ${LONGEST} ms`)));
    request.on('error', (error) => {
      if (!answered) reject(error);
    });
    request.end(body);
  });
}

/** Runs the works a few at a time. */
export async function inTurns<T>(works: readonly (() => Promise<T>)[], atOnce = 6): Promise<T[]> {
  const results: T[] = new Array(works.length);
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let at = next++; at < works.length; at = next++) results[at] = await (works[at] as () => Promise<T>)();
    }),
  );
  return results;
}

/** What an answer must never show: where the code lies, what the database was asked, what went wrong inside. */
const INSIDE = [
  /\bat .*\.(?:ts|js|mjs):\d+/,
  /node_modules|file:\/\//,
  /\b(?:TypeError|RangeError|ReferenceError|SyntaxError|ZodError|DatabaseError|PostgresError)\b/,
  /\b(?:select|insert into|update|delete from)\s+[\w."]+\s*(?:\.|from|set|values|where|\()/i,
  /\bSQLSTATE\b|\brelation "|\bcolumn "|violates \w+ constraint|invalid input syntax|ECONNREFUSED/,
];

export function leaksOf(body: string): string[] {
  return INSIDE.flatMap((pattern) => pattern.exec(body)?.[0] ?? []);
}
