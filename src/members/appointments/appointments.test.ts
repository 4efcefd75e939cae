import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { Ctx } from '../../kernel/index.ts';
import { listNotices } from '../../work/index.ts';
import { decideOn, openTestMembers } from '../members.testing.ts';
import { assignRole } from './assign-role.ts';
import { endRole } from './end-role.ts';
import { listAppointments } from './list-appointments.ts';

const reason = 'Lý do giữ chỗ.';

const house = fileFixture(() => openTestMembers());

/** Codes of the roles that the person could use now, at every agency. */
async function roles(person: { id: string }): Promise<string[]> {
  const { rows } = await house.owner.query(
    'select role from members.role_assignment where person = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2) order by role',
    [person.id, house.clock.now()],
  );
  return rows.map(({ role }) => role);
}

async function audited(person: { id: string }): Promise<string[]> {
  const { rows } = await house.owner.query(
    "select body::jsonb -> 'codes' ->> 'act' as act from kernel.audit_entry where object_id = $1 and outcome = 'allowed' and action in ('role.manage', 'appointment.decide') order by at, sequence",
    [person.id],
  );
  return rows.map(({ act }) => act);
}

const kinds = async (ctx: Ctx) => must(await listNotices(ctx, {})).notices.map(({ kind }) => kind);
const decide = async (ctx: Ctx, appointment: string, approve = true) =>
  code(await decideOn(house, ctx, appointment, approve));

describe('an administrator whom a system administrator appoints', () => {
  test('waits for the agency’s own administrator; neither the proposer nor a second account of theirs can approve', async () => {
    const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
    const own = await house.as(await house.person('C111', ['agency_admin']));
    const puppet = await house.person('C111', []);
    const silent = { person: puppet.id, role: 'agency_admin', agency: 'C111' };
    for (const why of [undefined, ' \n'])
      expect(await assignRole(sysadmin, { ...silent, ...(why === undefined ? {} : { reason: why }) })).toMatchObject({
        refusal: { code: 'approval.reason-missing', field: 'reason' },
      });
    const waiting = must(await assignRole(sysadmin, { ...silent, reason }));
    expect(waiting).toMatchObject({ proposedBy: sysadmin.actor.person });
    expect(await roles(puppet)).toEqual([]);
    expect(await kinds(own)).toEqual(['appointment.proposed']);
    expect(await audited(puppet)).toEqual(['proposed']);
    expect(code(await assignRole(sysadmin, { person: puppet.id, role: 'agency_admin', agency: 'C111', reason }))).toBe(
      'appointment.waits-already',
    );

    const outsiders = [
      sysadmin,
      await house.as(puppet),
      await house.as(await house.person('MOH', ['sysadmin'])),
      await house.as(await house.person('MPS-A05', ['agency_admin'])),
      await house.as(await house.person('C111', ['111_supervisor'])),
    ];
    for (const outsider of outsiders)
      expect(await decide(outsider, waiting.id)).toMatch(/^approval\.(unknown|not-yours-to-decide)$/);
    expect(await roles(puppet)).toEqual([]);

    expect(must(await listAppointments(own))).toMatchObject([
      { id: waiting.id, login: puppet.login, mayDecide: true, own: false },
    ]);
    expect(must(await listAppointments(sysadmin))).toMatchObject([{ id: waiting.id, mayDecide: false, own: true }]);
    expect(code(await listAppointments(await house.as(await house.person('C111', ['111_agent']))))).toBe(
      'members.not-your-agency',
    );
    expect(await decide(own, waiting.id)).toBe('accepted');
    expect(await roles(puppet)).toEqual(['agency_admin']);
    expect(await audited(puppet)).toEqual(['proposed', 'APPROVED']);
    expect(await kinds(sysadmin)).toEqual(['appointment.approved']);
    expect(await decide(own, waiting.id)).toBe('approval.unknown');
  });

  test('is turned down, or taken back by who proposed', async () => {
    const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
    const own = await house.as(await house.person('MPS-C02', ['agency_admin']));
    const person = await house.person('MPS-C02', []);
    const given = { person: person.id, role: 'agency_admin', agency: 'MPS-C02', reason };
    expect(await decide(own, must(await assignRole(sysadmin, given)).id, false)).toBe('accepted');
    expect(await kinds(sysadmin)).toEqual(['appointment.refused']);
    expect(await decide(sysadmin, must(await assignRole(sysadmin, given)).id, false)).toBe('accepted');
    expect(await roles(person)).toEqual([]);
    expect(await audited(person)).toEqual(['proposed', 'REFUSED', 'proposed', 'WITHDRAWN']);
  });

  test('where the agency has none is approved by another system administrator, but not by one whom the proposer made alone', async () => {
    const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
    const other = await house.as(await house.person('MOH', ['sysadmin']));
    const puppet = await house.person('MOH', ['sysadmin']);
    await house.owner.query('update members.role_assignment set given_by = $2 where person = $1', [
      puppet.id,
      sysadmin.actor.person,
    ]);
    const person = await house.person('SPP', []);
    const waiting = must(
      await assignRole(sysadmin, { person: person.id, role: 'agency_admin', agency: 'SPP', reason }),
    );
    expect(await decide(await house.as(puppet), waiting.id)).toBe('approval.not-yours-to-decide');
    expect(await decide(other, waiting.id)).toBe('accepted');
    expect(await roles(person)).toEqual(['agency_admin']);
  });

  test('where there is no second person begins after three days, of which the others are told, and can be ended before', async () => {
    await house.owner.query("update members.role_assignment set valid_to = $1 where role = 'sysadmin'", [
      house.clock.now(),
    ]);
    const sysadminPerson = await house.person('MOH', ['sysadmin']);
    const sysadmin = await house.as(sysadminPerson);
    const officer = await house.as(await house.person('MOH-MCD', ['dpo']));
    const person = await house.person('MOH-MCD', []);
    const soon = must(
      await assignRole(sysadmin, { person: person.id, role: 'agency_admin', agency: 'MOH-MCD', reason }),
    );
    expect(soon).not.toHaveProperty('proposedBy');
    expect(await roles(person)).toEqual([]);
    expect((await kinds(officer)).sort()).toEqual(['appointment.delayed', 'role.given']);
    expect(await audited(person)).toEqual(['given-after-delay']);
    house.clock.advance(71 * 3_600_000);
    expect(await roles(person)).toEqual([]);
    house.clock.advance(2 * 3_600_000);
    expect(await roles(person)).toEqual(['agency_admin']);

    // Whoever may end a role ends this one before it begins.
    const wrong = await house.person('MOH', []);
    const late = await house.as(await house.person('MOH', ['sysadmin']));
    const own = await house.as(sysadminPerson);
    await house.owner.query('update members.role_assignment set given_by = $2 where person = $1', [
      late.actor.person,
      own.actor.person,
    ]);
    const delayed = must(await assignRole(own, { person: wrong.id, role: 'sysadmin', agency: 'MOH', reason }));
    expect(must(await endRole(late, { assignment: delayed.id }))).toBeUndefined();
    house.clock.advance(80 * 3_600_000);
    expect(await roles(wrong)).toEqual([]);
  });

  test('of the own agency needs nobody else: its administrator already gives every role there', async () => {
    const own = await house.as(await house.person('MPS-A05', ['agency_admin']));
    const person = await house.person('MPS-A05', []);
    must(await assignRole(own, { person: person.id, role: 'agency_admin', agency: 'MPS-A05', reason }));
    expect(await roles(person)).toEqual(['agency_admin']);
  });
});

test('an appointment that waited before approvals had a table of their own waits after, for the same content', async () => {
  const sysadmin = await house.as(await house.person('MOH', ['sysadmin']));
  await house.person('MPS-C02', ['agency_admin']);
  const person = await house.person('MPS-C02', []);
  const waiting = must(
    await assignRole(sysadmin, {
      person: person.id,
      role: 'agency_admin',
      agency: 'MPS-C02',
      validTo: new Date('2027-11-24T02:00:00.123Z'),
      reason,
    }),
  );
  const approval = async () =>
    (
      await house.owner.query(
        'select agency, made_by, asked_by, asked_at, digest, decision, decided_by from work.approval where object_id = $1',
        [waiting.id],
      )
    ).rows;
  const now = await approval();
  expect(now).toHaveLength(1);

  // As the table was: who proposed stood with the appointment.
  await house.owner.query(
    'alter table members.appointment add column proposed_by uuid, add column proposed_at timestamptz, add column decision text, add column decided_by uuid, add column decided_at timestamptz',
  );
  await house.owner.query(
    `update members.appointment set proposed_by = asked_by, proposed_at = asked_at, decision = approval.decision, decided_by = approval.decided_by, decided_at = approval.decided_at
     from work.approval as approval where approval.object_id = appointment.id::text`,
  );
  await house.owner.query("delete from work.approval where kind = 'appointment'");
  await house.owner.query('drop function members.officers_for');
  await house.owner.query(
    readFileSync(new URL('../migrations/0009-appointments-to-approvals.sql', import.meta.url), 'utf8'),
  );
  expect(await approval()).toEqual(now);
});
