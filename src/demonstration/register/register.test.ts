import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestRegister } from '../../hashes/hashes.testing.ts';
import { listReviewQueue } from '../../hashes/index.ts';
import { type Ctx, systemActor } from '../../kernel/index.ts';
import { syncAgencies } from '../../members/index.ts';
import { readCast } from '../cast.ts';
import { enterPeople } from '../enter-people.ts';
import { must } from '../must.ts';
import { playRegister } from './play-register.ts';

const home = fileFixture(() => openTestRegister({ now: '2026-11-24T02:00:00Z' }));
const play = async (ctx: Ctx) => must(await playRegister(ctx, must(await readCast(ctx))));

test('a register that is in use is left alone', async () => {
  expect(await play(home.as(systemActor('test')))).toBe(0);
});

test('an empty one gets an invented year: every state, every kind of signal and bank, a queue, matches and nothing that calls out', async () => {
  const ctx = home.as(systemActor('test'));
  await home.owner.query(
    "delete from hashes.list_rule where list_id in (select id from hashes.distribution_list where code = 'MEMBERS')",
  );
  await home.owner.query("delete from hashes.bank where code = 'NATIONAL'");
  must(await syncAgencies(ctx));
  must(await enterPeople(ctx));
  const made = await play(ctx);
  expect(made).toBeGreaterThan(120);
  expect(await play(ctx)).toBe(0);
  const distinct = async (query: string) => (await home.owner.query(query)).rows.map((row) => Object.values(row)[0]);
  expect((await distinct('select distinct status from hashes.entry order by 1')).sort()).toEqual(
    ['ACTIVE', 'DISPUTED', 'PROPOSED', 'REJECTED', 'SECOND_REVIEW', 'SUSPENDED', 'WITHDRAWN'].sort(),
  );
  expect(await distinct('select distinct mode from hashes.bank order by 1')).toEqual(['match', 'negative', 'watch']);
  expect(await distinct('select distinct enabled from hashes.peer')).toEqual([false]);
  expect(await distinct('select distinct legal_basis from hashes.entry order by 1')).toEqual([
    'DEMONSTRATION',
    'EXCHANGE',
    'OWN_REQUEST',
  ]);
  expect(Number((await distinct('select count(*) from hashes.match_hit'))[0])).toBeGreaterThan(20);
  expect(
    Number((await distinct("select count(*) from hashes.entry where proposed_at > '2026-11-24T02:00:00Z'"))[0]),
  ).toBe(0);
  const early =
    'select count(*) from hashes.verification as said join hashes.entry on entry.id = said.entry_id where said.given_at < entry.proposed_at';
  expect(Number((await distinct(early))[0])).toBe(0);
  const queue = must(await listReviewQueue(home.as(home.people.approver), {}));
  expect(queue.filter((item) => item.turn === 'arbitrate')).toHaveLength(3);
}, 120_000);
