import fc from 'fast-check';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { code, must } from '../../tools/test/test-result.ts';
import { type Actor, type Assignment, anonymous, newId, ok, type PersonActor, systemActor } from '../kernel/index.ts';
import { actors as agreementActors, policyAgrees } from '../kernel/policy/agreement.testing.ts';
import {
  addNote,
  assignReport,
  fileReport,
  listReports,
  openReport,
  relatedReports,
  replyToReporter,
  reportPolicy,
  screenReport,
  searchReports,
  unmaskIdentity,
} from './index.ts';
import { reportIncidentPolicy } from './reports/report-policy.ts';
import { newestQuery } from './reports/report-store.ts';
import { newKey, openIntakeHome, person } from './testing.ts';

const home = fileFixture(() => openIntakeHome());
let report: string;
let foreign: string;

beforeAll(async () => {
  const filed = async (narrative: string) => {
    must(
      await fileReport(home.public(), {
        idempotencyKey: newKey(),
        report: {
          reporter: { kind: 'parent', name: 'Phụ huynh', phone: '0912345678' },
          narrative,
          places: [{ kind: 'ZALO', account: '@ke_la' }],
        },
      }),
    );
    const { rows } = await home.owner.query('select id from intake.report order by received_at desc, id desc limit 1');
    home.clock.advance(1_000);
    return rows[0].id as string;
  };
  report = await filed('Tin của bàn 111.');
  foreign = await filed('Tin của bàn khác.');
  await home.owner.query("update intake.report set desk_code = 'p79-child', organisation = 'P79' where id = $1", [
    foreign,
  ]);
});

describe('the row locks', () => {
  it('show no row of the intake to a connection without an actor, and let none be written', async () => {
    const app = new pg.Client({ connectionString: home.appUrl });
    await app.connect();
    try {
      const { rows } = await app.query<{ name: string }>(
        "select 'intake.' || tablename as name from pg_tables where schemaname = 'intake'",
      );
      expect(rows.length).toBeGreaterThanOrEqual(11);
      for (const { name } of rows) {
        expect((await app.query(`select * from ${name}`)).rows, name).toEqual([]);
      }
      for (const actor of [
        anonymous,
        { kind: 'receipt', report: newId<'report'>() } as const,
        person('111_supervisor', 'P01', 'p01-child'),
        person('sysadmin'),
      ]) {
        await app.query('begin');
        await home.become(app, actor);
        for (const { name } of rows)
          expect((await app.query(`select * from ${name}`)).rows, `${name} as ${actor.kind}`).toEqual([]);
        expect((await app.query('update intake.report set version = version + 1')).rowCount).toBe(0);
        await app.query('rollback');
      }
      await expect(app.query('delete from intake.report')).rejects.toThrow(/permission denied/);
      await expect(app.query('delete from intake.event')).rejects.toThrow(/permission denied/);
      await expect(app.query("update intake.report set reference = 'AAAA-AAAA'")).rejects.toThrow(/permission denied/);
    } finally {
      await app.end();
    }
  });

  it('cover every table of the schema', async () => {
    const { rows } = await home.owner.query(
      "select relname from pg_class join pg_namespace n on n.oid = relnamespace where nspname = 'intake' and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)",
    );
    expect(rows).toEqual([]);
  });
});

describe('one policy, three answers', () => {
  const roles = [
    '111_agent',
    '111_counsellor',
    '111_supervisor',
    'commune_child_officer',
    'sysadmin',
    'auditor',
    'dpo',
  ];
  const desks = ['111-intake', 'p79-child', undefined];
  const assignment = fc
    .record({ role: fc.constantFrom(...roles), desk: fc.constantFrom(...desks) })
    .map(({ role, desk }): Assignment => ({ role, agency: 'C111', ...(desk ? { desk } : {}) }));

  it('agree on the incidents of the queue', async () => {
    const reports = (await home.owner.query<{ id: string }>('select id from intake.report')).rows.map(({ id }) => id);
    await policyAgrees({
      kernel: home,
      policy: reportIncidentPolicy,
      keyColumn: 'report_id',
      rows: fc
        .record({ key: fc.constantFrom(...reports), desk_code: fc.constantFrom('111-intake', 'p79-child') })
        .map((row) => ({ ...row, report_id: row.key })),
      actors: agreementActors(
        { roles, agencies: ['C111'], people: [newId<'person'>()], desks: ['111-intake', 'p79-child'], reports },
        home.clock.now(),
      ),
      others: () => ({ code: 'X', queue_danger: false, queue_rank: 0, queue_due: new Date() }),
      grants: { objectKind: 'report', fieldClasses: ['triage', 'narrative'] },
    });
    await home.owner.query("delete from kernel.need_to_know where origin = 'agreement'");
  }, 120_000);

  it('agree for any actor on any report: the check, the filter of lists, the row lock', async () => {
    const rows = (await home.owner.query<{ id: string; desk_code: string }>('select id, desk_code from intake.report'))
      .rows;
    const actors: fc.Arbitrary<Actor> = fc.oneof(
      fc.constant(anonymous),
      fc.constant(systemActor('test')),
      fc
        .constantFrom(...rows.map((row) => row.id), newId<'report'>())
        .map((id): Actor => ({ kind: 'receipt', report: id })),
      fc.record({
        kind: fc.constant('machine' as const),
        client: fc.constant('m'),
        agency: fc.constant('C111'),
        scopes: fc.constant(['report.read']),
      }),
      fc
        .record({
          assignments: fc.array(assignment, { maxLength: 3 }),
          granted: fc.subarray(rows.map((row) => row.id)),
          steppedUp: fc.boolean(),
          expired: fc.boolean(),
        })
        .map(
          ({ assignments, granted, steppedUp, expired }): PersonActor => ({
            ...person('111_agent'),
            assignments,
            // None reaches who holds no role.
            grants: (assignments.length > 0 ? granted : []).map((objectId) => ({
              objectKind: 'report',
              objectId,
              fieldClasses: ['triage', 'narrative'],
              purpose: 'counselling',
              until: new Date(home.clock.now().getTime() + (expired ? -1_000 : 60_000)),
            })),
            ...(steppedUp ? { steppedUpUntil: new Date(home.clock.now().getTime() + 60_000) } : {}),
          }),
        ),
    );
    await fc.assert(
      fc.asyncProperty(actors, async (actor) => {
        const now = home.clock.now();
        if (actor.kind === 'person') await grantInDatabase(actor);
        const visible = await rawVisible(actor);
        expect(visible).toEqual(
          rows
            .filter((row) => checkVisible(actor, row))
            .map((row) => row.id)
            .sort(),
        );
        const listed = await home
          .context(actor)
          .transaction(async (tx) => ok((await newestQuery(tx, { scope: 'all' }, 100).execute()).map((row) => row.id)));
        expect(must(listed).sort()).toEqual(
          rows
            .filter((row) => reportPolicy.can(actor, 'report.list', row, now))
            .map((row) => row.id)
            .sort(),
        );
      }),
      { numRuns: 60 },
    );
  });

  const checkVisible = (actor: Actor, row: { id: string; desk_code: string }) => {
    if (actor.kind === 'system') return true;
    if (actor.kind === 'receipt') return actor.report === row.id;
    return reportPolicy.can(actor, 'report.read', row, home.clock.now());
  };

  const grantInDatabase = async (actor: PersonActor) => {
    for (const grant of actor.grants) {
      await home.owner.query(
        `insert into kernel.need_to_know (id, object_kind, object_id, subject_kind, subject, field_classes, purpose, reason, origin, granted_by, granted_at, expires_at)
         values (gen_random_uuid(), 'report', $1, 'person', $2, $3, 'counselling', 'test', 'assignment', 'test', $4, $5)`,
        [grant.objectId, actor.person, grant.fieldClasses, new Date(home.clock.now().getTime() - 120_000), grant.until],
      );
    }
  };

  const rawVisible = async (actor: Actor): Promise<string[]> => {
    const app = new pg.Client({ connectionString: home.appUrl });
    await app.connect();
    try {
      await app.query('begin');
      await home.become(app, actor);
      return (await app.query<{ id: string }>('select id from intake.report')).rows.map((row) => row.id).sort();
    } finally {
      await app.end();
    }
  };
});

describe('roles', () => {
  it('let a call taker see triage and not the narrative', async () => {
    expect(code(await openReport(home.at(home.agent), { report }))).toBe('accepted');
    for (const read of ['narrative', 'thread'] as const)
      expect(code(await openReport(home.at(home.agent), { report, read: [read] }))).toBe('access.not-permitted');
    expect(
      code(
        await screenReport(home.at(home.agent), {
          report,
          version: 1,
          outcome: 'NORMAL',
          urgency: 'U3',
          incidentCodes: ['OI-BULLY'],
        }),
      ),
    ).toBe('access.not-permitted');
    expect(code(await replyToReporter(home.at(home.agent), { report, version: 1, seen: null, text: 'Chào.' }))).toBe(
      'access.not-permitted',
    );
    expect(code(await addNote(home.at(home.agent), { report, text: 'Đã gọi lại.' }))).toBe('accepted');
  });

  it('hide a report of another desk as if it did not exist', async () => {
    for (const act of [
      openReport(home.at(home.supervisor), { report: foreign }),
      openReport(home.at(home.stranger), { report }),
      openReport(home.at(home.supervisor), { report: newId<'report'>() }),
      openReport(home.at(home.supervisor), { report: 'nonsense' }),
      addNote(home.at(home.stranger), { report, text: 'x' }),
      unmaskIdentity(home.at(home.stranger), { report, reason: 'verify' }),
    ]) {
      expect(code(await act)).toBe('record.not-found');
    }
    expect(must(await listReports(home.at(home.stranger), { desk: '111-intake', scope: 'all' })).reports).toEqual([]);
    expect(must(await searchReports(home.at(home.stranger), '@ke_la')).map((row) => row.id)).toEqual([foreign]);
  });

  it('show what a grant opened, class by class, until it ends', async () => {
    const until = new Date(home.clock.now().getTime() + 3_600_000);
    const grant = {
      objectKind: 'report',
      objectId: report,
      fieldClasses: ['triage'],
      purpose: 'counselling',
      until,
    } as const;
    await home.owner.query(
      `insert into kernel.need_to_know (id, object_kind, object_id, subject_kind, subject, field_classes, purpose, reason, origin, granted_by, granted_at, expires_at)
       values (gen_random_uuid(), 'report', $1, 'person', $2, '{triage}', 'counselling', 'test', 'referral', 'test', $3, $4)`,
      [report, home.stranger.person, home.clock.now(), until],
    );
    const guest = { ...home.stranger, grants: [grant] };
    expect(must(await listReports(home.at(guest), { shared: true })).reports.map((row) => row.id)).toEqual([report]);
    expect(must(await listReports(home.at(home.stranger), { shared: true })).reports).toEqual([]);
    expect(code(await openReport(home.at(guest), { report }))).toBe('accepted');
    expect(code(await openReport(home.at(guest), { report, read: ['narrative'] }))).toBe('access.not-permitted');
    // A grant without a key opens nothing: the policy and the seal are two locks.
    const reader = { ...guest, grants: [{ ...grant, fieldClasses: ['triage', 'narrative'] as const }] };
    expect(code(await openReport(home.at(reader), { report, read: ['narrative'] }))).toBe('report.key-unavailable');
    // And for another purpose than the session's it is no permission either; of what it shows it takes nothing away.
    const elsewhere = { ...reader, purpose: 'statistics' };
    expect(code(await openReport(home.at(elsewhere), { report, read: ['narrative'] }))).toBe('access.other-purpose');
    expect(code(await openReport(home.at(elsewhere), { report }))).toBe('accepted');
    const { rows: denials } = await home.owner.query(
      "select from kernel.audit_entry where object_id = $1 and outcome = 'refused' and body like '%other-purpose%'",
      [report],
    );
    expect(denials).toHaveLength(1);
    const ended = { ...guest, grants: [{ ...grant, until: home.clock.now() }] };
    expect(code(await openReport(home.at(ended), { report }))).toBe('record.not-found');
  });

  it('tell of another desk’s related report the desk, and nothing more', async () => {
    const related = must(await relatedReports(home.at(home.counsellor), { report }));
    expect(related).toEqual({ visible: [], elsewhere: [{ desk: 'p79-child', reports: 1 }] });
  });

  it('need a step-up and a reason for identity, and write both to the audit', async () => {
    expect(code(await unmaskIdentity(home.at(home.counsellor), { report, reason: 'verify' }))).toBe(
      'access.step-up-needed',
    );
    const expired = { ...home.counsellor, steppedUpUntil: home.clock.now() };
    expect(code(await unmaskIdentity(home.at(expired), { report, reason: 'verify' }))).toBe('access.step-up-needed');
    const fresh = { ...home.counsellor, steppedUpUntil: new Date(home.clock.now().getTime() + 60_000) };
    expect(code(await unmaskIdentity(home.at(fresh), { report, reason: 'curiosity' as never }))).toBe(
      'report.reason-needed',
    );
    expect(
      must(await unmaskIdentity(home.at(fresh), { report, reason: 'call-back', fields: ['reporter.phone'] })).fields,
    ).toEqual({ 'reporter.phone': '+84912345678' });
    const agent = { ...home.agent, steppedUpUntil: fresh.steppedUpUntil };
    expect(code(await unmaskIdentity(home.at(agent), { report, reason: 'call-back' }))).toBe('access.not-permitted');
    const { rows } = await home.owner.query(
      "select outcome, body from kernel.audit_entry where object_id = $1 and action = 'report.read-identity' order by sequence",
      [report],
    );
    expect(rows.map((row) => row.outcome).sort()).toEqual(['allowed', 'refused', 'refused', 'refused', 'refused']);
    expect(JSON.stringify(rows)).not.toContain('84912345678');
    const allowed = JSON.parse(rows.find((row) => row.outcome === 'allowed').body);
    expect(allowed).toMatchObject({
      fieldClasses: ['identity'],
      codes: { reason: 'call-back', fields: 'reporter.phone' },
      purpose: 'counselling',
    });
  });

  it('let anybody of the desk take a report, and only a supervisor give it to others', async () => {
    const { triage } = must(await openReport(home.at(home.agent), { report }));
    const taken = must(
      await assignReport(home.at(home.agent), { report, version: triage.version, to: home.agent.person }),
    );
    expect(taken.assignedTo).toBe(home.agent.person);
    expect(
      code(
        await assignReport(home.at(home.counsellor), { report, version: taken.version, to: home.counsellor.person }),
      ),
    ).toBe('access.not-permitted');
    expect(code(await assignReport(home.at(home.supervisor), { report, version: taken.version, to: 'nobody' }))).toBe(
      'report.assignee-unusable',
    );
    expect(
      code(await assignReport(home.at(home.supervisor), { report, version: taken.version, to: home.stranger.person })),
    ).toBe('report.assignee-unusable');
    const given = must(
      await assignReport(home.at(home.supervisor), { report, version: taken.version, to: home.counsellor.person }),
    );
    expect(code(await assignReport(home.at(home.supervisor), { report, version: taken.version, to: null }))).toBe(
      'record.changed-meanwhile',
    );
    // Who holds it hands it on, as at the end of a shift; whoever held it before has no say any more.
    const handed = must(
      await assignReport(home.at(home.counsellor), { report, version: given.version, to: home.agent.person }),
    );
    expect(handed.assignedTo).toBe(home.agent.person);
    expect(code(await assignReport(home.at(home.counsellor), { report, version: handed.version, to: null }))).toBe(
      'access.not-permitted',
    );
    expect(
      code(await assignReport(home.at(home.agent), { report, version: handed.version, to: home.stranger.person })),
    ).toBe('report.assignee-unusable');
    const returned = must(await assignReport(home.at(home.agent), { report, version: handed.version, to: null }));
    expect(returned.assignedTo).toBeNull();
    expect(
      code(await assignReport(home.at(home.agent), { report, version: returned.version, to: home.counsellor.person })),
    ).toBe('access.not-permitted');
  });
});
