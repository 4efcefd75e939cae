import { randomBytes } from 'node:crypto';
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
import { near, openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import { createBank, MatchService, matchHashes, withdrawEntry } from '../index.ts';
import { MatchIndex } from './match-index.ts';

const house = fileFixture(() => openTestRegister());
const as = (who: keyof TestRegister['people']): Ctx => house.as(house.people[who]);
beforeAll(async () => {
  await house.member('PLATFORM_A');
});
const ask = async (hashes: readonly GivenSignal[], ctx = as('operator'), banks?: string[]) =>
  must(await matchHashes(ctx, { index: house.service.index, log: house.log_ }, { hashes, purpose: 'TEST', banks }))
    .answers;
const outcome = async (value: string, type: GivenSignal['type'] = 'pdq') => (await ask([{ type, value }]))[0]?.outcome;

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
