import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { describe, expect, test, vi } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous, createContext, newId, ok, type PersonActor } from '../../kernel/index.ts';
import { chooseAgency } from '../agencies/choose-agency.ts';
import { membersJobs } from '../jobs.ts';
import { openTestMembers, PASSWORD } from '../members.testing.ts';
import { createPerson } from '../people/create-person.ts';
import { ownAccount } from '../people/own-account.ts';
import { membersCapabilities } from '../policies.ts';
import { beginEnrolment } from './begin-enrolment.ts';
import { changePassword } from './change-password.ts';
import { completeEnrolment } from './complete-enrolment.ts';
import { accountRow, putPassword } from './credential-store.ts';
import { endSession } from './end-session.ts';
import { endSessionsOf } from './end-sessions-of.ts';
import { identify } from './identify.ts';
import { listSessions } from './list-sessions.ts';
import { totpCode, totpStep } from './one-time-code.ts';
import { hashPassword, PASSWORDS_AT_ONCE, passwordTurns } from './password.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { SESSION_LIMITS } from './session.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { stepUp } from './step-up.ts';

const house = fileFixture(() => openTestMembers());
const nobody = () => house.context(anonymous);

describe('sign-in with password and one-time code', () => {
  test('a right pair opens a session whose cookie is the only place of the token', async () => {
    const person = await house.person('C111', ['111_counsellor']);
    const opened = must(
      await signIn(nobody(), {
        login: ` ${person.login.toUpperCase()} `,
        password: PASSWORD,
        code: house.code(person),
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
      }),
    );
    expect(opened.cookie).toBe(`lachan_desk=${opened.token}; Path=/; HttpOnly; SameSite=Strict`);
    const { rows } = await house.owner.query(
      'select row_to_json(session)::text as text, device from members.session where id = $1',
      [opened.session],
    );
    expect(rows[0].text).not.toContain(opened.token);
    expect(rows[0].device).toBe('Firefox · Linux');
    const actor = await identify(house.kernel, `theme=dark; lachan_desk=${opened.token}`, 'desk');
    expect(actor).toMatchObject({
      kind: 'person',
      person: person.id,
      agency: 'C111',
      purpose: 'counselling',
      assignments: [{ role: '111_counsellor', agency: 'C111' }],
    });
    expect(membersCapabilities.can(actor, 'desk.use', house.clock.now())).toBe(true);
    expect(await identify(house.kernel, `lachan_desk=${opened.token}`, 'portal')).toEqual(anonymous);
  });

  test('a code is taken once, also from two requests at the same moment, and the step before it no more', async () => {
    const person = await house.person('C111', ['111_agent']);
    const input = { login: person.login, password: PASSWORD, code: house.code(person) };
    const both = await Promise.all([signIn(nobody(), input), signIn(nobody(), input)]);
    expect(both.map(code).sort()).toEqual(['accepted', 'sign-in.not-accepted']);
    expect(code(await signIn(nobody(), input))).toBe('sign-in.not-accepted');
    expect(code(await signIn(nobody(), { ...input, code: house.code(person, -1) }))).toBe('sign-in.not-accepted');
    expect(code(await signIn(nobody(), { ...input, code: house.code(person, 1) }))).toBe('accepted');
  });

  test('codes one step off are taken, two steps off are not', async () => {
    const person = await house.person('C111', ['111_agent']);
    const input = { login: person.login, password: PASSWORD };
    expect(code(await signIn(nobody(), { ...input, code: house.code(person, -2) }))).toBe('sign-in.not-accepted');
    expect(code(await signIn(nobody(), { ...input, code: house.code(person, 2) }))).toBe('sign-in.not-accepted');
    expect(code(await signIn(nobody(), { ...input, code: house.code(person, -1) }))).toBe('accepted');
  });

  test('a recovery code works once, in the spelling a hand gives it', async () => {
    const person = await house.person('C111', ['111_agent']);
    const typed = (person.recoveryCodes[0] as string)
      .toLowerCase()
      .replace('-', ' ')
      .replaceAll('0', 'o')
      .replaceAll('1', 'l');
    const input = { login: person.login, password: PASSWORD, code: typed };
    expect(code(await signIn(nobody(), input))).toBe('accepted');
    expect(code(await signIn(nobody(), input))).toBe('sign-in.not-accepted');
    const cookie = await house.cookie({ ...person, recoveryCodes: [person.recoveryCodes[1] as string] });
    expect(must(await ownAccount(await house.again(cookie)))).toMatchObject({ recoveryCodesLeft: 8, passkeys: 0 });
    must(await stepUp(await house.again(cookie), { code: house.code(person) }));
    const renewed = must(await renewRecoveryCodes(await house.again(cookie)));
    expect(must(await ownAccount(await house.again(cookie))).recoveryCodesLeft).toBe(10);
    expect(code(await signIn(nobody(), { ...input, code: person.recoveryCodes[2] as string }))).toBe(
      'sign-in.not-accepted',
    );
    expect(code(await signIn(nobody(), { ...input, code: renewed[0] as string }))).toBe('accepted');
  });

  test('nothing in the answer or in the work tells an unknown account from a known one', async () => {
    const person = await house.person('C111', ['111_agent']);
    const closed = await house.person('C111', ['111_agent']);
    await house.owner.query('update members.person set disabled_at = now() where id = $1', [closed.id]);
    const original = crypto.argon2;
    const counted = vi.fn(original);
    crypto.argon2 = counted as unknown as typeof original;
    syncBuiltinESMExports();
    try {
      vi.resetModules();
      const fresh = await import('./sign-in.ts');
      const answers = [];
      for (const input of [
        { login: 'khong.co@don-vi.example', password: PASSWORD, code: '123456' },
        { login: person.login, password: 'sai hoàn toàn rồi', code: house.code(person) },
        { login: person.login, password: PASSWORD, code: '000000' },
        { login: closed.login, password: PASSWORD, code: house.code(closed) },
      ]) {
        counted.mockClear();
        answers.push(await fresh.signIn(nobody(), input));
        expect(counted, `one Argon2id run for ${input.login}`).toHaveBeenCalledTimes(1);
      }
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ ok: false, refusal: { code: 'sign-in.not-accepted' } });
    } finally {
      crypto.argon2 = original;
      syncBuiltinESMExports();
    }
  });

  test('when too many are worked out at once, the next come again in a moment and have used no attempt', async () => {
    const person = await house.person('C111', ['111_agent']);
    const right = () => signIn(nobody(), { login: person.login, password: PASSWORD, code: house.code(person) });
    const holding = await passwordTurns.take(PASSWORDS_AT_ONCE);
    const waiting = Array.from({ length: 32 }, () => passwordTurns.take(1));
    for (let n = 0; n < 12; n += 1)
      expect(await right()).toMatchObject({ refusal: { code: 'sign-in.busy', facts: { retryAfterSeconds: 5 } } });
    holding?.();
    for (const turn of waiting) (await turn)?.();
    expect(code(await right())).toBe('accepted');
  });

  test('an address that signs in wrongly waits, whatever accounts it tries, and no other address does', async () => {
    const person = await house.person('C111', ['111_agent']);
    const from = (address: string) =>
      createContext(house.kernel, { actor: anonymous, requestId: newId<'request'>(), language: 'vi', address });
    const wrong = (n: number) => ({
      login: `khong.ai.${n}@don-vi.example`,
      password: 'mật khẩu đoán mò',
      code: '000000',
    });
    for (let n = 0; n < 30; n += 1)
      expect(code(await signIn(from('203.0.113.5'), wrong(n)))).toBe('sign-in.not-accepted');
    const right = { login: person.login, password: PASSWORD, code: house.code(person) };
    expect(await signIn(from('203.0.113.5'), right)).toMatchObject({
      refusal: { code: 'sign-in.address-waits', facts: { retryAfterSeconds: 1 } },
    });
    expect(code(await signIn(from('198.51.100.5'), right))).toBe('accepted');
    house.clock.advance(60_000);
    expect(code(await signIn(from('203.0.113.5'), { ...right, code: house.code(person) }))).toBe('accepted');
  });

  test('the eleventh attempt in a quarter of an hour is refused, for known and unknown accounts alike, also all at once', async () => {
    const person = await house.person('C111', ['111_agent']);
    for (const login of [person.login, 'khong.ai@don-vi.example']) {
      const tries = await Promise.all(
        Array.from({ length: 12 }, () => signIn(nobody(), { login, password: 'mật khẩu đoán mò', code: '000000' })),
      );
      expect(tries.filter((one) => code(one) === 'sign-in.not-accepted')).toHaveLength(10);
      const last = tries.find((one) => code(one) === 'sign-in.too-many-attempts');
      expect(last).toMatchObject({ refusal: { facts: { retryAfterSeconds: 900 } } });
    }
    expect(code(await signIn(nobody(), { login: person.login, password: PASSWORD, code: house.code(person) }))).toBe(
      'sign-in.too-many-attempts',
    );
    house.clock.advance(15 * 60_000);
    expect(code(await signIn(nobody(), { login: person.login, password: PASSWORD, code: house.code(person) }))).toBe(
      'accepted',
    );
  });

  test('attempts to sign in never use up those of a step-up', async () => {
    const person = await house.person('C111', ['111_supervisor']);
    const cookie = await house.cookie(person);
    for (let at = 0; at < 11; at += 1)
      await signIn(nobody(), { login: `step-up|${person.id}`, password: 'mật khẩu đoán mò', code: '000000' });
    expect(code(await stepUp(await house.again(cookie), { code: house.code(person) }))).toBe('accepted');
  });

  test('a NUL in what was typed is refused, and is no fault of the server', async () => {
    const tried = await signIn(nobody(), { login: 'a\0b@don-vi.example', password: 'x\0', code: '\0' });
    expect(code(tried)).toBe('request.invalid');
  });

  test('a hash with old parameters is replaced at the next sign-in', async () => {
    const person = await house.person('C111', ['111_agent']);
    const weak = await hashPassword(house.kernel.vault, PASSWORD, { memoryKib: 8_192, passes: 1, parallelism: 1 });
    must(await house.platform.transaction(async (tx) => ok(await putPassword(tx, person.id, weak))));
    await house.cookie(person);
    const account = must(
      await house.platform.transaction(async (tx) => ok(await accountRow(tx, { person: person.id }))),
    );
    expect(account?.password).toMatchObject({ memoryKib: 19_456, passes: 2, parallelism: 1 });
    await house.cookie(person);
  });
});

describe('invitation and enrolment', () => {
  test('a new person sets password and codes once; the invitation is then used up', async () => {
    const admin = await house.as(await house.person('C111', ['agency_admin']));
    const { invitation, person } = must(
      await createPerson(admin, { login: 'Moi@Don-Vi.example', name: 'Người Mẫu Mới', agency: 'C111' }),
    );
    const first = must(await beginEnrolment(nobody(), { invitation }));
    expect(must(await beginEnrolment(nobody(), { invitation })).totpSecret).toBe(first.totpSecret);
    expect(first.totpUri).toMatch(/^otpauth:\/\/totp\//);
    const good = {
      invitation,
      password: 'trời xanh mây trắng',
      code: totpCode(first.totpSecret, totpStep(house.clock.now())),
    };
    expect(code(await completeEnrolment(nobody(), { ...good, password: 'ngắn quá' }))).toBe('password.too-weak');
    expect(code(await completeEnrolment(nobody(), { ...good, code: '000000' }))).toBe('sign-in.code-wrong');
    const { recoveryCodes } = must(await completeEnrolment(nobody(), good));
    expect(recoveryCodes).toHaveLength(10);
    expect(code(await completeEnrolment(nobody(), good))).toBe('invitation.not-valid');
    expect(code(await beginEnrolment(nobody(), { invitation }))).toBe('invitation.not-valid');
    expect(code(await beginEnrolment(nobody(), { invitation: 'x'.repeat(43) }))).toBe('invitation.not-valid');
    const signedIn = must(
      await signIn(nobody(), { login: person.login, password: good.password, code: recoveryCodes[0] as string }),
    );
    // Without a role the desk stays closed.
    const actor = await identify(house.kernel, `lachan_desk=${signedIn.token}`, 'desk');
    expect(actor).toMatchObject({ kind: 'person', assignments: [] });
    expect(membersCapabilities.can(actor, 'desk.use', house.clock.now())).toBe(false);
    const stored = await house.owner.query('select sealed_secret from members.totp where person = $1', [person.id]);
    expect(stored.rows[0].sealed_secret.includes(Buffer.from(first.totpSecret))).toBe(false);
  });

  test('an invitation of four days ago is refused', async () => {
    const admin = await house.as(await house.person('C111', ['agency_admin']));
    const { invitation } = must(
      await createPerson(admin, { login: 'cham@don-vi.example', name: 'Người Mẫu Chậm', agency: 'C111' }),
    );
    house.clock.advance(73 * 3_600_000);
    expect(code(await beginEnrolment(nobody(), { invitation }))).toBe('invitation.not-valid');
  });
});

describe('sessions', () => {
  test('an expired, ended, forged, doubled or misplaced token is nobody', async () => {
    const person = await house.person('C111', ['111_agent']);
    const cookie = await house.cookie(person);
    expect((await house.again(cookie)).actor.kind).toBe('person');
    const token = cookie.split('=')[1] as string;
    const flipped = `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`;
    for (const wrong of [
      undefined,
      '',
      'lachan_desk=',
      `lachan_desk=${flipped}`,
      `lachan_desk=${'A'.repeat(43)}`,
      `lachan_desk=${token}'--`,
      `other=${token}`,
      `__Host-lachan=${token}`,
      `${cookie}; ${cookie}`,
    ]) {
      expect(await identify(house.kernel, wrong, 'desk'), String(wrong)).toEqual(anonymous);
    }
    // What a thief of the database has is the hash, and the hash opens nothing.
    const { rows } = await house.owner.query('select token_hash from members.session where person = $1', [person.id]);
    expect(await identify(house.kernel, `lachan_desk=${rows[0].token_hash.toString('base64url')}`, 'desk')).toEqual(
      anonymous,
    );
    await signOut(await house.again(cookie));
    expect((await house.again(cookie)).actor).toEqual(anonymous);
  });

  test('a page that only stays open does not keep it alive', async () => {
    const cookie = await house.cookie(await house.person('C111', ['111_counsellor']));
    for (let minutes = 0; minutes < 14; minutes += 2) {
      house.clock.advance(2 * 60_000);
      expect((await identify(house.kernel, cookie, 'desk', { counts: false })).kind).toBe('person');
    }
    house.clock.advance(60_000);
    expect(await identify(house.kernel, cookie, 'desk', { counts: false })).toEqual(anonymous);
  });

  test('fifteen idle minutes end it; work keeps it, but never beyond ten hours; it is touched at most once a minute', async () => {
    const person = await house.person('C111', ['111_agent']);
    const idle = await house.cookie(person);
    house.clock.advance(SESSION_LIMITS.idleMs);
    expect((await house.again(idle)).actor).toEqual(anonymous);

    const busy = await house.cookie(person);
    const seen = async () =>
      (
        await house.owner.query(
          'select last_seen_at from members.session where person = $1 order by opened_at desc limit 1',
          [person.id],
        )
      ).rows[0].last_seen_at.getTime();
    const before = await seen();
    house.clock.advance(59_000);
    await house.again(busy);
    expect(await seen()).toBe(before);
    house.clock.advance(1_000);
    await house.again(busy);
    expect(await seen()).toBe(before + 60_000);
    for (let minutes = 1; minutes < 10 * 60 - 10; minutes += 10) {
      house.clock.advance(10 * 60_000);
      expect((await house.again(busy)).actor.kind).toBe('person');
    }
    house.clock.advance(10 * 60_000);
    expect((await house.again(busy)).actor).toEqual(anonymous);
  });

  test('a role that ended a second ago gives nothing in a session that is still open', async () => {
    const end = new Date(house.clock.now().getTime() + 60_000);
    const person = await house.person('C111', ['111_agent', { role: '111_supervisor', validTo: end }]);
    const cookie = await house.cookie(person);
    const roles = async () => ((await house.again(cookie)).actor as PersonActor).assignments.map((held) => held.role);
    house.clock.advance(59_999);
    expect(await roles()).toEqual(['111_agent', '111_supervisor']);
    house.clock.advance(1);
    expect(await roles()).toEqual(['111_agent']);
    house.clock.advance(1_000);
    expect(await roles()).toEqual(['111_agent']);
  });

  test('each sees and ends the own sessions; an administrator ends those of the own agency unseen', async () => {
    const person = await house.person('C111', ['111_agent']);
    const [first, second, third] = [await house.cookie(person), await house.cookie(person), await house.cookie(person)];
    const ctx = await house.again(third);
    const sessions = must(await listSessions(ctx));
    expect(sessions.map((session) => session.current).filter(Boolean)).toHaveLength(1);
    expect(sessions).toHaveLength(3);
    const other = await house.as(await house.person('C111', ['111_agent']));
    expect(code(await endSession(other, { session: sessions[0]?.id as string }))).toBe('session.unknown');
    expect(code(await endSessionsOf(other, { person: person.id }))).toBe('members.not-your-agency');
    expect(must(await endSession(ctx, { others: true }))).toBe(2);
    expect([
      (await house.again(first)).actor.kind,
      (await house.again(second)).actor.kind,
      (await house.again(third)).actor.kind,
    ]).toEqual(['anonymous', 'anonymous', 'person']);

    const elsewhere = await house.as(await house.person('MPS-A05', ['agency_admin']));
    expect(code(await endSessionsOf(elsewhere, { person: person.id }))).toBe('person.unknown');
    const admin = await house.as(await house.person('C111', ['agency_admin']));
    expect(must(await endSessionsOf(admin, { person: person.id }))).toBe(1);
    expect((await house.again(third)).actor).toEqual(anonymous);
  });

  test('a step-up needs a fresh code, lasts five minutes, and a new password ends the other sessions', async () => {
    const person = await house.person('C111', ['111_supervisor']);
    const [other, cookie] = [await house.cookie(person), await house.cookie(person)];
    expect(
      code(await changePassword(await house.again(cookie), { present: PASSWORD, password: 'nắng vàng trên đồng' })),
    ).toBe('access.step-up-needed');
    const now = house.code(person);
    expect(code(await stepUp(await house.again(cookie), { code: '000000' }))).toBe('sign-in.code-wrong');
    const until = must(await stepUp(await house.again(cookie), { code: now }));
    expect(until.getTime()).toBe(house.clock.now().getTime() + 5 * 60_000);
    expect(code(await stepUp(await house.again(cookie), { code: now }))).toBe('sign-in.code-wrong');
    for (const present of [undefined, '', 'không phải câu này'])
      expect(
        code(
          await changePassword(await house.again(cookie), {
            ...(present === undefined ? {} : { present }),
            password: 'nắng vàng trên đồng',
          }),
        ),
      ).toBe('password.present-wrong');
    for (const common of ['matkhau123456', 'Mật khẩu 2026!', 'Vietnam@123456', 'Admin1234567', 'qwertyuiop123'])
      expect([
        common,
        code(await changePassword(await house.again(cookie), { present: PASSWORD, password: common })),
      ]).toEqual([common, 'password.too-weak']);
    expect(
      code(await changePassword(await house.again(cookie), { present: PASSWORD, password: 'nắng vàng trên đồng' })),
    ).toBe('accepted');
    expect((await house.again(other)).actor).toEqual(anonymous);
    house.clock.advance(5 * 60_000);
    expect(
      code(
        await changePassword(await house.again(cookie), {
          present: 'nắng vàng trên đồng',
          password: 'mưa rào trên phố',
        }),
      ),
    ).toBe('access.step-up-needed');
  });

  test('roles at two agencies are never held in one session', async () => {
    const person = await house.person('C111', ['111_agent', { role: 'dpo', agency: 'MOH' }]);
    const cookie = await house.cookie(person);
    const roles = async () => ((await house.again(cookie)).actor as PersonActor).assignments.map((held) => held.role);
    expect(await roles()).toEqual(['111_agent']);
    expect(code(await chooseAgency(await house.again(cookie), { agency: 'MPS-A05' }))).toBe('session.no-role-there');
    must(await chooseAgency(await house.again(cookie), { agency: 'MOH' }));
    expect(await roles()).toEqual(['dpo']);
  });

  test('old sessions are forgotten, running ones are not', async () => {
    const person = await house.person('C111', ['111_agent']);
    await house.cookie(person);
    house.clock.advance(91 * 86_400_000);
    const cookie = await house.cookie(person);
    const forget = membersJobs.find((job) => job.name === 'members.forget-old-sessions');
    await forget?.run(house.context({ kind: 'system', job: 'test' }), {});
    const { rows } = await house.owner.query('select count(*)::int as count from members.session where person = $1', [
      person.id,
    ]);
    expect(rows[0].count).toBe(1);
    expect((await house.again(cookie)).actor.kind).toBe('person');
  });

  test('sign-ins, also refused ones, are in the audit, and no login or code is', async () => {
    const person = await house.person('C111', ['111_agent']);
    await house.cookie(person);
    await signIn(nobody(), { login: person.login, password: 'sai mật khẩu rồi', code: '123456' });
    const { rows } = await house.owner.query(
      "select outcome, body from kernel.audit_entry where action = 'session.open' and object_id = $1 order by sequence",
      [person.id],
    );
    expect(rows.map((row) => row.outcome)).toEqual(['allowed', 'refused']);
    const everything = await house.owner.query('select string_agg(body, $1) as text from kernel.audit_entry', ['\n']);
    expect(everything.rows[0].text).not.toMatch(/@|123456/);
    expect(house.log.join('\n')).not.toMatch(/don-vi\.example|mật khẩu/);
  });
});
