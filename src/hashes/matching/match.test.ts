import { createSecretKey } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import type { Ctx } from '../../kernel/index.ts';
import type { GivenSignal } from '../entries/signal.ts';
import { all, md5, near, openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import { changeBank, createBank, entryDetail, matchHashes, withdrawEntry } from '../index.ts';
import { eventDigest, MARK_BYTES, questionMark } from './match-log.ts';
import { storedEvent } from './match-store.ts';
import { readMatchLog } from './read-match-log.ts';

const house = fileFixture(() => openTestRegister());
const as = (who: keyof TestRegister['people']): Ctx => house.as(house.people[who]);
beforeAll(async () => {
  await house.member('PLATFORM_A');
});
const ask = async (hashes: readonly GivenSignal[], ctx = as('operator'), banks?: string[]) =>
  must(await matchHashes(ctx, { index: house.service.index, log: house.log_ }, { hashes, purpose: 'TEST', banks }))
    .answers;
const outcome = async (value: string, type: GivenSignal['type'] = 'pdq') => (await ask([{ type, value }]))[0]?.outcome;

describe('the index follows the register', () => {
  test('an entry is found once it is in force, and not once it is withdrawn', async () => {
    const value = pdq();
    expect(await outcome(value)).toBe('no-match');
    const entry = await house.active([
      { type: 'pdq', value },
      { type: 'md5', value: md5(value) },
      { type: 'photodna', value: 'opaque-print' },
    ]);
    // By notice, without a look from us.
    await expect.poll(() => outcome(near(value, 31))).toBe('match');
    expect(await outcome(near(value, 32))).toBe('no-match');
    expect(await outcome(md5(value), 'md5')).toBe('match');
    expect(await outcome('opaque-print', 'photodna')).toBe('match');
    expect(await outcome('other-print', 'photodna')).toBe('no-match');
    must(await withdrawEntry(as('approver'), { entry }));
    await expect.poll(() => outcome(value)).toBe('no-match');
    expect(await outcome(md5(value), 'md5')).toBe('no-match');
  });

  test('a bank with a single hash matches', async () => {
    must(await createBank(as('operator'), { code: 'SINGLE', nameVi: 'Một', nameEn: 'One', mode: 'match' }));
    const value = pdq();
    await house.active([{ type: 'pdq', value }], { bank: 'SINGLE' });
    await house.service.catchUp();
    const [answer] = await ask([{ type: 'pdq', value: near(value, 5) }], as('operator'), ['SINGLE']);
    expect(answer).toMatchObject({
      outcome: 'match',
      matches: [{ distance: 5, signal: value, bank: { code: 'SINGLE' } }],
      truncated: false,
    });
  });

  test('each bank has its threshold; a bank that is off is silent at once', async () => {
    must(
      await createBank(as('operator'), {
        code: 'STRICT',
        nameVi: 'Chặt',
        nameEn: 'Strict',
        mode: 'match',
        pdqThreshold: 3,
      }),
    );
    const value = pdq();
    await house.active([{ type: 'pdq', value }], { bank: 'STRICT' });
    await house.service.catchUp();
    expect(await outcome(near(value, 3))).toBe('match');
    expect(await outcome(near(value, 4))).toBe('no-match');
    must(await changeBank(as('operator'), { code: 'STRICT', pdqThreshold: 4 }));
    await house.service.catchUp();
    expect(await outcome(near(value, 4))).toBe('match');
    must(await changeBank(as('operator'), { code: 'STRICT', enabled: false }));
    await house.service.catchUp();
    expect(await outcome(value)).toBe('no-match');
  });

  test('a negative bank suppresses, a watch bank reports apart', async () => {
    must(
      await createBank(as('operator'), {
        code: 'KNOWN_GOOD',
        nameVi: 'Lành',
        nameEn: 'Good',
        mode: 'negative',
        pdqThreshold: 10,
      }),
    );
    must(await createBank(as('operator'), { code: 'WATCHED', nameVi: 'Theo dõi', nameEn: 'Watched', mode: 'watch' }));
    const value = pdq();
    await house.active([{ type: 'pdq', value }]);
    await house.active([{ type: 'pdq', value: near(value, 2) }], { bank: 'WATCHED' });
    await house.service.catchUp();
    expect((await ask([{ type: 'pdq', value }]))[0]).toMatchObject({
      outcome: 'match',
      matches: [{ distance: 0 }],
      watched: [{ distance: 2 }],
    });
    const good = await house.active([{ type: 'pdq', value }], { bank: 'KNOWN_GOOD' });
    await house.service.catchUp();
    expect((await ask([{ type: 'pdq', value }]))[0]).toMatchObject({
      outcome: 'suppressed',
      matches: [],
      watched: [{ distance: 2 }],
    });
    expect(await outcome(near(value, 11))).toBe('match');
    must(await withdrawEntry(as('approver'), { entry: good }));
    await house.service.catchUp();
    expect(await outcome(value)).toBe('match');
  });
});

describe('a batch', () => {
  test('keeps its order; what cannot be used is refused with a reason and spoils nothing', async () => {
    const value = pdq();
    await house.active([{ type: 'pdq', value }]);
    await house.service.catchUp();
    const answers = await ask([
      { type: 'pdq', value: 'AB' },
      { type: 'pdq', value },
      { type: 'pdq', value: value.toUpperCase() },
      { type: 'pdq', value, quality: 12 },
      { type: 'crc32' as 'md5', value: '00' },
      { type: 'md5', value: md5('unknown') },
      { type: 'pdq', value, quality: 50 },
    ]);
    expect(answers.map((one) => (one.outcome === 'refused' ? one.reason : one.outcome))).toEqual([
      'signal.wrong-length',
      'match',
      'signal.not-lower-hex',
      'signal.quality-too-low',
      'signal.type-unknown',
      'no-match',
      'match',
    ]);
  });

  test('over HTTP: a key, the shape, the limits', async () => {
    const send = (body: unknown, headers: Record<string, string> = house.key('PLATFORM_A', 'hash.match')) =>
      fetch(`${house.base}/api/v1/hashes/match`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    const value = pdq();
    await house.active([{ type: 'pdq', value }]);
    await house.refresh();
    await house.service.catchUp();
    const answer = await send({
      purpose: 'UPLOAD_CHECK',
      hashes: [
        { type: 'pdq', value: near(value, 7) },
        { type: 'pdq', value: 'x' },
      ],
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      answers: [
        {
          outcome: 'match',
          matches: [
            {
              bank: 'NATIONAL',
              distance: 7,
              threshold: 31,
              signal: value,
              disputed: false,
              classes: [{ scheme: 'national', label: 'N1' }],
            },
          ],
        },
        { outcome: 'refused', reason: 'signal.wrong-length' },
      ],
    });
    expect(
      (await send({ purpose: 'X_', hashes: Array.from({ length: 1_001 }, () => ({ type: 'md5', value: md5('') })) }))
        .status,
    ).toBe(422);
    expect((await send({ purpose: 'X_', hashes: [{ type: 'md5', value: md5('') }] }, {})).status).toBe(401);
    expect(
      (await send({ purpose: 'X_', hashes: [{ type: 'md5', value: md5('') }] }, house.key('PLATFORM_A', 'hash.read')))
        .status,
    ).toBe(403);
    expect(
      (await send({ purpose: 'X_', hashes: [{ type: 'md5', value: md5('') }] }, house.key('NOBODY', 'hash.match')))
        .status,
    ).toBe(403);
  });

  test('a member is told only of what is on its lists, or its own', async () => {
    await house.member('PLATFORM_NONE', { lists: [] });
    const value = pdq();
    await house.active([{ type: 'pdq', value }]);
    await house.service.catchUp();
    expect((await ask([{ type: 'pdq', value }], house.as(house.machine('PLATFORM_A', 'hash.match'))))[0]?.outcome).toBe(
      'match',
    );
    expect(
      (await ask([{ type: 'pdq', value }], house.as(house.machine('PLATFORM_NONE', 'hash.match'))))[0]?.outcome,
    ).toBe('no-match');
  });

  test('a member stops at its daily quota', async () => {
    await house.member('PLATFORM_Q', { dailyMatches: 3 });
    const ctx = house.as(house.machine('PLATFORM_Q', 'hash.match'));
    const one = { type: 'md5' as const, value: md5('q') };
    await ask([one, one], ctx);
    const over = await matchHashes(
      ctx,
      { index: house.service.index, log: house.log_ },
      { hashes: [one, one], purpose: 'TEST' },
    );
    expect(over).toMatchObject({ ok: false, refusal: { code: 'quota.used-up' } });
    house.clock.advance(24 * 3_600_000);
    await ask([one, one], house.as(house.machine('PLATFORM_Q', 'hash.match')));
  });
});

describe('the log of matches', () => {
  test('keeps a hash that matched, a keyed mark of one that did not, and its digest in the chain', async () => {
    const value = pdq();
    const secret = pdq();
    const entry = await house.active([{ type: 'pdq', value }]);
    await house.service.catchUp();
    const asked = near(value, 3);
    await ask([
      { type: 'pdq', value: asked },
      { type: 'pdq', value: secret },
    ]);
    const log = must(await readMatchLog(as('approver'), { limit: 1 }));
    expect(log.events[0]).toMatchObject({ agency: 'MPS-A05', questions: 2, hits: 1 });
    expect(log.hits).toMatchObject([{ entry, distance: 3, decision: 'matched', question: 0 }]);
    const { rows } = await house.owner.query('select question_marks, digest from hashes.match_event where id = $1', [
      log.events[0]?.id,
    ]);
    const key = createSecretKey(await house.kernel.vault.derive('hashes.question-marks'));
    expect(rows[0].question_marks.subarray(MARK_BYTES)).toEqual(questionMark(key, 'pdq', Buffer.from(secret, 'hex')));
    const everything = JSON.stringify(
      (await house.owner.query("select encode(asked, 'hex') as asked from hashes.match_hit")).rows,
    );
    expect(everything).toContain(asked);
    expect(everything).not.toContain(secret);
    const stored = must(
      await as('approver').transaction(async (tx) => ({
        ok: true,
        value: await storedEvent(tx, log.events[0]?.id as string),
      })),
    );
    expect(stored && eventDigest(stored)).toEqual(rows[0].digest);
    const audit = await house.owner.query(
      "select body from kernel.audit_entry where action = 'hash.match' and object_id = $1",
      [log.events[0]?.id],
    );
    expect(audit.rows[0].body).toContain(rows[0].digest.toString('hex'));
    await house.owner.query('update hashes.match_hit set distance = 9 where event_id = $1', [log.events[0]?.id]);
    const changed = must(
      await as('approver').transaction(async (tx) => ({
        ok: true,
        value: await storedEvent(tx, log.events[0]?.id as string),
      })),
    );
    expect(changed && eventDigest(changed)).not.toEqual(rows[0].digest);
  });

  test('is read by a member for itself only', async () => {
    const member = {
      ...house.people.other,
      agency: 'PLATFORM_A',
      assignments: [{ role: 'vncop_member_user', agency: 'PLATFORM_A' }],
    };
    const log = must(await readMatchLog(house.as(member), {}));
    expect(log.events.length).toBeGreaterThan(0);
    expect(new Set(log.events.map((event) => event.agency))).toEqual(new Set(['PLATFORM_A']));
  });

  test('a flood of matches suspends the entry, and matching stops', async () => {
    must(
      await createBank(as('operator'), {
        code: 'FLOODED',
        nameVi: 'Tràn',
        nameEn: 'Flooded',
        mode: 'match',
        suspendMatchesHour: 20,
      }),
    );
    const value = pdq();
    const entry = await house.active([{ type: 'pdq', value }], { bank: 'FLOODED' });
    await house.service.catchUp();
    await ask(Array.from({ length: 19 }, () => ({ type: 'pdq' as const, value })));
    expect(must(await entryDetail(as('operator'), { entry })).entry.status).toBe('ACTIVE');
    await ask([{ type: 'pdq', value }]);
    expect(must(await entryDetail(as('operator'), { entry }))).toMatchObject({
      entry: { status: 'SUSPENDED' },
      suspensions: [{ cause: 'flood', measured: 20 }],
    });
    await house.service.catchUp();
    expect(await outcome(value)).toBe('no-match');
  });
});

test('the HMA surface answers in its shapes', async () => {
  const headers = house.key('PLATFORM_A', ...all);
  const get = async (path: string) => {
    const response = await fetch(`${house.base}${path}`, { headers });
    return { status: response.status, body: await response.text() };
  };
  const post = async (path: string, body: unknown, method = 'POST') => {
    const response = await fetch(`${house.base}${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const value = pdq();
  await house.active([{ type: 'pdq', value }]);
  await house.service.catchUp();
  expect(await get('/status')).toEqual({ status: 200, body: 'I-AM-ALIVE' });
  const signal = near(value, 4);
  const lookup = JSON.parse((await get(`/m/lookup?signal=${signal}&signal_type=pdq`)).body);
  expect(lookup).toEqual({ NATIONAL: [{ bank_content_id: expect.any(Number), distance: '4' }] });
  const number = lookup.NATIONAL[0].bank_content_id;
  expect(JSON.parse((await get(`/m/raw_lookup?signal=${signal}&signal_type=pdq`)).body)).toEqual({ matches: [number] });
  expect(JSON.parse((await get(`/m/raw_lookup?signal=${signal}&signal_type=pdq&include_distance=true`)).body)).toEqual({
    matches: [{ bank_content_id: number, distance: '4' }],
  });
  expect(JSON.parse((await get(`/m/lookup?signal=${signal}&signal_type=pdq&banks=OTHER`)).body)).toEqual({});
  expect(await get('/m/lookup?signal=zz&signal_type=pdq')).toMatchObject({ status: 400 });
  expect(await get('/m/lookup?signal=zz&signal_type=nothing')).toMatchObject({ status: 400 });
  expect(await get('/m/lookup?url=https://x.example/')).toMatchObject({ status: 400 });
  expect(await post('/m/compare', { pdq: [value, signal] })).toEqual({
    status: 200,
    body: { pdq: [true, { distance: 4 }] },
  });
  expect(await post('/m/compare', { pdq: ['a', signal] })).toMatchObject({ status: 400 });
  expect(JSON.parse((await get('/m/index/status?signal_type=pdq')).body)).toMatchObject({
    pdq: { present: true, size: expect.any(Number) },
  });
  expect(await post('/c/banks', { name: 'HMA_BANK' })).toEqual({
    status: 201,
    body: { name: 'HMA_BANK', matching_enabled_ratio: 1 },
  });
  expect(await post('/c/banks', { name: 'HMA_BANK' })).toMatchObject({ status: 409 });
  expect(await post('/c/banks', { name: 'bad name' })).toMatchObject({ status: 400 });
  expect(await post('/c/bank/HMA_BANK', { enabled: false }, 'PUT')).toEqual({
    status: 200,
    body: { name: 'HMA_BANK', matching_enabled_ratio: 0 },
  });
  expect(await post('/c/bank/NATIONAL', { enabled: false }, 'PUT')).toMatchObject({ status: 403 });
  expect(await post('/c/bank/HMA_BANK', { enabled_ratio: 1 }, 'PUT')).toMatchObject({ status: 200 });
  const added = await post('/c/bank/HMA_BANK/signal', { pdq: pdq() });
  expect(added).toMatchObject({ status: 201, body: { id: expect.any(Number) } });
  expect(JSON.parse((await get(`/c/bank/HMA_BANK/content/${added.body.id}?include_signals=true`)).body)).toMatchObject({
    id: added.body.id,
    bank: { name: 'HMA_BANK' },
    signals: { pdq: expect.any(String) },
  });
  const removed = await fetch(`${house.base}/c/bank/HMA_BANK/content/${added.body.id}`, { method: 'DELETE', headers });
  expect(await removed.json()).toEqual({ deleted: 1 });
  expect(await get('/c/bank/HMA_BANK/content/999999')).toMatchObject({ status: 404 });
  expect(JSON.parse((await get('/c/banks')).body)).toContainEqual({ name: 'HMA_BANK', matching_enabled_ratio: 1 });
});
