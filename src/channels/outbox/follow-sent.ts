import { type Ctx, HOUR, MINUTE, ok } from '../../kernel/index.ts';
import { useAccount } from '../accounts/open-account.ts';
import type { Followed, Reach } from '../adapter.ts';
import { adaptersOf } from '../adapter-of.ts';
import { openReach } from '../reach.ts';
import { codeOf } from './end-outbound.ts';
import { outboundSources } from './outbound-source.ts';
import { toFollow, updateOutbound } from './outbox-store.ts';

/** Notices asked after in one run. */
const AT_ONCE = 50;
/** How soon one is asked after again: often at first, then by and by. */
const pauseAfter = (age: number): number => (age < 6 * HOUR ? 30 * MINUTE : age < 72 * HOUR ? 3 * HOUR : 24 * HOUR);

/**
 * Asks services how far notices have come that they took, one after the other, and tells whoever speaks for their records. What a service
 * does not answer is asked later.
 */
export async function followSent(ctx: Ctx, reach: Omit<Reach, 'now'> = openReach(ctx.kernel.config)): Promise<number> {
  const codes = adaptersOf(ctx.kernel)
    .filter(({ follow }) => follow !== undefined)
    .map(({ code }) => code);
  const due = await ctx.transaction(async (tx) => ok(await toFollow(tx, codes, AT_ONCE)));
  if (!due.ok) throw new Error(due.refusal.code);
  let asked = 0;
  for (const row of due.value) {
    const source = ctx.kernel.offered.of(outboundSources).find(({ objectKind }) => objectKind === row.object_kind);
    const account = await useAccount(ctx, row.account_id);
    if (!account?.adapter.follow || row.object_id === null || row.provider_id === null) continue;
    const stands = (await source?.stands?.(ctx, row.object_id)) ?? 'asked';
    const sent = { provider: row.provider_id, stands };
    let followed: Followed;
    try {
      followed = await account.adapter.follow(account.open, sent, { ...reach, now: ctx.kernel.clock.now() });
    } catch {
      followed = { state: 'again', reason: 'interrupted' };
    }
    asked += 1;
    await source?.heard?.(ctx, row.object_id, { channel: row.channel, followed });
    const now = ctx.kernel.clock.now();
    const age = now.getTime() - (row.sent_at ?? now).getTime();
    await ctx.transaction(async (tx) => {
      await updateOutbound(tx, row.id, {
        follow_at: followed.state === 'ended' ? null : new Date(now.getTime() + pauseAfter(age)),
        follow_ended: followed.state === 'ended',
        ...(followed.state === 'again' ? {} : { follow_said: codeOf(followed.said) }),
      });
      return ok();
    });
  }
  return asked;
}
