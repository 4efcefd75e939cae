import { beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous, type Ctx, createContext, newId } from '../../kernel/index.ts';
import { openTestMembers, PASSWORD, type TestPerson } from '../members.testing.ts';
import { PASSWORDS_AT_ONCE, passwordTurns } from './password.ts';
import { signIn } from './sign-in.ts';

/** How many wrong sign-ins an account and a network have, and whom they keep out. */
const house = fileFixture(() => openTestMembers());
const nobody = () => house.context(anonymous);
const from = (address: string): Ctx =>
  createContext(house.kernel, { actor: anonymous, requestId: newId<'request'>(), language: 'vi', address });
const wrong = (login: string) => ({ login, password: 'mật khẩu đoán mò', code: '000000' });
const right = (person: TestPerson) => ({ login: person.login, password: PASSWORD, code: house.code(person) });

let since = new Date(0);
beforeEach(() => {
  // No attempt of the last test counts.
  house.clock.advance(3_600_001);
  since = house.clock.now();
});

describe('tries on an account', () => {
  test('of others shut nobody out who tries from another network, and whoever tries wrongly waits', async () => {
    const person = await house.person('C111', ['111_agent']);
    for (let n = 0; n < 10; n += 1)
      expect(code(await signIn(from('203.0.113.5'), wrong(person.login)))).toBe('sign-in.not-accepted');
    expect(await signIn(from('203.0.113.5'), right(person))).toMatchObject({
      refusal: { code: 'sign-in.too-many-attempts', facts: { retryAfterSeconds: 900 } },
    });
    // Nor does it help to come without an address that is known.
    expect(code(await signIn(nobody(), right(person)))).toBe('sign-in.too-many-attempts');
    must(await signIn(from('198.51.100.5'), right(person)));
    house.clock.advance(30_000);
    // The owner may mistype, and is then where they were.
    expect(code(await signIn(from('198.51.100.5'), wrong(person.login)))).toBe('sign-in.not-accepted');
    must(await signIn(from('198.51.100.5'), right(person)));
  });

  test('are at most three from each further network, also all at once, for known and unknown accounts alike', async () => {
    const person = await house.person('C111', ['111_agent']);
    for (const login of [person.login, 'khong.ai@don-vi.example']) {
      for (let n = 0; n < 10; n += 1) await signIn(from(`203.0.113.${n}`), wrong(login));
      for (const address of ['198.51.100.1', '198.51.100.2']) {
        const tries = await Promise.all(Array.from({ length: 6 }, () => signIn(from(address), wrong(login))));
        expect(tries.map(code).toSorted()).toEqual([
          ...Array(3).fill('sign-in.not-accepted'),
          ...Array(3).fill('sign-in.too-many-attempts'),
        ]);
      }
    }
    expect(code(await signIn(from('198.51.100.1'), right(person)))).toBe('sign-in.too-many-attempts');
    // One of the ten has two left.
    expect(code(await signIn(from('203.0.113.3'), wrong(person.login)))).toBe('sign-in.not-accepted');
    expect(code(await signIn(from('203.0.113.3'), right(person)))).toBe('accepted');
  });

  test('count for a quarter of an hour each, and the wait that is told is the one there is', async () => {
    const person = await house.person('C111', ['111_agent']);
    const wait = async (address: string) => {
      const tried = await signIn(from(address), wrong(person.login));
      return tried.ok ? undefined : (tried.refusal.facts?.retryAfterSeconds ?? tried.refusal.code);
    };
    // Ten of one network, a minute apart: the first is forgotten first.
    for (let n = 0; n < 10; n += 1) {
      expect(await wait('203.0.113.5')).toBe('sign-in.not-accepted');
      house.clock.advance(60_000);
    }
    expect(await wait('203.0.113.5')).toBe(300);
    house.clock.advance(300_000 - 1);
    expect(await wait('203.0.113.5')).toBe(1);
    house.clock.advance(1);
    expect(await wait('203.0.113.5')).toBe('sign-in.not-accepted');
    expect(await wait('203.0.113.5')).toBe(60);
    // Another network's wait is for the sooner of the account's and its own, and no attempt that was refused counts.
    for (let n = 0; n < 3; n += 1) expect(await wait('198.51.100.5')).toBe('sign-in.not-accepted');
    expect(await wait('198.51.100.5')).toBe(240);
    house.clock.advance(900_000);
    for (let n = 0; n < 10; n += 1) expect(await wait('198.51.100.5')).toBe('sign-in.not-accepted');
    expect(await wait('198.51.100.5')).toBe(900);
  });

  test('that could not be looked at count for no address', async () => {
    const person = await house.person('C111', ['111_agent']);
    const holding = await passwordTurns.take(PASSWORDS_AT_ONCE);
    const waiting = Array.from({ length: 32 }, () => passwordTurns.take(1));
    for (let n = 0; n < 31; n += 1)
      expect(code(await signIn(from('192.0.2.50'), wrong(`khong.ai.${n}@don-vi.example`)))).toBe('sign-in.busy');
    holding?.();
    for (const turn of waiting) (await turn)?.();
    must(await signIn(from('192.0.2.50'), right(person)));
  });

  test('keep no address, and tell not which accounts one network tried', async () => {
    const people = [await house.person('C111', ['111_agent']), await house.person('C111', ['111_agent'])];
    for (const { login } of people) await signIn(from('203.0.113.99'), wrong(login));
    const { rows } = await house.owner.query(
      'select row_to_json(tried)::text as text, network, account from members.sign_in_attempt as tried where at >= $1',
      [since],
    );
    expect(rows.map(({ text }) => /203\.0\.113/.test(text))).toEqual([false, false]);
    expect(new Set(rows.map(({ network }) => network.toString('hex'))).size).toBe(2);
    expect(new Set(rows.map(({ account }) => account.toString('hex'))).size).toBe(2);
    expect(rows.map(({ network }) => network.length)).toEqual([32, 32]);
  });
});
