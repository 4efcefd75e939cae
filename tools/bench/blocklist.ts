import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { decode, encode } from 'dns-packet';
import { publicInternet } from '../../src/kernel/index.ts';
import {
  domainList,
  type ListedEntry,
  newSigningKey,
  notifyResolver,
  prefixesOf,
  readSigningKey,
  type SigningRole,
  signingRoles,
  signList,
  sortedHashes,
  urlList,
  ZONES,
  zoneFile,
  zoneRecords,
} from '../../src/takedown/index.ts';
import type { BenchRow } from '../bench.ts';
import { startUnbound, systemProgram } from '../test/dns-servers.ts';
import { atMost } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';

const ENTRIES = 1_000_000;
const CHANGES = 60;
/** The mix that the list is taken to have: half are domains with all below them, the others hosts. */
const kindOf = (at: number): ListedEntry['kind'] => (at % 2 === 0 ? 'DOMAIN' : 'HOST');

/**
 * `npm run bench -- blocklist [entries]`: a list of a million names made and signed, taken by a real Unbound, and changes of it, each
 * measured from the publication to the answer, with other names asked for all the while.
 */
export default async function blocklist(args: readonly string[]): Promise<readonly BenchRow[]> {
  const count = Number(args[0] ?? ENTRIES);
  if (systemProgram('unbound') === undefined) return [{ what: 'not here: unbound is not installed' }];
  const entries: ListedEntry[] = Array.from({ length: count }, (_, at) => ({
    kind: kindOf(at),
    value: `t${at}.muc-${at % 997}.example`,
    code: 'AAAA-AAAA',
  }));
  const keys = Object.fromEntries(signingRoles.map((role) => [role, readSigningKey(newSigningKey())])) as Record<
    SigningRole,
    ReturnType<typeof readSigningKey>
  >;
  const folder = mkdtempSync(join(tmpdir(), 'lachan-bench-lists-'));
  const began = performance.now();
  const base = zoneFile(1, zoneRecords('base', entries, { stopPage: 'chan.example.vn.' }).lines);
  const hashes = sortedHashes(entries);
  const files: [string, string | Buffer][] = [
    ['base.rpz', base],
    ['urls.txt', urlList(entries)],
    ['domains.txt', domainList(entries)],
    ['prefixes.bin', prefixesOf(hashes)],
  ];
  signList(
    new Date(),
    1,
    files.map(([name, content]) => ({
      name,
      length: Buffer.byteLength(content),
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
    { version: 1, base: 1 },
    keys,
  );
  const built = (performance.now() - began) / 1_000;
  const baseFile = join(folder, 'base.rpz');
  writeFileSync(baseFile, base);

  let delta = zoneFile(1, []);
  const lists = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(delta) });
    response.end(delta);
  });
  await new Promise<void>((resolve) => lists.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1@${(lists.address() as AddressInfo).port}/delta.rpz`;
  const starting = performance.now();
  const unbound = await startUnbound(
    [
      { name: ZONES.delta, url },
      { name: ZONES.base, zonefile: baseFile },
    ],
    ['*.example. 60 IN A 192.0.2.7'],
    { ms: 180_000 },
  );
  const asker = new Asker(unbound.port);
  try {
    while (!(await asker.ask('t0.muc-0.example')).blocked) await wait(100);
    const loaded = (performance.now() - starting) / 1_000;
    const others: number[] = [];
    let measuring = true;
    const beside = (async () => {
      for (let at = 0; measuring; at++) {
        const from = performance.now();
        await asker.ask(`k${at % 50}.khac.example`);
        others.push(performance.now() - from);
        await wait(5);
      }
    })();
    const network = { ...publicInternet, allows: () => true };
    const added: number[] = [];
    const passed: number[] = [];
    const inForce: ListedEntry[] = [];
    const out: ListedEntry[] = [];
    for (let change = 0; change < CHANGES; change++) {
      const removes = change % 2 === 1;
      // A removed name was never asked for before: what a cache holds for 30 seconds is no measure of the list.
      const entry: ListedEntry = removes
        ? (entries[change * 1_000] as ListedEntry)
        : { kind: 'DOMAIN', value: `moi-${change}.example`, code: 'AAAA-AAAA' };
      (removes ? out : inForce).push(entry);
      const from = performance.now();
      delta = zoneFile(change + 2, zoneRecords('delta', inForce, { stopPage: 'chan.example.vn.' }, out).lines);
      await notifyResolver(network, { host: '127.0.0.1', port: unbound.port }, 'delta');
      for (let look = 0; (await asker.ask(`l${look}.${entry.value}`)).blocked === removes; look++) await wait(2);
      (removes ? passed : added).push(performance.now() - from);
      await wait(50);
    }
    measuring = false;
    await beside;
    const rss =
      Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${unbound.process.pid}/status`, 'utf8'))?.[1]) / 2 ** 20;
    const all = [...added, ...passed];
    const version = execFileSync(systemProgram('unbound') as string, ['-V'], { encoding: 'utf8' }).split('\n')[0] ?? '';
    return [
      { what: `names in the list, half of them with all below (${version})`, entries: count },
      { what: 'all forms made and signed, seconds', measured: Math.round(built * 100) / 100, bytes: base.length },
      { what: 'Unbound reads the big zone, seconds', measured: Math.round(loaded * 10) / 10 },
      { what: 'a name is added, ms', p50: Math.round(quantile(added, 0.5)), p95: Math.round(quantile(added, 0.95)) },
      { what: 'a name passes, ms', p50: Math.round(quantile(passed, 0.5)), p95: Math.round(quantile(passed, 0.95)) },
      { what: 'other questions meanwhile, ms', n: others.length, p50: Math.round(quantile(others, 0.5) * 10) / 10 },
      atMost('a change is effective, ms, p95', quantile(all, 0.95), 250),
      atMost('another question meanwhile, ms, p99', quantile(others, 0.99), 50),
      atMost('another question meanwhile, ms, the slowest', Math.max(...others), 50),
      atMost('the resolver, GiB', rss, 1.5),
      atMost('the big list made and signed, s', built, 10),
    ];
  } finally {
    asker.close();
    await unbound.stop();
    lists.close();
    rmSync(folder, { recursive: true });
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
