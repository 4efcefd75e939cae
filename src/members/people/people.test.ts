import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { assignRole } from '../appointments/assign-role.ts';
import { endRole } from '../appointments/end-role.ts';
import { COMMUNE, decideOn, openTestMembers } from '../members.testing.ts';
import { resetSignIn } from '../sign-in/reset-sign-in.ts';
import { SESSION_LIMITS } from '../sign-in/session.ts';
import { colleagueNames } from './colleague-names.ts';
import { createPerson } from './create-person.ts';
import { disablePerson } from './disable-person.ts';
import { findColleagues } from './find-colleagues.ts';
import { findColleaguesOnShift } from './find-colleagues-on-shift.ts';
import { listPeople } from './list-people.ts';
import { listVisitors } from './list-visitors.ts';
import { personDetail } from './person-detail.ts';

const reason = 'Lý do giữ chỗ.';

const house = fileFixture(() => openTestMembers());

describe('people of an agency', () => {
  test('an administrator enters people of the own agency only; the address must be one and be free', async () => {
    const admin = await house.as(await house.person('C111', ['agency_admin']));
    const input = { login: 'an@don-vi.example', name: 'Người Mẫu An', agency: 'C111' };
    expect(code(await createPerson(admin, { ...input, agency: 'MPS-A05' }))).toBe('members.not-your-agency');
    expect(code(await createPerson(admin, { ...input, login: 'không phải địa chỉ' }))).toBe('person.login-invalid');
    expect(code(await createPerson(admin, { ...input, name: '   ' }))).toBe('person.name-invalid');
    expect(code(await createPerson(admin, input))).toBe('accepted');
    expect(code(await createPerson(admin, { ...input, login: ' AN@don-vi.example ' }))).toBe('person.login-taken');
    // Taken also by somebody whom the administrator may not see.
    const elsewhere = await house.person('MPS-A05', []);
    expect(code(await createPerson(admin, { ...input, login: elsewhere.login }))).toBe('person.login-taken');
    const agent = await house.as(await house.person('C111', ['111_agent']));
    expect(code(await createPerson(agent, { ...input, login: 'b@don-vi.example' }))).toBe('members.not-your-agency');
  });

  test('lists and details show what the reader may see: own agency for administrators, oneself for all', async () => {
    const adminPerson = await house.person('MOH-MCD', ['agency_admin']);
    const officer = await house.person('MOH-MCD', ['ministry_child_officer']);
    const admin = await house.as(adminPerson);
    const all = must(await listPeople(admin));
    expect(all.people.map((person) => person.id).sort()).toEqual([adminPerson.id, officer.id].sort());
    expect(must(await listPeople(admin, { role: 'ministry_child_officer' })).people.map((person) => person.id)).toEqual(
      [officer.id],
    );
    expect(must(await listPeople(admin, { text: officer.login.slice(0, 8) })).people.length).toBeGreaterThan(0);
    expect(must(await listPeople(admin, { text: '%' })).people).toEqual([]);
    expect(must(await listPeople(admin, { agency: 'C111' })).people).toEqual([]);
    const self = await house.as(officer);
    expect(must(await listPeople(self)).people.map((person) => person.id)).toEqual([officer.id]);
    expect(code(await personDetail(self, { person: adminPerson.id }))).toBe('person.unknown');
    expect(must(await personDetail(self, { person: officer.id })).roles).toHaveLength(1);
    const stranger = await house.person('MPS-A05', ['police_intake']);
    expect(must(await colleagueNames(self, [adminPerson.id, stranger.id])).has(adminPerson.id)).toBe(true);
    expect(must(await colleagueNames(self, [adminPerson.id, stranger.id])).has(stranger.id)).toBe(false);
  });

  test('colleagues to assign to: those who hold the role now, at the desk or for the whole agency', async () => {
    const here = await house.person('MPS-C02', [{ role: 'police_investigator' }]);
    const gone = await house.person('MPS-C02', ['police_investigator']);
    await house.owner.query('update members.role_assignment set valid_to = valid_from where person = $1', [gone.id]);
    const chief = await house.as(await house.person('MPS-C02', ['police_intake']));
    expect(must(await findColleagues(chief, { roles: ['police_investigator'] })).map((one) => one.id)).toEqual([
      here.id,
    ]);
  });

  test('who of the colleagues is at work: those whose session at the agency is in use, and nothing else of it', async () => {
    const [there, away] = [
      await house.person('MPS-C02', ['police_investigator']),
      await house.person('MPS-C02', ['police_investigator']),
    ];
    await house.cookie(away);
    house.clock.advance(SESSION_LIMITS.idleMs + 60_000);
    await house.cookie(there);
    const chief = await house.as(await house.person('MPS-C02', ['police_intake']));
    const found = must(await findColleaguesOnShift(chief, { roles: ['police_investigator'] }));
    expect(found.filter(({ id }) => id === there.id || id === away.id).map(({ id, on }) => ({ id, on }))).toEqual(
      expect.arrayContaining([
        { id: there.id, on: true },
        { id: away.id, on: false },
      ]),
    );
    expect(Object.keys(found[0] ?? {}).sort()).toEqual(['id', 'name', 'on']);
    const stranger = await house.as(await house.person('MPS-A05', ['police_intake']));
    expect(must(await findColleaguesOnShift(stranger, { roles: ['police_investigator'] }))).toEqual([]);
  });
});

describe('roles', () => {
  test('are given at a desk of the agency and for its area, and end at once; the history stays', async () => {
    const agency = `UBND-${COMMUNE}`;
    const admin = await house.as(await house.person(agency, ['agency_admin']));
    const person = await house.person(agency, []);
    const role = { person: person.id, role: 'commune_child_officer', agency };
    expect(code(await assignRole(admin, { ...role, desk: '111-intake' }))).toBe('desk.unknown');
    expect(code(await assignRole(admin, { ...role, validTo: house.clock.now() }))).toBe('role.dates-invalid');
    expect(code(await assignRole(admin, { ...role, role: 'child' }))).toBe('role.unknown');
    expect(code(await assignRole(admin, { ...role, role: 'nobody' }))).toBe('role.unknown');
    const given = must(await assignRole(admin, role));
    const cookie = await house.cookie(person);
    expect((await house.again(cookie)).actor).toMatchObject({
      assignments: [{ role: 'commune_child_officer', commune: COMMUNE }],
    });
    expect(code(await endRole(admin, { assignment: given.id }))).toBe('accepted');
    expect((await house.again(cookie)).actor).toMatchObject({ assignments: [] });
    expect(code(await endRole(admin, { assignment: given.id }))).toBe('role.already-ended');
    const detail = must(await personDetail(admin, { person: person.id }));
    expect(detail.roles).toMatchObject([{ role: 'commune_child_officer', endedBy: admin.actor.person }]);
  });

  test('nobody gives or ends their own, another agency’s, or one that is not theirs to give', async () => {
    const adminPerson = await house.person('C111', ['agency_admin']);
    const admin = await house.as(adminPerson);
    const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
    const agent = await house.person('C111', ['111_agent']);
    expect(
      code(await assignRole(admin, { person: adminPerson.id, role: '111_supervisor', agency: 'C111', reason })),
    ).toBe('role.own');
    expect(code(await assignRole(admin, { person: agent.id, role: 'dpo', agency: 'MOH', reason }))).toBe(
      'members.not-your-agency',
    );
    expect(code(await assignRole(admin, { person: agent.id, role: 'sysadmin', agency: 'C111', reason }))).toBe(
      'role.not-yours-to-give',
    );
    expect(code(await assignRole(sysadmin, { person: agent.id, role: '111_counsellor', agency: 'C111', reason }))).toBe(
      'role.not-yours-to-give',
    );
    expect(code(await assignRole(sysadmin, { person: agent.id, role: 'auditor', agency: 'C111', reason }))).toBe(
      'accepted',
    );
    const own = must(await personDetail(admin, { person: adminPerson.id })).roles[0]?.id as string;
    expect(code(await endRole(admin, { assignment: own }))).toBe('role.not-yours-to-give');
    const plain = await house.as(agent);
    expect(code(await endRole(plain, { assignment: own }))).toBe('role.unknown');
  });

  test('a new way in is given only by who could give every role that it opens', async () => {
    const admin = await house.as(await house.person('C111', ['agency_admin']));
    const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
    const counsellor = await house.person('C111', ['111_counsellor']);
    const auditor = await house.person('C111', ['auditor']);
    const keeper = await house.person('C111', ['sysadmin']);
    const other = await house.person('C111', ['agency_admin']);
    const guest = await house.person('C111', ['111_agent', { role: 'police_intake', agency: 'MPS-A05' }]);
    const asked = async (ctx: typeof admin, person: { id: string }) =>
      code(await resetSignIn(ctx, { person: person.id }));
    expect(await asked(admin, counsellor)).toBe('accepted');
    expect(await asked(admin, auditor)).toBe('accepted');
    expect(await asked(admin, other)).toBe('accepted');
    expect(await asked(sysadmin, auditor)).toBe('accepted');
    for (const [ctx, person] of [
      [sysadmin, counsellor],
      [sysadmin, keeper],
      [sysadmin, other],
      [admin, keeper],
      [admin, guest],
    ] as const) {
      expect(await asked(ctx, person)).toBe('person.sign-in-not-yours');
      const { rows } = await house.owner.query(
        "select outcome from kernel.audit_entry where actor = $1 and object_id = $2 and action = 'person.manage' order by sequence desc limit 1",
        [ctx.actor.person, person.id],
      );
      expect(rows).toEqual([{ outcome: 'refused' }]);
    }
  });

  test('a refused act keeps no text in the audit that was sent in the place of a code', async () => {
    const agent = await house.as(await house.person('C111', ['111_agent']));
    const text = 'Một câu không phải là mã';
    for (const refused of [
      await createPerson(agent, { login: 'a@b.example', name: 'A', agency: text }),
      await assignRole(agent, { person: agent.actor.person, role: text, agency: text, reason }),
      await assignRole(agent, { person: agent.actor.person, role: text, agency: 'MOH', reason }),
    ])
      expect(code(refused)).toBe('members.not-your-agency');
    const { rows } = await house.owner.query(
      'select from kernel.audit_entry as entry where position($1 in entry::text) > 0',
      [text],
    );
    expect(rows).toHaveLength(0);
  });

  test('somebody of another agency is given a role by the login, and is seen as a visitor', async () => {
    const admin = await house.as(await house.person('SPP', ['agency_admin']));
    const guest = await house.person('MPS-C02', ['police_investigator']);
    const given = { role: 'programme_manager', agency: 'SPP' };
    expect(code(await assignRole(admin, { ...given, person: 'khong.co@don-vi.example' }))).toBe('person.unknown');
    must(await assignRole(admin, { ...given, person: guest.login.toUpperCase() }));
    const visitors = must(await listVisitors(admin));
    expect(visitors).toMatchObject([
      { id: guest.id, home: 'MPS-C02', roles: [{ role: 'programme_manager', agency: 'SPP' }] },
    ]);
    expect(code(await personDetail(admin, { person: guest.id }))).toBe('person.unknown');
    must(await endRole(admin, { assignment: visitors[0]?.roles[0]?.id as string }));
    expect(must(await listVisitors(admin))).toEqual([]);
    expect(code(await listVisitors(await house.as(guest)))).toBe('members.not-your-agency');
  });

  test('separation of duties holds across agencies and against two requests at once', async () => {
    const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
    const auditor = await house.person('C111', ['auditor']);
    expect(await assignRole(sysadmin, { person: auditor.id, role: 'sysadmin', agency: 'MOH', reason })).toMatchObject({
      refusal: { code: 'role.separation-of-duties', facts: { rule: 'SOD-SYSADMIN-AUDITOR' } },
    });
    const counsellor = await house.person('C111', ['111_counsellor']);
    expect(
      await assignRole(sysadmin, { person: counsellor.id, role: 'sysadmin', agency: 'MOH', reason }),
    ).toMatchObject({
      refusal: { code: 'role.separation-of-duties', facts: { rule: 'SOD-SYSADMIN-CASE-DATA' } },
    });
    // The administrator of C111 does not see the role at MOH, and is refused by it all the same.
    const keeper = await house.person('C111', [{ role: 'sysadmin', agency: 'MOH' }]);
    const admin = await house.as(await house.person('C111', ['agency_admin']));
    expect(code(await assignRole(admin, { person: keeper.id, role: '111_agent', agency: 'C111', reason }))).toBe(
      'role.separation-of-duties',
    );
    // An ended role stands in no way.
    await house.owner.query(
      "update members.role_assignment set valid_to = $2 where person = $1 and role = 'sysadmin'",
      [keeper.id, house.clock.now()],
    );
    expect(code(await assignRole(admin, { person: keeper.id, role: '111_agent', agency: 'C111', reason }))).toBe(
      'accepted',
    );

    const fresh = await house.person('MOH', []);
    const second = await house.as(await house.person('MOH', ['sysadmin']));
    const waiting = must(await assignRole(sysadmin, { person: fresh.id, role: 'sysadmin', agency: 'MOH', reason }));
    const both = await Promise.all([
      decideOn(house, second, waiting.id, true),
      assignRole(sysadmin, { person: fresh.id, role: 'auditor', agency: 'MOH', reason }),
    ]);
    expect(both.map(code).sort()).toEqual(['accepted', 'role.separation-of-duties']);
  });

  test('a closed account has neither roles nor sessions, at no agency', async () => {
    const person = await house.person('C111', ['111_agent', { role: 'dpo', agency: 'MOH' }]);
    const cookie = await house.cookie(person);
    const adminPerson = await house.person('C111', ['agency_admin']);
    const admin = await house.as(adminPerson);
    expect(code(await disablePerson(admin, { person: adminPerson.id }))).toBe('person.own-account');
    const elsewhere = await house.as(await house.person('MPS-A05', ['agency_admin']));
    expect(code(await disablePerson(elsewhere, { person: person.id }))).toBe('person.unknown');
    expect(code(await disablePerson(admin, { person: person.id }))).toBe('accepted');
    expect((await house.again(cookie)).actor.kind).toBe('anonymous');
    const { rows } = await house.owner.query(
      'select count(*)::int as live from members.role_assignment where person = $1 and valid_to is null',
      [person.id],
    );
    expect(rows[0].live).toBe(0);
    expect(code(await disablePerson(admin, { person: person.id }))).toBe('person.already-disabled');
    expect(code(await assignRole(admin, { person: person.id, role: '111_agent', agency: 'C111', reason }))).toBe(
      'person.unknown',
    );
  });
});
