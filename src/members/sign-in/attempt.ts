import { blindIndex, type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { countAttempt } from './sign-in-store.ts';

/**
 * Ten failed attempts on an account in a quarter of an hour: room for a bad morning, far too few to guess. Beyond them each
 * network still has three of its own, so that others' wrong tries keep nobody from an account whose password they know.
 */
export const ATTEMPTS = { limit: 10, ofNetwork: 3, windowMs: 15 * 60_000 } as const;

/**
 * Takes one of the account's attempts; unknown accounts have as many as known ones. The two kinds are counted apart, so
 * that nobody who may not even sign in can use up the attempts of a step-up, which is one person's and asks for no network.
 * @returns the attempt's id, to be forgotten on success
 */
export async function takeAttempt(
  ctx: Ctx,
  kind: 'sign-in' | 'step-up' | 'display',
  account: string,
): Promise<Result<string>> {
  const { vault } = ctx.kernel;
  const index = await blindIndex(vault, kind, account);
  // Bound to the account: the table does not tell which accounts one network tried.
  const network =
    kind === 'sign-in' && ctx.address ? await blindIndex(vault, 'sign-in-network', `${account} ${ctx.address}`) : null;
  return ctx.as(systemActor('members.sign-in')).transaction(async (tx) => {
    const since = new Date(tx.now.getTime() - ATTEMPTS.windowMs);
    const counted = await countAttempt(tx, { account: index, network }, since, ATTEMPTS);
    if ('id' in counted) return ok(counted.id);
    const wait = counted.full.getTime() + ATTEMPTS.windowMs - tx.now.getTime();
    return refuse('sign-in.too-many-attempts', { facts: { retryAfterSeconds: Math.max(1, Math.ceil(wait / 1000)) } });
  });
}
