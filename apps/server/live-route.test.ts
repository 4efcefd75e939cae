import { afterEach, expect, test, vi } from 'vitest';
import { exclude, newId, ok } from '../../src/kernel/index.ts';
import { openTestMembers } from '../../src/members/members.testing.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { liveRoute } from './live-route.ts';

const BEAT = 25_000;
const house = fileFixture(() => openTestMembers());
afterEach(() => vi.useRealTimers());

/** Listens with a cookie. `hear` gives the next piece, or undefined where the stream has ended. */
async function listen(cookie: string) {
  const ctx = await house.again(cookie);
  const request = new Request('http://localhost/api/v1/live', { headers: { cookie } });
  const response = await liveRoute.handle(ctx, request, {});
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  return {
    hear: async () => {
      const { done, value } = await reader.read();
      return done ? undefined : new TextDecoder().decode(value);
    },
    leave: () => reader.cancel(),
  };
}

test('an open stream hears its desk, and nothing any more once its session has ended', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const person = await house.person('C111', [{ role: '111_agent', desk: '111-intake' }]);
  const { hear } = await listen(await house.cookie(person));
  expect(await hear()).toBe('retry: 3000\n\n');
  vi.advanceTimersByTime(BEAT);
  expect(await hear()).toContain('still here');
  const tell = (desk: string) =>
    house.platform.transaction(async (tx) => {
      tx.notify({ topic: 'report.received', id: desk, desk });
      return ok();
    });
  await tell('a05-intake');
  await tell('111-intake');
  expect(await hear()).toBe('event: look\ndata: {"topic":"report.received","id":"111-intake"}\n\n');
  await house.platform.transaction(async (tx) => {
    tx.notify({ topic: 'hash-queue', id: 'others', roles: ['content_analyst'] });
    tx.notify({ topic: 'hash-queue', id: 'own', roles: ['content_analyst', '111_agent'] });
    return ok();
  });
  expect(await hear()).toContain('"id":"own"');
  await house.owner.query('update members.session set ended_at = now() where person = $1', [person.id]);
  vi.advanceTimersByTime(BEAT);
  expect(await hear()).toBeUndefined();
});

test('a role that has ended is heard no longer in a stream that is still open', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const person = await house.person('C111', [{ role: '111_agent', desk: '111-intake' }]);
  const { hear, leave } = await listen(await house.cookie(person));
  await hear();
  await house.owner.query('update members.role_assignment set valid_to = valid_from where person = $1', [person.id]);
  vi.advanceTimersByTime(BEAT);
  expect(await hear()).toContain('still here');
  await house.platform.transaction(async (tx) => {
    tx.notify({ topic: 'report.received', id: 'a', desk: '111-intake' });
    tx.notify({ topic: 'hash-queue', id: 'r', roles: ['111_agent'] });
    tx.notify({ topic: 'notice.posted', id: 'b', person: person.id });
    return ok();
  });
  expect(await hear()).toContain('"id":"b"');
  await leave();
});

test('whoever is kept from a record hears nothing of it from that moment on', async () => {
  const person = await house.person('C111', [{ role: '111_agent', desk: '111-intake' }]);
  const { hear, leave } = await listen(await house.cookie(person));
  await hear();
  const [record, other] = [newId(), newId()];
  await house.platform.transaction(async (tx) => {
    tx.notify({ topic: 'before', id: record, desk: '111-intake' });
    return ok();
  });
  expect(await hear()).toContain('before');
  await house.platform.transaction(async (tx) => {
    const subject = { kind: 'person', value: person.id } as const;
    await exclude(tx, { objectKind: 'case', objectId: record, subject, reason: 'TEST' });
    return ok();
  });
  await house.platform.transaction(async (tx) => {
    tx.notify({ topic: 'of-the-record', id: record, desk: '111-intake' });
    tx.notify({ topic: 'of-a-part', id: newId(), records: [record], person: person.id });
    tx.notify({ topic: 'of-another', id: other, desk: '111-intake' });
    return ok();
  });
  expect(await hear()).toContain('of-another');
  await leave();
});
