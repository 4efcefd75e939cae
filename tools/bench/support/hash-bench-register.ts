import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type pg from 'pg';
import { permissionsOf } from '../../../apps/server/build-app.ts';
import { modules } from '../../../apps/server/modules.ts';
import {
  createBank,
  createList,
  hashesModule,
  type IndexedEntry,
  listBanks,
  MATCHING,
  MatchIndex,
  MatchLog,
  MatchService,
  setMemberRights,
} from '../../../src/hashes/index.ts';
import {
  type Ctx,
  createApi,
  createEdge,
  giveService,
  type Kernel,
  openPool,
  servicesOf,
  systemActor,
} from '../../../src/kernel/index.ts';
import { createMachineClient, identifyRequest, syncAgencies } from '../../../src/members/index.ts';
import { syncVocabulary } from '../../../src/vocabulary/index.ts';
import { buildHashKernelIfStale } from '../../build-hash-kernel.ts';
import { secureServer } from '../../test/secure-server.ts';
import { testPerson } from '../../test/test-person.ts';
import { must } from '../../test/test-result.ts';
import { openBenchKernel } from './bench-kernel.ts';

/** A register of its own for a measurement: embedded database with fsync, real keys, real HTTP. */
export interface BenchRegister {
  readonly kernel: Kernel;
  readonly owner: pg.Pool;
  readonly ownerUrl: string;
  readonly dataDir: string;
  readonly base: string;
  /** The same by https, as partners come. */
  readonly secure: string;
  service: MatchService | undefined;
  /** Milliseconds that the start of the index took. */
  startMatching(): Promise<number>;
  /** The same for an index of `count` made-up entries, of which the register knows nothing. */
  startMatchingMade(count: number): Promise<number>;
  index(): MatchIndex;
  person(role: string): Ctx;
  system(): Ctx;
  /** A member with all rights on the list MEMBERS, and its key. */
  member(agency: string): Promise<{ client: string; key: string }>;
  /** Random hashes, one an entry, all in force, as the owner writes them. */
  fill(count: number, say?: (done: number) => void): Promise<void>;
  close(): Promise<void>;
}

const PER_INSERT = 20_000;

/** The n-th made-up hash. */
export function madeHash(n: number): Uint8Array {
  const hash = new Uint32Array(8);
  let state = (n + 1) >>> 0;
  for (let i = 0; i < 8; i++) {
    // Splitmix of 32 bits: random enough to fall evenly on the tables.
    state = (state + 0x9e37_79b9) >>> 0;
    let word = Math.imul(state ^ (state >>> 16), 0x21f0_aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a_2d97);
    hash[i] = word ^ (word >>> 15) ^ Math.imul(n, i + 1);
  }
  return new Uint8Array(hash.buffer);
}

async function* madeEntries(count: number, bankId: string): AsyncGenerator<IndexedEntry[]> {
  for (let from = 0; from < count; from += 10_000) {
    yield Array.from({ length: Math.min(10_000, count - from) }, (_, i) => {
      const id = new Uint8Array(16);
      new DataView(id.buffer).setUint32(12, from + i);
      const signals = [{ type: 'pdq' as const, value: madeHash(from + i), variant: 'full' }];
      return { id, bankId, state: 'in-force' as const, signals };
    });
  }
}

export async function openBenchRegister(): Promise<BenchRegister> {
  await buildHashKernelIfStale();
  const house = await openBenchKernel({
    settings: { RATE_LIMIT_FACTOR: '10000', PEER_NETWORKS: '127.0.0.0/8' },
    owners: 4,
  });
  const { kernel, database, dataDir, owner, context } = house;
  const superuser = openPool(database.superuserUrl, kernel.log, 1);
  const person = (role: string) => context(testPerson(role, 'MPS-A05', { purpose: 'bench' }));
  await syncVocabulary(owner);
  must(await syncAgencies(context(systemActor('bench'))));
  must(
    await createBank(person('hash_db_operator'), {
      code: 'NATIONAL',
      nameVi: 'Đo',
      nameEn: 'Bench',
      mode: 'match',
      suspendMatchesHour: 2_000_000_000,
    }),
  );
  must(
    await createList(person('hash_db_approver'), {
      code: 'MEMBERS',
      nameVi: 'Đo',
      nameEn: 'Bench',
      rules: [{ bank: 'NATIONAL', nationalClasses: null, sourceKinds: null }],
    }),
  );
  const log = new MatchLog();
  let made: MatchIndex | undefined;
  const matching = {
    get index() {
      return register.index();
    },
    log,
  };
  const services = servicesOf(kernel, [giveService(MATCHING, matching)]);
  const rawRoutes = hashesModule.rawRoutes?.(services) ?? [];
  const api = createApi(
    kernel,
    'desk',
    hashesModule.routes?.(services) ?? [],
    permissionsOf(modules),
    identifyRequest(kernel),
    rawRoutes,
  );
  const edge = createEdge({
    surface: 'desk',
    kernel,
    hosts: [],
    api: getRequestListener(api.fetch),
    pages: (_request, response) => response.writeHead(404).end(),
    ready: async () => undefined,
    rawRoutes,
    apiBodyLimit: 8 * 1024 * 1024,
  });
  const server = createServer(edge);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const secure = await secureServer(edge);
  const register: BenchRegister = {
    kernel,
    owner,
    ownerUrl: database.url,
    dataDir,
    secure: secure.url,
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    service: undefined,
    startMatching: async () => {
      const started = performance.now();
      register.service = await MatchService.start(kernel);
      return performance.now() - started;
    },
    startMatchingMade: async (count) => {
      const started = performance.now();
      const banks = must(await listBanks(person('hash_db_operator')));
      const bank = banks.find(({ code }) => code === 'NATIONAL');
      made = await MatchIndex.build(madeEntries(count, bank?.id ?? ''), banks, 1);
      return performance.now() - started;
    },
    index: () => {
      const index = made ?? register.service?.index;
      if (!index) throw new Error('matching was not started');
      return index;
    },
    person,
    system: () => context(systemActor('bench')),
    member: async (agency) => {
      const scopes = ['hash.match', 'hash.read', 'hash.submit', 'hash.feedback'] as const;
      must(
        await setMemberRights(person('hash_db_approver'), {
          agency,
          displayName: agency,
          scopes,
          dailyMatches: 2_000_000_000,
          enabled: true,
          lists: ['MEMBERS'],
        }),
      );
      const { client, key } = must(await createMachineClient(person('sysadmin'), { agency, name: 'bench', scopes }));
      return { client: client.id, key };
    },
    fill: async (count, say) => {
      const connection = await owner.connect();
      try {
        for (let done = 0; done < count; done += PER_INSERT) {
          await connection.query('begin');
          await connection.query("select set_config('lachan.actor', $1, true)", [
            JSON.stringify({ kind: 'system', now: new Date() }),
          ]);
          await connection.query(
            `with made as (
               insert into hashes.entry (id, bank_id, owner_agency, media_kind, status, legal_basis, proposed_by, proposed_at, updated_at)
               select uuidv7(), (select id from hashes.bank where code = 'NATIONAL'), 'MPS-A05', 'image', 'ACTIVE', 'BENCH', 'bench', now(), now()
               from generate_series(1, $1::integer) returning id),
             signals as (insert into hashes.signal (id, type, value, variant, created_at) select id, 'pdq', sha256(id::text::bytea), 'full', now() from made)
             insert into hashes.entry_signal select id, id from made`,
            [Math.min(PER_INSERT, count - done)],
          );
          await connection.query(
            'select hashes.record_changes(array(select id from hashes.entry order by id desc limit $1))',
            [Math.min(PER_INSERT, count - done)],
          );
          await connection.query('commit');
          say?.(Math.min(count, done + PER_INSERT));
        }
        // What is measured next must not meet a vacuum of what was filled, nor the disk still writing it.
        await connection.query('vacuum analyze');
        await superuser.query('checkpoint');
      } finally {
        connection.release();
      }
    },
    close: async () => {
      await secure.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await register.service?.close();
      await made?.close();
      await superuser.end();
      await house.close();
    },
  };
  return register;
}
