import fc from 'fast-check';
import type pg from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { clocksOverview } from '../../clocks/index.ts';
import { concerns, type LiveEvent, newId, ok, type PersonActor, systemActor } from '../../kernel/index.ts';
import { actors, policyAgrees } from '../../kernel/policy/agreement.testing.ts';
import { postNotice } from '../../members/index.ts';
import { listNotices } from '../../work/index.ts';
import {
  caseView,
  communeOverview,
  declareConflict,
  editReferral,
  listCases,
  listContactRequests,
  makeReferral,
  nextSteps,
  simulateAccess,
  viewReferral,
} from '../index.ts';
import { noticeOfContact, noticeOfOpened, noticeOfReferral } from '../process/case-notices.ts';
import { findCase } from '../process/case-store.ts';
import { referralRow } from '../referrals/referral-store.ts';
import { type CasesHome, COMMUNE, drive, NEIGHBOUR, openCasesHome, openOwnCase } from '../testing.ts';
import { casePolicy, contactRequestPolicy, referralPolicy, sensitivities } from './case-policy.ts';

const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));
let made: string;
let referral: string;
beforeAll(async () => {
  made = (await openOwnCase(home)).id;
  const draft = {
    case: made,
    purpose: 'SHELTER',
    to: { agency: 'FACILITY_A' },
    basis: 'CHILD_PROTECTION',
    facts: { REASON: 'a', NEEDS: 'b', RISK: 'c', AGE_SEX: 'd', NAME: 'e' },
  } as const;
  referral = must(await makeReferral(await home.as(home.officer), draft)).referral;
});

/** One more row like one that is there, with some columns changed. */
async function copyRow(owner: pg.Pool, table: string, id: string, change: Readonly<Record<string, unknown>>) {
  const [schema, name] = table.split('.');
  const { rows } = await owner.query<{ list: string }>(
    `select string_agg(quote_ident(column_name), ', ') as list from information_schema.columns
     where table_schema = $1 and table_name = $2 and is_generated = 'NEVER'`,
    [schema, name],
  );
  const list = rows[0]?.list;
  await owner.query(
    `insert into ${table} (${list}) select ${list} from jsonb_populate_record(null::${table}, (select to_jsonb(t) from ${table} as t where id = $1) || $2)`,
    [id, JSON.stringify(change)],
  );
}

describe('memory, filter and row lock agree on who is shut out', () => {
  const ids = Array.from({ length: 4 }, () => newId<'row'>());
  const agencies = [`UBND-${COMMUNE}`, `UBND-${NEIGHBOUR}`, 'SYT-01', 'FACILITY_A', 'C111'];
  const agency = fc.constantFrom(...agencies);
  const who = (now: Date) =>
    actors(
      {
        roles: [
          'commune_child_officer',
          'commune_chair',
          'province_child_officer',
          'ministry_child_officer',
          'facility_worker',
          '111_counsellor',
        ],
        agencies,
        people: [newId<'person'>(), newId<'person'>()],
        provinces: ['01'],
      },
      now,
    );
  const clear = (table: string) => async (owner: pg.Pool) =>
    void (await owner.query(`delete from ${table} where id = any ($1)`, [ids]));

  it('of a case', async () => {
    const base = (
      await home.owner.query(
        'select id as key, id, owner_agency, reporting_agency, province_code, sensitivity from cases.protection_case',
      )
    ).rows;
    await policyAgrees({
      kernel: home,
      policy: casePolicy,
      keyColumn: 'id',
      base,
      rows: fc
        .record({
          key: fc.constantFrom(...ids),
          owner_agency: agency,
          reporting_agency: agency,
          province_code: fc.constantFrom('01', '48'),
          sensitivity: fc.constantFrom(...sensitivities),
        })
        .map((row) => ({ ...row, id: row.key })),
      actors: who(home.clock.now()),
      insert: (owner, { key, ...row }) =>
        copyRow(owner, 'cases.protection_case', made, {
          ...row,
          reference: `AAAA-AAA${ids.indexOf(key as (typeof ids)[number]) + 2}`,
          report_id: null,
        }),
      clear: clear('cases.protection_case'),
      grants: { objectKind: 'case', fieldClasses: ['triage', 'identity'] },
      exclusions: { objectKind: 'case' },
    });
  }, 120_000);

  it('of a referral and of a contact request, by their cases', async () => {
    const base = (
      await home.owner.query('select id as key, id, case_id, from_agency, to_agency, status from cases.referral')
    ).rows;
    await policyAgrees({
      kernel: home,
      policy: referralPolicy,
      keyColumn: 'id',
      base,
      rows: fc
        .record({
          key: fc.constantFrom(...ids),
          from_agency: agency,
          to_agency: agency,
          status: fc.constantFrom('DRAFT', 'SENT'),
        })
        .map((row) => ({ ...row, id: row.key, case_id: made })),
      actors: who(home.clock.now()),
      insert: (owner, { key: _, ...row }) => copyRow(owner, 'cases.referral', referral, row),
      clear: clear('cases.referral'),
      exclusions: { objectKind: 'case', objectOf: (row) => row.case_id as string },
    });
    const cases: string[] = [];
    for (const _ of ids) cases.push((await openOwnCase(home)).id);
    await policyAgrees({
      kernel: home,
      policy: contactRequestPolicy,
      keyColumn: 'id',
      rows: fc.record({ key: fc.constantFrom(...ids), from_agency: agency, to_agency: agency }).map((row) => {
        const place = ids.indexOf(row.key);
        return { ...row, from_case: cases[place], to_case: cases[(place + 1) % cases.length] };
      }),
      actors: who(home.clock.now()),
      others: () => ({ status: 'asked', asked_at: new Date(), asked_by: 'test' }),
      exclusions: { objectKind: 'case', objectOf: (row) => row.to_case as string },
    });
  }, 120_000);
});

describe('a person who is named in a case', () => {
  const lists = async (ctx: Awaited<ReturnType<CasesHome['as']>>, id: string) => [
    must(await communeOverview(ctx)).cases.some((row) => row.id === id),
    must(await listCases(ctx)).cases.some((row) => row.id === id),
    must(await nextSteps(ctx)).cases.some((row) => row.id === id),
    code(await caseView(ctx, { case: id })) === 'accepted',
  ];

  it('is shut out at once, in a session that was identified before', async () => {
    const { id } = await openOwnCase(home);
    const implicated = await home.person('commune_child_officer', `UBND-${COMMUNE}`, { name: 'Đoàn Thị Có Tên' });
    const before = await home.as(implicated);
    expect(await lists(before, id)).toEqual([true, true, true, true]);
    must(
      await declareConflict(await home.as(home.chair), {
        case: id,
        implicated: { kind: 'name', name: 'doan thi CO TEN' },
      }),
    );
    expect(await lists(before, id)).toEqual([false, false, false, false]);
    expect(await lists(await home.as(implicated), id)).toEqual([false, false, false, false]);
    expect(await lists(await home.as(home.officer), id)).toEqual([true, true, true, true]);
  });

  it('is not among those who could read it, and the figures above leave it out for them alone', async () => {
    const { id } = await openOwnCase(home);
    const name = 'Phùng Văn Trùng Tên';
    const implicated = await home.person('commune_chair', `UBND-${COMMUNE}`, { name });
    const above = await home.person('province_child_officer', 'SYT-01', { province: '01', name });
    const readers = async () =>
      must(await simulateAccess(await home.as(home.auditor), { case: id })).classes[0]?.people.map((one) => one.person);
    const running = async (actor: PersonActor) =>
      must(await clocksOverview(await home.as(actor))).areas.reduce((sum, area) => sum + area.running, 0);
    expect(await readers()).toContain(implicated.person);
    const all = await running(above);
    must(await declareConflict(await home.as(home.officer), { case: id, implicated: { kind: 'name', name } }));
    expect(await readers()).not.toContain(implicated.person);
    expect(await readers()).toContain(home.chair.person);
    expect(await running(above)).toBeLessThan(all);
    expect(await running(home.province)).toBe(all);
  });
});

it('a conflict with the agency asked hides the question too', async () => {
  const { id } = await openOwnCase(home);
  await home.owner.query(
    `insert into cases.contact_request (id, from_case, to_case, from_agency, to_agency, status, asked_at, asked_by)
     values (uuidv7(), $1, $2, $3, $4, 'asked', now(), 'test')`,
    [made, id, `UBND-${NEIGHBOUR}`, `UBND-${COMMUNE}`],
  );
  const asked = async (who: PersonActor) => must(await listContactRequests(await home.as(who))).length;
  const [ours, theirs] = [await asked(home.officer), await asked(home.neighbourOfficer)];
  const one = drive(home, id);
  must(
    await declareConflict(await one.chair(), {
      ...one.on,
      implicated: { kind: 'agency', agency: `UBND-${NEIGHBOUR}` },
    }),
  );
  expect([await asked(home.officer), await asked(home.neighbourOfficer)]).toEqual([ours, theirs - 1]);
  expect(code(await viewReferral(await home.as(home.neighbourOfficer), { referral }))).toBe('record.not-found');
});

describe('notices and live events of a record', () => {
  const inbox = async (who: PersonActor) => {
    const { notices, unread } = must(await listNotices(await home.as(who)));
    return { unread, about: notices.flatMap(({ object }) => object?.id ?? []) };
  };

  it('do not reach who is kept from it, whether they came before or after, and of a referral of it neither', async () => {
    const { id } = await openOwnCase(home);
    const name = 'Tạ Thị Được Báo';
    const implicated = await home.person('commune_chair', `UBND-${COMMUNE}`, { name });
    const draft = {
      case: id,
      purpose: 'SHELTER',
      to: { agency: `UBND-${COMMUNE}` },
      basis: 'CHILD_PROTECTION',
      facts: { REASON: 'a', NEEDS: 'b', RISK: 'c', AGE_SEX: 'd', NAME: 'e' },
    } as const;
    const { referral: sent } = must(await makeReferral(await home.as(home.officer), draft));
    const tell = async () =>
      home.context(systemActor('test')).transaction(async (tx) => {
        const row = await findCase(tx, id);
        const letter = await referralRow(tx, sent);
        if (!row || !letter) throw new Error('the case is gone');
        await noticeOfOpened(tx, { agency: row.owner_agency }, row);
        await noticeOfReferral(tx, letter, 'send', {});
        await noticeOfContact(tx, row.owner_agency, made, 'SYT-01', id);
        return ok();
      });
    await tell();
    const before = await inbox(implicated);
    expect(before.about).toEqual(expect.arrayContaining([id, sent, made]));
    must(await declareConflict(await home.as(home.officer), { case: id, implicated: { kind: 'name', name } }));
    await tell();
    const after = await inbox(implicated);
    expect(after.about).not.toContain(id);
    expect(after.about).not.toContain(sent);
    expect(after.unread).toBe(before.unread - before.about.length + after.about.length);
    expect((await inbox(home.chair)).about.filter((one) => one === sent)).toHaveLength(2);
  });

  it('are told to no open page of who is kept from it', async () => {
    const { id } = await openOwnCase(home);
    const name = 'Hứa Văn Đang Xem';
    must(await declareConflict(await home.as(home.officer), { case: id, implicated: { kind: 'name', name } }));
    const implicated = await home.person('commune_child_officer', `UBND-${COMMUNE}`, { name });
    const known = { ...implicated, exclusions: [{ objectKind: 'case', objectId: id }] };
    const events: LiveEvent[] = [];
    const collect = home.kernel.live.listen((event) => events.push(event));
    const draft = {
      case: id,
      purpose: 'SHELTER',
      to: { agency: 'FACILITY_A' },
      basis: 'CHILD_PROTECTION',
      facts: { REASON: 'a', NEEDS: 'b', RISK: 'c', AGE_SEX: 'd', NAME: 'e' },
    } as const;
    const { referral: drafted } = must(await makeReferral(await home.as(home.officer), draft));
    must(
      await editReferral(await home.as(home.officer), { referral: drafted, version: 1, facts: { REASON: 'again' } }),
    );
    await home.context(systemActor('test')).transaction(async (tx) => {
      await postNotice(
        tx,
        { person: known.person },
        { kind: 'case.assigned', object: { kind: 'case', id }, facts: {} },
      );
      tx.notify({ topic: 'last', id: known.person, person: known.person });
      return ok();
    });
    await vi.waitFor(() => expect(events.some((event) => event.topic === 'last')).toBe(true));
    collect();
    expect(events.map((event) => event.topic)).toEqual(expect.arrayContaining(['cases.referral', 'work.notice']));
    expect(events.filter((event) => concerns(event, known)).map((event) => event.topic)).toEqual(['last']);
  });
});
