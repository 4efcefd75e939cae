import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joinPeer } from '../../../tools/test/join-peer.ts';
import { type SecureServer, secureServer } from '../../../tools/test/secure-server.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { newId } from '../../kernel/index.ts';
import { syncAgencies } from '../../members/index.ts';
import { decideApproval } from '../../work/index.ts';
import { openTestRegister, type TestRegister } from '../hashes.testing.ts';
import {
  askPeerConfirmation,
  confirmPeer,
  createBank,
  createPeer,
  createSource,
  peerStandings,
  pullPeer,
} from '../index.ts';
import { pushPeer } from './push-peer.ts';

const reason = 'Đối tác mẫu của mạng lưới.';

let house: TestRegister;
let partner: SecureServer;
let seen: { path: string; key: string | undefined }[] = [];
const operator = () => house.as(house.people.operator);
const approver = () => house.as(house.people.approver);
const pull = (peer: string) => pullPeer(house.as({ kind: 'system', job: 'test' }), { peer });

beforeAll(async () => {
  house = await openTestRegister();
  must(await syncAgencies(house.as({ kind: 'system', job: 'test' })));
  for (const { person, name, assignments } of [house.people.operator, house.people.approver]) {
    const [{ role, agency } = { role: '', agency: '' }] = assignments;
    await house.owner.query(
      "insert into members.person (id, login, name, agency, created_at, created_by) values ($1, $2, $3, $4, $5, 'test')",
      [person, `${role}@a05.example`, name, agency, house.clock.now()],
    );
    await house.owner.query(
      "insert into members.role_assignment (id, person, role, agency, valid_from, given_by, given_at) values (gen_random_uuid(), $1, $2, $3, $4, 'test', $4)",
      [person, role, agency, house.clock.now()],
    );
  }
  must(await createBank(operator(), { code: 'TAKEN_IN', nameVi: 'Nhận vào', nameEn: 'Taken in', mode: 'match' }));
  partner = await secureServer((request, response) => {
    seen.push({ path: request.url ?? '', key: request.headers.authorization });
    response.sendDate = false;
    response.setHeader('date', house.clock.now().toUTCString());
    response.end(
      '{"kind":"page","list":"MEMBERS","mode":"changes"}\n{"kind":"end","cursor":"c","more":false,"count":0}\n',
    );
  });
}, 60_000);
afterAll(async () => {
  await partner.close();
  await house.close();
});

let number = 0;
async function named(baseUrl: string) {
  number += 1;
  const source = `confirmed-${number}`;
  must(
    await createSource(operator(), {
      code: source,
      kind: 'register',
      agency: `CONF_${number}`,
      licence: 'test',
      mayRedistribute: true,
      arrivesVerified: true,
    }),
  );
  return {
    source,
    bank: 'TAKEN_IN',
    protocol: 'delta' as const,
    baseUrl,
    client: 'us',
    key: 'key',
    remoteList: 'MEMBERS',
  };
}

describe('one operator alone', () => {
  test.each([
    'http://127.0.0.1:8080',
    'http://register.example',
    'https://name:word@register.example',
    'ftp://register.example',
    'https://register.example/?a',
  ])('cannot name a partner at %s', async (baseUrl) => {
    const done = await createPeer(operator(), await named(baseUrl));
    expect(done).toMatchObject({
      ok: false,
      refusal: { code: baseUrl.startsWith('http:') ? 'peer.not-https' : 'field.malformed', field: 'baseUrl' },
    });
  });

  test('has nothing sent to the partner that they named, and cannot confirm it', async () => {
    const { id: peer } = must(await createPeer(operator(), await named(partner.url)));
    seen = [];
    expect(await pull(peer)).toMatchObject({ ok: false, refusal: { code: 'peer.unconfirmed' } });
    expect(await pushPeer(operator(), { peer })).toMatchObject({ ok: false, refusal: { code: 'peer.unconfirmed' } });
    expect(code(await askPeerConfirmation(operator(), { peer, reason: ' \n' }))).toBe('approval.reason-missing');
    const { approval, certificate } = must(await askPeerConfirmation(operator(), { peer, reason }));
    expect(certificate).toMatchObject({
      fingerprint: partner.fingerprint,
      subject: 'register.example',
      vouched: false,
    });
    expect(await decideApproval(operator(), { approval, decision: 'APPROVED' })).toMatchObject({ ok: false });
    // Neither where the same person holds both roles.
    const both = {
      ...house.people.operator,
      assignments: [...house.people.operator.assignments, ...house.people.approver.assignments],
    };
    expect(await decideApproval(house.as(both), { approval, decision: 'APPROVED' })).toMatchObject({
      ok: false,
      refusal: { code: 'approval.not-yours-to-decide' },
    });
    expect(await pull(peer)).toMatchObject({ ok: false, refusal: { code: 'peer.unconfirmed' } });
    expect(seen).toEqual([]);
    must(await decideApproval(approver(), { approval, decision: 'APPROVED' }));
    expect(await pull(peer)).toMatchObject({ ok: true });
    expect(seen.map(({ path }) => path.split('?')[0])).toEqual(['/api/v1/hashes/changes']);
    expect(seen[0]?.key).toMatch(/^Basic /);
  });

  test('a partner of before, at http, is not called any more', async () => {
    let connections = 0;
    const server = createServer((_request, response) => response.end());
    server.on('connection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const peer = await joinPeer(operator(), approver(), await named(partner.url));
    await house.owner.query('update hashes.peer set base_url = $2 where id = $1', [
      peer,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ]);
    expect(await pull(peer)).toMatchObject({ ok: false, refusal: { code: 'peer.not-https' } });
    expect(connections).toBe(0);
    server.close();
  });
});

describe('what the approver confirms', () => {
  test('is the address and the certificate that they read: another of either is refused', async () => {
    const { id: peer } = must(await createPeer(operator(), await named(partner.url)));
    expect(
      await confirmPeer(approver(), { peer, address: partner.url, fingerprint: partner.fingerprint }),
    ).toMatchObject({
      refusal: { code: 'peer.nothing-waits' },
    });
    must(await askPeerConfirmation(operator(), { peer, reason }));
    for (const other of [
      { address: partner.url, fingerprint: '0'.repeat(64) },
      { address: 'https://other.example', fingerprint: partner.fingerprint },
    ])
      expect(await confirmPeer(approver(), { peer, ...other })).toMatchObject({
        refusal: { code: 'peer.certificate-changed' },
      });
    must(await confirmPeer(approver(), { peer, address: partner.url, fingerprint: partner.fingerprint }));
    expect(must(await peerStandings(operator())).find(({ id }) => id === peer)).toMatchObject({
      certificate: partner.fingerprint,
    });
    expect(
      await confirmPeer(approver(), { peer: newId(), address: partner.url, fingerprint: partner.fingerprint }),
    ).toMatchObject({
      refusal: { code: 'peer.not-found' },
    });
  });

  test('a changed certificate stops the exchange before the key is shown, and is told once', async () => {
    const own = await secureServer((_request, response) => response.end());
    const peer = await joinPeer(operator(), approver(), await named(own.url));
    const next = own.replaceCertificate();
    own.server.on('request', ({ headers }) => seen.push({ path: 'changed', key: headers.authorization }));
    seen = [];
    for (let round = 0; round < 2; round += 1)
      expect(await pull(peer)).toMatchObject({ ok: false, refusal: { code: 'peer.certificate-changed' } });
    expect(seen).toEqual([]);
    const { rows } = await house.owner.query(
      "select person, facts from work.notice where kind = 'hash-peer.certificate-changed' and object_id = $1",
      [peer],
    );
    const { operator: one, approver: two } = house.people;
    expect(rows.map(({ person }) => person).toSorted()).toEqual([one.person, two.person].toSorted());
    const { certificate } = must(await askPeerConfirmation(operator(), { peer, reason }));
    expect(certificate.fingerprint).toBe(next.fingerprint);
    must(await confirmPeer(approver(), { peer, address: own.url, fingerprint: next.fingerprint }));
    await pull(peer);
    expect(seen).toEqual([{ path: 'changed', key: expect.stringMatching(/^Basic /) }]);
    await own.close();
  });
});

describe('where a partner may be', () => {
  test.each([
    'https://127.0.0.1:1',
    'https://[::1]:1',
    'https://[::ffff:127.0.0.1]:1',
    'https://10.0.0.1',
    'https://169.254.169.254',
    'https://localhost:1',
    'https://[64:ff9b::7f00:1]',
  ])('%s is private, and no connection is made unless the operator of the machine named it', async (baseUrl) => {
    const strict = await openTestRegister({ settings: { PEER_NETWORKS: '192.0.2.0/24' } });
    try {
      const them = { operator: strict.as(strict.people.operator) };
      must(await createBank(them.operator, { code: 'TAKEN_IN', nameVi: 'N', nameEn: 'N', mode: 'match' }));
      must(
        await createSource(them.operator, {
          code: 'inside',
          kind: 'register',
          agency: 'INSIDE',
          licence: 'test',
          mayRedistribute: true,
          arrivesVerified: true,
        }),
      );
      const input = { ...(await named(baseUrl)), source: 'inside' };
      const { id: peer } = must(await createPeer(them.operator, input));
      expect(await askPeerConfirmation(them.operator, { peer, reason })).toMatchObject({
        ok: false,
        refusal: { code: 'peer.private-network' },
      });
    } finally {
      await strict.close();
    }
  });
});
