import { request as httpRequest } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { newId, openapiDocument, servicesOf } from '../../kernel/index.ts';
import { all, openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import { createSource, giveFeedback, hashesModule, setListRules, setMemberRights, setSourceRights } from '../index.ts';
import { memberOf } from './exchange.testing.ts';

const house = fileFixture(() => openTestRegister());
const { at, get, windowOf } = memberOf(house);
const as = (who: keyof TestRegister['people']) => house.as(house.people[who]);
beforeAll(async () => {
  await house.refresh();
  await house.member('PLATFORM_A');
});
const HOUR = 3_600_000;
const ids = (entries: readonly { wireId?: { id: string } | undefined; deleted: boolean }[]) =>
  entries.map((one) => `${one.deleted ? '-' : '+'}${one.wireId?.id}`).sort();

describe('what a member sees', () => {
  test('is its lists and nothing else; leaving a list is tombstones, joining is additions, for that member alone', async () => {
    house.clock.advance(HOUR);
    const from = at(0);
    await house.member('PLATFORM_X', { lists: [] });
    await house.member('PLATFORM_Y', { lists: ['MEMBERS'] });
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    const read = async (agency: string) => {
      house.clock.advance(10_000);
      return (await windowOf(from, at(0), { agency })).entries.filter((one) => one.wireId?.id === entry);
    };
    expect(ids(await read('PLATFORM_X'))).toEqual([]);
    expect(ids(await read('PLATFORM_Y'))).toEqual([`+${entry}`]);
    await house.member('PLATFORM_X', { lists: ['MEMBERS'] });
    expect(ids(await read('PLATFORM_X'))).toEqual([`+${entry}`]);
    const place = at(0);
    house.clock.advance(10_000);
    await house.member('PLATFORM_X', { lists: [] });
    house.clock.advance(10_000);
    expect(ids((await windowOf(place, at(0), { agency: 'PLATFORM_X' })).entries)).toContain(`-${entry}`);
    expect(ids((await windowOf(place, at(0), { agency: 'PLATFORM_Y' })).entries)).toEqual([]);
    expect((await get('/api/v1/hashes/changes?list=MEMBERS', 'PLATFORM_X')).status).toBe(404);
    expect((await get('/api/v1/hashes/changes?list=MEMBERS', 'STRANGER')).status).toBe(404);
    expect(
      (
        await get(
          '/exchange/ncmec/v2/entries?from=2026-11-24T02:00:00Z&to=2026-11-24T02:00:00Z',
          'PLATFORM_Y',
          'hash.match',
        )
      ).status,
    ).toBe(403);
  });

  test('follows rules, banks, licences that run out and rights that are taken back', async () => {
    house.clock.advance(HOUR);
    const from = at(0);
    await house.member('PLATFORM_Z', { lists: ['MEMBERS'] });
    must(
      await createSource(as('operator'), {
        code: 'partner',
        kind: 'iwf',
        agency: 'IWF',
        licence: 'L-1',
        mayRedistribute: true,
        arrivesVerified: true,
        expiresAt: new Date(house.clock.now().getTime() + HOUR),
      }),
    );
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    await house.owner.query(
      "insert into hashes.provenance (id, entry_id, source_id, external_id, received_at, payload_hash) select $1, $2, id, 'x', now(), '\\x00' from hashes.source where code = 'partner'",
      [newId(), entry],
    );
    const state = async () => {
      house.clock.advance(10_000);
      return ids(
        (await windowOf(from, at(0), { agency: 'PLATFORM_Z' })).entries.filter((one) => one.wireId?.id === entry),
      );
    };
    expect(await state()).toEqual([`+${entry}`]);
    house.clock.advance(2 * HOUR);
    expect(await house.refresh()).toBe(1);
    expect(await state()).toEqual([`-${entry}`]);
    must(
      await setSourceRights(as('operator'), {
        code: 'partner',
        licence: 'L-2',
        mayRedistribute: true,
        expiresAt: null,
      }),
    );
    await house.refresh();
    expect(await state()).toEqual([`+${entry}`]);
    must(
      await setListRules(as('approver'), {
        code: 'MEMBERS',
        rules: [{ bank: 'NATIONAL', nationalClasses: ['N2'], sourceKinds: null }],
      }),
    );
    await house.refresh();
    expect(await state()).toEqual([`-${entry}`]);
    must(
      await setListRules(as('approver'), {
        code: 'MEMBERS',
        rules: [{ bank: 'NATIONAL', nationalClasses: null, sourceKinds: null }],
      }),
    );
    await house.refresh();
    expect(await state()).toEqual([`+${entry}`]);
    must(
      await setSourceRights(as('operator'), {
        code: 'partner',
        licence: 'L-3',
        mayRedistribute: false,
        expiresAt: null,
      }),
    );
    await house.refresh();
    expect(await state()).toEqual([`-${entry}`]);
  });

  test('a suspended entry is a tombstone, and comes back', async () => {
    house.clock.advance(HOUR);
    const from = at(0);
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    for (const agency of ['DOWN_A', 'DOWN_B', 'DOWN_C']) {
      await house.member(agency);
      must(
        await giveFeedback(house.as(house.machine(agency, ...all)), {
          entry,
          signalType: 'pdq',
          opinion: 'down',
          reason: 'LOW_DETAIL',
        }),
      );
    }
    house.clock.advance(10_000);
    expect(ids((await windowOf(from, at(0))).entries.filter((one) => one.wireId?.id === entry))).toEqual([`-${entry}`]);
  });
});

describe('a member’s mistakes', () => {
  test.each([
    ['post', '/api/v1/hashes/match', 'application/json'],
    ['post', '/api/v1/hashes/changes?bank=NATIONAL', 'application/x-ndjson'],
    ['post', '/exchange/stopncii/v1/SubmitHashes?bank=NATIONAL', 'application/json'],
    ['post', '/exchange/stopncii/v1/SubmitFeedback', 'application/json'],
    ['post', '/m/compare', 'application/json'],
    ['post', '/c/banks', 'application/json'],
    ['put', '/c/bank/NATIONAL', 'application/json'],
    ['post', '/c/bank/NATIONAL/signal', 'application/json'],
    ['post', '/h/hash', 'multipart/form-data; boundary=x'],
    ['post', '/m/lookup', 'multipart/form-data; boundary=x'],
  ])('%s %s: a body of more than its limit is refused before it is read', async (method, path, type) => {
    const status = await new Promise<number>((resolve, reject) => {
      const outgoing = httpRequest(`${house.base}${path}`, {
        method: method.toUpperCase(),
        headers: { ...house.key('PLATFORM_A', ...all), 'content-type': type, 'content-length': 200 * 1024 * 1024 },
      });
      outgoing.on('response', (incoming) => {
        incoming.resume();
        resolve(incoming.statusCode ?? 0);
        outgoing.destroy();
      });
      outgoing.on('error', reject);
      outgoing.write('x');
    });
    expect(status).toBe(413);
    expect((await get('/exchange/ncmec/v2/status')).status).toBe(200);
  });

  test('the same line two thousand times is one entry, and a thousand entries of one hash are one signal', async () => {
    must(
      await createSource(as('operator'), {
        code: 'stutter',
        kind: 'platform',
        agency: 'STUTTER',
        licence: 'own',
        mayRedistribute: true,
        arrivesVerified: true,
      }),
    );
    await house.member('STUTTER');
    const value = pdq();
    const line = (id: string) =>
      JSON.stringify({
        kind: 'entry',
        id,
        at: '2026-11-24T00:00:00Z',
        media: 'image',
        signals: Array.from({ length: 3 }, () => ({ type: 'pdq', value })),
        classes: [],
      });
    const send = async (lines: readonly string[]) => {
      const response = await fetch(`${house.base}/api/v1/hashes/changes?bank=NATIONAL`, {
        method: 'POST',
        headers: { ...house.key('STUTTER', ...all), 'content-type': 'application/x-ndjson' },
        body: lines.join('\n'),
      });
      return response.json();
    };
    expect(await send(Array.from({ length: 2_000 }, () => line('one')))).toMatchObject({ added: 1, refused: 0 });
    expect(await send(Array.from({ length: 1_000 }, (_, n) => line(`n-${n}`)))).toMatchObject({ added: 1_000 });
    const { rows } = await house.owner.query(
      'select count(distinct signal.id)::int as signals, count(*)::int as uses from hashes.signal join hashes.entry_signal on signal_id = id where value = $1',
      [Buffer.from(value, 'hex')],
    );
    expect(rows).toEqual([{ signals: 1, uses: 1_001 }]);
  });

  test('a cursor ahead of a register that was put back from a backup is gone, not believed', async () => {
    const end = (text: string) => JSON.parse(text.trim().split('\n').at(-1) as string);
    let cursor = '';
    for (let more = true; more; ) {
      const answer = end(
        (await get(`/api/v1/hashes/changes?list=MEMBERS&limit=5000${cursor ? `&cursor=${cursor}` : ''}`)).text,
      );
      ({ cursor, more } = answer);
    }
    await house.owner.query('update hashes.change_head set seq = seq - 1');
    try {
      const gone = await get(`/api/v1/hashes/changes?list=MEMBERS&cursor=${cursor}`);
      expect([gone.status, JSON.parse(gone.text).code]).toEqual([410, 'cursor.expired']);
    } finally {
      await house.owner.query('update hashes.change_head set seq = seq + 1');
    }
  });
});

test('the OpenAPI document has every address, those in the formats of others too', () => {
  const services = servicesOf(house.kernel);
  const raw = hashesModule.rawRoutes?.(services) ?? [];
  const document = openapiDocument('desk', hashesModule.routes?.(services) ?? [], raw) as unknown as {
    paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>>;
  };
  for (const { path, method, describes } of raw) {
    const content = document.paths[path]?.[method]?.responses['200']?.content ?? {};
    expect([path, method, describes !== undefined, Object.keys(content)]).toEqual([
      path,
      method,
      path !== '/h/hash' || method === 'post',
      Object.keys(describes?.gives ?? { 'application/octet-stream': '' }),
    ]);
  }
});

test('rights say which member may do what', async () => {
  must(
    await setMemberRights(as('approver'), {
      agency: 'HALF',
      displayName: 'Half',
      scopes: ['hash.read'],
      dailyMatches: 0,
      enabled: true,
      lists: ['MEMBERS'],
    }),
  );
  expect((await get('/api/v1/hashes/changes?list=MEMBERS', 'HALF')).status).toBe(200);
  must(
    await setMemberRights(as('approver'), {
      agency: 'HALF',
      displayName: 'Half',
      scopes: ['hash.read'],
      dailyMatches: 0,
      enabled: false,
      lists: ['MEMBERS'],
    }),
  );
  expect((await get('/api/v1/hashes/changes?list=MEMBERS', 'HALF')).status).toBe(404);
});
