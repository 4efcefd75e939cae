import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import type { Actor } from '../../kernel/index.ts';
import { openTestMembers, type TestPerson } from '../members.testing.ts';
import { createPerson } from './create-person.ts';

/** What SQL that was injected into the request of somebody who signed in may do to who may do what: nothing that they may not. */
const house = fileFixture(() => openTestMembers());
let raw: pg.Client;
let people: Readonly<Record<'colleague' | 'admin' | 'sysadmin' | 'target', TestPerson>>;
beforeAll(async () => {
  people = {
    colleague: await house.person('C111', ['111_supervisor']),
    admin: await house.person('C111', ['agency_admin']),
    sysadmin: await house.person('MOH', ['sysadmin']),
    target: await house.person('C111', ['111_agent']),
  };
  raw = new pg.Client({ connectionString: house.appUrl });
  await raw.connect();
});
afterAll(() => raw.end());

const actors = new Map<string, Promise<Actor>>();
/** The actor of the person's one session. */
function actorOf(who: TestPerson): Promise<Actor> {
  const known = actors.get(who.id) ?? house.as(who).then(({ actor }) => actor);
  actors.set(who.id, known);
  return known;
}

/** Runs one statement as the person and undoes it. @returns how many rows it changed, or the code of the error */
async function tried(who: TestPerson, statement: string, values: unknown[] = []): Promise<number | string> {
  const actor = await actorOf(who);
  await raw.query('begin');
  try {
    await house.become(raw, actor);
    return (await raw.query(statement, values)).rowCount ?? 0;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await raw.query('rollback');
  }
}
const DENIED = '42501';

test('an invitation, with which somebody becomes another person, is written by no SQL, and stands as given by who asked', async () => {
  const invite = `insert into members.invitation (token_hash, person, created_at, created_by, expires_at)
    values (decode(repeat('00', 32), 'hex'), $1, now(), 'x', now() + interval '1 day')`;
  for (const who of Object.values(people)) expect(await tried(who, invite, [people.target.id])).toBe(DENIED);
  const admin = await house.as(people.admin);
  const { person } = must(
    await createPerson(admin, { login: 'moi.nua@don-vi.example', name: 'Người Mẫu', agency: 'C111' }),
  );
  const { rows } = await house.owner.query('select created_by from members.invitation where person = $1', [person.id]);
  expect(rows).toEqual([{ created_by: admin.actor.person }]);
});

describe('who reads the directory', () => {
  test.each([
    ['an agency', "update members.agency set valid_to = '2026-01-01' where code = 'C111'"],
    ['its functions', "update members.agency_function set agency = 'C111' where function_code = 'RUN_HASH_DB'"],
  ])('does not change %s, unless it is the system’s administrator', async (_what, statement) => {
    for (const who of [people.colleague, people.admin]) expect(await tried(who, statement)).toBe(0);
    expect(await tried(people.sysadmin, statement)).not.toBe(0);
  });

  test('changes no desk, person or role of the own agency, unless it is its administrator', async () => {
    for (const statement of [
      "update members.desk set name_vi = 'x' where agency = 'C111'",
      `update members.person set disabled_at = now() where id = '${people.target.id}'`,
      `update members.role_assignment set valid_to = null, ended_by = null, ended_at = null where person = '${people.target.id}'`,
    ]) {
      expect([statement, await tried(people.colleague, statement)]).toEqual([statement, 0]);
      expect([statement, await tried(people.admin, statement)]).not.toEqual([statement, 0]);
    }
  });
});

test('nobody makes their own session a fresh proof, or one of another agency, or a longer one', async () => {
  for (const who of Object.values(people)) {
    const own = 'where person = $1 and ended_at is null';
    await actorOf(who);
    for (const set of ["stepped_up_until = now() + interval '1 day'", "agency = 'MOH'", 'last_seen_at = now()'])
      expect([set, await tried(who, `update members.session set ${set} ${own}`, [who.id])]).toEqual([set, 0]);
  }
});

test('an emergency is reviewed neither by its opener’s SQL nor by who only supervises', async () => {
  const [opener, supervisor, officer] = [
    await house.person('C111', ['111_supervisor', 'dpo']),
    people.colleague,
    await house.person('C111', ['dpo']),
  ];
  const grant = (
    await house.owner.query(
      `insert into kernel.need_to_know (id, object_kind, object_id, subject_kind, subject, field_classes, purpose, reason, origin, granted_by,
         granted_at, expires_at)
       values (uuidv7(), 'report', uuidv7(), 'person', $1, '{triage}', 'protection', 'x', 'break-glass', $1, now(), now() + interval '2 hours')
       returning id, object_id`,
      [opener.id],
    )
  ).rows[0];
  await house.owner.query(
    `insert into members.break_glass (id, grant_id, person, agency, role, object_kind, object_id, owner_agency, owner_desk, sealed_reason,
       opened_at, expires_at)
     values (uuidv7(), $1, $2, 'C111', '111_supervisor', 'report', $3, 'C111', '111-intake', '', now(), now() + interval '2 hours')`,
    [grant.id, opener.id, grant.object_id],
  );
  const review =
    "update members.break_glass set outcome = 'JUSTIFIED', reviewed_at = now(), reviewed_by = $1 where grant_id = $2";
  for (const who of [opener, supervisor]) expect(await tried(who, review, [officer.id, grant.id])).toBe(0);
  expect(await tried(officer, review, [officer.id, grant.id])).toBe(1);
});

test('nobody gives themselves a role or prolongs their own, an administrator neither', async () => {
  const give = `insert into members.role_assignment (id, person, role, agency, desk, valid_from, given_by, given_at)
    values (uuidv7(), $1, '111_agent', 'C111', '111-intake', now(), 'x', now())`;
  for (const who of [people.colleague, people.admin]) {
    expect(await tried(who, give, [who.id])).toBe(DENIED);
    expect(
      await tried(who, "update members.role_assignment set valid_to = '2099-01-01' where person = $1", [who.id]),
    ).toBe(0);
  }
  expect(await tried(people.admin, give, [people.target.id])).toBe(1);
});
