import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { internetAnd, SafeFetch } from '../../kernel/index.ts';
import { openTakedownHome } from '../takedown.testing.ts';
import { itemDetail } from './item-detail.ts';
import { type HostLookUp, lookUpHost } from './look-up-host.ts';
import { readRdap } from './rdap.ts';

const home = fileFixture(() => openTakedownHome());
const person = (role: string, ...properties: unknown[]) => ({
  objectClassName: 'entity',
  roles: [role],
  vcardArray: ['vcard', [['version', {}, 'text', '4.0'], ...properties]],
});
const NETWORK = {
  objectClassName: 'ip network',
  handle: 'MAU-1',
  startAddress: '203.0.113.0',
  endAddress: '203.0.113.255',
  name: 'MAU-HOSTING',
  country: 'VN',
  arin_originas0_originautnums: [64_500],
  entities: [
    {
      ...person('registrant', ['fn', {}, 'text', 'Công ty Lưu trữ Mẫu']),
      entities: [person('abuse', ['email', {}, 'text', 'abuse@luu-tru.example'])],
    },
  ],
};
const DOMAIN = {
  objectClassName: 'domain',
  ldhName: 'tra-cuu.example',
  entities: [
    {
      ...person('registrar', ['fn', {}, 'text', 'Nhà đăng ký Mẫu']),
      entities: [person('abuse', ['fn', {}, 'text', 'Abuse'], ['email', {}, 'text', 'abuse@dang-ky.example'])],
    },
  ],
};
let answers: Record<string, unknown> = {};
const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  const found = answers[request.url ?? ''];
  response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/rdap+json' });
  response.end(typeof found === 'string' ? found : JSON.stringify(found ?? {}));
});
let look: HostLookUp;
let addresses: readonly string[] = ['203.0.113.9'];
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  look = {
    network: {
      resolve: async (host) => {
        if (host.startsWith('khong-co')) throw new Error('none');
        return addresses;
      },
      // The block for documentation is no public one; here it stands for the internet.
      allows: (address) => address.startsWith('203.0.113.'),
    },
    fetch: new SafeFetch({ userAgent: 'test', network: internetAnd(['127.0.0.0/8']) }),
    servers: { forAddress: () => base, forDomain: (domain) => (domain.endsWith('.example') ? base : undefined) },
  };
});
afterAll(() => void server.close());
const seen = async (item: string) =>
  must(await itemDetail(home.as(home.people.first), { item })).hosts.filter((one) => one.endedAt === null);

describe('where something is hosted', () => {
  it('is asked of the registries in their own format, and kept with its time', async () => {
    answers = { '/ip/203.0.113.9': NETWORK, '/domain/tra-cuu.example': DOMAIN };
    const [item] = (await home.arrive({ locator: 'https://www.tra-cuu.example/a' })) as [string];
    must(await lookUpHost(home.platform, look, item));
    expect(await seen(item)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          part: 'HOST',
          name: 'MAU-HOSTING',
          country: 'VN',
          asn: 64_500,
          address: '203.0.113.9',
          abuseContact: 'abuse@luu-tru.example',
        }),
        expect.objectContaining({ part: 'REGISTRAR', name: 'Nhà đăng ký Mẫu', abuseContact: 'abuse@dang-ky.example' }),
      ]),
    );
    const before = asked.length;
    must(await lookUpHost(home.platform, look, item));
    expect(asked).toHaveLength(before);
  });
  it('that has moved is told; what stands before it is told from it', async () => {
    answers = { '/ip/203.0.113.9': { ...NETWORK, name: 'NOI-CU' } };
    const [item] = (await home.arrive({ locator: 'https://chuyen-cho.example/a' })) as [string];
    must(await lookUpHost(home.platform, look, item));
    home.clock.advance(25 * 3_600_000);
    answers = { '/ip/203.0.113.9': { ...NETWORK, name: 'NOI-MOI' } };
    must(await lookUpHost(home.platform, look, item));
    const detail = must(await itemDetail(home.as(home.people.first), { item }));
    expect(detail.events.map((event) => event.code)).toContain('host-moved');
    expect(detail.hosts.filter((one) => one.part === 'HOST').map((one) => one.name)).toEqual(['NOI-MOI', 'NOI-CU']);
    answers = { '/ip/203.0.113.9': { ...NETWORK, name: 'CLOUDFLARENET' } };
    const [other] = (await home.arrive({ locator: 'https://sau-proxy.example/a' })) as [string];
    must(await lookUpHost(home.platform, look, other));
    expect((await seen(other)).map((one) => one.part)).toContain('CDN');
  });
  it('in a private network is not asked about, and one without an address is told so', async () => {
    const before = asked.length;
    addresses = ['203.0.113.9', '10.0.0.1'];
    const [item] = (await home.arrive({ locator: 'https://mang-rieng.test/a' })) as [string];
    must(await lookUpHost(home.platform, look, item));
    addresses = ['203.0.113.9'];
    expect((await seen(item)).map((one) => [one.part, one.outcome, one.failure])).toContainEqual([
      'HOST',
      'FAILED',
      'link.private-network',
    ]);
    const [gone] = (await home.arrive({ locator: 'https://khong-co.test/a' })) as [string];
    must(await lookUpHost(home.platform, look, gone));
    expect((await seen(gone)).map((one) => one.failure)).toContain('link.unresolved');
    const [literal] = (await home.arrive({ locator: 'http://192.168.1.1/a' })) as [string];
    must(await lookUpHost(home.platform, look, literal));
    expect((await seen(literal)).map((one) => one.failure)).toContain('link.private-network');
    expect(asked.filter((path) => path.startsWith('/ip/'))).toHaveLength(
      asked.slice(0, before).filter((path) => path.startsWith('/ip/')).length,
    );
  });
  it('an empty answer and a broken one are kept as such', async () => {
    answers = { '/domain/hong.example': '{"objectClassName":"domain","entities":7}' };
    const [item] = (await home.arrive({ locator: 'https://hong.example/a' })) as [string];
    must(await lookUpHost(home.platform, look, item));
    expect((await seen(item)).map((one) => [one.part, one.outcome])).toEqual(
      expect.arrayContaining([
        ['HOST', 'EMPTY'],
        ['REGISTRAR', 'FAILED'],
      ]),
    );
  });
});

it('an answer that is none is read as none, and no text of it is taken for a contact', () => {
  expect(readRdap('<html>')).toBeUndefined();
  expect(readRdap('{}')).toBeUndefined();
  expect(
    readRdap(
      JSON.stringify({
        objectClassName: 'ip network',
        entities: [person('abuse', ['email', {}, 'text', 'x" <a@b.c>'])],
      }),
    ),
  ).toEqual({
    name: null,
    country: null,
    asn: null,
    abuseContact: null,
  });
});
