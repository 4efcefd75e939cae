import { beforeEach, describe, expect, test } from 'vitest';
import { createMachineClient } from '../../src/members/index.ts';
import { openTestMembers, PASSWORD } from '../../src/members/members.testing.ts';
import { identifyMachine } from '../../src/members/sign-in/identify.ts';
import { signIn } from '../../src/members/sign-in/sign-in.ts';
import { stepUp } from '../../src/members/sign-in/step-up.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { code, must } from '../../tools/test/test-result.ts';

const MINUTE = 60_000;
const START = new Date('2026-11-24T02:00:00Z');
const house = fileFixture(() => openTestMembers());
beforeEach(() => house.clock.set(START));

const anonymous = () => house.context({ kind: 'anonymous' });
const at = (minutes: number) => house.clock.set(new Date(START.getTime() + minutes * MINUTE));
const login = (person: { readonly login: string }, typed: string) =>
  signIn(anonymous(), { login: person.login, password: PASSWORD, code: typed });

describe('a clock that is set back', () => {
  test('brings no one-time code back: neither the one that was used nor any before it', async () => {
    const person = await house.person('C111', ['111_agent']);
    const used = house.code(person);
    const before = house.code(person, -1);
    must(await login(person, used));
    for (const minutes of [0, -0.5, -60]) {
      at(minutes);
      for (const typed of [used, before])
        expect([minutes, code(await login(person, typed))]).toEqual([minutes, 'sign-in.not-accepted']);
    }
    expect(code(await login(person, house.code(person)))).toBe('sign-in.not-accepted');
    at(1);
    expect(code(await login(person, house.code(person)))).toBe('accepted');
  });

  test('lifts no lock of wrong tries', async () => {
    const person = await house.person('C111', ['111_agent']);
    for (let tries = 0; tries < 10; tries += 1) await login(person, '000000');
    expect(code(await login(person, house.code(person)))).toBe('sign-in.too-many-attempts');
    at(-10);
    expect(code(await login(person, house.code(person)))).toBe('sign-in.too-many-attempts');
  });

  test('gives nobody their ended role, their ended session or an old proof again', async () => {
    const person = await house.person('C111', [{ role: '111_agent', validTo: new Date(START.getTime() + 5 * MINUTE) }]);
    const cookie = await house.cookie(person);
    at(6);
    expect((await house.again(cookie)).actor).toMatchObject({ assignments: [] });
    await house.owner.query("update members.session set ended_at = $1, ended_by = 'test' where person = $2", [
      house.clock.now(),
      person.id,
    ]);
    at(-30);
    expect((await house.again(cookie)).actor).toMatchObject({ kind: 'anonymous' });
  });
});

describe('a clock that runs ahead, or another’s', () => {
  test('takes codes of one step before and after, and of no other', async () => {
    for (const [steps, taken] of [
      [-2, false],
      [-1, true],
      [0, true],
      [1, true],
      [2, false],
      [2_880, false],
    ] as const) {
      const person = await house.person('C111', ['111_agent']);
      const answer = code(await login(person, house.code(person, steps)));
      expect([steps, answer]).toEqual([steps, taken ? 'accepted' : 'sign-in.not-accepted']);
    }
  });

  test('a proof lives five minutes of the server’s time, whatever the session was told before', async () => {
    const person = await house.person('C111', ['111_counsellor']);
    const cookie = await house.cookie(person);
    const here = await house.again(cookie);
    must(await stepUp(here, { code: house.code(person) }));
    const proved = async () => {
      const { actor } = await house.again(cookie);
      return actor.kind === 'person' && actor.steppedUpUntil !== undefined && actor.steppedUpUntil > house.clock.now();
    };
    expect(await proved()).toBe(true);
    at(5);
    expect(await proved()).toBe(false);
  });

  test('a role and a key of tomorrow give nothing today, and those of yesterday nothing any more', async () => {
    const person = await house.person('C111', ['111_agent']);
    await house.owner.query('update members.role_assignment set valid_from = $2 where person = $1', [
      person.id,
      new Date(START.getTime() + MINUTE),
    ]);
    const cookie = await house.cookie(person);
    expect((await house.again(cookie)).actor).toMatchObject({ assignments: [] });
    at(1);
    expect((await house.again(cookie)).actor).toMatchObject({ assignments: [{ role: '111_agent' }] });

    const sysadmin = await house.as(await house.person('MPS-A05', ['sysadmin']));
    const made = must(
      await createMachineClient(sysadmin, { agency: 'YOUTH_UNION', name: 'máy mẫu', scopes: ['hash.match'] }),
    );
    const kind = async () => (await identifyMachine(house.kernel, `Bearer ${made.key}`)).kind;
    expect(await kind()).toBe('machine');
    at(0);
    expect(await kind()).toBe('anonymous');
    at(2);
    await house.owner.query('update members.machine_client set valid_to = $1', [house.clock.now()]);
    expect(await kind()).toBe('anonymous');
  });
});
