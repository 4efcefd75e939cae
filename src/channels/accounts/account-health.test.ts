import { beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { anonymous, newId, ok, type Result, systemActor } from '../../kernel/index.ts';
import { syncAgencies } from '../../members/index.ts';
import type { AccountHealth, ChannelAdapter } from '../adapter.ts';
import { channelJobs } from '../channel-jobs.ts';
import { BOT, called, calledBot, update } from '../inbound/inbound.testing.ts';
import { receiveCall } from '../inbound/receive-call.ts';
import { storeEvents } from '../inbound/store-events.ts';
import type { OtherEvent } from '../inbound-event.ts';
import { refuse } from '../refusals.ts';
import { plantAccount, plantAdapter } from './account.testing.ts';
import { checkAccount } from './check-account.ts';
import { endLease, takeLease } from './lease-store.ts';
import { useAccount } from './open-account.ts';

const NOW = '2026-11-28T02:00:00Z';
const MINUTE = 60_000;
const home = fileFixture(() => openTestKernel(NOW));
const ctx = () => home.context(systemActor('test'));

let asked = 0;
let said: () => Result<AccountHealth> = () => ok({ name: 'Kênh', tokenEndsAt: null });
fileFixture(async () =>
  plantAdapter({
    ...calledBot,
    check: async () => {
      asked += 1;
      return said();
    },
  } as ChannelAdapter),
);

let keeper: string;
let account: string;
beforeEach(async () => {
  home.clock.set(NOW);
  asked = 0;
  said = () => ok({ name: 'Kênh', tokenEndsAt: null });
  await home.owner.query("update channels.channel_account set state = 'paused'");
  await syncAgencies(ctx());
  keeper = await plantKeeper();
  account = await plantAccount(home, { adapter: 'telegram', secrets: BOT });
});

/** Somebody who keeps the accounts of 111, with an inbox. */
async function plantKeeper(): Promise<string> {
  const person = newId<'person'>();
  await home.owner.query(
    `insert into members.person (id, login, name, agency, created_at, created_by) values ($1, $2, 'Người mẫu', 'C111', $3, 'test')`,
    [person, `${person}@don-vi.example`, NOW],
  );
  await home.owner.query(
    `insert into members.role_assignment (id, person, role, agency, valid_from, given_by, given_at)
     values ($1, $2, 'agency_admin', 'C111', $3, 'test', $3)`,
    [newId(), person, NOW],
  );
  return person;
}

const row = async (id = account) =>
  (await home.owner.query('select * from channels.channel_account where id = $1', [id])).rows[0];
const notices = async (): Promise<string[]> =>
  (
    await home.owner.query('select kind from work.notice where person = $1 and object_id = $2 order by created_at', [
      keeper,
      account,
    ])
  ).rows.map(({ kind }) => kind);
const audited = async (action: string): Promise<number> =>
  (await home.owner.query('select 1 from kernel.audit_entry where object_id = $1 and action = $2', [account, action]))
    .rows.length;

describe('an account that is asked how it is', () => {
  test('keeps what its service says of it', async () => {
    said = () => ok({ name: 'Lá Chắn 111', tokenEndsAt: new Date('2026-12-01T00:00:00Z') });
    must(await checkAccount(ctx(), account));
    expect(await row()).toMatchObject({
      state: 'open',
      service_name: 'Lá Chắn 111',
      check_failure: null,
      failing_since: null,
      checked_at: new Date(NOW),
      token_ends_at: new Date('2026-12-01T00:00:00Z'),
    });
  });

  test('and is refused for a quarter of an hour counts as failed, is told of, and is open again by itself', async () => {
    said = () => refuse('channel-service.refuses-us');
    must(await checkAccount(ctx(), account));
    home.clock.advance(14 * MINUTE);
    must(await checkAccount(ctx(), account));
    expect(await row()).toMatchObject({ state: 'open', check_failure: 'channel-service.refuses-us' });
    expect(await notices()).toEqual([]);
    home.clock.advance(MINUTE);
    must(await checkAccount(ctx(), account));
    must(await checkAccount(ctx(), account));
    expect(await row()).toMatchObject({ state: 'failed', state_reason: 'channel-service.refuses-us' });
    expect(await notices()).toEqual(['channel-account.failed']);
    expect(await audited('channel-account.check')).toBe(1);
    said = () => ok({ name: 'Kênh', tokenEndsAt: null });
    must(await checkAccount(ctx(), account));
    expect(await row()).toMatchObject({ state: 'open', state_reason: null, failing_since: null });
  });

  test('by another process just now is not asked twice', async () => {
    const lease = await takeLease(ctx(), account, 'check', MINUTE);
    must(await checkAccount(ctx(), account));
    expect(asked).toBe(0);
    if (lease) await endLease(ctx(), lease);
    must(await checkAccount(ctx(), account));
    expect(asked).toBe(1);
  });

  test('and whose secrets cannot be read keeps no other from its turn; one that is paused is not asked', async () => {
    const broken = await plantAccount(home, { adapter: 'telegram', secrets: { another: 1 }, name: 'A' });
    const paused = await plantAccount(home, { adapter: 'telegram', secrets: BOT, state: 'paused' });
    await channelJobs.find(({ name }) => name === 'channels.check-accounts')?.run(ctx(), {});
    expect([(await row()).checked_at, (await row(broken)).checked_at, (await row(paused)).checked_at]).toEqual([
      new Date(NOW),
      null,
      null,
    ]);
  });
});

describe('what an account is told', () => {
  const told = async (known: number, unknown: number) => {
    const inUse = await useAccount(ctx(), account);
    if (!inUse) throw new Error('no account');
    const events = Array.from(
      { length: known + unknown },
      (_, at): OtherEvent => ({
        kind: 'other',
        channel: 'telegram',
        id: newId(),
        at: home.clock.now(),
        name: 'x',
        ...(at < unknown && { unknown: true }),
      }),
    );
    must(await storeEvents(ctx(), inUse, events));
    // A busy account's counts are written every ten seconds.
    home.clock.advance(11_000);
  };

  test('in shapes that nobody knows, half of twenty, marks it as drifted and is told, once; it is still heard', async () => {
    await told(10, 9);
    expect(await row()).toMatchObject({ state: 'open', seen: 19, malformed: 9 });
    await told(0, 1);
    await told(0, 5);
    expect(await row()).toMatchObject({ state: 'drifted', state_reason: 'shape-unknown' });
    expect(await notices()).toEqual(['channel-account.drifted']);
    expect(await audited('channel-account.drift')).toBe(1);
    const second = home.clock.now().getTime() / 1_000;
    const call = called(update(1, 7, 'MẪU', second));
    must(await receiveCall(home.context(anonymous), { account, request: call }));
    const { rows } = await home.owner.query('select 1 from channels.inbound_event where account_id = $1', [account]);
    expect(rows).toHaveLength(1);
  });

  test('of late counts: a long good time does not hide a change', async () => {
    await told(1_000, 0);
    for (let time = 0; time < 3; time += 1) {
      expect((await row()).state).toBe('open');
      await told(0, 100);
    }
    expect((await row()).state).toBe('drifted');
  });
});
