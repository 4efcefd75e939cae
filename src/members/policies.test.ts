import fc from 'fast-check';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { actors, policyAgrees } from '../kernel/policy/agreement.testing.ts';
import { objectId, openTestMembers } from './members.testing.ts';
import { agreementPolicy, membershipPolicy, networkDutyPolicy } from './network/network-policies.ts';
import {
  appointmentPolicy,
  breakGlassPolicy,
  machineClientPolicy,
  membersPolicies,
  passkeyPolicy,
  personPolicy,
  roleAssignmentPolicy,
  sessionPolicy,
  totpPolicy,
} from './policies.ts';

const house = fileFixture(() => openTestMembers());
const people = ['a', 'b', 'c'].map((name) => objectId(name));
const agencies = ['C111', 'MPS-A05', 'MOH-MCD'];
beforeAll(async () => {
  for (const [place, id] of people.entries()) {
    await house.owner.query(
      "insert into members.person (id, login, name, agency, created_at, created_by) values ($1, $2, 'Người Mẫu', $3, now(), 'test')",
      [id, `chinh.sach.${place}@don-vi.example`, agencies[place]],
    );
  }
});

const person = fc.constantFrom(...people);
const agency = fc.constantFrom(...agencies);
const key = fc.constantFrom(...['1', '2', '3', '4'].map((name) => objectId(name)));
const who = () =>
  actors(
    {
      roles: [
        'agency_admin',
        'sysadmin',
        'dpo',
        'auditor',
        '111_supervisor',
        '111_agent',
        'police_intake',
        'isp_contact',
      ],
      agencies,
      people,
    },
    house.clock.now(),
  );

describe('memory, filter and row lock agree', () => {
  test('on people', async () => {
    await policyAgrees({
      kernel: house,
      policy: personPolicy,
      keyColumn: 'id',
      rows: fc.record({ key, agency }).map((row) => ({ ...row, id: row.key })),
      actors: actors(
        { roles: ['agency_admin', 'sysadmin', '111_agent'], agencies, people: [...people, objectId('1')] },
        house.clock.now(),
      ),
      insert: async (owner, row) => {
        await owner.query(
          "insert into members.person (id, login, name, agency, created_at, created_by) values ($1, $2, 'x', $3, now(), 'agreement')",
          [row.key, `${row.key}@x.example`, row.agency],
        );
      },
      clear: async (owner) => {
        await owner.query("delete from members.person where created_by = 'agreement'");
      },
      base: people.map((id, place) => ({ key: id, id, agency: agencies[place] as string })),
    });
  });

  test('on members of the network, their agreements and their rosters', async () => {
    const network = actors(
      {
        roles: ['vncop_coordinator', 'takedown_officer', 'platform_contact', 'agency_admin', '111_agent'],
        agencies,
        people,
        functions: ['COORDINATE_VNCOP'],
      },
      house.clock.now(),
    );
    const by = { entered_by: people[0], entered_at: new Date() };
    await policyAgrees({
      kernel: house,
      policy: membershipPolicy,
      keyColumn: 'id',
      // An organisation is a member once at a time: those of the past stand beside it.
      rows: fc.record({ key, agency, state: fc.constant('ENDED') }),
      actors: network,
      others: () => ({ ...by, kind: 'PLATFORM', joined_on: '2026-01-05', ended_on: '2026-02-05' }),
    });
    await policyAgrees({
      kernel: house,
      policy: agreementPolicy,
      keyColumn: 'id',
      rows: fc.record({ key, agency, ended_by: fc.constantFrom(null, ...people) }),
      actors: network,
      others: ({ ended_by: ended }) => ({
        ...by,
        reference: 'x',
        covers: '{ORDERS}',
        valid_from: '2026-01-05',
        ended_on: ended === null ? null : '2026-02-05',
      }),
    });
    await policyAgrees({
      kernel: house,
      policy: networkDutyPolicy,
      keyColumn: 'id',
      rows: fc.record({ key, agency }),
      actors: network,
      others: () => ({
        name: 'x',
        phone: '111',
        days: '{1}',
        from_minute: 0,
        to_minute: 60,
        valid_from: '2026-01-05',
        added_by: people[0],
        added_at: new Date(),
      }),
    });
  }, 120_000);

  test('on roles, appointments, sessions, passkeys, one-time codes, notices, machines and emergencies', async () => {
    await policyAgrees({
      kernel: house,
      policy: roleAssignmentPolicy,
      keyColumn: 'id',
      rows: fc.record({ key, person, agency }).map((row) => ({ ...row, id: row.key })),
      actors: who(),
      others: () => ({ role: 'dpo', valid_from: new Date(), given_by: 'x', given_at: new Date() }),
    });
    await policyAgrees({
      kernel: house,
      policy: appointmentPolicy,
      keyColumn: 'id',
      rows: fc.record({ key, agency, person }).map((row) => ({ ...row, id: row.key })),
      actors: who(),
      others: () => ({ role: 'auditor', valid_from: new Date() }),
      runs: 120,
    });
    await policyAgrees({
      kernel: house,
      policy: sessionPolicy,
      keyColumn: 'id',
      rows: fc.record({ key, person, ended_at: fc.constantFrom(null, '2026-11-24') }),
      actors: who(),
      others: (row) => ({
        token_hash: Buffer.from(row.key),
        agency: 'C111',
        device: '?',
        method: 'passkey',
        purpose: 'audit',
        opened_at: new Date(),
        last_seen_at: new Date(),
        expires_at: new Date(),
      }),
    });
    await policyAgrees({
      kernel: house,
      policy: passkeyPolicy,
      keyColumn: 'id',
      rows: fc.record({ key, person }),
      actors: who(),
      others: (row) => ({
        credential_id: row.key,
        public_key: '',
        counter: 0,
        transports: '{}',
        rp_id: 'localhost',
        label: 'x',
        created_at: new Date(),
      }),
    });
    await policyAgrees({
      kernel: house,
      policy: totpPolicy,
      keyColumn: 'person',
      rows: person.map((id) => ({ key: id, person: id })),
      actors: who(),
      others: () => ({ sealed_secret: '', confirmed_at: new Date(), last_step: 0 }),
    });
    await policyAgrees({
      kernel: house,
      policy: machineClientPolicy,
      keyColumn: 'id',
      rows: fc.record({ key, agency, kind: fc.constant('service') }),
      actors: who(),
      others: () => ({ name: 'x', scopes: '{a.b}', key_hash: '', valid_from: new Date(), created_by: 'x' }),
    });
    await policyAgrees({
      kernel: house,
      policy: breakGlassPolicy,
      keyColumn: 'id',
      rows: fc.record({
        key,
        person: fc.constantFrom(...people.slice(0, 2)),
        agency,
        owner_agency: agency,
        reviewed_at: fc.constantFrom(null, '2026-11-24'),
      }),
      actors: who(),
      others: (row) => ({
        grant_id: row.key,
        role: 'x',
        object_kind: 'report',
        object_id: row.key,
        owner_desk: 'x',
        sealed_reason: '',
        opened_at: new Date(),
        expires_at: new Date(),
        outcome: row.reviewed_at && 'JUSTIFIED',
        reviewed_by: row.reviewed_at && people[2],
      }),
      runs: 120,
    });
  }, 120_000);
});

describe('a raw connection of the app role', () => {
  test('sees no row of any table without an actor, and cannot write one', async () => {
    await house.person('C111', ['111_agent']);
    const client = new pg.Client({ connectionString: house.appUrl });
    await client.connect();
    try {
      for (const policy of membersPolicies) {
        const { table } = policy.source;
        const { rows } = await client.query(`select count(*)::int as count from ${table}`);
        expect(rows[0].count, table).toBe(0);
      }
      const full = await house.owner.query(
        'select (select count(*) from members.person)::int as people, (select count(*) from members.totp)::int as secrets',
      );
      expect(full.rows[0].people).toBeGreaterThan(0);
      expect(full.rows[0].secrets).toBeGreaterThan(0);
      await expect(
        client.query(
          "insert into members.person (id, login, name, agency, created_at, created_by) values ($1, 'x@y.example', 'x', 'C111', now(), 'x')",
          [objectId('raw')],
        ),
      ).rejects.toMatchObject({ code: '42501' });
      await expect(client.query('delete from members.role_assignment')).rejects.toMatchObject({ code: '42501' });
      await expect(client.query('update kernel.audit_entry set action = $1', ['x'])).rejects.toMatchObject({
        code: '42501',
      });
    } finally {
      await client.end();
    }
  });

  test('every table of the module is locked', async () => {
    const { rows } = await house.owner.query(
      "select tablename from pg_tables where schemaname = 'members' and not rowsecurity order by 1",
    );
    // Neither is about a person: which agency came before which, and which seed was brought in.
    expect(rows.map((row) => row.tablename)).toEqual(['agency_predecessor', 'seed_state']);
  });
});
