import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { ok } from '../../kernel/index.ts';
import { listNotices } from '../../work/index.ts';
import { breakGlass } from '../break-glass/break-glass.ts';
import { decideOn, objectId, openTestMembers } from '../members.testing.ts';
import { createPerson } from '../people/create-person.ts';
import { peopleAtAgencies } from '../people/who-can-store.ts';
import { resetSignIn } from '../sign-in/reset-sign-in.ts';
import { assignRole } from './assign-role.ts';
import { listAppointments } from './list-appointments.ts';

const reason = 'Lý do giữ chỗ.';

const house = fileFixture(() => openTestMembers());

const national = [
  'content_analyst',
  'hash_db_operator',
  'hash_db_approver',
  'ministry_child_officer',
  'province_child_officer',
  'commune_chair',
  'police_intake',
  'listening_supervisor',
  'takedown_officer',
  'report_author',
];
const kinds = async (ctx: Parameters<typeof listNotices>[0]) =>
  must(await listNotices(ctx, {})).notices.map((notice) => notice.kind);

describe('a role is held only at an agency that has its function', () => {
  test('the helpline’s administrator gives no role of the register, the ministry, the police or the listening', async () => {
    const admin = await house.as(await house.person('C111', ['agency_admin']));
    const person = await house.person('C111', []);
    for (const role of national)
      expect([role, code(await assignRole(admin, { person: person.id, role, agency: 'C111', reason }))]).toEqual([
        role,
        'role.not-held-here',
      ]);
    const { rows } = await house.owner.query(
      "select count(*)::int as refused from kernel.audit_entry where actor = $1 and outcome = 'refused' and object_id = $2",
      [admin.actor.person, person.id],
    );
    expect(rows[0].refused).toBe(national.length);
    expect(code(await assignRole(admin, { person: person.id, role: '111_agent', agency: 'C111', reason }))).toBe(
      'accepted',
    );
  });

  test('one that stands in the database all the same gives nothing in a session, and shows in no list of who can', async () => {
    const person = await house.person('C111', ['111_agent', ...national]);
    const { actor } = await house.as(person);
    expect(actor.assignments.map((held) => held.role)).toEqual(['111_agent']);
    expect(actor.functions).toContain('RUN_HELPLINE');
    const all = must(await house.platform.transaction(async (tx) => ok(await peopleAtAgencies(tx))));
    expect(all.find((one) => one.person === person.id)?.assignments.map((held) => held.role)).toEqual(['111_agent']);
  });

  test('a role ends with the function, at the next request', async () => {
    const cookie = await house.cookie(await house.person('MPS-A05', ['hash_db_operator']));
    expect((await house.again(cookie)).actor).toMatchObject({ assignments: [{ role: 'hash_db_operator' }] });
    await house.owner.query(
      "update members.agency_function set valid_to = '2026-11-23' where agency = 'MPS-A05' and function_code = 'RUN_HASH_DB'",
    );
    expect((await house.again(cookie)).actor).toMatchObject({ assignments: [] });
    await house.owner.query(
      "update members.agency_function set valid_to = null where agency = 'MPS-A05' and function_code = 'RUN_HASH_DB'",
    );
    expect((await house.again(cookie)).actor).toMatchObject({ assignments: [{ role: 'hash_db_operator' }] });
  });

  test('the area is the agency’s, whatever was written beside the role', async () => {
    const officer = await house.as(
      await house.person('SYT-01', [{ role: 'province_child_officer', province: '48' }, { role: 'dpo' }]),
    );
    expect(officer.actor.assignments).toEqual([
      { role: 'dpo', agency: 'SYT-01', province: '01' },
      { role: 'province_child_officer', agency: 'SYT-01', province: '01' },
    ]);
    const admin = await house.as(await house.person('UBND-00004', ['agency_admin']));
    const person = await house.person('UBND-00004', []);
    expect(
      await assignRole(admin, { person: person.id, role: 'commune_child_officer', agency: 'UBND-00004', reason }),
    ).toMatchObject({ ok: true, value: { commune: '00004', province: null } });
  });

  test('a desk’s grant does not reach a person through a role that gives nothing', async () => {
    const object = objectId('desk-grant');
    const until = new Date(house.clock.now().getTime() + 3_600_000);
    await house.owner.query(
      `insert into kernel.need_to_know (id, object_kind, object_id, subject_kind, subject, field_classes, purpose, reason, origin, granted_by, granted_at, expires_at)
       values ($1, 'probe', $2, 'desk', 'a05-intake', '{narrative}', 'p', 'r', 'assignment', 'x', $3, $4)`,
      [objectId('grant-id'), object, house.clock.now(), until],
    );
    const wrong = await house.as(await house.person('C111', [{ role: 'hash_db_operator', desk: 'a05-intake' }]));
    expect(wrong.actor.grants).toEqual([]);
    const right = await house.as(await house.person('MPS-A05', [{ role: 'police_intake', desk: 'a05-intake' }]));
    expect(right.actor.grants.map((grant) => grant.objectId)).toEqual([object]);
  });

  test('an agency’s grant reaches who works on cases there, and nobody who only administers it or holds no role any more', async () => {
    const object = objectId('agency-grant');
    const until = new Date(house.clock.now().getTime() + 3_600_000);
    const give = (name: string, kind: string, subject: string) =>
      house.owner.query(
        `insert into kernel.need_to_know (id, object_kind, object_id, subject_kind, subject, field_classes, purpose, reason, origin, granted_by, granted_at, expires_at)
         values ($1, 'case', $2, $3, $4, '{triage}', 'p', 'r', 'assignment', 'x', $5, $6)`,
        [objectId(name), object, kind, subject, house.clock.now(), until],
      );
    await give('to-the-agency', 'agency', 'MPS-A05');
    const reached = async (roles: string[]) => {
      const { actor } = await house.as(await house.person('MPS-A05', roles));
      expect([roles, actor.agencyGrants]).toEqual([roles, actor.grants.length > 0]);
      return actor.grants.length;
    };
    for (const role of ['police_intake', 'police_investigator'])
      expect([role, await reached([role])]).toEqual([role, 1]);
    for (const role of ['agency_admin', 'sysadmin', 'dpo', 'auditor', 'hash_db_operator', '111_counsellor'])
      expect([role, await reached([role])]).toEqual([role, 0]);
    expect(await reached([])).toBe(0);
    expect(await reached(['agency_admin', 'police_intake'])).toBe(1);

    const officer = await house.person('MOH-MCD', ['ministry_child_officer']);
    await give('to-the-person', 'person', officer.id);
    const cookie = await house.cookie(officer);
    expect((await house.again(cookie)).actor).toMatchObject({ grants: [{ objectId: object }] });
    await house.owner.query('update members.role_assignment set valid_to = $2 where person = $1', [
      officer.id,
      house.clock.now(),
    ]);
    expect((await house.again(cookie)).actor).toMatchObject({ assignments: [], grants: [] });
  });

  test('a commune’s police break no glass of the nation', async () => {
    const police = await house.as(await house.person('CAX-00004', ['police_intake']));
    const opened = await breakGlass(police, {
      objectKind: 'report',
      objectId: objectId('r'),
      reason: 'Trẻ đang gặp nguy hiểm, cần mở ngay trong đêm.',
      owner: { agency: 'C111', desk: '111-intake' },
    });
    expect(code(opened)).toBe('break-glass.not-permitted');
  });
});

describe('a role that opens something needs a second person where the giver made its holder', () => {
  const entered = async (admin: Parameters<typeof createPerson>[0], login: string) =>
    must(await createPerson(admin, { login, name: 'Người Mẫu Mới', agency: 'C111' })).person;

  test('it waits, the data protection officer is told, and nobody whom the proposer made approves it', async () => {
    const adminPerson = await house.person('C111', ['agency_admin']);
    const admin = await house.as(adminPerson);
    const dpo = await house.as(await house.person('C111', ['dpo']));
    const other = await house.as(await house.person('C111', ['agency_admin']));
    const puppet = await entered(admin, 'con.roi@don-vi.example');
    for (const role of ['111_counsellor', 'auditor', 'agency_admin'])
      expect(must(await assignRole(admin, { person: puppet.id, role, agency: 'C111', reason }))).toHaveProperty(
        'proposedBy',
      );
    // A role that opens nothing begins at once.
    expect(
      must(await assignRole(admin, { person: puppet.id, role: 'programme_manager', agency: 'C111', reason })),
    ).not.toHaveProperty('proposedBy');
    expect(await kinds(dpo)).toEqual(['role.proposed', 'role.proposed', 'role.proposed']);

    const [waiting] = must(await listAppointments(other)).filter((one) => one.role === '111_counsellor');
    expect(waiting).toMatchObject({ person: puppet.id, mayDecide: true });
    const appointment = waiting?.id as string;
    expect(code(await decideOn(house, admin, appointment, true))).toBe('approval.not-yours-to-decide');
    must(await decideOn(house, other, appointment, true));
    expect((await kinds(dpo)).sort()).toEqual(['role.given', 'role.proposed', 'role.proposed', 'role.proposed']);
    const held = await house.owner.query('select role from members.role_assignment where person = $1 order by role', [
      puppet.id,
    ]);
    expect(held.rows.map((row) => row.role)).toEqual(['111_counsellor', 'programme_manager']);
  });

  test('an administrator of the proposer’s own making is no second person', async () => {
    const admin = await house.as(await house.person('SPP', ['agency_admin']));
    const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
    const enter = async (login: string) =>
      must(await createPerson(admin, { login, name: 'Người Mẫu', agency: 'SPP' })).person;
    const first = await enter('mot@don-vi.example');
    const appointed = must(await assignRole(admin, { person: first.id, role: 'agency_admin', agency: 'SPP', reason }));
    must(await decideOn(house, sysadmin, appointed.id, true));
    const second = await enter('hai@don-vi.example');
    const waiting = must(await assignRole(admin, { person: second.id, role: 'auditor', agency: 'SPP', reason }));
    // The first is an administrator by now, and still of the proposer's making: a system administrator decides.
    const asked = must(await listAppointments(sysadmin)).find((one) => one.id === waiting.id);
    expect(asked?.mayDecide).toBe(true);
    const { rows } = await house.owner.query(
      "select count(*)::int as told from work.notice where person = $1 and kind = 'appointment.proposed'",
      [first.id],
    );
    expect(rows[0].told).toBe(0);
  });

  test('whoever holds a way into the account counts as its maker, and a new way in is told', async () => {
    const admin = await house.as(await house.person('C111', ['agency_admin']));
    const dpo = await house.as(await house.person('C111', ['dpo']));
    const colleague = await house.person('C111', []);
    must(await resetSignIn(admin, { person: colleague.id }));
    expect((await kinds(dpo))[0]).toBe('person.invited-anew');
    expect(
      must(await assignRole(admin, { person: colleague.id, role: '111_counsellor', agency: 'C111', reason })),
    ).toHaveProperty('proposedBy');
    const untouched = await house.person('C111', []);
    expect(
      must(await assignRole(admin, { person: untouched.id, role: '111_counsellor', agency: 'C111', reason })),
    ).not.toHaveProperty('proposedBy');
    expect((await kinds(dpo)).sort()).toEqual(['person.invited-anew', 'role.given', 'role.proposed']);
  });

  test('a system administrator gives no role of the register or the listening', async () => {
    const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
    const person = await house.person('MPS-A05', []);
    for (const role of ['hash_db_approver', 'content_analyst', 'listening_supervisor', 'police_intake'])
      expect(code(await assignRole(sysadmin, { person: person.id, role, agency: 'MPS-A05', reason }))).toBe(
        'role.not-yours-to-give',
      );
  });

  test('what stands against it is asked again at the approval: separation of duties, and the agency’s function', async () => {
    const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
    const second = await house.as(await house.person('MOH', ['sysadmin']));
    const person = await house.person('MOH', []);
    const keeper = must(await assignRole(sysadmin, { person: person.id, role: 'sysadmin', agency: 'MOH', reason }));
    must(await assignRole(sysadmin, { person: person.id, role: 'auditor', agency: 'C111', reason }));
    expect(code(await decideOn(house, second, keeper.id, true))).toBe('role.separation-of-duties');

    const admin = await house.as(await house.person('MPS-A05', ['agency_admin']));
    const other = await house.as(await house.person('MPS-A05', ['agency_admin']));
    const made = must(
      await createPerson(admin, { login: 'ba@don-vi.example', name: 'Người Mẫu', agency: 'MPS-A05' }),
    ).person;
    const waiting = must(
      await assignRole(admin, { person: made.id, role: 'hash_db_approver', agency: 'MPS-A05', reason }),
    );
    const end = (day: string | null) =>
      house.owner.query(
        "update members.agency_function set valid_to = $1 where agency = 'MPS-A05' and function_code = 'RUN_HASH_DB'",
        [day],
      );
    await end('2026-11-23');
    expect(code(await decideOn(house, other, waiting.id, true))).toBe('role.not-held-here');
    await end(null);
    expect(code(await decideOn(house, other, waiting.id, true))).toBe('accepted');
  });
});

test('which names are taken and which roles somebody holds is told to nobody who is not proven', async () => {
  const person = await house.person('C111', ['auditor']);
  const asked = async (actor?: Parameters<typeof house.become>[1]) => {
    const client = new pg.Client({ connectionString: house.appUrl });
    await client.connect();
    try {
      await client.query('begin');
      if (actor) await house.become(client, actor);
      const { rows } = await client.query(
        'select members.login_taken(login) as taken, members.standing_roles($1) as roles from (values ($2)) as given(login)',
        [person.id, person.login],
      );
      return rows[0];
    } finally {
      await client.end();
    }
  };
  expect(await asked()).toEqual({ taken: false, roles: [] });
  const admin = await house.as(await house.person('C111', ['agency_admin']));
  expect(await asked(admin.actor)).toEqual({ taken: true, roles: ['auditor'] });
});
