import { beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous, newId, type PersonActor } from '../../kernel/index.ts';
import { openTestMembers, PASSWORD, type TestPerson } from '../members.testing.ts';
import { changePassword } from './change-password.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { listSessions } from './list-sessions.ts';
import { orBusy } from './or-busy.ts';
import { hashPassword, isAcceptablePassword, needsRehash, PASSWORD_PARAMETERS, verifyPassword } from './password.ts';
import { SESSION_LIMITS } from './session.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { stepUp } from './step-up.ts';

/** What signing in, proving oneself again and leaving write down. */
const house = fileFixture(() => openTestMembers());
const nobody = () => house.context(anonymous);

let since = new Date(0);
beforeEach(() => {
  // No attempt of the last test counts.
  house.clock.advance(3_600_001);
  since = house.clock.now();
});

async function audited(where: string, ...values: unknown[]) {
  const { rows } = await house.owner.query<Record<string, unknown>>(
    `select organisation, actor_kind as by, action, outcome, object_kind as kind, object_id as object, body::jsonb -> 'codes' as codes
     from kernel.audit_entry where at >= $1 and ${where} order by at, sequence`,
    [since, ...values],
  );
  return rows;
}
const attempts = async () =>
  Number(
    (await house.owner.query('select count(*)::int as n from members.sign_in_attempt where at >= $1', [since])).rows[0]
      .n,
  );
const wrong = (login: string) => ({ login, password: 'mật khẩu đoán mò', code: '000000' });
const right = (person: TestPerson) => ({ login: person.login, password: PASSWORD, code: house.code(person) });
const sessionOf = async (cookie: string) => ((await house.again(cookie)).actor as PersonActor).session;
const ended = async (session: string) =>
  (await house.owner.query('select ended_at, ended_by from members.session where id = $1', [session])).rows[0];

describe('signing in', () => {
  test('is in the audit of the person’s agency; refused, of the account that was named, and of the platform where there is none', async () => {
    const person = await house.person('C111', ['111_agent']);
    const opened = must(await signIn(nobody(), right(person)));
    await signIn(nobody(), wrong(person.login));
    await signIn(nobody(), wrong('khong.co@don-vi.example'));
    const entry = { by: 'system', action: 'session.open', outcome: 'allowed' };
    const own = { organisation: 'C111', kind: 'person', object: person.id };
    expect(await audited("action = 'session.open'")).toEqual([
      { ...entry, ...own, codes: { method: 'password', session: opened.session } },
      { ...entry, ...own, outcome: 'refused', codes: {} },
      { ...entry, organisation: 'PLATFORM', kind: null, object: null, outcome: 'refused', codes: {} },
    ]);
  });

  test('that was right uses up no attempt, whichever code it was; one that was wrong uses up one', async () => {
    const person = await house.person('C111', ['111_agent']);
    const before = await attempts();
    must(await signIn(nobody(), right(person)));
    must(await signIn(nobody(), { ...right(person), code: person.recoveryCodes[0] as string }));
    expect(await attempts()).toBe(before);
    await signIn(nobody(), wrong(person.login));
    // A code that was used is wrong, with the right password too.
    await signIn(nobody(), { ...right(person), code: person.recoveryCodes[0] as string });
    expect(await attempts()).toBe(before + 2);
  });

  test('reads the code with blanks, and neither a code without a password nor a password without a code is enough', async () => {
    const person = await house.person('C111', ['111_agent']);
    const spaced = house.code(person).replace(/^(...)/, ' $1 ');
    must(await signIn(nobody(), { ...right(person), code: `${spaced} ` }));
    house.clock.advance(30_000);
    await house.owner.query('delete from members.password where person = $1', [person.id]);
    expect(code(await signIn(nobody(), right(person)))).toBe('sign-in.not-accepted');
    const other = await house.person('C111', ['111_agent']);
    await house.owner.query('delete from members.totp where person = $1', [other.id]);
    expect(code(await signIn(nobody(), { ...right(other), code: '000000' }))).toBe('sign-in.not-accepted');
    // Recovery codes stand by themselves.
    must(await signIn(nobody(), { ...right(other), code: other.recoveryCodes[0] as string }));
  });

  test('lasts ten hours, tells the device, and names the agencies', async () => {
    const person = await house.person('C111', ['111_agent']);
    const opened = must(await signIn(nobody(), right(person)));
    expect(opened.expiresAt.getTime()).toBe(house.clock.now().getTime() + SESSION_LIMITS.absoluteMs);
    expect(opened).toMatchObject({ person: { id: person.id }, agency: 'C111', agencies: ['C111'] });
    const { rows } = await house.owner.query(
      'select opened_at, last_seen_at, expires_at, stepped_up_until, method, device from members.session where id = $1',
      [opened.session],
    );
    expect(rows[0]).toEqual({
      opened_at: house.clock.now(),
      last_seen_at: house.clock.now(),
      expires_at: opened.expiresAt,
      stepped_up_until: null,
      method: 'password',
      device: '?',
    });
  });
});

describe('proving oneself again', () => {
  test('is in the audit, opens five minutes of this session alone, and uses up no attempt', async () => {
    const person = await house.person('C111', ['111_supervisor']);
    const [cookie, other] = [await house.cookie(person), await house.cookie(person)];
    const session = await sessionOf(cookie);
    const before = await attempts();
    const spaced = house.code(person).replace(/^(...)/, '$1 ');
    const until = must(await stepUp(await house.again(cookie), { code: spaced }));
    expect(until.getTime()).toBe(house.clock.now().getTime() + SESSION_LIMITS.stepUpMs);
    expect(((await house.again(cookie)).actor as PersonActor).steppedUpUntil).toEqual(until);
    expect((await house.again(other)).actor).not.toHaveProperty('steppedUpUntil');
    expect(await attempts()).toBe(before);
    expect(await audited("action = 'session.step-up'")).toEqual([
      {
        organisation: 'C111',
        by: 'person',
        action: 'session.step-up',
        outcome: 'allowed',
        kind: 'session',
        object: session,
        codes: {},
      },
    ]);
  });

  test('wrongly is in the audit too, and has ten tries in a quarter of an hour wherever from', async () => {
    const person = await house.person('C111', ['111_supervisor']);
    const cookie = await house.cookie(person);
    const ctx = await house.again(cookie);
    for (let n = 0; n < 10; n += 1)
      expect(await stepUp({ ...ctx, address: `203.0.113.${n}` }, { code: '000000' })).toMatchObject({
        refusal: { code: 'sign-in.code-wrong', field: 'code' },
      });
    expect(await stepUp({ ...ctx, address: '198.51.100.1' }, { code: house.code(person) })).toMatchObject({
      refusal: { code: 'sign-in.too-many-attempts', facts: { retryAfterSeconds: 900 } },
    });
    expect(await audited("action = 'session.step-up'")).toEqual(
      Array(10).fill(
        expect.objectContaining({ outcome: 'refused', kind: 'session', object: (ctx.actor as PersonActor).session }),
      ),
    );
    expect((await house.again(cookie)).actor).not.toHaveProperty('steppedUpUntil');
  });

  test('is for people who have a code', async () => {
    expect(code(await stepUp(nobody(), { code: '000000' }))).toBe('members.not-permitted');
    const person = await house.person('C111', ['111_supervisor']);
    const ctx = await house.as(person);
    await house.owner.query('delete from members.totp where person = $1', [person.id]);
    expect(await stepUp(ctx, { code: '000000' })).toMatchObject({
      refusal: { code: 'sign-in.code-wrong', field: 'code' },
    });
  });
});

describe('another password', () => {
  const NEW = 'nắng vàng trên đồng';
  const proved = async (person: TestPerson) => {
    const cookie = await house.cookie(person);
    must(await stepUp(await house.again(cookie), { code: house.code(person) }));
    return cookie;
  };

  test('needs the present one, is in the audit, ends the other sessions, and uses up no attempt', async () => {
    const person = await house.person('C111', ['111_supervisor']);
    const other = await house.cookie(person);
    const otherSession = await sessionOf(other);
    const cookie = await proved(person);
    const before = await attempts();
    must(await changePassword(await house.again(cookie), { present: PASSWORD, password: NEW }));
    expect(await attempts()).toBe(before);
    expect((await house.again(cookie)).actor.kind).toBe('person');
    expect(await ended(otherSession)).toEqual({ ended_at: house.clock.now(), ended_by: 'password-changed' });
    expect(await changePassword(await house.again(cookie), { present: PASSWORD, password: NEW })).toMatchObject({
      refusal: { code: 'password.present-wrong', field: 'present' },
    });
    expect(await attempts()).toBe(before + 1);
    expect(
      await changePassword(await house.again(cookie), {
        present: NEW,
        password: `${person.login.split('@')[0]} và trời`,
      }),
    ).toMatchObject({ refusal: { code: 'password.too-weak', field: 'password' } });
    const entry = { organisation: 'C111', by: 'person', action: 'password.change', kind: 'person', codes: {} };
    expect(await audited("action = 'password.change'")).toEqual([
      { ...entry, outcome: 'allowed', object: person.id },
      { ...entry, outcome: 'refused', object: person.id },
    ]);
    house.clock.advance(30_000);
    expect(code(await signIn(nobody(), right(person)))).toBe('sign-in.not-accepted');
    must(await signIn(nobody(), { ...right(person), password: NEW }));
  });

  test('needs a fresh proof, and the present one where there is one', async () => {
    const person = await house.person('C111', ['111_supervisor']);
    const cookie = await house.cookie(person);
    const change = async (present?: string) =>
      changePassword(await house.again(cookie), { password: NEW, ...(present === undefined ? {} : { present }) });
    expect(code(await change(PASSWORD))).toBe('access.step-up-needed');
    must(await stepUp(await house.again(cookie), { code: house.code(person) }));
    expect(code(await change())).toBe('password.present-wrong');
    must(await change(PASSWORD));
  });

  test('has ten tries for the present one', async () => {
    const person = await house.person('C111', ['111_supervisor']);
    const ctx = await house.again(await proved(person));
    for (let n = 0; n < 10; n += 1)
      expect(code(await changePassword(ctx, { present: 'không phải', password: NEW }))).toBe('password.present-wrong');
    expect(code(await changePassword(ctx, { present: PASSWORD, password: NEW }))).toBe('sign-in.too-many-attempts');
  });

  test('is set without one where there was none, and by people alone', async () => {
    const person = await house.person('C111', ['111_supervisor']);
    const cookie = await proved(person);
    await house.owner.query('delete from members.password where person = $1', [person.id]);
    must(await changePassword(await house.again(cookie), { password: NEW }));
    house.clock.advance(30_000);
    must(await signIn(nobody(), { ...right(person), password: NEW }));
    expect(code(await changePassword(nobody(), { password: NEW }))).toBe('members.not-permitted');
    const ctx = await house.again(cookie);
    await house.owner.query('update members.person set disabled_at = now() where id = $1', [person.id]);
    expect(code(await changePassword(ctx, { present: NEW, password: PASSWORD }))).toBe('members.not-permitted');
  });
});

describe('leaving', () => {
  test('ends this session alone, says so in the audit, and is no fault for who is nobody', async () => {
    const person = await house.person('C111', ['111_agent']);
    const [cookie, other] = [await house.cookie(person), await house.cookie(person)];
    const session = await sessionOf(cookie);
    must(await signOut(await house.again(cookie)));
    expect(await ended(session)).toEqual({ ended_at: house.clock.now(), ended_by: 'signed-out' });
    expect((await house.again(other)).actor.kind).toBe('person');
    expect(await audited("action = 'session.end'")).toMatchObject([
      { outcome: 'allowed', organisation: 'C111', kind: 'session', object: session },
    ]);
    must(await signOut(nobody()));
    expect(await audited("action = 'session.end'")).toHaveLength(1);
  });

  test('for somebody else is for administrators of their agency, and in its audit either way', async () => {
    const person = await house.person('C111', ['111_agent']);
    const sessions = [await sessionOf(await house.cookie(person)), await sessionOf(await house.cookie(person))];
    const colleague = await house.as(await house.person('C111', ['111_agent']));
    expect(code(await endSessionsOf(colleague, { person: person.id }))).toBe('members.not-your-agency');
    for (const none of ['', 'x', newId<'person'>()])
      expect(await endSessionsOf(colleague, { person: none })).toMatchObject({
        refusal: { code: 'person.unknown', field: 'person' },
      });
    const admin = await house.as(await house.person('C111', ['agency_admin']));
    expect(must(await endSessionsOf(admin, { person: person.id }))).toBe(2);
    expect(must(await endSessionsOf(admin, { person: person.id }))).toBe(0);
    for (const session of sessions)
      expect(await ended(session)).toEqual({ ended_at: house.clock.now(), ended_by: 'ended-by-administrator' });
    expect((await house.again(await house.cookie(person))).actor.kind).toBe('person');
    const entry = { action: 'session.end-others', organisation: 'C111', by: 'person', kind: 'person', codes: {} };
    expect(await audited("action = 'session.end-others'")).toEqual([
      { ...entry, outcome: 'refused', object: person.id },
      { ...entry, outcome: 'allowed', object: person.id },
      { ...entry, outcome: 'allowed', object: person.id },
    ]);
  });

  test('is not needed where it ran out: the list has those that still run, the newest first', async () => {
    const person = await house.person('C111', ['111_agent']);
    await house.cookie(person);
    house.clock.advance(SESSION_LIMITS.idleMs - 1);
    const second = await sessionOf(await house.cookie(person));
    house.clock.advance(1);
    const cookie = await house.cookie(person);
    const listed = must(await listSessions(await house.again(cookie)));
    expect(listed.map(({ id, current }) => [id, current])).toEqual([
      [await sessionOf(cookie), true],
      [second, false],
    ]);
    expect(listed[0]).toMatchObject({ device: '?', method: 'recovery-code', agency: 'C111' });
    expect(code(await listSessions(nobody()))).toBe('accepted');
    expect(must(await listSessions(nobody()))).toEqual([]);
  });
});

describe('a password', () => {
  test('that could not be worked out for another reason is no busy moment', async () => {
    const broken = () => Promise.reject(new Error('the vault is away'));
    await expect(orBusy(broken)).rejects.toThrow('the vault is away');
  });

  test.each([
    ['trời xanh mây trắng', 'a@b.example', true],
    ['twelve chars', 'a@b.example', true],
    ['eleven char', 'a@b.example', false],
    // Counted in characters and not in what they are written with.
    ['😀😁😂🤣😃😄😅😆😉😊😋😎', 'a@b.example', true],
    ['😀😁😂🤣😃😄😅😆😉😊😋', 'a@b.example', false],
    [`abcde${'f'.repeat(195)}`, 'a@b.example', true],
    [`abcde${'f'.repeat(196)}`, 'a@b.example', false],
    ['abcdabcdabcd', 'a@b.example', false],
    ['abcdeabcdeab', 'a@b.example', true],
    ['ánh trăng của lan.anh đó', 'lan.anh@b.example', false],
    ['Ánh Trăng Của LAN.ANH đó', 'lan.anh@b.example', false],
    ['ánh trăng của lan đó', 'lan@b.example', true],
    ['ánh trăng của lana đó', 'lana@b.example', false],
    ['ánh trăng rằm tháng tám', '', true],
    ['matkhau123456', 'a@b.example', false],
    ['Mật khẩu 2026!', 'a@b.example', false],
    ['matkhaumatkhau abcde', 'a@b.example', false],
    ['matkhau của cây bàng', 'a@b.example', true],
    ['2468013579!@#', 'a@b.example', true],
    // Six letters of one's own are enough beside a common word, and the longest word is taken out first.
    ['saigon mưa rơi', 'a@b.example', true],
    ['saigon mưa rơ1', 'a@b.example', false],
    ['administratoradmin', 'a@b.example', false],
  ])('"%s" for %s: %s', (password, login, acceptable) => {
    expect(isAcceptablePassword(password, login)).toBe(acceptable);
  });

  test('is kept as Argon2id with 19 MiB, two passes and one lane, its own salt and the vault’s pepper', async () => {
    const { vault } = house.kernel;
    expect(PASSWORD_PARAMETERS).toEqual({ memoryKib: 19_456, passes: 2, parallelism: 1 });
    const one = await hashPassword(vault, PASSWORD);
    const again = await hashPassword(vault, PASSWORD);
    expect([one.hash.length, one.salt.length, one.salt.equals(again.salt), one.hash.equals(again.hash)]).toEqual([
      32,
      16,
      false,
      false,
    ]);
    expect(await verifyPassword(vault, one, PASSWORD)).toBe(true);
    expect(await verifyPassword(vault, one, PASSWORD.normalize('NFD'))).toBe(true);
    expect(await verifyPassword(vault, one, `${PASSWORD} `)).toBe(false);
    expect(await verifyPassword({ ...vault, derive: async () => Buffer.alloc(32) }, one, PASSWORD)).toBe(false);
    expect(await verifyPassword(vault, undefined, PASSWORD)).toBe(false);
    const longest = await hashPassword(vault, 'a'.repeat(200));
    expect(await verifyPassword(vault, longest, 'a'.repeat(5_000))).toBe(true);
    expect(await verifyPassword(vault, longest, 'a'.repeat(199))).toBe(false);
    expect(needsRehash(one)).toBe(false);
    for (const weaker of [{ memoryKib: 8_192 }, { passes: 1 }, { parallelism: 2 }])
      expect([weaker, needsRehash({ ...one, ...weaker })]).toEqual([weaker, true]);
  });
});
