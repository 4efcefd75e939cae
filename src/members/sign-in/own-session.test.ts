import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { code, must } from '../../../tools/test/test-result.ts';
import { anonymous, type PersonActor } from '../../kernel/index.ts';
import { openTestMembers, PASSWORD, type TestMembers } from '../members.testing.ts';
import { endSession } from './end-session.ts';
import { listSessions } from './list-sessions.ts';
import { setPurpose } from './set-purpose.ts';
import { signIn } from './sign-in.ts';

let house: TestMembers;
beforeAll(async () => {
  house = await openTestMembers();
});
afterAll(() => house.close());

/** The entries of an act by or on somebody, the oldest first. */
async function audited(action: string, who: string) {
  const { rows } = await house.owner.query<{ object_kind: string; object_id: string; body: string }>(
    'select object_kind, object_id, body from kernel.audit_entry where action = $1 and $2 in (actor, object_id) order by sequence',
    [action, who],
  );
  return rows.map(({ object_kind, object_id, body }) => ({
    object: { kind: object_kind, id: object_id },
    codes: (JSON.parse(body) as { codes?: Record<string, unknown> }).codes,
  }));
}
const sessionOf = async (cookie: string) => ((await house.again(cookie)).actor as PersonActor).session;

describe('what a session is for', () => {
  test('holds from the next request on, and is in the audit', async () => {
    const person = await house.person('C111', ['111_counsellor']);
    const cookie = await house.cookie(person);
    const ctx = await house.again(cookie);
    expect((ctx.actor as PersonActor).purpose).toBe('counselling');
    must(await setPurpose(ctx, { purpose: 'statistics' }));
    const after = (await house.again(cookie)).actor as PersonActor;
    expect(after.purpose).toBe('statistics');
    expect(await audited('session.set-purpose', person.id)).toEqual([
      { object: { kind: 'session', id: after.session }, codes: { purpose: 'statistics' } },
    ]);
    // Nobody else's changes, nor another session of the same person.
    expect(((await house.again(await house.cookie(person))).actor as PersonActor).purpose).toBe('counselling');
  });

  test('is one that is known, and is stated by a person', async () => {
    const cookie = await house.cookie(await house.person('C111', ['111_counsellor']));
    const refused = await setPurpose(await house.again(cookie), { purpose: 'curiosity' });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'session.purpose-unknown', field: 'purpose' } });
    expect(((await house.again(cookie)).actor as PersonActor).purpose).toBe('counselling');
    expect(code(await setPurpose(house.context(anonymous), { purpose: 'statistics' }))).toBe('members.not-permitted');
  });
});

describe('ending one’s own sessions', () => {
  test('ends the one that was named and leaves the others, and says so in the audit', async () => {
    const person = await house.person('C111', ['111_agent']);
    const [first, second] = [await house.cookie(person), await house.cookie(person)];
    const ctx = await house.again(second);
    const named = await sessionOf(first);
    expect(must(await endSession(ctx, { session: named }))).toBe(1);
    expect((await house.again(first)).actor).toEqual(anonymous);
    expect((await house.again(second)).actor.kind).toBe('person');
    // Once more there is none to be ended.
    expect(code(await endSession(ctx, { session: named }))).toBe('session.unknown');
    for (const wrong of ['', 'x', '00000000-0000-0000-0000-000000000000'])
      expect([wrong, code(await endSession(ctx, { session: wrong }))]).toEqual([wrong, 'session.unknown']);
    expect((await house.again(second)).actor.kind).toBe('person');
    // Where there is no other, none ends, and that is no fault.
    expect(must(await endSession(ctx, { others: true }))).toBe(0);
    expect(await audited('session.end', person.id)).toEqual(
      [1, 0].map((ended) => ({ object: { kind: 'person', id: person.id }, codes: { ended } })),
    );
    const { rows } = await house.owner.query('select ended_by from members.session where id = $1', [named]);
    expect(rows).toEqual([{ ended_by: 'ended-by-owner' }]);
    expect(must(await listSessions(ctx)).map((session) => session.current)).toEqual([true]);
  });

  test('ends all the others, of the same person alone', async () => {
    const person = await house.person('C111', ['111_agent']);
    const colleague = await house.cookie(await house.person('C111', ['111_agent']));
    const others = [await house.cookie(person), await house.cookie(person)];
    const own = await house.cookie(person);
    expect(must(await endSession(await house.again(own), { others: true }))).toBe(2);
    for (const other of others) expect((await house.again(other)).actor).toEqual(anonymous);
    for (const left of [own, colleague]) expect((await house.again(left)).actor.kind).toBe('person');
  });

  test('is for people', async () => {
    expect(code(await endSession(house.context(anonymous), { others: true }))).toBe('members.not-permitted');
  });
});

describe('the agency of a new session', () => {
  const opened = async (person: Awaited<ReturnType<TestMembers['person']>>, agency?: string) => {
    house.clock.advance(60_000);
    const session = must(
      await signIn(house.context(anonymous), {
        login: person.login,
        password: PASSWORD,
        code: house.code(person),
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
        ...(agency === undefined ? {} : { agency }),
      }),
    );
    const actor = (await house.again(session.cookie.split(';')[0] as string)).actor as PersonActor;
    return { agencies: session.agencies, agency: session.agency, purpose: actor.purpose, session: session.session };
  };

  test('is the home agency, or the one that was asked for where a role is held there', async () => {
    const person = await house.person('C111', ['111_counsellor', { role: 'police_intake', agency: 'MPS-A05' }]);
    const both = ['C111', 'MPS-A05'];
    const home = await opened(person);
    expect({ ...home, agencies: [...home.agencies].sort() }).toMatchObject({
      agencies: both,
      agency: 'C111',
      purpose: 'counselling',
    });
    expect(await opened(person, 'MPS-A05')).toMatchObject({ agency: 'MPS-A05', purpose: 'investigation' });
    expect(await opened(person, 'MOH-MCD')).toMatchObject({ agency: 'C111', purpose: 'counselling' });
    expect(await audited('session.open', person.id)).toContainEqual({
      object: { kind: 'person', id: person.id },
      codes: { method: 'password', session: home.session },
    });
  });

  test('is the first with a role where there is none at home, and the home agency where there is none at all', async () => {
    expect(await opened(await house.person('C111', [{ role: 'police_intake', agency: 'MPS-A05' }]))).toMatchObject({
      agencies: ['MPS-A05'],
      agency: 'MPS-A05',
      purpose: 'investigation',
    });
    expect(await opened(await house.person('C111', []))).toMatchObject({ agencies: [], agency: 'C111' });
  });
});
