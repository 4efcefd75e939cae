import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joinPeer } from '../../../tools/test/join-peer.ts';
import { secureServer } from '../../../tools/test/secure-server.ts';
import { must } from '../../../tools/test/test-result.ts';
import { newId } from '../../kernel/index.ts';
import { all, openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import { createBank, createSource, exchangeStatus, giveFeedback, pullPeer, withdrawEntry } from '../index.ts';
import { hashesJobs } from '../jobs.ts';
import { pushPeer } from './push-peer.ts';

let house: TestRegister;
let other: TestRegister;
const operator = () => house.as(house.people.operator);
const system = () => house.as({ kind: 'system', job: 'test' });
beforeAll(async () => {
  house = await openTestRegister();
  other = await openTestRegister();
  await other.refresh();
  await house.refresh();
  must(await createBank(operator(), { code: 'TAKEN_IN', nameVi: 'Nhận vào', nameEn: 'Taken in', mode: 'match' }));
}, 60_000);
afterAll(async () => {
  await house.close();
  await other.close();
});
const both = (milliseconds: number) => {
  house.clock.advance(milliseconds);
  other.clock.advance(milliseconds);
};

let number = 0;
async function peerAt(
  baseUrl: string,
  protocol: 'ncmec-v2' | 'delta',
  more: {
    agency?: string;
    verified?: boolean;
    pushList?: string;
    remoteBank?: string;
    key?: string;
    client?: string;
  } = {},
): Promise<{ peer: string; source: string }> {
  number += 1;
  const agency = more.agency ?? `REG_${number}`;
  const source = `source-${number}`;
  must(
    await createSource(operator(), {
      code: source,
      kind: 'register',
      agency,
      licence: 'test',
      mayRedistribute: true,
      arrivesVerified: more.verified ?? true,
    }),
  );
  const peer = await joinPeer(operator(), house.as(house.people.approver), {
    source,
    bank: 'TAKEN_IN',
    protocol,
    baseUrl,
    client: more.client ?? 'us',
    key: more.key ?? 'key',
    remoteList: 'MEMBERS',
    pushList: more.pushList,
    remoteBank: more.remoteBank,
  });
  return { peer, source };
}

/** A partner that says what it likes. */
async function partner(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; server: Server }> {
  return secureServer((request, response) => {
    response.sendDate = false;
    response.setHeader('date', house.clock.now().toUTCString());
    answer(request, response);
  });
}
const refusalOf = async (
  protocol: 'ncmec-v2' | 'delta',
  answer: (request: IncomingMessage, response: ServerResponse) => void,
) => {
  const { url, server } = await partner(answer);
  const { peer } = await peerAt(url, protocol);
  const done = await pullPeer(system(), { peer });
  server.closeAllConnections();
  server.close();
  const status = must(await exchangeStatus(operator())).peers.find((one) => one.id === peer);
  return { done, status };
};
const entryXml = (id: string, at: string, value = pdq()) =>
  `<image><member id="7">X</member><timestamp>${at}</timestamp><id>${id}</id><fingerprints><pdq>${value}</pdq></fingerprints></image>`;
const pageXml = (entries: string, at: string, next = '') =>
  `<queryResult xmlns="x"><images count="1" maxTimestamp="${at}">${entries}</images><videos count="0"/>${next ? `<paging><next>${next}</next></paging>` : ''}</queryResult>`;

describe('a partner whose clock is off', () => {
  test.each([7, -7])('by %d hours in its answers is refused loudly, and nothing is taken in', async (hours) => {
    const { done, status } = await refusalOf('ncmec-v2', (_request, response) => {
      response.setHeader('date', new Date(house.clock.now().getTime() + hours * 3_600_000).toUTCString());
      response.end(pageXml('', '2026-11-24T02:00:00Z'));
    });
    expect(done).toMatchObject({ ok: false, refusal: { code: 'peer.clock-off', facts: { hoursOff: hours } } });
    expect(status).toMatchObject({ lastRefusal: 'peer.clock-off', lastSuccessAt: null });
    const { rows } = await house.owner.query(
      "select outcome from kernel.audit_entry where action = 'hash.exchange' and body like '%peer.clock-off%'",
    );
    expect(rows[0]).toEqual({ outcome: 'refused' });
  });

  test('that writes local time with a Z is refused too', async () => {
    const local = `${new Date(house.clock.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}Z`;
    const { done } = await refusalOf('ncmec-v2', (_request, response) =>
      response.end(pageXml(entryXml('1', local), local)),
    );
    expect(done).toMatchObject({ refusal: { code: 'peer.clock-off', facts: { hoursOff: 7 } } });
    expect(
      (await house.owner.query("select count(*)::int as n from hashes.provenance where external_id = '7-1'")).rows[0].n,
    ).toBe(0);
  });
});

describe('a partner that answers badly', () => {
  test.each<[string, 'ncmec-v2' | 'delta', (request: IncomingMessage, response: ServerResponse) => void, string]>([
    [
      'entities',
      'ncmec-v2',
      (_q, r) => r.end('<!DOCTYPE a [<!ENTITY x "y">]><queryResult>&x;</queryResult>'),
      'peer.malformed',
    ],
    ['a page that is cut off', 'ncmec-v2', (_q, r) => r.end('<queryResult><images count="1"'), 'peer.malformed'],
    [
      'an entry without an id',
      'ncmec-v2',
      (_q, r) =>
        r.end(
          pageXml(
            '<image><member id="7">X</member><timestamp>2026-11-24T01:00:00Z</timestamp></image>',
            '2026-11-24T01:00:00Z',
          ),
        ),
      'peer.malformed',
    ],
    [
      'a next page elsewhere',
      'ncmec-v2',
      (_q, r) =>
        r.end(
          pageXml(
            entryXml('1', '2026-11-24T01:00:00Z'),
            '2026-11-24T01:00:00Z',
            'http://elsewhere.example/v2/entries?x',
          ),
        ),
      'peer.malformed',
    ],
    [
      'the same next page for ever',
      'ncmec-v2',
      (q, r) =>
        r.end(
          pageXml(
            entryXml('1', '2026-11-24T01:00:00Z'),
            '2026-11-24T01:00:00Z',
            q.url?.startsWith('/v2/entries') ? q.url.replaceAll('&', '&amp;') : '/v2/entries?a',
          ),
        ),
      'peer.malformed',
    ],
    [
      'a redirect',
      'ncmec-v2',
      (_q, r) => r.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
      'peer.unreachable',
    ],
    ['a refusal', 'delta', (_q, r) => r.writeHead(401).end(), 'peer.refused'],
    ['410 to a first read', 'delta', (_q, r) => r.writeHead(410).end(), 'peer.malformed'],
    [
      'a page without its end',
      'delta',
      (_q, r) => r.end('{"kind":"page","list":"MEMBERS","mode":"snapshot"}\n'),
      'peer.malformed',
    ],
    [
      'a count that is wrong',
      'delta',
      (_q, r) =>
        r.end(
          '{"kind":"page","list":"MEMBERS","mode":"snapshot"}\n{"kind":"end","cursor":"c","more":false,"count":3}\n',
        ),
      'peer.malformed',
    ],
    ['bytes that are no UTF-8', 'delta', (_q, r) => r.end(Buffer.from([0xff, 0xfe])), 'peer.malformed'],
    ['40 MB', 'delta', (_q, r) => r.end(Buffer.alloc(40 * 1024 * 1024, 'a')), 'peer.malformed'],
  ])('with %s is refused', async (_name, protocol, answer, code) => {
    const { done, status } = await refusalOf(protocol, answer);
    expect(done).toMatchObject({ ok: false, refusal: { code } });
    expect(status?.lastRefusal).toBe(code);
  });

  test('or not at all', async () => {
    const { url, server } = await partner(() => undefined);
    const { peer } = await peerAt(url, 'delta');
    server.closeAllConnections();
    server.close();
    expect(await pullPeer(system(), { peer })).toMatchObject({ refusal: { code: 'peer.unreachable' } });
    expect(await pullPeer(system(), { peer: newId() })).toMatchObject({ refusal: { code: 'peer.not-found' } });
  });
});

test('the window moves only after its last page, and a page twice changes nothing', async () => {
  const seen: string[] = [];
  let broken = true;
  const { url, server } = await partner((request, response) => {
    seen.push(request.url ?? '');
    if (request.url === '/v2/status') return response.end('<status/>');
    const at = '2026-11-24T01:00:00Z';
    if (!request.url?.includes('start='))
      return response.end(
        pageXml(entryXml('w1', at, 'a'.repeat(64)), at, '/v2/entries?from=a&amp;to=b&amp;start=2&amp;size=1&amp;max=2'),
      );
    if (broken) return response.writeHead(500).end();
    return response.end(pageXml(entryXml('w2', at, 'b'.repeat(64)), at));
  });
  const { peer } = await peerAt(url, 'ncmec-v2');
  expect(await pullPeer(system(), { peer })).toMatchObject({
    refusal: { code: 'peer.refused', facts: { status: 500 } },
  });
  const place = async () =>
    (await house.owner.query('select checkpoint from hashes.peer where id = $1', [peer])).rows[0].checkpoint;
  expect(await place()).toMatchObject({
    from: '2000-01-01T00:00:00Z',
    window: { next: '/v2/entries?from=a&to=b&start=2&size=1&max=2' },
  });
  broken = false;
  expect(await pullPeer(system(), { peer })).toMatchObject({ ok: true, value: { added: 1, pages: 1 } });
  expect(seen.filter((path) => path.startsWith('/v2/entries'))).toHaveLength(3);
  expect((await place()).window).toBeUndefined();
  const first = (await place()).from;
  both(60_000);
  expect(await pullPeer(system(), { peer })).toMatchObject({ ok: true, value: { added: 0, unchanged: 2 } });
  expect((await place()).from > first).toBe(true);
  server.close();
});

describe('our register to another of ours', () => {
  test('entries of a source that others did not verify wait for our two analysts', async () => {
    await other.member('WAITS');
    other.key('WAITS', ...all);
    await other.active([{ type: 'pdq', value: pdq() }]);
    const { peer, source } = await peerAt(other.secure, 'delta', {
      verified: false,
      client: 'WAITS',
      key: all.join(' '),
    });
    must(await pullPeer(system(), { peer }));
    const { rows } = await house.owner.query(
      'select distinct status from hashes.entry join hashes.provenance on entry_id = entry.id join hashes.source on source.id = source_id where source.code = $1',
      [source],
    );
    expect(rows).toEqual([{ status: 'PROPOSED' }]);
  });

  test('a cursor that has gone is followed by a whole read, after which what was withdrawn meanwhile is withdrawn', async () => {
    await other.member('RESYNC');
    other.key('RESYNC', ...all);
    const gone = await other.active([{ type: 'pdq', value: pdq() }]);
    const kept = await other.active([{ type: 'pdq', value: pdq() }]);
    const { peer } = await peerAt(other.secure, 'delta', { client: 'RESYNC', key: all.join(' ') });
    must(await pullPeer(system(), { peer }));
    const status = async (id: string) =>
      (
        await house.owner.query(
          'select entry.status from hashes.entry join hashes.provenance on entry_id = entry.id join hashes.peer on peer.source_id = provenance.source_id where external_id = $1 and peer.id = $2',
          [id, peer],
        )
      ).rows[0].status;
    expect([await status(gone), await status(kept)]).toEqual(['ACTIVE', 'ACTIVE']);
    must(await withdrawEntry(other.as(other.people.approver), { entry: gone }));
    const now = other.clock.now();
    other.clock.advance(500 * 86_400_000);
    await hashesJobs
      .find((job) => job.name === 'hashes.prune-changes')
      ?.run(other.as({ kind: 'system', job: 'hashes.prune-changes' }), {});
    other.clock.set(now);
    must(await pullPeer(system(), { peer }));
    expect([await status(gone), await status(kept)]).toEqual(['WITHDRAWN', 'ACTIVE']);
  });

  test('a push sends what the member may read and nothing else, once; a withdrawal follows', async () => {
    other.key('PUSHING', ...all);
    must(
      await createSource(other.as(other.people.operator), {
        code: 'pushed',
        kind: 'register',
        agency: 'PUSHING',
        licence: 'test',
        mayRedistribute: false,
        arrivesVerified: true,
      }),
    );
    await other.member('PUSHING', { lists: [] });
    const { peer } = await peerAt(other.secure, 'delta', {
      agency: 'TARGET',
      client: 'PUSHING',
      key: all.join(' '),
      pushList: 'MEMBERS',
      remoteBank: 'NATIONAL',
    });
    const value = pdq();
    const entry = await house.active([{ type: 'pdq', value }]);
    // No member of the list yet: nothing may go.
    expect(await pushPeer(system(), { peer })).toMatchObject({ refusal: { code: 'list.not-found' } });
    await house.member('TARGET');
    const first = must(await pushPeer(system(), { peer })).sent;
    expect(first).toBeGreaterThan(0);
    expect(must(await pushPeer(system(), { peer })).sent).toBe(0);
    const there = async () =>
      (
        await other.owner.query(
          'select status from hashes.entry join hashes.provenance on entry_id = entry.id where external_id = $1',
          [entry],
        )
      ).rows;
    expect(await there()).toEqual([{ status: 'ACTIVE' }]);
    must(await withdrawEntry(house.as(house.people.approver), { entry }));
    expect(must(await pushPeer(system(), { peer })).sent).toBe(1);
    expect(await there()).toEqual([{ status: 'WITHDRAWN' }]);
  });

  test('opinions go back to a partner that speaks NCMEC v2', async () => {
    await other.member('OPINES');
    other.key('OPINES', ...all);
    const theirs = await other.active([{ type: 'pdq', value: pdq() }]);
    const { peer } = await peerAt(`${other.secure}/exchange/ncmec`, 'ncmec-v2', {
      client: 'OPINES',
      key: all.join(' '),
    });
    both(60_000);
    must(await pullPeer(system(), { peer }));
    const { rows } = await house.owner.query(
      'select entry_id from hashes.provenance join hashes.peer on peer.source_id = provenance.source_id where external_id = $1 and peer.id = $2',
      [`0-${theirs}`, peer],
    );
    must(
      await giveFeedback(operator(), {
        entry: rows[0].entry_id,
        signalType: 'pdq',
        opinion: 'down',
        reason: 'LOW_DETAIL',
      }),
    );
    expect(must(await pushPeer(system(), { peer }))).toEqual({ sent: 1 });
    expect(must(await pushPeer(system(), { peer }))).toEqual({ sent: 0 });
    expect(
      (await other.owner.query('select agency, opinion, reason from hashes.feedback where entry_id = $1', [theirs]))
        .rows,
    ).toEqual([{ agency: 'OPINES', opinion: 'down', reason: 'LOW_DETAIL' }]);
  });
});
