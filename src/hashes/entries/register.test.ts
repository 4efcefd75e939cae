import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { auditKey, type Ctx, verifyAuditChain } from '../../kernel/index.ts';
import { md5, near, openTestRegister, pdq, type TestRegister } from '../hashes.testing.ts';
import {
  answerSuspension,
  arbitrateEntry,
  classifyEntry,
  disputeEntry,
  entryDetail,
  giveFeedback,
  listReviewQueue,
  proposeEntry,
  resolveDispute,
  verifyEntry,
  withdrawEntry,
} from '../index.ts';

const house = fileFixture(() => openTestRegister());
const as = (who: keyof TestRegister['people']): Ctx => house.as(house.people[who]);

const propose = async (signals = [{ type: 'pdq' as const, value: pdq() }], ctx = as('operator')) =>
  must(await proposeEntry(ctx, { bank: 'NATIONAL', mediaKind: 'image', legalBasis: 'TEST', signals })).id;
const verdict = (
  who: keyof TestRegister['people'],
  entry: string,
  given: 'LISTED' | 'NOT_LISTED' = 'LISTED',
  nationalClass = 'N1',
) => verifyEntry(as(who), { entry, verdict: given, nationalClass });

describe('two blind verdicts', () => {
  test('that agree put the entry in force', async () => {
    const entry = await propose();
    expect(must(await verdict('analyst', entry))).toEqual({ status: 'SECOND_REVIEW' });
    expect(must(await verdict('second', entry))).toEqual({ status: 'ACTIVE' });
    const detail = must(await entryDetail(as('operator'), { entry }));
    expect(detail.classes.map((one) => `${one.scheme} ${one.label}`)).toEqual(['national N1']);
  });

  test('are not shown to the other analyst before theirs, nor in the queue, the detail or raw SQL', async () => {
    const entry = await propose();
    must(await verdict('analyst', entry, 'NOT_LISTED', 'N0'));
    const detail = must(await entryDetail(as('second'), { entry }));
    expect(detail.verdicts).toEqual([]);
    expect(JSON.stringify(detail)).not.toContain('NOT_LISTED');
    const waiting = must(await listReviewQueue(as('second'), {})).find((item) => item.id === entry);
    expect(waiting).toMatchObject({ verdicts: 1, mine: false, turn: 'verify' });
    expect(JSON.stringify(waiting)).not.toContain('NOT_LISTED');
    const client = new pg.Client({ connectionString: house.appUrl });
    await client.connect();
    await client.query('begin');
    await house.become(client, house.people.second);
    expect((await client.query('select * from hashes.verification where entry_id = $1', [entry])).rows).toEqual([]);
    expect((await client.query('select * from hashes.verdicts_of($1)', [entry])).rows).toEqual([]);
    await client.end();
    must(await verdict('second', entry, 'LISTED'));
    // They differ: still sealed, until the approver has decided.
    expect(must(await entryDetail(as('second'), { entry })).verdicts).toHaveLength(1);
    expect(must(await arbitrateEntry(as('approver'), { entry, verdict: 'NOT_LISTED', nationalClass: 'N0' }))).toEqual({
      status: 'REJECTED',
    });
    expect(must(await entryDetail(as('second'), { entry })).verdicts).toHaveLength(3);
  });

  test('come from two people who did not propose it', async () => {
    const entry = await propose(undefined, as('analyst'));
    expect(code(await verdict('analyst', entry))).toBe('entry.own-proposal');
    must(await verdict('second', entry));
    expect(code(await verdict('second', entry))).toBe('entry.already-judged');
    must(await verdict('third', entry, 'NOT_LISTED'));
    expect(code(await arbitrateEntry(as('third'), { entry, verdict: 'LISTED', nationalClass: 'N1' }))).toBe(
      'access.not-permitted',
    );
    expect(code(await verdict('other', entry))).toBe('entry.not-found');
  });

  test('given by many at once count twice at most', async () => {
    const entry = await propose();
    const given = await Promise.all((['analyst', 'second', 'third'] as const).map((who) => verdict(who, entry)));
    expect(given.filter((one) => one.ok)).toHaveLength(2);
    expect(must(await entryDetail(as('operator'), { entry })).verdicts).toHaveLength(2);
  });

  test('an approver who was an analyst of the entry does not arbitrate it', async () => {
    const entry = await propose();
    must(await verdict('analyst', entry));
    must(await verdict('second', entry, 'NOT_LISTED'));
    const both = {
      ...house.people.second,
      assignments: [...house.people.second.assignments, ...house.people.approver.assignments],
    };
    expect(code(await arbitrateEntry(house.as(both), { entry, verdict: 'LISTED', nationalClass: 'N1' }))).toBe(
      'entry.already-judged',
    );
  });
});

describe('a proposal', () => {
  test.each([
    ['pdq', pdq().slice(1), 'signal.wrong-length'],
    ['pdq', pdq().toUpperCase().replace(/^./, 'A'), 'signal.not-lower-hex'],
    ['md5', md5('x').replace(/^./, 'g'), 'signal.not-lower-hex'],
    ['sha1', '', 'signal.empty'],
  ] as const)('with a bad %s is refused with its reason', async (type, value, reason) => {
    const result = await proposeEntry(as('operator'), {
      bank: 'NATIONAL',
      mediaKind: 'image',
      legalBasis: 'TEST',
      signals: [
        { type: 'sha256', value: 'a'.repeat(64) },
        { type, value },
      ],
    });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'signal.invalid', facts: { place: 1, reason } } });
  });

  test('of low quality is refused', async () => {
    const result = await proposeEntry(as('operator'), {
      bank: 'NATIONAL',
      mediaKind: 'image',
      legalBasis: 'TEST',
      signals: [{ type: 'pdq', value: pdq(), quality: 49 }],
    });
    expect(result).toMatchObject({ refusal: { facts: { reason: 'signal.quality-too-low' } } });
  });

  test('of one signal by two entries stores the signal once', async () => {
    const value = pdq();
    await propose([{ type: 'pdq', value }]);
    await propose([{ type: 'pdq', value }]);
    const { rows } = await house.owner.query(
      "select count(*)::int as n from hashes.signal where value = decode($1, 'hex')",
      [value],
    );
    expect(rows[0].n).toBe(1);
  });
});

describe('feedback', () => {
  test('one opinion a member and type; enough downvotes suspend, the owner answers, the same votes do not suspend again', async () => {
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    const agencies = ['PLATFORM_A', 'PLATFORM_B', 'PLATFORM_C', 'PLATFORM_D'];
    for (const agency of agencies) await house.member(agency);
    const down = (agency: string) =>
      giveFeedback(house.as(house.machine(agency, 'hash.feedback', 'hash.read')), {
        entry,
        signalType: 'pdq',
        opinion: 'down',
        reason: 'COLLISION',
      });
    expect(must(await down('PLATFORM_A'))).toEqual({ suspended: false });
    expect(must(await down('PLATFORM_A'))).toEqual({ suspended: false });
    expect(must(await down('PLATFORM_B'))).toEqual({ suspended: false });
    expect(must(await down('PLATFORM_C'))).toEqual({ suspended: true });
    const detail = must(await entryDetail(as('operator'), { entry }));
    expect(detail).toMatchObject({
      entry: { status: 'SUSPENDED' },
      suspensions: [{ cause: 'downvotes', measured: 3, answeredAt: null }],
    });
    expect(detail.suspensions[0]?.dueAt).toEqual(new Date(house.clock.now().getTime() + 24 * 3_600_000));
    expect(detail.opinions).toHaveLength(3);
    const { rows } = await house.owner.query('select count(*)::int as n from hashes.feedback where entry_id = $1', [
      entry,
    ]);
    expect(rows[0].n).toBe(4);
    house.clock.advance(60_000);
    expect(must(await answerSuspension(as('operator'), { entry, outcome: 'RESTORED' }))).toEqual({ status: 'ACTIVE' });
    expect(must(await down('PLATFORM_D'))).toEqual({ suspended: false });
  });

  test('on what the member cannot see, or without a reason, is refused', async () => {
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    const stranger = house.as(house.machine('STRANGER', 'hash.feedback', 'hash.read'));
    expect(code(await giveFeedback(stranger, { entry, signalType: 'pdq', opinion: 'up' }))).toBe('entry.not-found');
    expect(code(await giveFeedback(as('operator'), { entry, signalType: 'pdq', opinion: 'down' }))).toBe(
      'reason.unknown',
    );
  });
});

describe('a dispute', () => {
  test('leaves the entry in force, and an approver decides', async () => {
    const entry = await house.active([{ type: 'pdq', value: pdq() }]);
    expect(must(await disputeEntry(as('operator'), { entry, reason: 'ADULT' }))).toEqual({ status: 'DISPUTED' });
    expect(code(await disputeEntry(as('operator'), { entry, reason: 'ADULT' }))).toBe('entry.wrong-state');
    expect(must(await resolveDispute(as('approver'), { entry, outcome: 'UPHELD' }))).toEqual({ status: 'ACTIVE' });
    must(await disputeEntry(as('operator'), { entry, reason: 'ADULT' }));
    expect(must(await resolveDispute(as('approver'), { entry, outcome: 'WITHDRAWN' }))).toEqual({
      status: 'WITHDRAWN',
    });
    expect(must(await entryDetail(as('operator'), { entry })).disputes.map((one) => one.outcome)).toEqual([
      'UPHELD',
      'WITHDRAWN',
    ]);
  });
});

test('classes of several schemes and versions stand side by side', async () => {
  const entry = await propose();
  must(await classifyEntry(as('analyst'), { entry, scheme: 'ncmec', version: 'v2', labels: ['A2'] }));
  must(await classifyEntry(as('analyst'), { entry, scheme: 'ucs', version: '3.0', labels: ['one', 'two'] }));
  must(await classifyEntry(as('analyst'), { entry, scheme: 'ucs', version: '3.1', labels: ['three'] }));
  must(await classifyEntry(as('analyst'), { entry, scheme: 'ucs', version: '3.0', labels: ['two'] }));
  expect(
    must(await entryDetail(as('analyst'), { entry })).classes.map((one) => `${one.scheme}/${one.version}/${one.label}`),
  ).toEqual(['ncmec/v2/A2', 'ucs/3.0/two', 'ucs/3.1/three']);
  expect(code(await classifyEntry(as('analyst'), { entry, scheme: 'ncmec', version: 'v2', labels: ['C1'] }))).toBe(
    'class.unknown',
  );
});

test('a member withdraws its own entry and nobody else’s', async () => {
  await house.member('PLATFORM_OWN');
  const own = house.as(house.machine('PLATFORM_OWN', 'hash.submit'));
  const entry = await propose([{ type: 'pdq', value: pdq() }], own);
  const other = await propose();
  expect(code(await withdrawEntry(own, { entry: other }))).toBe('entry.not-found');
  must(await withdrawEntry(own, { entry }));
  expect(code(await withdrawEntry(own, { entry }))).toBe('entry.wrong-state');
});

test('the app role sees nothing without an actor, and changes nothing behind the verbs', async () => {
  await house.active([{ type: 'pdq', value: pdq() }]);
  const client = new pg.Client({ connectionString: house.appUrl });
  await client.connect();
  const { rows } = await house.owner.query<{ name: string }>(
    "select relname as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace where nspname = 'hashes' and relkind = 'r' and relname <> 'change_head' order by 1",
  );
  expect(rows.length).toBeGreaterThan(20);
  for (const { name } of rows) expect((await client.query(`select * from hashes.${name}`)).rowCount, name).toBe(0);
  for (const call of ['hashes.my_lists()', 'hashes.my_changes(0, 1000000, 10)', 'hashes.members()'])
    expect((await client.query(`select * from ${call}`)).rowCount, call).toBe(0);
  for (const statement of [
    'delete from hashes.change',
    'update hashes.change set seq = seq',
    'delete from hashes.match_event',
    'update hashes.match_event set hits = 0',
    'update hashes.match_hit set distance = 0',
    'update hashes.change_head set seq = 0',
    "insert into hashes.signal (id, type, value, variant, created_at) values (gen_random_uuid(), 'md5', '\\x00', '', now())",
    'select hashes.record_changes(array[gen_random_uuid()])',
    'select hashes.prune_changes(now(), now())',
  ]) {
    await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' });
  }
  await client.end();
});

test('every act stands in an unbroken audit chain', async () => {
  const { kysely } = await import('kysely').then(({ Kysely, PostgresDialect }) => ({
    kysely: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: house.owner }) }),
  }));
  const verdict_ = await verifyAuditChain(kysely, 'MPS-A05', await auditKey(house.kernel.vault));
  expect(verdict_.broken).toBeUndefined();
  expect(verdict_.entries).toBeGreaterThan(20);
  expect(near(pdq(), 0)).toHaveLength(64);
});
