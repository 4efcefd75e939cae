import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous, type Ctx } from '../../kernel/index.ts';
import { openTestMembers, type TestPerson } from '../members.testing.ts';
import { TestAuthenticator } from './authenticator.testing.ts';
import { beginEnrolment } from './begin-enrolment.ts';
import { beginPasskeyRegistration } from './begin-passkey-registration.ts';
import { beginPasskeySignIn } from './begin-passkey-sign-in.ts';
import { completeEnrolment } from './complete-enrolment.ts';
import { completePasskeyRegistration } from './complete-passkey-registration.ts';
import { completePasskeySignIn } from './complete-passkey-sign-in.ts';
import { identify } from './identify.ts';
import { listPasskeys } from './list-passkeys.ts';
import { totpCode, totpStep } from './one-time-code.ts';
import { relyingParty } from './passkey.ts';
import { removePasskey } from './remove-passkey.ts';
import { resetSignIn } from './reset-sign-in.ts';
import { stepUp } from './step-up.ts';
import { stepUpWithPasskey } from './step-up-with-passkey.ts';

const house = fileFixture(() => openTestMembers({ DESK_HOSTS: 'desk.example', PUBLIC_PROTOCOL: 'https' }));
const nobody = () => house.context(anonymous);
const host = 'localhost:3001';
const origin = 'https://localhost:3001';

/** Registers a passkey for a person. @returns the authenticator and the session's cookie */
async function register(person: TestPerson): Promise<{ device: TestAuthenticator; cookie: string }> {
  const cookie = await house.cookie(person);
  must(await stepUp(await house.again(cookie), { code: house.code(person) }));
  const ctx = await house.again(cookie);
  const device = new TestAuthenticator();
  const begun = must(await beginPasskeyRegistration(ctx, { host }));
  must(
    await completePasskeyRegistration(ctx, {
      host,
      token: begun.token,
      response: device.create(begun.options, origin),
      label: 'Điện thoại cơ quan',
    }),
  );
  return { device, cookie };
}

async function answer(
  ctx: Ctx,
  device: TestAuthenticator,
  changed: { origin?: string; verified?: boolean; token?: string } = {},
) {
  const begun = must(await beginPasskeySignIn(ctx, { host }));
  return {
    host,
    token: changed.token ?? begun.token,
    response: device.get(begun.options, changed.origin ?? origin, changed.verified),
  };
}

describe('passkeys', () => {
  test('sign the person in without a login, once per challenge', async () => {
    const person = await house.person('C111', ['111_supervisor']);
    const { device } = await register(person);
    const given = await answer(nobody(), device);
    const opened = must(await completePasskeySignIn(nobody(), given));
    expect(await identify(house.kernel, opened.cookie.split(';')[0], 'desk')).toMatchObject({ person: person.id });
    expect(code(await completePasskeySignIn(nobody(), given))).toBe('passkey.not-accepted');
  });

  test('are refused from another origin, without PIN or finger, with another’s challenge, with a counter gone back, after ten minutes', async () => {
    const person = await house.person('C111', ['111_supervisor']);
    const { device } = await register(person);
    expect(
      code(await completePasskeySignIn(nobody(), await answer(nobody(), device, { origin: 'https://localhost:3999' }))),
    ).toBe('passkey.not-accepted');
    expect(code(await completePasskeySignIn(nobody(), await answer(nobody(), device, { verified: false })))).toBe(
      'passkey.not-accepted',
    );
    const other = must(await beginPasskeySignIn(nobody(), { host }));
    expect(code(await completePasskeySignIn(nobody(), await answer(nobody(), device, { token: other.token })))).toBe(
      'passkey.not-accepted',
    );
    expect(code(await completePasskeySignIn(nobody(), await answer(nobody(), new TestAuthenticator())))).toBe(
      'passkey.not-accepted',
    );
    expect(code(await completePasskeySignIn(nobody(), await answer(nobody(), device)))).toBe('accepted');
    device.rewind();
    expect(code(await completePasskeySignIn(nobody(), await answer(nobody(), device)))).toBe('passkey.not-accepted');
    const { device: slow } = await register(await house.person('C111', ['111_supervisor']));
    const late = await answer(nobody(), slow);
    house.clock.advance(10 * 60_000);
    expect(code(await completePasskeySignIn(nobody(), late))).toBe('passkey.not-accepted');
  });

  test('of a closed account and a removed one open nothing', async () => {
    const person = await house.person('C111', ['111_supervisor']);
    const { device, cookie } = await register(person);
    const ctx = await house.again(cookie);
    const [key] = must(await listPasskeys(ctx));
    const stranger = await house.as(await house.person('C111', ['111_agent']));
    expect(must(await listPasskeys(stranger))).toEqual([]);
    expect(code(await removePasskey(stranger, { passkey: key?.id as string }))).toBe('passkey.unknown');
    await house.owner.query('update members.person set disabled_at = now() where id = $1', [person.id]);
    expect(code(await completePasskeySignIn(nobody(), await answer(nobody(), device)))).toBe('passkey.not-accepted');
    await house.owner.query('update members.person set disabled_at = null where id = $1', [person.id]);
    must(await removePasskey(ctx, { passkey: key?.id as string }));
    expect(code(await completePasskeySignIn(nobody(), await answer(nobody(), device)))).toBe('passkey.not-accepted');
  });

  test('end when the person is enrolled anew: they may lie on the telephone that was lost', async () => {
    const person = await house.person('C111', ['111_agent']);
    const { device } = await register(person);
    const admin = await house.as(await house.person('C111', ['agency_admin']));
    const { invitation } = must(await resetSignIn(admin, { person: person.id }));
    const { totpSecret } = must(await beginEnrolment(nobody(), { invitation }));
    expect(code(await completePasskeySignIn(nobody(), await answer(nobody(), device)))).toBe('accepted');
    const now = totpCode(totpSecret, totpStep(house.clock.now()));
    must(await completeEnrolment(nobody(), { invitation, password: 'nắng vàng trên đồng', code: now }));
    expect(code(await completePasskeySignIn(nobody(), await answer(nobody(), device)))).toBe('passkey.not-accepted');
  });

  test('step up the session of their own person only', async () => {
    const person = await house.person('C111', ['111_supervisor']);
    const { device, cookie } = await register(person);
    house.clock.advance(6 * 60_000);
    expect(code(await beginPasskeyRegistration(await house.again(cookie), { host }))).toBe('access.step-up-needed');
    const { device: foreign } = await register(await house.person('C111', ['111_supervisor']));
    expect(
      code(await stepUpWithPasskey(await house.again(cookie), await answer(await house.again(cookie), foreign))),
    ).toBe('passkey.not-accepted');
    // A challenge for signing in is not one for stepping up.
    expect(code(await stepUpWithPasskey(await house.again(cookie), await answer(nobody(), device)))).toBe(
      'passkey.not-accepted',
    );
    must(await stepUpWithPasskey(await house.again(cookie), await answer(await house.again(cookie), device)));
    expect((await house.again(cookie)).actor).toMatchObject({
      steppedUpUntil: new Date(house.clock.now().getTime() + 5 * 60_000),
    });
  });

  test('belong to a host name that the desk has', () => {
    const { config } = house.kernel;
    expect(must(relyingParty(config, 'Desk.example:8443'))).toEqual({
      id: 'desk.example',
      origin: 'https://desk.example:8443',
    });
    for (const wrong of ['127.0.0.1:3001', '[::1]:3001', 'evil.example', 'desk.example.evil.example', ''])
      expect(code(relyingParty(config, wrong)), wrong).toBe('passkey.host-not-usable');
  });
});
