import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createGunzip } from 'node:zlib';
import { decode, encode } from 'dns-packet';
import { publicInternet, systemActor } from '../../src/kernel/index.ts';
import {
  flatForms,
  type ListedEntry,
  newSigningKey,
  notifyResolver,
  packForm,
  publishLists,
  readSigningKey,
  type SigningRole,
  signingRoles,
  signList,
  ZONES,
  zoneFile,
  zoneLines,
  zonePieces,
  zoneRecords,
} from '../../src/takedown/index.ts';
import type { BenchRow } from '../bench.ts';
import { type DnsServer, startUnbound, systemProgram } from '../test/dns-servers.ts';
import { must } from '../test/test-result.ts';
import { openBenchKernel } from './support/bench-kernel.ts';
import { atMost } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';

const ENTRIES = 1_000_000;
const CHANGES = 60;
/** Every other name, the stop page's among them. */
const EXAMPLE = ['*.example. 60 IN A 192.0.2.7'];
/** A name that the resolver itself can answer: of one that it has to look for far away, the block would hang. */
const STOP_PAGE = 'chan.example.';
/** Milliseconds after which a change that does not show is a failure, and not a slow one. */
const SHOWS_WITHIN = 60_000;
const PASSES = { ...publicInternet, allows: () => true };
/** The mix that the list is taken to have: half are domains with all below them, the others hosts. */
const entryAt = (at: number): ListedEntry => ({
  kind: at % 2 === 0 ? 'DOMAIN' : 'HOST',
  value: `t${at}.muc-${at % 997}.example`,
  code: `${crockford(at >>> 20)}-${crockford(at)}`,
  reason: 'CSAM',
  agency: 'MPS-A05',
});
/** Four signs of a public code. */
const crockford = (number: number) =>
  [15, 10, 5, 0].map((shift) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[(number >>> shift) & 31]).join('');

/**
 * `npm run bench -- blocklist [entries]`: a list of a million names made and signed, taken by a real Unbound, and changes of it, each
 * measured from the publication to the answer, with other names asked for all the while; then the same list through the database.
 */
export default async function blocklist(args: readonly string[]): Promise<readonly BenchRow[]> {
  const count = Number(args[0] ?? ENTRIES);
  if (!Number.isInteger(count) || count < 4 * CHANGES) throw new Error(`entries: a number from ${4 * CHANGES} on`);
  const program = systemProgram('unbound');
  if (program === undefined || systemProgram('dig') === undefined)
    return [{ what: 'not here: unbound or dig is not installed' }];
  const folder = mkdtempSync(join(tmpdir(), 'lachan-bench-lists-'));
  try {
    const baseFile = join(folder, 'base-nx.rpz');
    const { built, rows } = await makeForms(count, folder);
    const version = execFileSync(program, ['-V'], { encoding: 'utf8' }).split('\n')[0] ?? '';
    return [
      { what: `names in the list, half of them with all below (${version})`, entries: count },
      ...rows,
      ...(await changeInUnbound(count, baseFile)),
      atMost('the big list made and signed, s', built, 10),
      ...(await asFar('with the stop page in each line', () => memoryOf(join(folder, 'base.rpz')))),
      ...(await asFar('through the database', () => throughDatabase(count))),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const began = performance.now();
const say = (line: string) =>
  console.error(`${((performance.now() - began) / 1_000).toFixed(1).padStart(7)} s  ${line}`);

/** What fails after the promised figures were measured does not take them along. */
async function asFar(what: string, measure: () => Promise<BenchRow[]>): Promise<BenchRow[]> {
  try {
    return await measure();
  } catch (error) {
    console.error(error);
    return [{ what: `not measured: ${what}`, failed: true }];
  }
}

/** Makes, packs and signs every form, as a publication does; writes the two big zones where Unbound reads them. */
async function makeForms(count: number, folder: string): Promise<{ built: number; rows: BenchRow[] }> {
  const entries = Array.from({ length: count }, (_, at) => entryAt(at));
  const keys = newKeys();
  say(`${count} entries; the forms are made`);
  const from = performance.now();
  const words = { portal: 'https://treem.example.vn', organisations: new Map([['MPS-A05', 'Cục An ninh mạng']]) };
  const rows: BenchRow[] = [];
  const files: { name: string; length: number; sha256: string }[] = [];
  const zone = (stopPage: string | null) =>
    zonePieces(
      1,
      zoneLines('base', entries, { stopPage }, ({ value }) => {
        throw new Error(`no line for ${value}`);
      }),
    );
  const zones: [string, Buffer][] = [];
  const forms: [string, Iterable<string | Buffer>][] = [
    ['base-nx.rpz', zone(null)],
    ['base.rpz', zone(STOP_PAGE)],
  ];
  for (const [name, pieces] of chain(forms, flatForms(1, new Date(), entries, words))) {
    const since = performance.now();
    const { bytes, length, sha256 } = await packForm(name, pieces);
    const took = (performance.now() - since) / 1_000;
    files.push({ name, length, sha256 });
    rows.push({ what: `${name}, seconds`, measured: rounded(took), bytes: length, packed: bytes.length });
    say(`${name}: ${length} octets, ${took.toFixed(2)} s`);
    if (name.endsWith('.rpz')) zones.push([name, bytes]);
  }
  signList(new Date(), 1, files, { version: 1, base: 1 }, keys);
  const built = (performance.now() - from) / 1_000;
  for (const [name, bytes] of zones)
    await pipeline(Readable.from([bytes]), createGunzip(), createWriteStream(join(folder, name)));
  return { built, rows };
}

const newKeys = () =>
  Object.fromEntries(signingRoles.map((role) => [role, readSigningKey(newSigningKey())])) as Record<
    SigningRole,
    ReturnType<typeof readSigningKey>
  >;
function* chain<T>(...lists: readonly Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list;
}
const rounded = (value: number, digits = 2) => Math.round(value * 10 ** digits) / 10 ** digits;

/** A real Unbound with the big zone, and names that are added and taken away while others are asked for. */
async function changeInUnbound(count: number, baseFile: string): Promise<BenchRow[]> {
  let delta = zoneFile(1, []);
  const lists = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(delta) });
    response.end(delta);
  });
  await new Promise<void>((resolve) => lists.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1@${(lists.address() as AddressInfo).port}/delta.rpz`;
  say('Unbound reads the big zone');
  const starting = performance.now();
  const unbound = await startUnbound(
    [
      { name: ZONES.delta, url },
      { name: ZONES.base, zonefile: baseFile, leadsTo: STOP_PAGE },
    ],
    EXAMPLE,
    { ms: 600_000 },
  );
  const asker = new Asker(unbound.port);
  try {
    await until('the big zone', async (look) => (await asker.ask(`l${look}.${entryAt(0).value}`)).blocked, 100);
    const loaded = (performance.now() - starting) / 1_000;
    say(`it blocks after ${loaded.toFixed(1)} s; ${CHANGES} changes`);
    // The garbage of a million entries is collected before, and not while others are timed.
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
    // The first question of a server that has just begun is slower than any that comes to one in service.
    for (let at = 0; at < 20; at++) await asker.ask(`truoc-${at}.khac.example`);
    const others: number[] = [];
    let measuring = true;
    const beside = (async () => {
      for (let at = 0; measuring; at++) {
        const from = performance.now();
        await asker.ask(`k${at}.khac.example`);
        others.push(performance.now() - from);
        await wait(5);
      }
    })();
    const took = { added: [] as number[], passed: [] as number[] };
    const inForce: ListedEntry[] = [];
    const out: ListedEntry[] = [];
    for (let change = 0; change < CHANGES; change++) {
      const removes = change % 2 === 1;
      // Domains with all below them, so that each look asks for a name that no cache holds: it would hold one for 30 seconds.
      const entry: ListedEntry = removes
        ? entryAt(2 * Math.floor((change * count) / (2 * CHANGES)))
        : { ...entryAt(0), value: `moi-${change}.example` };
      if ((await asker.ask(`truoc.${entry.value}`)).blocked !== removes)
        throw new Error(`${entry.value} is not as it was`);
      (removes ? out : inForce).push(entry);
      const from = performance.now();
      delta = zoneFile(change + 2, zoneRecords('delta', inForce, { stopPage: STOP_PAGE }, out).lines);
      await notifyResolver(PASSES, { host: '127.0.0.1', port: unbound.port }, 'delta');
      await until(entry.value, async (look) => (await asker.ask(`l${look}.${entry.value}`)).blocked !== removes, 2);
      took[removes ? 'passed' : 'added'].push(performance.now() - from);
      await wait(50);
    }
    measuring = false;
    await beside;
    const memory = (name: 'VmHWM' | 'VmRSS') => memoryNow(unbound, name);
    const all = [...took.added, ...took.passed];
    const ms = (list: readonly number[], part: number) => rounded(quantile(list, part), 1);
    return [
      { what: 'Unbound reads the big zone, seconds', measured: rounded(loaded, 1) },
      { what: 'a name is added, ms', n: took.added.length, p50: ms(took.added, 0.5), p95: ms(took.added, 0.95) },
      { what: 'a name passes, ms', n: took.passed.length, p50: ms(took.passed, 0.5), p95: ms(took.passed, 0.95) },
      { what: 'other questions meanwhile, ms', n: others.length, p50: ms(others, 0.5), p95: ms(others, 0.95) },
      { what: 'the resolver at its most, GiB', measured: rounded(memory('VmHWM')) },
      atMost('a change is effective, ms, p95', quantile(all, 0.95), 250),
      atMost('another question meanwhile, ms, p99', quantile(others, 0.99), 50),
      atMost('another question meanwhile, ms, the slowest', Math.max(...others), 50),
      atMost('the resolver, GiB', memory('VmRSS'), 1.5),
    ];
  } finally {
    asker.close();
    await unbound.stop();
    await new Promise<void>((resolve) => lists.close(() => resolve()));
  }
}

/** @returns GiB; `VmHWM` is the most that it ever was */
function memoryNow(server: DnsServer, name: 'VmHWM' | 'VmRSS'): number {
  const status = readFileSync(`/proc/${server.process.pid}/status`, 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 2 ** 20;
}

/** What a zone that names the stop page in each line takes, for comparison. */
async function memoryOf(zonefile: string): Promise<BenchRow[]> {
  say('Unbound reads the zone with the stop page in each line');
  const unbound = await startUnbound([{ name: ZONES.base, zonefile }], EXAMPLE, { ms: 600_000 });
  try {
    return [
      {
        what: 'the resolver where each line names the stop page, GiB',
        measured: rounded(memoryNow(unbound, 'VmRSS')),
      },
    ];
  } finally {
    await unbound.stop();
  }
}

/** The same list as rows: the nightly fold, and one change after it, from the database to the signature. */
async function throughDatabase(count: number): Promise<BenchRow[]> {
  const bench = await openBenchKernel();
  try {
    say(`${count} rows`);
    const insert = (from: number, to: number) =>
      bench.owner.query(
        `insert into takedown.block_entry (id, code, kind, value, host, reason, basis, state, agency, proposed_by, proposed_at, approved_by, active_at, expires_at, review_at)
         select uuidv7(), (select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((n >> shift) & 31)::integer, 1) || case shift when 20 then '-' else '' end, '' order by place)
             from unnest(array[35, 30, 25, 20, 15, 10, 5, 0]) with ordinality as part(shift, place)),
           case when n % 2 = 0 then 'DOMAIN' else 'HOST' end, host, host, 'CSAM', 'CYBER_2025_25', 'ACTIVE', 'MPS-A05', gen_random_uuid(), now(),
           array[gen_random_uuid()], now(), now() + interval '180 days', now() + interval '30 days'
         from (select n, 't' || n || '.muc-' || n % 997 || '.example' as host from generate_series($1::bigint, $2::bigint) as n) as entries`,
        [from, to],
      );
    for (let from = 0; from < count; from += 100_000) await insert(from, Math.min(from + 100_000, count) - 1);
    await bench.owner.query('analyze takedown.block_entry');
    const platform = () => bench.context(systemActor('bench'));
    say('the whole list is published from them');
    const from = performance.now();
    must(await publishLists(platform(), { fold: true }));
    const folded = (performance.now() - from) / 1_000;
    // A first list moves every row at once, as no night does; what it leaves behind is taken away as autovacuum would.
    await bench.owner.query('vacuum analyze takedown.block_entry');
    await insert(count, count);
    const since = performance.now();
    must(await publishLists(platform()));
    const changed = performance.now() - since;
    return [
      { what: 'the whole list published from the database, seconds', measured: rounded(folded, 1) },
      { what: 'one change published from the database, ms', measured: rounded(changed, 1) },
    ];
  } finally {
    await bench.close();
  }
}

/** Looks until it is so. @throws where it is not within a minute */
async function until(what: string, look: (count: number) => Promise<boolean>, every: number): Promise<void> {
  const end = performance.now() + SHOWS_WITHIN;
  for (let count = 0; !(await look(count)); count++) {
    if (performance.now() > end) throw new Error(`${what}: nothing changed in ${SHOWS_WITHIN} ms`);
    await wait(every);
  }
}

/** Asks by UDP itself: a program for each question would measure how long a program starts. */
class Asker {
  readonly #socket = createSocket('udp4');
  readonly #waiting = new Map<number, (bytes: Buffer | null) => void>();
  readonly #port: number;
  #next = 1;

  constructor(port: number) {
    this.#port = port;
    this.#socket.on('message', (bytes) => this.#waiting.get(bytes.readUInt16BE(0))?.(bytes));
  }

  async ask(name: string): Promise<{ readonly blocked: boolean }> {
    this.#next = (this.#next % 65_000) + 1;
    const id = this.#next;
    const bytes = await new Promise<Buffer | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), 60_000);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#socket.send(
        encode({ type: 'query', id, flags: 1 << 8, questions: [{ type: 'A', class: 'IN', name }] }),
        this.#port,
        '127.0.0.1',
      );
    });
    this.#waiting.delete(id);
    if (bytes === null) throw new Error(`no answer for ${name}`);
    return { blocked: (decode(bytes).answers ?? []).some((one) => one.type === 'CNAME') };
  }

  close(): void {
    this.#socket.close();
  }
}
