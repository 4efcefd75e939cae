import { type Ctx, DAY, type Job, MINUTE, ok, type Tx } from '../kernel/index.ts';
import { listAccountRows } from './accounts/account-store.ts';
import { checkAccount } from './accounts/check-account.ts';
import { removeEndedConsents } from './accounts/consent-store.ts';
import { renewAccount } from './accounts/renew-account.ts';
import { adapterOf } from './adapter-of.ts';
import { lanesWaiting, removeEnded } from './inbound/inbound-event-store.ts';
import { enqueueLanes, laneOfPayload, WORK_LANE } from './inbound/lanes.ts';
import { workLane } from './inbound/work-lane.ts';
import type { AccountRow } from './tables.ts';

/** An event that ended is known for so long, so that a network which brings it again changes nothing. None repeats for more than two days. */
const KNOWN_FOR = 30 * DAY;
const LANES_AT_ONCE = 500;

export const channelJobs: readonly Job[] = [
  {
    name: WORK_LANE,
    run: async (ctx, payload) => {
      const { account, lane } = laneOfPayload(payload);
      await workLane(ctx, account, lane);
    },
  },
  { name: 'channels.find-waiting', cron: '* * * * *', run: findWaiting },
  {
    name: 'channels.check-accounts',
    cron: '*/5 * * * *',
    run: (ctx) =>
      eachInUse(ctx, async (row) => {
        if (endsSoon(ctx, row)) await renewAccount(ctx, row.id);
        await checkAccount(ctx, row.id);
      }),
  },
  {
    name: 'channels.renew-accounts',
    // 05:10 and 17:10 in Viet Nam: a token that ends after a day is never older than half of it.
    cron: '10 10,22 * * *',
    run: (ctx) => eachInUse(ctx, ({ id }) => renewAccount(ctx, id)),
  },
  {
    name: 'channels.forget-events',
    cron: '40 19 * * *',
    run: async (ctx) => {
      const before = new Date(ctx.now.getTime() - KNOWN_FOR);
      while ((await inTransaction(ctx, (tx) => removeEnded(tx, before))) > 0);
      await inTransaction(ctx, removeEndedConsents);
    },
  },
];

async function inTransaction<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done = await ctx.transaction(async (tx) => ok(await work(tx)));
  if (!done.ok) throw new Error(`refused: ${done.refusal.code}`);
  return done.value;
}

const inUse = async (ctx: Ctx): Promise<AccountRow[]> =>
  (await inTransaction(ctx, listAccountRows)).filter(({ state }) => state !== 'draft' && state !== 'paused');

/** One that cannot be worked on, as where its secrets cannot be opened, keeps no other from its turn. */
async function eachInUse(ctx: Ctx, work: (row: AccountRow) => Promise<unknown>): Promise<void> {
  for (const row of await inUse(ctx)) {
    try {
      await work(row);
    } catch (error) {
      ctx.kernel.log.error({ err: error, account: row.id }, 'an account could not be looked at');
    }
  }
}

function endsSoon({ kernel, now }: Ctx, { adapter, token_ends_at: ends }: AccountRow): boolean {
  const before = adapterOf(kernel, adapter)?.renewBeforeMs;
  return before !== undefined && ends !== null && ends.getTime() - before <= now.getTime();
}

/** What waits and whose job was lost, as by a crash between two tries. */
async function findWaiting(ctx: Ctx): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const waiting = await lanesWaiting(tx, new Date(tx.now.getTime() - MINUTE), LANES_AT_ONCE);
    for (const { account_id, lane } of waiting) await enqueueLanes(tx, account_id, [lane]);
  });
}
