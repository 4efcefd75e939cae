import { beforeEach, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { ok } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { leaveContact } from '../contacts/child-presence.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { openCounsellingHome } from '../testing.ts';
import { deskNow } from './wait-store.ts';

const home = fileFixture(() => openCounsellingHome());
beforeEach(async () => home.clear());
const look = async () =>
  must(await home.platform().transaction(async (tx) => ok(await deskNow(tx, HELPLINE.desk)), { keep: true }));

test('a desk is played from what its rows say: who waits in which rank, what was taken, what each helper has and may take', async () => {
  const taken = await home.child();
  await home.after(10);
  const oldest = await home.child();
  const helper = await home.onShift();
  must(await acceptContact(home.at(helper), { contact: taken.contact }));
  await home.after(5, [helper]);
  // Away with its place kept, it counts in the rank of those behind it and waits for nobody now.
  const away = await home.child();
  must(await leaveContact(home.public(), { session: away.session }));
  await home.after(1, [helper]);
  const danger = await home.child({ firstLine: 'Bố đang cầm dao đuổi em.' });
  const desk = await look();
  expect(desk.waiting).toEqual([
    { id: oldest.contact, channel: 'CHAT', band: 1, number: 0, tier: 'front', age: 6, missedBy: undefined },
    { id: danger.contact, channel: 'CHAT', band: 3, number: 2, tier: 'front', age: 0, missedBy: undefined },
  ]);
  expect([desk.arrived, desk.taken, desk.dangerLast]).toEqual([3, [], false]);
  expect(desk.helpers).toMatchObject([
    { tiers: ['front'], level: 2, state: 'available', restsFor: 0, carries: [{ channel: 'CHAT', age: 6 }] },
  ]);
  // What is being offered waits still; taken after the oldest came, it has its place among the takings.
  must(await acceptContact(home.at(helper), { contact: oldest.contact }));
  await home.after(1, [helper]);
  const first = await home.child();
  const later = await look();
  expect(later.waiting.map(({ id, number }) => [id, number])).toEqual([
    [danger.contact, 1],
    [first.contact, 2],
  ]);
  expect([later.arrived, later.helpers[0]?.carries.length]).toEqual([3, 2]);
});

test('the helper who let a contact pass is known, and one who rests is there later', async () => {
  const helper = await home.onShift();
  const { contact } = await home.child();
  await home.after(25, [helper]);
  await home.after(5, [helper]);
  await home.owner.query(`update counselling.helper_shift set rest_until = $2 where person = $1 and ended_at is null`, [
    helper.person,
    new Date(home.clock.now().getTime() + 90_000),
  ]);
  const desk = await look();
  expect(desk.waiting).toMatchObject([{ id: contact, missedBy: 0, age: 30 }]);
  expect(desk.helpers).toMatchObject([{ restsFor: 90 }]);
});
