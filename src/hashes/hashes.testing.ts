import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { secureServer } from '../../tools/test/secure-server.ts';
import { openTestApi } from '../../tools/test/test-api.ts';
import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { must } from '../../tools/test/test-result.ts';
import {
  type Actor,
  anonymous,
  type Ctx,
  createEdge,
  giveService,
  type PersonActor,
  servicesOf,
} from '../kernel/index.ts';
import { createBank } from './banks/create-bank.ts';
import { createList } from './banks/set-list.ts';
import { type SetMemberRights, setMemberRights } from './banks/set-member-rights.ts';
import { proposeEntry } from './entries/propose-entry.ts';
import type { GivenSignal } from './entries/signal.ts';
import { verifyEntry } from './entries/verify-entry.ts';
import { DECODERS, Decoders, hashesModule, MATCHING, MatchLog, MatchService } from './index.ts';
import { refreshLists } from './jobs.ts';

/** A register with its people, a bank, a list and its HTTP server, for tests. All of it is invented. */
export interface TestRegister extends TestKernel {
  readonly service: MatchService;
  readonly log_: MatchLog;
  readonly base: string;
  /** The same by https, as partners come. */
  readonly secure: string;
  readonly people: Readonly<Record<'analyst' | 'second' | 'third' | 'operator' | 'approver' | 'other', PersonActor>>;
  machine(agency: string, ...scopes: string[]): Actor;
  /** The headers of a machine that the server knows. */
  key(agency: string, ...scopes: string[]): { authorization: string };
  as(actor: Actor): Ctx;
  /** Proposes and has it verified by two; the id. */
  active(signals: readonly GivenSignal[], options?: { bank?: string; mediaKind?: 'image' | 'video' }): Promise<string>;
  member(agency: string, rights?: Partial<SetMemberRights>): Promise<void>;
  refresh(): Promise<number>;
}

export const pdq = (): string => randomBytes(32).toString('hex');
export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
export const all = ['hash.match', 'hash.read', 'hash.submit', 'hash.feedback', 'hash.manage'] as const;

/** The hash with its first bits turned. */
export function near(hash: string, bits: number): string {
  const bytes = Buffer.from(hash, 'hex');
  for (let bit = 0; bit < bits; bit++) bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
  return bytes.toString('hex');
}

export async function openTestRegister(
  options: { now?: string; threads?: number; settings?: Record<string, string> } = {},
): Promise<TestRegister> {
  const home = await openTestKernel(options.now, {
    RATE_LIMIT_FACTOR: '100',
    // Partners of tests are on this machine.
    PEER_NETWORKS: '127.0.0.0/8',
    ...options.settings,
  });
  // A clone of the template has the template's name; two registers must differ.
  await home.owner.query('update hashes.change_head set register = gen_random_uuid()');
  const person = (role: string) => testPerson(role, 'MPS-A05', { purpose: 'hash-register' });
  const people = {
    analyst: person('content_analyst'),
    second: person('content_analyst'),
    third: person('content_analyst'),
    operator: person('hash_db_operator'),
    approver: person('hash_db_approver'),
    other: person('111_counsellor'),
  };
  const service = await MatchService.start(home.kernel, { threads: options.threads ?? 0, pollEvery: 200 });
  const log = new MatchLog();
  const keys = new Map<string, Actor>();
  const decoders = new Decoders();
  const given = [giveService(MATCHING, { index: service.index, log }), giveService(DECODERS, decoders)];
  const identify = async (request: Request) => keys.get(request.headers.get('authorization') ?? '') ?? anonymous;
  const api = openTestApi(home, 'desk', hashesModule, identify, given);
  const edge = createEdge({
    surface: 'desk',
    kernel: home.kernel,
    hosts: [],
    api: getRequestListener(api.fetch),
    pages: (_request, response) => response.writeHead(404).end(),
    ready: async () => undefined,
    rawRoutes: hashesModule.rawRoutes?.(servicesOf(home.kernel, given)) ?? [],
    apiBodyLimit: 8 * 1024 * 1024,
  });
  const server: Server = createServer((request, response) => {
    // The platform's clock may be a test's; a server tells the same time in its answers.
    response.sendDate = false;
    response.setHeader('date', home.clock.now().toUTCString());
    edge(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const secure = await secureServer((request, response) => server.emit('request', request, response));
  const operator = home.context(people.operator);
  const approver = home.context(people.approver);
  must(await createBank(operator, { code: 'NATIONAL', nameVi: 'Ngân hàng thử', nameEn: 'Test bank', mode: 'match' }));
  must(
    await createList(approver, {
      code: 'MEMBERS',
      nameVi: 'Danh sách thử',
      nameEn: 'Test list',
      rules: [{ bank: 'NATIONAL', nationalClasses: null, sourceKinds: null }],
    }),
  );
  const machine = (agency: string, ...scopes: string[]): Actor => ({
    kind: 'machine',
    client: `${agency}.client`.toLowerCase(),
    agency,
    scopes,
  });
  const register: TestRegister = {
    ...home,
    service,
    log_: log,
    secure: secure.url,
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    people,
    machine,
    key: (agency, ...scopes) => {
      const authorization = `Basic ${Buffer.from(`${agency}:${scopes.join(' ')}`).toString('base64')}`;
      keys.set(authorization, machine(agency, ...scopes));
      return { authorization };
    },
    as: (actor) => home.context(actor),
    active: async (signals, { bank = 'NATIONAL', mediaKind = 'image' } = {}) => {
      const { id } = must(
        await proposeEntry(home.context(people.operator), { bank, mediaKind, legalBasis: 'TEST', signals }),
      );
      must(await verifyEntry(home.context(people.analyst), { entry: id, verdict: 'LISTED', nationalClass: 'N1' }));
      must(await verifyEntry(home.context(people.second), { entry: id, verdict: 'LISTED', nationalClass: 'N1' }));
      return id;
    },
    member: async (agency, rights = {}) => {
      must(
        await setMemberRights(approver, {
          agency,
          displayName: agency,
          scopes: all,
          dailyMatches: 1_000_000,
          enabled: true,
          lists: ['MEMBERS'],
          ...rights,
        }),
      );
    },
    refresh: () => refreshLists(home.context({ kind: 'system', job: 'test' })),
    close: async () => {
      await secure.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await service.close();
      decoders.close();
      await home.close();
    },
  };
  return register;
}
