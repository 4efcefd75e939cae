import { type Ctx, internetAnd, type Job, ok, systemActor } from '../../kernel/index.ts';
import { overdueEntries, unreviewedEntries } from './block-entry-store.ts';
import { CANARY_ADDRESS } from './block-forms.ts';
import { REVIEW } from './block-lists.ts';
import { endEntry } from './end-block.ts';
import { askResolver, notifyResolver } from './notify-resolver.ts';
import { liveSubscribers, updateSubscriber } from './publication-store.ts';
import { PUBLISH_JOB } from './publish-job.ts';
import { NOTIFY_JOB, publishLists, renewTimestamps } from './publish-lists.ts';

/** Entries that end in one transaction. */
const ENDED_AT_ONCE = 500;

/** What is over ends by itself, and what nobody has looked at again for too long after its review was due. @returns how many did */
export async function endOverdue(ctx: Ctx): Promise<number> {
  const ended = await ctx.as(systemActor('takedown.end-blocks')).transaction(async (tx) => {
    const rows = await overdueEntries(tx, ENDED_AT_ONCE);
    for (const row of rows) await endEntry(tx, row, 'EXPIRED', 'ORDER_ENDED', 'expired');
    const before = new Date(tx.now.getTime() - REVIEW.lapseAfter);
    const unseen = await unreviewedEntries(tx, before, ENDED_AT_ONCE);
    for (const row of unseen) await endEntry(tx, row, 'EXPIRED', 'NOT_REVIEWED', 'lapsed');
    return ok(rows.length + unseen.length);
  });
  return ended.ok ? ended.value : 0;
}

/** Tells every resolver that named an address; those that do not answer find out at their next refresh. @returns how many answered */
export async function notifyAll(ctx: Ctx, base: boolean): Promise<number> {
  const platform = ctx.as(systemActor(NOTIFY_JOB));
  const subscribers = await platform.transaction(async (tx) => ok(await liveSubscribers(tx)));
  if (!subscribers.ok) return 0;
  const network = internetAnd(ctx.kernel.config.channelNetworks ?? []);
  const told = await Promise.all(
    subscribers.value.map(async ({ notify_host: host, notify_port: port }) => {
      if (host === null || port === null) return 0;
      const delta = await notifyResolver(network, { host, port }, 'delta');
      if (base) await notifyResolver(network, { host, port }, 'base');
      return delta.ok ? 1 : 0;
    }),
  );
  return told.reduce<number>((sum, one) => sum + one, 0);
}

/** Asks every resolver for the name that only its own copy blocks: whether what it took is in force. */
export async function askCanaries(ctx: Ctx): Promise<void> {
  const platform = ctx.as(systemActor('takedown.ask-canaries'));
  const subscribers = await platform.transaction(async (tx) => ok(await liveSubscribers(tx)));
  if (!subscribers.ok) return;
  const network = internetAnd(ctx.kernel.config.channelNetworks ?? []);
  for (const { id, notify_host: host, notify_port: port, canary } of subscribers.value) {
    if (host === null || port === null) continue;
    const answer = await askResolver(network, { host, port }, canary);
    const shows = answer.ok ? answer.value.addresses.includes(CANARY_ADDRESS) : null;
    await platform.transaction(async (tx) => {
      await updateSubscriber(tx, id, { canary_shows: shows, canary_asked_at: ctx.now });
      return ok();
    });
  }
}

export const blockJobs: readonly Job[] = [
  {
    name: PUBLISH_JOB,
    run: async (ctx) => {
      const done = await publishLists(ctx);
      // Too many changes for the small list: what is blocked in between waits for nobody, so the big one is made anew at once.
      if (!done.ok && done.refusal.code === 'block-list.delta-too-long') {
        ctx.kernel.log.warn({ code: done.refusal.code }, 'the small block list is too long: the big one is made anew');
        await publishLists(ctx, { fold: true });
      }
    },
  },
  {
    name: 'takedown.fold-lists',
    cron: '20 19 * * *',
    run: async (ctx) => void (await publishLists(ctx, { fold: true })),
  },
  { name: NOTIFY_JOB, run: async (ctx, payload) => void (await notifyAll(ctx, payload.base === true)) },
  { name: 'takedown.renew-timestamps', cron: '5 * * * *', run: async (ctx) => void (await renewTimestamps(ctx)) },
  { name: 'takedown.end-blocks', cron: '* * * * *', run: async (ctx) => void (await endOverdue(ctx)) },
  { name: 'takedown.ask-canaries', cron: '*/10 * * * *', run: (ctx) => askCanaries(ctx) },
];
