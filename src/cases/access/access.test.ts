import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { code, must } from '../../../tools/test/test-result.ts';
import { clocksOverview } from '../../clocks/index.ts';
import {
  type Actor,
  explain,
  type FieldClass,
  kernelModule,
  ok,
  type PersonActor,
  type Result,
} from '../../kernel/index.ts';
import {
  caseView,
  communeOverview,
  decide,
  declareConflict,
  endAccess,
  endOwnTrack,
  grantAccess,
  grantsToRecertify,
  labelCase,
  listOwnTracks,
  mergeCases,
  nextSteps,
  type OpenedTrack,
  openForm,
  openTrack,
  recertifyGrant,
  sendReferral,
  simulateAccess,
  trackParts,
  transferCase,
  viewReferral,
  whoOpenedCase,
} from '../index.ts';
import { type CasesHome, COMMUNE, drive, NEIGHBOUR, openCasesHome, openOwnCase } from '../testing.ts';
import { type CaseScope, mayReadClass, readingPurposes } from './case-access.ts';
import { casePolicy, sensitivities, sensitivityCeilings } from './case-policy.ts';

let home: CasesHome;
beforeAll(async () => {
  home = await openCasesHome('2026-04-22T02:00:00Z', [
    { name: 'planted', offers: [trackParts.offer({ kind: 'offence', opened: (_ctx, _tx, track) => told(track) })] },
  ]);
});
/** What the planted module that stands behind the offence track makes of it. */
let told = async (_opened: OpenedTrack): Promise<Result<{ objectId?: string }>> => ok({});
afterAll(() => home.close());

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

describe('a grant', () => {
  it('opens its classes for its purpose and time, and ends at once', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const form = async () => must(await caseView(await one.officer(), one.on)).file?.forms[0]?.id as string;
    const police = (more: Partial<PersonActor> = {}) => home.as(home.police, more);
    expect(code(await caseView(await police(), one.on))).toBe('record.not-found');
    expect(
      code(
        await grantAccess(await one.officer(), {
          ...one.on,
          to: { kind: 'agency', agency: 'CAX-00004' },
          classes: ['narrative'],
          purpose: 'investigation',
          until: soon(),
          reason: 'x',
        }),
      ),
    ).toBe('access.not-permitted');
    expect(
      code(
        await grantAccess(await one.chair(), {
          ...one.on,
          to: { kind: 'agency', agency: 'CAX-00004' },
          classes: ['narrative'],
          purpose: 'statistics' as 'protection',
          until: soon(),
          reason: 'x',
        }),
      ),
    ).toBe('grant.purpose-invalid');
    expect(
      code(
        await grantAccess(await one.chair(), {
          ...one.on,
          to: { kind: 'agency', agency: 'CAX-00004' },
          classes: ['narrative'],
          purpose: 'investigation',
          until: new Date('2030-01-01'),
          reason: 'x',
        }),
      ),
    ).toBe('grant.purpose-invalid');
    const { grant } = must(
      await grantAccess(await one.chair(), {
        ...one.on,
        to: { kind: 'agency', agency: 'CAX-00004' },
        classes: ['narrative'],
        purpose: 'investigation',
        until: soon(),
        reason: 'Xác minh.',
      }),
    );
    // Why, is sealed with the case and stands nowhere in the clear.
    const kept = await home.owner.query('select reason from kernel.need_to_know where id = $1', [grant]);
    expect(kept.rows).toEqual([{ reason: 'sealed' }]);
    const told = must(await caseView(await one.chair(), { ...one.on, read: ['narrative'] })).file?.texts;
    expect(told?.[`reason:grant:${grant}`]).toBe('Xác minh.');
    expect(must(await caseView(await police(), one.on)).file?.readable).toEqual(['narrative']);
    const read = must(
      await openForm(await police(), { ...one.on, form: await form(), read: ['narrative', 'identity'] }),
    );
    expect(read.answers.present_state).toBeDefined();
    expect(read.answers.child_name).toBeUndefined();
    expect(read.masked).toContain('identity');
    expect(must(await caseView(await police({ purpose: 'statistics' }), one.on)).file).toBeNull();
    expect(
      code(await decide(await police(), { ...one.on, version: await one.version(), act: 'start-initial-risk' })),
    ).toBe('access.not-permitted');
    must(await endAccess(await one.chair(), { ...one.on, grant }));
    // The session still carries the grant; the database no longer does.
    expect(
      code(
        await caseView(
          await police({
            grants: [
              {
                objectKind: 'case',
                objectId: one.on.case,
                fieldClasses: ['triage', 'narrative'],
                purpose: 'investigation',
                until: soon(),
              },
            ],
          }),
          one.on,
        ),
      ),
    ).toBe('record.not-found');
    const { rows } = await home.owner.query(
      "select count(*)::int as n from kernel.wrapped_key as w join kernel.data_key as k on k.id = w.data_key_id where k.object_id = $1 and w.holder = 'CAX-00004'",
      [one.on.case],
    );
    expect(rows[0].n).toBe(0);
  });

  it('holds the keys no longer than it lasts: a person’s that is ended, one that runs out, and not where another needs them', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const scope = { objectKind: 'case', objectId: one.on.case, fieldClass: 'narrative' } as const;
    const opens = async () => {
      const found = await home
        .platform()
        .transaction(async (tx) => ok(await home.kernel.sealing.openKey(tx, scope, 'CAX-00004')));
      return found.ok && found.value !== undefined;
    };
    const wraps = async () =>
      Number(
        (
          await home.owner.query(
            "select count(*)::int as n from kernel.wrapped_key as w join kernel.data_key as k on k.id = w.data_key_id where k.object_id = $1 and w.holder = 'CAX-00004'",
            [one.on.case],
          )
        ).rows[0].n,
      );
    const to = { kind: 'person', person: home.police.person, agency: 'CAX-00004' } as const;
    const give = async (days: number, classes: readonly ('narrative' | 'identity')[]) =>
      must(
        await grantAccess(await one.chair(), {
          ...one.on,
          to,
          classes,
          purpose: 'investigation',
          until: new Date(home.clock.now().getTime() + days * 86_400_000),
          reason: 'test',
        }),
      ).grant;
    const long = await give(30, ['narrative']);
    const other = await give(30, ['narrative', 'identity']);
    expect([await opens(), await wraps()]).toEqual([true, 2]);
    must(await endAccess(await one.chair(), { ...one.on, grant: other }));
    // The narrative is still needed, the identity no more.
    expect([await opens(), await wraps()]).toEqual([true, 1]);
    must(await endAccess(await one.chair(), { ...one.on, grant: long }));
    expect([await opens(), await wraps()]).toEqual([false, 0]);
    await give(1, ['narrative']);
    expect([await opens(), await wraps()]).toEqual([true, 1]);
    home.clock.advance(2 * 86_400_000);
    // It opens nothing from the moment on, though the row goes an hour later at most.
    expect([await opens(), await wraps()]).toEqual([false, 1]);
    const services = {
      kernel: home.kernel,
      service: () => {
        throw new Error('not asked');
      },
    };
    await kernelModule
      .jobs?.(services)
      .find(({ name }) => name === 'kernel.delete-ended-wraps')
      ?.run(home.platform(), {});
    expect(await wraps()).toBe(0);
    // The owner's own stays.
    const own = await home
      .platform()
      .transaction(async (tx) => ok(await home.kernel.sealing.openKey(tx, scope, 'UBND-00004')));
    expect(own.ok && own.value !== undefined).toBe(true);
  });

  it('is looked at again: listed after N days, confirmed or ended', async () => {
    const one = drive(home, (await openOwnCase(home)).id);
    const to = { kind: 'agency', agency: 'SYT-01' } as const;
    const until = new Date(home.clock.now().getTime() + 100 * 86_400_000);
    const first = must(
      await grantAccess(await one.chair(), { ...one.on, to, classes: [], purpose: 'protection', until, reason: 'a' }),
    );
    const second = must(
      await grantAccess(await one.chair(), { ...one.on, to, classes: [], purpose: 'protection', until, reason: 'b' }),
    );
    const listed = async (dueSoon = true) =>
      must(await grantsToRecertify(await one.chair(), { dueSoon }))
        .filter((row) => row.case === one.on.case)
        .map((row) => row.grant);
    // Ninety days by the rule; two thirds of them later they are due soon.
    expect(await listed()).toEqual([]);
    expect((await listed(false)).sort()).toEqual([first.grant, second.grant].sort());
    home.clock.advance(61 * 86_400_000);
    expect((await listed()).sort()).toEqual([first.grant, second.grant].sort());
    expect(code(await grantsToRecertify(await one.officer(), { dueSoon: true }))).toBe('access.not-permitted');
    must(await recertifyGrant(await one.chair(), { ...one.on, grant: first.grant, keep: true }));
    must(await recertifyGrant(await one.chair(), { ...one.on, grant: second.grant, keep: false }));
    expect(await listed()).toEqual([]);
    expect(must(await caseView(await one.chair(), one.on)).file?.access.map((row) => row.grant)).toEqual([first.grant]);
  });
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

it('tracks hang on one incident, each seen by its own agency, none closing another; another module takes part in its kind', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  const agencies: string[] = [];
  const objectId = '0197f000-0000-7000-8000-0000000000cc';
  told = async ({ agency }) => {
    agencies.push(agency);
    return ok({ objectId });
  };
  must(await openTrack(await one.officer(), { ...one.on, kind: 'offence', agency: 'CAX-00004' }));
  expect(agencies).toEqual(['CAX-00004']);
  expect(code(await openTrack(await one.officer(), { ...one.on, kind: 'offence', agency: 'CAX-00004' }))).toBe(
    'record.changed-meanwhile',
  );
  await home.work();
  const { rows } = await home.owner.query(
    "select incident_id, object_id from cases.track where agency = 'CAX-00004' and kind = 'offence' order by opened_at desc limit 1",
  );
  expect(rows[0].object_id).toBe(objectId);
  expect(must(await caseView(await one.officer(), one.on)).file?.tracks).toEqual([
    { kind: 'protection', status: 'open', agency: `UBND-${COMMUNE}` },
  ]);
  const incident = rows[0].incident_id as string;
  const mine = async () =>
    must(await listOwnTracks(await home.as(home.police))).find((track) => track.incident === incident);
  expect(await mine()).toMatchObject({ kind: 'offence', status: 'open', doneAt: null });
  expect(Object.keys((await mine()) ?? {}).sort()).toEqual(['doneAt', 'id', 'incident', 'kind', 'openedAt', 'status']);
  expect(code(await listOwnTracks(await home.as(home.facility)))).toBe('access.not-permitted');
  // Who belongs to the agency without working on tracks, and the commune with the track of its own case.
  const clerk = await home.as(await home.person('agency_admin', 'CAX-00004'));
  expect(code(await endOwnTrack(clerk, { incident, kind: 'offence' }))).toBe('access.not-permitted');
  expect(code(await endOwnTrack(await one.officer(), { incident, kind: 'protection' as 'offence' }))).toBe(
    'access.not-permitted',
  );
  expect(code(await endOwnTrack(await home.as(home.police), { incident: 'x', kind: 'offence' }))).toBe(
    'record.not-found',
  );
  must(await endOwnTrack(await home.as(home.police), { incident, kind: 'offence' }));
  expect(await mine()).toMatchObject({ status: 'done', doneAt: home.clock.now() });
  expect(code(await endOwnTrack(await home.as(home.police), { incident, kind: 'offence' }))).toBe('record.not-found');
  const after = must(await caseView(await one.officer(), one.on));
  expect([after.overview.status, after.file?.tracks[0]?.status]).toEqual(['OPEN', 'open']);
  const { id } = await openOwnCase(home);
  const other = drive(home, id);
  must(await openTrack(await other.officer(), { ...other.on, kind: 'content', agency: 'CAX-00004' }));
  must(
    await mergeCases(await other.officer(), {
      ...other.on,
      version: await other.version(),
      into: one.on.case,
      reason: 'x',
    }),
  );
  const states = await home.owner.query(
    'select kind, status from cases.track where incident_id = (select incident_id from cases.protection_case where id = $1) order by kind',
    [id],
  );
  expect(states.rows).toEqual([
    { kind: 'content', status: 'open' },
    { kind: 'protection', status: 'done' },
  ]);
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
