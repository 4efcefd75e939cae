import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { clocksOverview } from '../../clocks/index.ts';
import { type Actor, explain, type FieldClass, ok, type PersonActor } from '../../kernel/index.ts';
import {
  caseView,
  communeOverview,
  decide,
  declareConflict,
  grantAccess,
  labelCase,
  nextSteps,
  sendReferral,
  simulateAccess,
  transferCase,
  viewReferral,
  whoOpenedCase,
} from '../index.ts';
import { COMMUNE, drive, NEIGHBOUR, openCasesHome, openOwnCase } from '../testing.ts';
import { type CaseScope, mayReadClass, readingPurposes } from './case-access.ts';
import { casePolicy, sensitivities, sensitivityCeilings } from './case-policy.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));
const soon = () => new Date(home.clock.now().getTime() + 86_400_000);

describe('whatever an actor holds', () => {
  const id = '0197f000-0000-7000-8000-00000000000a';
  const now = new Date('2026-04-22T02:00:00Z');
  const roles = [
    'commune_child_officer',
    'commune_chair',
    'province_child_officer',
    'ministry_child_officer',
    '111_counsellor',
    'police_intake',
    'facility_worker',
    'sysadmin',
  ];
  const agencies = ['UBND-00004', 'UBND-00008', 'C111', 'SYT-01'];
  const classes: FieldClass[] = ['triage', 'narrative', 'identity', 'internal'];
  const grant = fc.record({
    objectKind: fc.constantFrom('case', 'report'),
    objectId: fc.constantFrom(id, '0197f000-0000-7000-8000-00000000000b'),
    fieldClasses: fc.subarray(classes, { minLength: 1 }),
    purpose: fc.constantFrom('protection', 'investigation', 'statistics'),
    until: fc.constantFrom(new Date('2026-04-21T00:00:00Z'), new Date('2026-05-01T00:00:00Z')),
  });
  const actor: fc.Arbitrary<PersonActor> = fc
    .record({
      agency: fc.constantFrom(...agencies),
      assignments: fc.array(
        fc.record({ role: fc.constantFrom(...roles), province: fc.constantFrom(undefined, '01', '48') }),
        { maxLength: 2 },
      ),
      grants: fc.array(grant, { maxLength: 3 }),
      exclusions: fc.subarray([
        { objectKind: 'case', objectId: id },
        { objectKind: 'report', objectId: id },
        { objectKind: 'case', objectId: '0197f000-0000-7000-8000-00000000000b' },
      ]),
      purpose: fc.constantFrom('protection', 'counselling', 'investigation', 'statistics', 'administration'),
      steppedUpUntil: fc.constantFrom(undefined, new Date('2026-04-22T01:00:00Z'), new Date('2026-04-22T03:00:00Z')),
    })
    .map((one) => ({
      kind: 'person',
      person: 'p',
      name: 'x',
      session: 's',
      agency: one.agency,
      nameKey: '',
      grants: one.grants,
      exclusions: one.exclusions,
      purpose: one.purpose,
      assignments: one.assignments.map((held) => ({
        role: held.role,
        agency: one.agency,
        ...(held.province ? { province: held.province } : {}),
      })),
      ...(one.steppedUpUntil ? { steppedUpUntil: one.steppedUpUntil } : {}),
    }));
  const scope: fc.Arbitrary<CaseScope> = fc.record({
    id: fc.constant(id),
    owner_agency: fc.constantFrom('UBND-00004', 'UBND-00008'),
    reporting_agency: fc.constantFrom('C111', 'UBND-00004'),
    province_code: fc.constantFrom('01', '48'),
    sensitivity: fc.constantFrom(...sensitivities),
  });

  it('no text is read without the commune’s role or a live grant of that class and purpose; identity also needs proof; a conflict always shuts out', () => {
    let read = 0;
    fc.assert(
      fc.property(actor, scope, fc.constantFrom(...classes), (who, row, fieldClass) => {
        if (!mayReadClass(who, row, fieldClass, now)) return;
        read += 1;
        const live = who.grants.filter((one) => one.until > now && one.objectId === id);
        expect(who.exclusions).not.toContainEqual({ objectKind: 'case', objectId: id });
        const byRole = who.assignments.some(
          (held) =>
            held.agency === row.owner_agency &&
            (held.role === 'commune_chair' ||
              (held.role === 'commune_child_officer' && row.sensitivity !== 'restricted')),
        );
        const byGrant = live.some(
          (one) =>
            one.objectKind === 'case' &&
            one.fieldClasses.includes(fieldClass) &&
            (fieldClass === 'triage' || one.purpose === who.purpose),
        );
        expect(byRole || byGrant).toBe(true);
        if (fieldClass !== 'triage') expect(readingPurposes).toContain(who.purpose);
        if (fieldClass === 'identity') expect(who.steppedUpUntil && who.steppedUpUntil > now).toBe(true);
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(50);
  });

  it('nobody but a person reads a text', () => {
    const others: Actor[] = [
      { kind: 'anonymous' },
      { kind: 'receipt', report: id },
      { kind: 'machine', client: 'm', agency: 'UBND-00004', scopes: ['case'] },
      { kind: 'system', job: 'cases.sweep' },
    ];
    const row = {
      id,
      owner_agency: 'UBND-00004',
      reporting_agency: 'C111',
      province_code: '01',
      sensitivity: 'normal',
    };
    for (const who of others)
      for (const fieldClass of classes) expect(mayReadClass(who, row, fieldClass, now)).toBe(false);
  });

  it('every ceiling is one of the labels', () => {
    for (const label of Object.values(sensitivityCeilings)) expect(sensitivities).toContain(label);
  });
});

it('memory, filter and row lock agree on real rows, for people of every kind', async () => {
  const made = [];
  for (const sensitivity of sensitivities) {
    const one = drive(home, (await openOwnCase(home)).id);
    if (sensitivity !== 'normal')
      must(
        await labelCase(await one.chair(), { ...one.on, version: await one.version(), sensitivity, reason: 'OTHER' }),
      );
    made.push(one.on.case);
  }
  must(
    await grantAccess(await home.as(home.chair), {
      case: made[2] as string,
      to: { kind: 'person', person: home.neighbourOfficer.person, agency: `UBND-${NEIGHBOUR}` },
      classes: ['narrative'],
      purpose: 'protection',
      until: soon(),
      reason: 'x',
    }),
  );
  must(
    await declareConflict(await home.as(home.chair), {
      case: made[0] as string,
      implicated: { kind: 'person', person: home.officer.person },
    }),
  );
  const { rows } = await home.owner.query(
    'select id, owner_agency, reporting_agency, province_code, sensitivity from cases.protection_case',
  );
  for (const who of [
    home.officer,
    home.chair,
    home.neighbourOfficer,
    home.neighbourChair,
    home.province,
    home.ministry,
    home.counsellor,
    home.facility,
    home.auditor,
  ]) {
    const ctx = await home.as(who);
    const inMemory = rows
      .filter((row) => casePolicy.can(ctx.actor, 'case.overview', row, ctx.now))
      .map((row) => row.id)
      .sort();
    const seen = must(
      await ctx.transaction(async (tx) => {
        const { rows: locked } = await import('kysely').then(({ sql }) =>
          sql<{ id: string }>`select id from cases.protection_case`.execute(tx.query<never>()),
        );
        const { rows: filtered } = await import('kysely').then(({ sql }) =>
          sql<{
            id: string;
          }>`select c.id from cases.protection_case as c where ${casePolicy.filter(ctx.actor, 'case.overview', ctx.now, 'c')}`.execute(
            tx.query<never>(),
          ),
        );
        return ok({ locked: locked.map((row) => row.id).sort(), filtered: filtered.map((row) => row.id).sort() });
      }),
    );
    expect([who.assignments[0]?.role, seen.locked]).toEqual([who.assignments[0]?.role, inMemory]);
    expect(seen.filtered).toEqual(inMemory);
    for (const row of rows)
      if (inMemory.includes(row.id))
        expect(explain(casePolicy.condition('case.overview'), ctx.actor, row, ctx.now).length).toBeGreaterThan(0);
  }
});

describe('a conflict of interest', () => {
  it('shuts out a person, a name and an agency, in lists, pages and referrals, whatever they hold', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const implicated = await home.person('commune_child_officer', `UBND-${COMMUNE}`, { name: 'Hoàng Văn Liên Quan' });
    const sees = async (who: PersonActor) =>
      must(await communeOverview(await home.as(who))).cases.some((row) => row.id === one.on.case);
    expect(await sees(implicated)).toBe(true);
    expect(
      code(await declareConflict(await one.chair(), { ...one.on, implicated: { kind: 'name', name: 'Quan' } })),
    ).toBe('form.answer-invalid');
    must(
      await declareConflict(await one.chair(), {
        ...one.on,
        implicated: { kind: 'name', name: 'Hoang Van LIEN QUAN' },
      }),
    );
    expect(await sees(implicated)).toBe(false);
    expect(must(await nextSteps(await home.as(implicated))).cases.some((row) => row.id === one.on.case)).toBe(false);
    expect(code(await caseView(await home.as(implicated), one.on))).toBe('record.not-found');
    const referral = await one.refer();
    must(await sendReferral(await one.officer(), { referral, version: 1 }));
    must(await viewReferral(await home.as(home.facility), { referral }));
    must(await declareConflict(await one.chair(), { ...one.on, implicated: { kind: 'agency', agency: 'FACILITY_A' } }));
    expect(code(await viewReferral(await home.as(home.facility), { referral }))).toBe('record.not-found');
  });

  it('of the owning commune lets the province in, which hands the case on', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    expect(must(await caseView(await home.as(home.province), one.on)).file).toBeNull();
    must(
      await declareConflict(await home.as(home.province), {
        ...one.on,
        implicated: { kind: 'agency', agency: `UBND-${COMMUNE}` },
      }),
    );
    await home.work();
    expect(code(await caseView(await one.chair(), one.on))).toBe('record.not-found');
    const province = await home.as(home.province);
    const view = must(await caseView(province, { ...one.on, read: ['identity'] }));
    expect(view.file?.child?.name).toBe('Lê Thị Mẫu');
    const moved = must(
      await transferCase(province, {
        ...one.on,
        version: view.overview.version,
        commune: NEIGHBOUR,
        reason: 'Xã có người liên quan.',
      }),
    );
    await home.work();
    expect(must(await caseView(await home.as(home.neighbourOfficer), { case: moved.case })).overview.status).toBe(
      'OPEN',
    );
  });
});

it('a label above the ceiling hides the case even from the commune’s own worker, and from those who supervise', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  const version = await one.version();
  expect(
    code(await labelCase(await one.officer(), { ...one.on, version, sensitivity: 'restricted', reason: 'OTHER' })),
  ).toBe('access.not-permitted');
  must(
    await labelCase(await one.chair(), { ...one.on, version, sensitivity: 'restricted', reason: 'STAFF_IMPLICATED' }),
  );
  for (const who of [home.officer, home.province, home.ministry, home.counsellor])
    expect(code(await caseView(await home.as(who), one.on))).toBe('record.not-found');
  expect(must(await caseView(await one.chair(), one.on)).overview.sensitivity).toBe('restricted');
});

it('a province and the ministry see clocks and no identity', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  for (const who of [home.province, home.ministry]) {
    const seen = must(await clocksOverview(await home.as(who)));
    expect(seen.areas).toEqual(
      expect.arrayContaining([expect.objectContaining({ commune: COMMUNE, rule: 'DL-PLAN-7WD' })]),
    );
    expect(
      JSON.stringify([seen, must(await caseView(await home.as(who), { ...one.on, read: ['identity', 'narrative'] }))]),
    ).not.toMatch(/Mẫu|0912/);
  }
  expect(code(await clocksOverview(await one.officer()))).toBe('access.not-permitted');
});

it('who could read it, and what a change would do', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  const auditor = await home.as(home.auditor);
  expect(code(await simulateAccess(await one.officer(), one.on))).toBe('access.not-permitted');
  const of = async (change?: Parameters<typeof simulateAccess>[1]['change']) =>
    must(await simulateAccess(auditor, { ...one.on, ...(change ? { change } : {}) })).classes.find(
      (row) => row.fieldClass === 'narrative',
    );
  const now = await of();
  const names = (list: readonly { person: string }[] | undefined) => list?.map((row) => row.person) ?? [];
  expect(names(now?.people)).toEqual(expect.arrayContaining([home.officer.person, home.chair.person]));
  expect(names(now?.people)).not.toContain(home.province.person);
  expect(now?.people.find((row) => row.person === home.officer.person)?.reasons).toContainEqual(
    expect.objectContaining({ code: 'role', role: 'commune_child_officer' }),
  );
  expect(names((await of({ kind: 'label', sensitivity: 'restricted' }))?.loses)).toContain(home.officer.person);
  expect(names((await of({ kind: 'owner', agency: `UBND-${NEIGHBOUR}` }))?.gains)).toContain(
    home.neighbourChair.person,
  );
  expect(
    names((await of({ kind: 'grant', to: 'agency', subject: 'CAX-00004', classes: ['narrative'] }))?.gains),
  ).toEqual([home.police.person]);
  expect(names((await of({ kind: 'conflict', with: 'person', subject: home.officer.person }))?.loses)).toEqual([
    home.officer.person,
  ]);
  const { reference, sensitivity } = must(await caseView(await one.officer(), one.on)).overview;
  expect(sensitivity).toBe('normal');

  // The same by the reference that is said aloud; and what a role would open, whoever is given it.
  const asked = must(await simulateAccess(auditor, { case: reference.toLowerCase() }));
  expect(asked.case).toMatchObject({ id: one.on.case, reference, owner: `UBND-${COMMUNE}` });
  expect(code(await simulateAccess(auditor, { case: 'ZZZZ-ZZZZ' }))).toBe('record.not-found');
  const role = async (agency: string, name: string) =>
    must(await simulateAccess(auditor, { ...one.on, change: { kind: 'role', role: name, agency } })).classes.map(
      (row) => row.holder,
    );
  expect(await role(`UBND-${COMMUNE}`, 'commune_chair')).toEqual(['in', 'in', 'in-after-proof', 'in']);
  expect(await role(`UBND-${NEIGHBOUR}`, 'commune_chair')).toEqual(['out', 'out', 'out', 'out']);
  expect(await role('SYT-01', 'province_child_officer')).toEqual(['out', 'out', 'out', 'out']);
});

it('the child sees who opened it, by day and agency', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  must(await caseView(await one.officer(), { ...one.on, read: ['narrative'] }));
  must(await caseView(await one.chair(), { ...one.on, read: ['narrative'] }));
  const day = new Date(home.clock.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
  expect(must(await whoOpenedCase(await one.officer(), one.on)).filter((line) => line.part === 'narrative')).toEqual([
    { day, agency: `UBND-${COMMUNE}`, part: 'narrative', vi: 'đọc chuyện của em', en: 'read your story' },
  ]);
});

it('no word about the child stands in the clear in any table, log or job', async () => {
  const marker = 'Zqxwv';
  const one = drive(
    home,
    (
      await openOwnCase(home, {
        reception: {
          ...(
            await import('../testing.ts')
          ).reception,
          child_name: `${marker} Tên`,
          present_state: `${marker} chuyện`,
        },
      })
    ).id,
  );
  must(await one.act('officer', 'start-initial-risk'));
  await one.fill('officer', 'FORM-02', { harm_notes: `${marker} ghi chú` });
  must(await decide(await one.officer(), { ...one.on, version: await one.version(), act: 'start-specific-risk' }));
  await one.fill('officer', 'FORM-03', { offender_info: `${marker} đối tượng` });
  const { rows } = await home.owner.query<{ name: string }>(
    "select schemaname || '.' || tablename as name from pg_tables where schemaname in ('cases', 'kernel', 'graphile_worker', 'intake')",
  );
  for (const { name } of rows) {
    const { rows: found } = await home.owner.query(
      `select count(*)::int as n from ${name} as t where t::text like '%${marker}%' or t::text like '%${Buffer.from(marker).toString('hex')}%'`,
    );
    expect([name, found[0].n]).toEqual([name, 0]);
  }
  expect(home.log.join('\n')).not.toContain(marker);
});
