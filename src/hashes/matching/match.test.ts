import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bruteForce } from '../../../hash-kernel/index.ts';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { type Ctx, newId } from '../../kernel/index.ts';
import type { Bank } from '../banks/bank-view.ts';
import type { GivenSignal } from '../entries/signal.ts';
import { all, md5, near, openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import { changeBank, createBank, entryDetail, MatchService, matchHashes, withdrawEntry } from '../index.ts';
import { MatchIndex } from './match-index.ts';
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

describe('the index equals brute force', () => {
  test('with additions and withdrawals through the database in between', async () => {
    const seeds = Array.from({ length: 4 }, () => pdq());
    const hash = fc
      .tuple(fc.nat(3), fc.integer({ min: 0, max: 40 }))
      .map(([seed, bits]) => near(seeds[seed] as string, bits));
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), hash }),
      fc.record({ kind: fc.constant('take' as const), pick: fc.nat(50) }),
      fc.record({ kind: fc.constant('ask' as const), hash }),
    );
    must(
      await createBank(as('operator'), {
        code: 'FUZZ',
        nameVi: 'Thử',
        nameEn: 'Fuzz',
        mode: 'match',
        suspendMatchesHour: 1_000_000,
      }),
    );
    const { rows } = await house.owner.query("select id from hashes.bank where code = 'FUZZ'");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await house.owner.query("update hashes.entry set status = 'WITHDRAWN' where bank_id = $1", [rows[0].id]);
        await touch(rows[0].id);
        const held: { entry: string; hash: string }[] = [];
        for (const one of steps) {
          if (one.kind === 'add') held.push({ entry: await insert(rows[0].id, one.hash), hash: one.hash });
          else if (one.kind === 'take' && held.length > 0) {
            const [gone] = held.splice(one.pick % held.length, 1);
            must(await withdrawEntry(as('approver'), { entry: gone?.entry as string }));
          } else if (one.kind === 'ask') {
            await house.service.catchUp();
            const [answer] = await ask([{ type: 'pdq', value: one.hash }], as('operator'), ['FUZZ']);
            const stored = Buffer.concat(held.map((each) => Buffer.from(each.hash, 'hex')));
            const expected = bruteForce(new Uint8Array(stored), new Uint8Array(Buffer.from(one.hash, 'hex')), 31).map(
              ({ id, distance }) => `${held[id]?.entry} ${distance}`,
            );
            const found =
              answer && answer.outcome !== 'refused' ? answer.matches.map((hit) => `${hit.entry} ${hit.distance}`) : [];
            expect(found.sort()).toEqual(expected.sort());
          }
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  const insert = async (bank: string, value: string): Promise<string> => {
    const entry = newId<'hash-entry'>();
    await house.owner.query(
      `with s as (insert into hashes.signal (id, type, value, variant, created_at) values ($2, 'pdq', decode($3, 'hex'), 'full', now())
         on conflict (type, value, variant) do update set created_at = hashes.signal.created_at returning id),
       e as (insert into hashes.entry (id, bank_id, owner_agency, media_kind, status, legal_basis, proposed_by, proposed_at, updated_at)
         values ($1, $4, 'MPS-A05', 'image', 'ACTIVE', 'TEST', 'x', now(), now()))
       insert into hashes.entry_signal select $1, s.id from s`,
      [entry, newId(), value, bank],
    );
    await record([entry]);
    return entry;
  };
  const record = (entries: string[]) =>
    house.owner.query(
      `select set_config('lachan.actor', '{"kind":"system","now":"2026-11-24T02:00:00Z"}', false), hashes.record_changes($1)`,
      [entries],
    );
  const touch = async (bank: string) => {
    const { rows } = await house.owner.query('select id from hashes.entry where bank_id = $1', [bank]);
    await record(rows.map((row) => row.id));
  };
});

test('a million entries of one hash: one signal, an answer that is bounded and says that it is cut', async () => {
  const bank = house.service.index.banks.find((one) => one.code === 'NATIONAL') as Bank;
  const value = randomBytes(32);
  const index = await MatchIndex.build(
    (async function* () {
      for (let from = 0; from < 1_000_000; from += 10_000)
        yield Array.from({ length: 10_000 }, (_, i) => {
          const id = Buffer.alloc(16);
          id.writeUInt32BE(from + i, 12);
          return {
            id,
            bankId: bank.id,
            state: 'in-force' as const,
            signals: [{ type: 'pdq' as const, value, variant: 'full' }],
          };
        });
    })(),
    [bank],
    0,
  );
  try {
    const [answer] = await index.ask([{ type: 'pdq', value }]);
    expect([answer?.hits.length, answer?.truncated, index.count('pdq')]).toEqual([100, true, 1]);
  } finally {
    await index.close();
  }
}, 60_000);

test('one hash under a hundred thousand entries: bounded, said to be cut, and taken out one by one', async () => {
  must(
    await createBank(as('operator'), {
      code: 'MANY',
      nameVi: 'Nhiều',
      nameEn: 'Many',
      mode: 'match',
      suspendMatchesHour: 10_000_000,
    }),
  );
  const { rows } = await house.owner.query("select id from hashes.bank where code = 'MANY'");
  const value = randomBytes(32);
  await house.owner.query(
    "insert into hashes.signal (id, type, value, variant, created_at) values ($1, 'pdq', $2, 'full', now())",
    [newId(), value],
  );
  await house.owner.query(
    `insert into hashes.entry (id, bank_id, owner_agency, media_kind, status, legal_basis, proposed_by, proposed_at, updated_at)
     select uuidv7(), $1, 'MPS-A05', 'image', 'ACTIVE', 'TEST', 'x', now(), now() from generate_series(1, 100000)`,
    [rows[0].id],
  );
  await house.owner.query(
    'insert into hashes.entry_signal select entry.id, signal.id from hashes.entry, hashes.signal where bank_id = $1 and value = $2',
    [rows[0].id, value],
  );
  // A thousand in a transaction, as an import does.
  for (let from = 0; from < 100_000; from += 1_000)
    await house.owner.query(
      `select hashes.record_changes(array_agg(entry.id)) from
         (select id, set_config('lachan.actor', '{"kind":"system","now":"2026-11-24T02:00:00Z"}', false) from hashes.entry where bank_id = $1 order by id offset ${from} limit 1000) as entry`,
      [rows[0].id],
    );
  await house.service.catchUp();
  const [answer] = await ask([{ type: 'pdq', value: value.toString('hex') }]);
  expect(answer).toMatchObject({ outcome: 'match', truncated: true });
  if (answer?.outcome === 'match') expect(answer.matches).toHaveLength(100);
  const { rows: some } = await house.owner.query('select id from hashes.entry where bank_id = $1 limit 3', [
    rows[0].id,
  ]);
  for (const { id } of some) must(await withdrawEntry(as('approver'), { entry: id }));
  await house.service.catchUp();
  expect(await outcome(value.toString('hex'))).toBe('match');
}, 120_000);

describe('a snapshot', () => {
  const load = (folder: string) => MatchService.start(house.kernel, { threads: 0, folder, pollEvery: 60_000 });
  const known = async (service: MatchService, value: string) =>
    (await service.index.ask([{ type: 'pdq', value: Buffer.from(value, 'hex') }]))[0]?.hits.length;

  test('gives the index back, with what was added and withdrawn since', async () => {
    const folder = join(house.kernel.config.dataDir, 'snapshot-test');
    const kept = pdq();
    const gone = pdq();
    const later = pdq();
    await house.active([
      { type: 'pdq', value: kept },
      { type: 'sha1', value: 'a'.repeat(40) },
    ]);
    const entry = await house.active([{ type: 'pdq', value: gone }]);
    const first = await load(folder);
    await first.save();
    await first.close();
    must(await withdrawEntry(as('approver'), { entry }));
    await house.active([{ type: 'pdq', value: later }]);
    const second = await load(folder);
    expect([await known(second, kept), await known(second, gone), await known(second, later)]).toEqual([1, 0, 1]);
    expect(
      (await second.index.ask([{ type: 'sha1', value: Buffer.from('a'.repeat(40), 'hex') }]))[0]?.hits,
    ).toHaveLength(1);
    expect(house.log.join('')).not.toContain('snapshot cannot be used');
    await second.close();
  });

  test.each(['meta.json', 'arrays.bin', 'pdq-0.index'])(
    'with a damaged %s is put aside, and the register loaded',
    async (name) => {
      const folder = join(house.kernel.config.dataDir, `damaged-${name}`);
      await mkdir(folder, { recursive: true });
      const value = pdq();
      await house.active([{ type: 'pdq', value }]);
      const first = await load(folder);
      await first.save();
      await first.close();
      const file = join(folder, 'current', name);
      const bytes = await readFile(file);
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 0xff;
      await writeFile(file, bytes);
      const second = await load(folder);
      expect(await known(second, value)).toBe(1);
      expect(house.log.join('')).toContain('snapshot cannot be used');
      await second.close();
    },
  );
});

describe('with threads', () => {
  test('the same answers, while entries come and a compaction runs', async () => {
    const service = await MatchService.start(house.kernel, {
      threads: 1,
      folder: join(house.kernel.config.dataDir, 'threads'),
      pollEvery: 60_000,
    });
    try {
      const { rows } = await house.owner.query("select id from hashes.bank where code = 'NATIONAL'");
      const bank = rows[0].id as string;
      const hashes = Array.from({ length: 40_000 }, () => randomBytes(32));
      const asking = (async () => {
        let answered = 0;
        for (let round = 0; round < 40; round++) {
          const found = await service.index.ask([
            { type: 'pdq', value: hashes[0] as Buffer },
            { type: 'pdq', value: randomBytes(32) },
          ]);
          answered += found[0]?.hits.length ?? 0;
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        return answered;
      })();
      for (let from = 0; from < hashes.length; from += 2_000) {
        await service.index.put(
          hashes.slice(from, from + 2_000).map((value) => ({
            id: Buffer.from(newId().replaceAll('-', ''), 'hex'),
            bankId: bank,
            state: 'in-force' as const,
            signals: [{ type: 'pdq' as const, value, variant: 'full' }],
          })),
        );
      }
      expect(await asking).toBeGreaterThan(0);
      await service.index.settle();
      for (const place of [0, 19_999, 39_999]) {
        expect((await service.index.ask([{ type: 'pdq', value: hashes[place] as Buffer }]))[0]?.hits).toMatchObject([
          { distance: 0 },
        ]);
      }
    } finally {
      await service.close();
    }
  }, 60_000);
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
