import { beforeAll, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestApi } from '../../../tools/test/test-api.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { HOUR, MINUTE } from '../../kernel/index.ts';
import { changeMembership, enterAgreement, enterMembership } from '../../members/index.ts';
import { takedownModule } from '../module.ts';
import { MEMBER, openOrdersHome } from '../orders/orders.testing.ts';
import { memberScorecard } from '../scorecards/member-scorecard.ts';
import { acknowledgeDrill } from './acknowledge-drill.ts';
import { drillResults, endDrill, listDrillCalls, listDrills } from './list-drills.ts';
import { startDrill } from './start-drill.ts';

const OTHER = 'MAU-NHA-MANG';
const home = fileFixture(() => openOrdersHome());
const coordinator = testPerson('vncop_coordinator', 'MPS-A05', { functions: ['COORDINATE_VNCOP'] });
const as = (actor: typeof coordinator) => home.context(actor);
const later = (minutes: number) => home.clock.set(new Date(home.clock.now().getTime() + minutes * MINUTE));

/** Everything by which a drill could become real. */
const real = async () =>
  (
    await home.owner.query(
      `select (select count(*) from takedown.takedown_order)::int as orders, (select count(*) from takedown.order_event)::int as events,
         (select count(*) from takedown.item)::int as items, (select count(*) from channels.outbound_message)::int as letters`,
    )
  ).rows[0];

beforeAll(async () => {
  for (const [agency, covers] of [
    [MEMBER, ['ORDERS', 'DRILLS']],
    [OTHER, ['ORDERS']],
  ] as const) {
    const { id } = must(await enterMembership(as(coordinator), { agency, kind: 'PLATFORM', joinedOn: '2026-01-05' }));
    must(await changeMembership(as(coordinator), { membership: id, state: 'ACTIVE' }));
    must(await enterAgreement(as(coordinator), { agency, reference: 'MAU-1', covers, validFrom: '2026-01-05' }));
  }
  // A contact by mail and by webhook that is approved: what a real order would leave by.
  await home.addressee({ agency: MEMBER }, ['PORTAL', 'EMAIL', 'WEBHOOK']);
});

describe('a drill', () => {
  it('calls chosen members, is answered by who was called, and becomes nothing real', async () => {
    const before = await real();
    for (const nobody of [home.officers.orderer, home.officers.member, testPerson('vncop_coordinator', 'MPS-A05')])
      expect(code(await startDrill(as(nobody), { kind: 'ORDER', members: [MEMBER] }))).toBe('access.not-permitted');
    for (const wrong of [
      { kind: 'REAL', members: [MEMBER] },
      { kind: 'ORDER', members: [] },
      { kind: 'ORDER', members: [MEMBER, 'C111'] },
      { kind: 'ORDER', members: [OTHER] },
    ])
      expect(code(await startDrill(as(coordinator), wrong))).toBe('drill.unusable');
    const drill = must(await startDrill(as(coordinator), { kind: 'ORDER', members: [MEMBER, OTHER] }));
    expect(drill).toMatchObject({ called: 1, leftOut: [OTHER] });
    expect(code(await startDrill(as(coordinator), { kind: 'ORDER', members: [MEMBER] }))).toBe('drill.too-soon');
    expect(must(await listDrillCalls(as(home.officers.stranger), { agency: MEMBER }))).toEqual([]);
    const [call] = must(await listDrillCalls(as(home.officers.member), { agency: MEMBER }));
    expect(code(await listDrills(as(home.officers.member)))).toBe('access.not-permitted');
    expect(code(await acknowledgeDrill(as(home.officers.stranger), { call: call?.id ?? '' }))).toBe('drill.not-found');
    // Who started it does not answer for those who were called.
    expect(code(await acknowledgeDrill(as(coordinator), { call: call?.id ?? '' }))).toBe('access.not-permitted');
    later(12);
    const first = must(await acknowledgeDrill(as(home.officers.member), { call: call?.id ?? '' }));
    later(5);
    expect(must(await acknowledgeDrill(as(home.officers.member), { call: call?.id ?? '' }))).toEqual(first);
    const results = must(await drillResults(as(coordinator), { drill: drill.id }));
    expect(results).toMatchObject({ called: 1, acknowledged: 1, minutes: { count: 1, p50: 12 } });
    expect(await real()).toEqual(before);
  });

  it('is acknowledged by a machine, by a POST alone, and not once it is over', async () => {
    later(60);
    const { id } = must(await startDrill(as(coordinator), { kind: 'ALERT', urgent: true, members: [MEMBER] }));
    const [call] = must(await listDrillCalls(as(coordinator), { agency: MEMBER }));
    const api = openTestApi(home, 'desk', takedownModule, async () => home.machine);
    const path = `/api/v1/takedown/drill-calls/${call?.id}/acknowledgement`;
    expect((await api.request(path)).status).toBe(404);
    later(90);
    // Late, and counted.
    const answer = await api.request(path, { method: 'POST' });
    expect([answer.status, await answer.json()]).toMatchObject([200, { late: true }]);
    const [seen] = must(await listDrillCalls(as(coordinator), { agency: MEMBER }));
    expect(seen).toMatchObject({ via: 'MACHINE', minutes: 90, late: true });
    must(await endDrill(as(coordinator), { drill: id }));
    expect(code(await endDrill(as(coordinator), { drill: id }))).toBe('access.not-permitted');
    later(60);
    const silent = must(await startDrill(as(coordinator), { kind: 'ALERT', members: [MEMBER] }));
    const [missed] = must(await listDrillCalls(as(coordinator), { agency: MEMBER }));
    must(await endDrill(as(coordinator), { drill: silent.id }));
    expect(code(await acknowledgeDrill(as(home.officers.member), { call: missed?.id ?? '' }))).toBe('drill.closed');
    expect(must(await drillResults(as(coordinator), { drill: silent.id })).minutes).toMatchObject({
      count: 1,
      notDone: 1,
      p50: null,
    });
    // On the scorecard who did not answer counts as longer than all who did.
    expect(must(await memberScorecard(as(home.officers.member), { agency: MEMBER })).drills).toMatchObject({
      called: 3,
      answered: 2,
      minutes: { p50: 90, p90: null },
    });
  });
});

describe('a scorecard', () => {
  it('counts what was done, what is late and what was refused, and leaves out what still runs', async () => {
    const orders: string[] = [];
    for (const at of [1, 2, 3]) orders.push((await home.sent(`https://noi-mau.example/${at}`)).id);
    const set = (id: string | undefined, what: string) =>
      home.owner.query(`update takedown.takedown_order set ${what} where id = $1`, [id]);
    const card = async () => must(await memberScorecard(as(home.officers.member), { agency: MEMBER }));
    expect(await card()).toMatchObject({ orders: 3, running: 3, removal: { count: 0 } });
    await set(
      orders[0],
      "state = 'CLAIMED', outcome = 'ACTIONED', acknowledged_at = sent_at + interval '1 hour', removed_at = sent_at + interval '5 hours'",
    );
    await set(
      orders[1],
      "state = 'REFUSED', outcome = 'REVIEWED_NO_ACTION', acknowledged_at = sent_at + interval '2 hours'",
    );
    expect(await card()).toMatchObject({
      running: 1,
      refused: 1,
      inTime: 1,
      removal: { count: 2, notDone: 1, p10: 5, p50: 5, p90: null },
      acknowledgement: { count: 2, p50: 1, p90: 2 },
    });
    home.clock.set(new Date(home.clock.now().getTime() + 25 * HOUR));
    expect(await card()).toMatchObject({ running: 0, removal: { count: 3, notDone: 2, p50: null } });
    // Hours in which its clock stood still for an answer of ours are not the member's.
    await set(
      orders[0],
      "suspended_at = sent_at + interval '1 hour', suspended_ground = 'FORCE_MAJEURE', resumed_at = sent_at + interval '3 hours'",
    );
    expect((await card()).removal.p10).toBe(3);
    await home.owner.query(
      `insert into takedown.item_event (id, item_id, code, at, actor_kind, codes) select gen_random_uuid(), item_id, 'returned', removed_at + interval '1 hour', 'system', '{}'
       from takedown.takedown_order where id = $1`,
      [orders[0]],
    );
    expect((await card()).returned).toEqual({ count: 1, of: 1 });
  });

  it('is for the member and who oversees it, and tells of others only what hides each', async () => {
    expect(code(await memberScorecard(as(home.officers.stranger), { agency: MEMBER }))).toBe('membership.not-found');
    expect(must(await memberScorecard(as(coordinator), { agency: MEMBER })).orders).toBe(3);
    // One other with three orders.
    expect(must(await memberScorecard(as(home.officers.stranger), { agency: OTHER })).others).toBeNull();
    const others = ['MAU-A', 'MAU-B', 'MAU-C'];
    await home.owner.query(
      `insert into members.agency (code, name_vi, name_en, kind, level, source, verified) select code, 'Mẫu', 'Sample', 'PLATFORM', 'PRIVATE', 'test', false from unnest($1::text[]) as code`,
      [others],
    );
    const { rows } = await home.owner.query('select * from takedown.takedown_order where removed_at is not null');
    const { reference: _, id: _id, ...row } = rows[0];
    const names = Object.keys(row);
    for (const [at, agency] of others.entries())
      for (let order = 0; order < (at === 2 ? 4 : 5); order++)
        await home.owner.query(
          `insert into takedown.takedown_order (id, reference, ${names.join(', ')}) values (gen_random_uuid(), $1, ${names.map((_name, place) => `$${place + 2}`).join(', ')})`,
          [
            `LD-AAAA-0${at}0${order}`,
            ...names.map((name) => (name === 'addressee_agency' ? agency : name === 'state' ? 'GONE' : row[name])),
          ],
        );
    // Of three others one has four orders: its own could be told from the sum.
    const told = async () => must(await memberScorecard(as(home.officers.stranger), { agency: OTHER })).others;
    expect(await told()).toBeNull();
    await home.owner.query(
      `insert into takedown.takedown_order (id, reference, ${names.join(', ')}) select gen_random_uuid(), 'LD-AAAA-0299', ${names.join(', ')} from takedown.takedown_order where reference = 'LD-AAAA-0200'`,
    );
    expect(await told()).toMatchObject({ members: 3, orders: 15, p50: 3 });
  });
});
