import { beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { anonymous, type Ctx, newId, ok, type Tx } from '../../kernel/index.ts';
import { openTestMembers, type TestPerson } from '../members.testing.ts';
import { SESSION_LIMITS } from './session.ts';
import {
  deleteSessionsBefore,
  endSessionRows,
  insertSession,
  liveSession,
  ownSessionRow,
  peopleSignedIn,
  sessionRows,
  touchSession,
  updateSession,
} from './session-store.ts';

const house = fileFixture(() => openTestMembers());
async function write<T>(work: (tx: Tx) => Promise<T>, ctx: Ctx = house.platform): Promise<T> {
  return must(await ctx.transaction(async (tx) => ok(await work(tx)))) as T;
}
const later = (ms: number) => new Date(house.clock.now().getTime() + ms);
const platform = () => house.context({ kind: 'system', job: 'members.test' });
let hashes = 0;

let person: TestPerson;
beforeEach(async () => {
  house.clock.advance(3_600_000);
  person = await house.person('C111', ['111_agent']);
});

async function open(more: { person?: string; agency?: string; ms?: number } = {}) {
  hashes += 1;
  const session = {
    id: newId<'session'>(),
    tokenHash: Buffer.alloc(32, hashes),
    person: more.person ?? person.id,
    agency: more.agency ?? 'C111',
    device: 'Firefox · Linux',
    method: 'password' as const,
    purpose: 'counselling',
    expiresAt: later(more.ms ?? SESSION_LIMITS.absoluteMs),
  };
  await write((tx) => insertSession(tx, session), platform());
  return session;
}
const row = async (id: string) =>
  (await house.owner.query('select * from members.session where id = $1', [id])).rows[0];

describe('a session', () => {
  test('is kept as it was opened, and live until it rests too long, runs out or is ended', async () => {
    const session = await open();
    const opened = house.clock.now();
    expect(await row(session.id)).toEqual({
      id: session.id,
      token_hash: session.tokenHash,
      person: person.id,
      agency: 'C111',
      device: 'Firefox · Linux',
      method: 'password',
      purpose: 'counselling',
      opened_at: opened,
      last_seen_at: opened,
      expires_at: session.expiresAt,
      stepped_up_until: null,
      ended_at: null,
      ended_by: null,
    });
    const live = async (of = session) =>
      (await write((tx) => liveSession(tx, of.tokenHash), platform()))?.session ?? 'none';
    expect(await write((tx) => liveSession(tx, session.tokenHash), platform())).toMatchObject({
      person: person.id,
      agency: 'C111',
      purpose: 'counselling',
      lastSeenAt: opened,
      steppedUpUntil: null,
      assignments: [{ role: '111_agent', agency: 'C111' }],
      grants: [],
    });
    house.clock.advance(SESSION_LIMITS.idleMs - 1);
    expect(await live()).toBe(session.id);
    house.clock.advance(1);
    expect(await live()).toBe('none');
    await write((tx) => touchSession(tx, session.id), platform());
    expect(await live()).toBe(session.id);
    expect((await row(session.id)).last_seen_at).toEqual(house.clock.now());
    const short = await open({ ms: 10 });
    house.clock.advance(9);
    expect(await live(short)).toBe(short.id);
    house.clock.advance(1);
    expect(await live(short)).toBe('none');
    await write((tx) => endSessionRows(tx, { id: session.id }, 'test'), platform());
    expect(await live()).toBe('none');
  });

  test('changes in what is named alone, and not after it was ended', async () => {
    const [session, other] = [await open(), await open()];
    const before = await row(session.id);
    const change = (set: Parameters<typeof updateSession>[2]) =>
      write((tx) => updateSession(tx, session.id, set), platform());
    await change({ agency: 'MOH' });
    expect(await row(session.id)).toEqual({ ...before, agency: 'MOH' });
    await change({ purpose: 'statistics' });
    expect(await row(session.id)).toEqual({ ...before, agency: 'MOH', purpose: 'statistics' });
    await change({ steppedUpUntil: later(300_000) });
    expect(await row(session.id)).toMatchObject({ purpose: 'statistics', stepped_up_until: later(300_000) });
    await change({ steppedUpUntil: null });
    expect(await row(session.id)).toMatchObject({ stepped_up_until: null });
    expect(await row(other.id)).toMatchObject({ agency: 'C111', purpose: 'counselling' });
    await write((tx) => endSessionRows(tx, { id: session.id }, 'test'), platform());
    await change({ purpose: 'protection' });
    expect(await row(session.id)).toMatchObject({ purpose: 'statistics', ended_by: 'test' });
  });

  test('ends by itself, with a person’s others, or with all of them; once, and how many is told', async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    const colleague = await open({ person: (await house.person('C111', ['111_agent'])).id });
    const end = (which: Parameters<typeof endSessionRows>[1]) =>
      write((tx) => endSessionRows(tx, which, 'test'), platform());
    expect(await end({ id: first.id })).toBe(1);
    const ended = house.clock.now();
    house.clock.advance(1_000);
    expect(await end({ id: first.id })).toBe(0);
    expect(await row(first.id)).toMatchObject({ ended_at: ended, ended_by: 'test' });
    expect(await end({ person: person.id, except: second.id })).toBe(1);
    expect([(await row(second.id)).ended_at, (await row(third.id)).ended_at]).toEqual([null, house.clock.now()]);
    expect(await end({ person: person.id })).toBe(1);
    expect(await row(colleague.id)).toMatchObject({ ended_at: null, ended_by: null });
  });

  test('is its person’s to list, the newest first, and to ask the end of', async () => {
    const cookie = await house.cookie(person);
    house.clock.advance(60_000);
    const second = await open();
    const [ctx, colleague] = [await house.again(cookie), await house.as(await house.person('C111', ['111_agent']))];
    const listed = await write((tx) => sessionRows(tx), ctx);
    expect(listed[0]).toEqual({
      id: second.id,
      device: 'Firefox · Linux',
      method: 'password',
      agency: 'C111',
      openedAt: house.clock.now(),
      lastSeenAt: house.clock.now(),
    });
    expect(listed).toHaveLength(2);
    const own = (of: Ctx) => write((tx) => ownSessionRow(tx, second.id), of);
    expect(await own(ctx)).toEqual({ lastSeenAt: house.clock.now(), expiresAt: second.expiresAt });
    expect([await own(colleague), await own(house.context(anonymous))]).toEqual([undefined, undefined]);
    house.clock.advance(SESSION_LIMITS.idleMs);
    const now = () => house.context(ctx.actor);
    expect(await write((tx) => sessionRows(tx), now())).toEqual([]);
    await write((tx) => touchSession(tx, second.id), platform());
    expect(await write((tx) => sessionRows(tx), now())).toMatchObject([{ id: second.id }]);
    await house.owner.query('update members.session set expires_at = $1 where id = $2', [house.clock.now(), second.id]);
    expect(await write((tx) => sessionRows(tx), now())).toEqual([]);
    await write((tx) => endSessionRows(tx, { id: second.id }, 'test'), platform());
    expect(await own(now())).toBeUndefined();
  });
});

test('a verb of a person ends and changes their own sessions alone, and who has none has nothing to end', async () => {
  const session = await open();
  const [own, colleague] = [await house.as(person), await house.as(await house.person('C111', ['agency_admin']))];
  const before = await row(session.id);
  await write((tx) => updateSession(tx, session.id, { steppedUpUntil: later(1_000) }), colleague);
  for (const which of [{ id: session.id }, { person: person.id }])
    expect(await write((tx) => endSessionRows(tx, which, 'test'), colleague)).toBe(0);
  for (const change of [
    (tx: Tx) => endSessionRows(tx, { id: session.id }, 'test'),
    (tx: Tx) => updateSession(tx, session.id, { purpose: 'protection' }),
  ])
    await expect(write<unknown>(change, house.context(anonymous))).rejects.toThrow('only a person has sessions');
  expect(await row(session.id)).toEqual(before);
  await write((tx) => updateSession(tx, session.id, { purpose: 'protection' }), own);
  expect(await row(session.id)).toMatchObject({ purpose: 'protection' });
  expect(await write((tx) => endSessionRows(tx, { id: session.id }, 'test'), own)).toBe(1);
});

test('people are signed in whose session of the agency is in use, each once', async () => {
  const [ended, resting, elsewhere, out, other] = (await Promise.all(
    Array.from({ length: 5 }, () => house.person('C111', ['111_agent'])),
  )) as [TestPerson, TestPerson, TestPerson, TestPerson, TestPerson];
  await open({ person: resting.id });
  house.clock.advance(SESSION_LIMITS.idleMs - 1);
  await open();
  await open();
  await open({ person: other.id });
  await open({ person: out.id, ms: 1 });
  await open({ person: elsewhere.id, agency: 'MOH' });
  const left = await open({ person: ended.id });
  await write((tx) => endSessionRows(tx, { id: left.id }, 'test'), platform());
  const asked = [person, ended, resting, elsewhere, out].map(({ id }) => id);
  const signedIn = () => write((tx) => peopleSignedIn(tx, 'C111', asked), platform());
  expect((await signedIn()).toSorted()).toEqual([person.id, resting.id, out.id].toSorted());
  house.clock.advance(1);
  expect(await signedIn()).toEqual([person.id]);
  expect(await write((tx) => peopleSignedIn(tx, 'C111', []), platform())).toEqual([]);
});

test('sessions are forgotten that ran out or were ended before the moment, and no others', async () => {
  const [ranOut, ended, running] = [await open({ ms: 1_000 }), await open(), await open()];
  const { rows } = await house.owner.query<{ n: number }>(
    'select count(*)::int as n from members.session where expires_at < $1 or ended_at < $1',
    [house.clock.now()],
  );
  house.clock.advance(1_000);
  await write((tx) => endSessionRows(tx, { id: ended.id }, 'test'), platform());
  const forget = (before: Date) => write((tx) => deleteSessionsBefore(tx, before), platform());
  expect(await forget(house.clock.now())).toBe(rows[0]?.n);
  expect((await row(ranOut.id)).id).toBe(ranOut.id);
  expect(await forget(later(1))).toBe(2);
  expect([await row(ranOut.id), await row(ended.id), (await row(running.id)).id]).toEqual([
    undefined,
    undefined,
    running.id,
  ]);
});
