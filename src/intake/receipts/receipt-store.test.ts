import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { newId, ok, systemActor, type Tx } from '../../kernel/index.ts';
import { fileReport } from '../index.ts';
import { newKey, openIntakeHome } from '../testing.ts';
import {
  addWrongTry,
  deleteEndedRemovalSessions,
  deleteEndedSessions,
  deleteReceipt,
  deleteRemovalSession,
  deleteSession,
  deleteSessions,
  findReceipt,
  findRemovalSession,
  findSession,
  insertRemovalSession,
  insertSession,
  isLinked,
  linkRemoval,
  receiptOf,
  removalsOf,
  takeWrongTries,
  touchRemovalSession,
  touchSession,
  updateReceipt,
} from './receipt-store.ts';

const home = fileFixture(() => openIntakeHome());
async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return must(await home.context(systemActor('test')).transaction(async (tx) => ok(await work(tx)))) as T;
}
async function fileOne() {
  const report = { reporter: { kind: 'child' as const }, narrative: 'Chuyện.' };
  const { locator } = must(await fileReport(home.public(), { report, idempotencyKey: newKey() })).receipt;
  const found = await write((tx) => findReceipt(tx, locator));
  if (!found) throw new Error('no receipt was made');
  return found;
}
const later = (ms: number) => new Date(home.clock.now().getTime() + ms);
let hashes = 0;
const hash = () => {
  hashes += 1;
  return Buffer.alloc(32, hashes);
};
const lasting = (ms: number) => ({
  token_hash: hash(),
  opened_at: home.clock.now(),
  last_used_at: home.clock.now(),
  expires_at: later(ms),
});

test('wrong tries of a locator are counted from the first, and taken out once when their hour is over', async () => {
  const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const from = home.clock.now();
  await write((tx) => addWrongTry(tx, one));
  home.clock.advance(1_000);
  await write(async (tx) => {
    await addWrongTry(tx, one);
    await addWrongTry(tx, one);
    await addWrongTry(tx, other);
  });
  const take = (before: Date) => write((tx) => takeWrongTries(tx, before));
  expect(await take(from)).toEqual([]);
  expect(await take(later(0))).toEqual([3]);
  expect(await take(later(1))).toEqual([1]);
  expect(await take(later(1))).toEqual([]);
});

describe('a receipt', () => {
  test('is found by its locator and by its report, changes in what is named, and goes', async () => {
    const [mine, another] = [await fileOne(), await fileOne()];
    expect(await write((tx) => receiptOf(tx, mine.report_id))).toEqual(mine);
    expect(await write((tx) => findReceipt(tx, 'ZZZZ-0000'))).toBeUndefined();
    expect(await write((tx) => receiptOf(tx, newId()))).toBeUndefined();
    const change = { generation: 2, must_change: true, kept_confirmed_at: later(5) };
    await write((tx) => updateReceipt(tx, mine.id, change));
    expect(await write((tx) => findReceipt(tx, mine.locator))).toEqual({ ...mine, ...change });
    await write((tx) => deleteReceipt(tx, mine.id));
    expect(await write((tx) => findReceipt(tx, mine.locator))).toBeUndefined();
    expect(await write((tx) => findReceipt(tx, another.locator))).toEqual(another);
  });

  test('opens requests to take pictures down, each linked to one report, in their order', async () => {
    const [mine, another] = [await fileOne(), await fileOne()];
    const none = newId();
    const [first, second, third] = [newId(), newId(), newId()].sort() as string[] as [string, string, string];
    await write((tx) => linkRemoval(tx, mine.report_id, third));
    home.clock.advance(1_000);
    await write(async (tx) => {
      await linkRemoval(tx, mine.report_id, second);
      await linkRemoval(tx, mine.report_id, first);
      // It stays with the report that it was linked to first.
      await linkRemoval(tx, another.report_id, first);
    });
    expect(await write((tx) => removalsOf(tx, mine.report_id))).toEqual([third, first, second]);
    expect(await write((tx) => removalsOf(tx, another.report_id))).toEqual([]);
    expect(await write(async (tx) => [await isLinked(tx, first), await isLinked(tx, none)])).toEqual([true, false]);
  });
});

describe('a session', () => {
  const open = async (report: string, ms = 60_000) => {
    const session = { id: newId(), report_id: report, ...lasting(ms) };
    await write((tx) => insertSession(tx, session));
    return session;
  };
  const left = async (...sessions: { token_hash: Buffer }[]) =>
    write(async (tx) => {
      const found: boolean[] = [];
      for (const { token_hash } of sessions) found.push((await findSession(tx, token_hash)) !== undefined);
      return found;
    });

  test('is found by its token’s hash, and says when it was used last', async () => {
    const { report_id } = await fileOne();
    const [session, other] = [await open(report_id), await open(report_id)];
    home.clock.advance(1_000);
    await write((tx) => touchSession(tx, session.id));
    expect(await write((tx) => findSession(tx, session.token_hash))).toEqual({
      ...session,
      last_used_at: home.clock.now(),
    });
    expect(await write((tx) => findSession(tx, other.token_hash))).toEqual(other);
    expect(await write((tx) => findSession(tx, hash()))).toBeUndefined();
    await write((tx) => deleteSession(tx, session.id));
    expect(await left(session, other)).toEqual([false, true]);
  });

  test('of a report ends with all others, or all but one, and which ended is told', async () => {
    const [mine, another] = [await fileOne(), await fileOne()];
    const [first, second, third] = [await open(mine.report_id), await open(mine.report_id), await open(mine.report_id)];
    const foreign = await open(another.report_id);
    const ended = await write((tx) => deleteSessions(tx, mine.report_id, second.id));
    expect(ended.toSorted()).toEqual([first.id, third.id].toSorted());
    expect(await left(first, second, third, foreign)).toEqual([false, true, false, true]);
    expect(await write((tx) => deleteSessions(tx, mine.report_id))).toEqual([second.id]);
    expect(await left(second, foreign)).toEqual([false, true]);
  });

  test('that has run out is swept, so many at a time', async () => {
    await write((tx) => deleteEndedSessions(tx, 1_000));
    const { report_id } = await fileOne();
    const [first, second, running] = [await open(report_id, 10), await open(report_id, 10), await open(report_id, 11)];
    const sweep = (limit: number) => write((tx) => deleteEndedSessions(tx, limit));
    home.clock.advance(10);
    expect(await sweep(9)).toEqual([]);
    home.clock.advance(1);
    const swept = [...(await sweep(1)), ...(await sweep(9))];
    expect(swept).toHaveLength(2);
    expect(swept).toEqual(expect.arrayContaining([first, second].map(({ id }) => ({ id, report_id }))));
    expect(await left(first, second, running)).toEqual([false, false, true]);
  });
});

test('a session of a request alone is found, used, ended and swept as one of a report is', async () => {
  const open = async (ms: number) => {
    const session = { id: newId(), removal_id: newId(), ...lasting(ms) };
    await write((tx) => insertRemovalSession(tx, session));
    return session;
  };
  const find = ({ token_hash }: { token_hash: Buffer }) => write((tx) => findRemovalSession(tx, token_hash));
  const [short, long, gone] = [await open(2_000), await open(2_001), await open(60_000)];
  home.clock.advance(1_000);
  await write((tx) => touchRemovalSession(tx, short.id));
  expect(await find(short)).toEqual({ ...short, last_used_at: home.clock.now() });
  expect(await find(long)).toEqual(long);
  await write((tx) => deleteRemovalSession(tx, gone.id));
  expect(await find(gone)).toBeUndefined();
  home.clock.advance(1_001);
  await write((tx) => deleteEndedRemovalSessions(tx));
  expect([await find(short), await find(long)]).toEqual([undefined, long]);
});
