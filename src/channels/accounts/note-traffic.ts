import { type Ctx, type Kernel, ok, systemActor } from '../../kernel/index.ts';
import { addTraffic, markDrift } from './account-store.ts';
import { forgetAccount } from './open-account.ts';
import { tellKeepers } from './tell-keepers.ts';

/** A busy account's row is written this seldom by each process: a count that a crash loses hurts nobody. Milliseconds. */
const EVERY = 10_000;

interface Counted {
  writtenAt: number;
  seen: number;
  malformed: number;
}

const counted = new WeakMap<Kernel, Map<string, Counted>>();

/** Notes that something came, and how much of it had a shape that nobody knows. */
export async function noteTraffic(
  ctx: Ctx,
  account: string,
  came: { readonly seen: number; readonly malformed: number },
): Promise<void> {
  const accounts = counted.get(ctx.kernel) ?? new Map<string, Counted>();
  counted.set(ctx.kernel, accounts);
  const one = accounts.get(account) ?? { writtenAt: Number.NEGATIVE_INFINITY, seen: 0, malformed: 0 };
  accounts.set(account, one);
  one.seen += came.seen;
  one.malformed += came.malformed;
  const now = ctx.now.getTime();
  if (now - one.writtenAt < EVERY) return;
  const { seen, malformed } = one;
  Object.assign(one, { writtenAt: now, seen: 0, malformed: 0 });
  const drifted = await ctx.as(systemActor('channels.traffic')).transaction(async (tx) => {
    await addTraffic(tx, account, { seen, malformed, at: seen > malformed ? tx.now : null });
    const drifted = await markDrift(tx, account);
    if (!drifted) return ok(false);
    await tellKeepers(tx, drifted, 'channel-account.drifted');
    tx.audit({ action: 'channel-account.drift', object: { kind: 'channel-account', id: account } });
    return ok(true);
  });
  if (drifted.ok && drifted.value) forgetAccount(ctx.kernel, account);
}
