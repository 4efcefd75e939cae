import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { type PersonActor, systemActor } from '../../kernel/index.ts';
import { syncAgencies } from '../../members/index.ts';
import {
  accountsOver,
  listAppeals,
  listDeliveries,
  listItemAppeals,
  listSubscribers,
  memberScorecard,
} from '../../takedown/index.ts';
import { readCast } from '../cast.ts';
import { enterPeople } from '../enter-people.ts';
import { playAlerts } from './play-alerts.ts';
import { playAppeals } from './play-appeals.ts';
import { playBlocks } from './play-blocks.ts';
import { playContent } from './play-content.ts';
import { playDeliveries } from './play-deliveries.ts';
import { playMachineReports } from './play-machine-reports.ts';
import { playNetwork } from './play-network.ts';
import { playOrders } from './play-orders.ts';

const home = fileFixture(() => openTestKernel('2026-11-24T09:00:00Z'));

it('the invented queue has every state, stands under domains that nobody can have, and is made once', async () => {
  const ctx = home.context(systemActor('test'));
  must(await syncAgencies(ctx));
  must(await enterPeople(ctx));
  const cast = must(await readCast(ctx));
  expect(must(await playContent(ctx, cast))).toBe(40);
  expect(must(await playContent(ctx, cast))).toBe(0);
  const { rows } = await home.owner.query<{ state: string; items: number }>(
    'select state, count(*)::int as items from takedown.item group by state order by state',
  );
  expect(rows.map(({ state }) => state)).toEqual(
    expect.arrayContaining(['DISPUTED', 'GRADED_ONCE', 'NOT_ILLEGAL', 'RECEIVED', 'TRIAGED', 'VERIFIED']),
  );
  const { rows: real } = await home.owner.query(
    'select count(*)::int as items from takedown.item where not is_demonstration',
  );
  expect(real[0].items).toBe(0);
  const { rows: future } = await home.owner.query(
    'select count(*)::int as events from takedown.item_event where at > $1',
    [home.clock.now()],
  );
  expect(future[0].events).toBe(0);
  // What machines report folds into places that are there: nothing more waits.
  const items = async () => (await home.owner.query('select count(*)::int as items from takedown.item')).rows[0].items;
  const before = await items();
  expect(must(await playMachineReports(ctx, cast))).toBe(6);
  expect(must(await playMachineReports(ctx, cast))).toBe(0);
  expect(await items()).toBe(before);
  const { rows: reports } = await home.owner.query(
    'select state, test, quality < 75 as sparse from takedown.machine_report where is_demonstration order by opened_at',
  );
  expect(reports.map(({ state }) => state)).toEqual([
    'FINISHED',
    'FINISHED',
    'FINISHED',
    'RETRACTED',
    'FINISHED',
    'OPEN',
  ]);
  expect(reports.map(({ test, sparse }) => [test, sparse])).toContainEqual([true, false]);
  expect(reports.map(({ sparse }) => sparse)).toContain(true);
  // Alerts: one stands, one is public, one was taken back.
  expect(must(await playAlerts(ctx, cast))).toBe(3);
  expect(must(await playAlerts(ctx, cast))).toBe(0);
  const { rows: alerts } = await home.owner.query<{ message: string; state: string }>(
    'select message, state from takedown.alert where is_demonstration order by message, state',
  );
  expect(alerts.map(({ message, state }) => `${message} ${state}`)).toEqual([
    ...['ALERT ISSUED', 'ALERT ISSUED', 'ALERT RECALLED', 'CANCEL ISSUED'],
  ]);
  // Orders of some of them, each in another state.
  expect(must(await playOrders(ctx, cast))).toBe(5);
  expect(must(await playOrders(ctx, cast))).toBe(0);
  const { rows: orders } = await home.owner.query<{ state: string }>(
    'select distinct state from takedown.takedown_order where is_demonstration order by state',
  );
  expect(orders.map(({ state }) => state)).toEqual([
    ...['ACKNOWLEDGED', 'ESCALATED', 'GONE', 'PROPOSED', 'SENT', 'SUSPENDED'],
  ]);
  // One of them is gone, and a page stands there again that somebody has to look at.
  const { rows: looks } = await home.owner.query(
    `select item.state, place.attention, place.next_at, place.looks from takedown.look_place as place join takedown.item as item on item.id = place.item_id
     where place.looks > 0 order by place.looks`,
  );
  expect(looks).toEqual([
    { state: 'ORDERED', attention: null, next_at: null, looks: 3 },
    { state: 'ORDERED', attention: null, next_at: null, looks: 4 },
    { state: 'GONE', attention: 'CHECK_RETURN', next_at: null, looks: 5 },
  ]);
  // Members with a year behind them.
  expect(must(await playNetwork(ctx, cast))).toBe(7);
  expect(must(await playNetwork(ctx, cast))).toBe(0);
  const member = home.context(cast.one('platform_contact', 'PLATFORM-MAU-2'));
  const card = must(await memberScorecard(member, { agency: 'PLATFORM-MAU-2' }));
  expect(card).toMatchObject({ orders: 12, removal: { count: 12, notDone: 0, p50: 16.4 }, others: { members: 3 } });
  const { rows: later } = await home.owner.query(
    'select count(*)::int as events from takedown.order_event where at > $1',
    [home.clock.now()],
  );
  expect(later[0].events).toBe(0);
  // What is on its way to a system that cannot be found, and a contact of a fund that waits for its second person.
  expect(must(await playDeliveries(ctx, cast))).toBe(2);
  expect(must(await playDeliveries(ctx, cast))).toBe(0);
  const sent = must(await listDeliveries(member, { agency: 'PLATFORM-MAU-2' })).deliveries;
  expect(sent.map(({ kind }) => kind).toSorted()).toEqual(['ALERT', 'TEST']);
  const { rows: fund } = await home.owner.query(
    "select contact.state from takedown.addressee_contact as contact join takedown.addressee as owner on owner.id = contact.addressee_id where owner.kind = 'MEMBER'",
  );
  expect(fund).toEqual([{ state: 'WAITING' }]);
  // Block lists: entries in every state, one for a second person, one for a third, an appeal that waits, and who takes them.
  expect(must(await playBlocks(ctx, cast))).toBe(10);
  expect(must(await playBlocks(ctx, cast))).toBe(0);
  const { rows: blocks } = await home.owner.query<{ state: string; entries: number }>(
    'select state, count(*)::int as entries from takedown.block_entry group by state order by state',
  );
  expect(blocks).toEqual([
    { state: 'ACTIVE', entries: 4 },
    { state: 'EXPIRED', entries: 1 },
    { state: 'PROPOSED', entries: 1 },
    { state: 'REFUSED', entries: 1 },
    { state: 'REMOVED', entries: 2 },
    { state: 'WAITS_THIRD', entries: 1 },
  ]);
  const { rows: hosts } = await home.owner.query<{ host: string }>('select host from takedown.block_entry');
  for (const { host } of hosts) expect(host).toMatch(/\.example$|^203\.0\.113\./);
  const [officer] = cast.all('takedown_officer', 'MOCST-ABEI');
  const { subscribers } = must(await listSubscribers(ctx.as(officer as PersonActor)));
  expect(subscribers.map(({ upToDate, lastTakenAt }) => [upToDate, lastTakenAt !== null])).toEqual([
    [true, true],
    [false, true],
  ]);
  expect(must(await listAppeals(ctx.as(officer as PersonActor))).appeals).toMatchObject([{ mine: true }]);
  // Appeals against orders, one upheld and one that waits; accounts over the limit; an order by a service that says how far it has come.
  expect(must(await playAppeals(ctx, cast))).toBe(5);
  expect(must(await playAppeals(ctx, cast))).toBe(0);
  const [judge] = cast.all('takedown_officer', 'MOCST-ABEI');
  expect(must(await listItemAppeals(ctx.as(judge as PersonActor)))).toMatchObject({
    appeals: [{ mine: true, orders: 1 }],
    answered: [{ state: 'UPHELD', orders: 1 }],
  });
  expect(
    must(await accountsOver(ctx.as(judge as PersonActor))).map(({ ordered, items }) => [ordered, items.length]),
  ).toEqual([
    [true, 3],
    [true, 3],
  ]);
  const { rows: locks } = await home.owner.query(
    "select state from takedown.takedown_order where kind = 'LOCK_ACCOUNT' and is_demonstration order by state",
  );
  expect(locks).toEqual([{ state: 'PROPOSED' }, { state: 'SENT' }]);
  const { rows: said } = await home.owner.query(
    "select codes ->> 'said' as said from takedown.order_event where code = 'service-said' order by at",
  );
  expect(said).toEqual([{ said: 'accepted' }, { said: 'in-review' }]);
  const { rows: ahead } = await home.owner.query(
    'select count(*)::int as events from takedown.order_event where at > $1',
    [home.clock.now()],
  );
  expect(ahead[0].events).toBe(0);
}, 240_000);
