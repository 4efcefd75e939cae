import { blindIndex, type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { countAttempt } from './sign-in-store.ts';

/** Ten failed attempts in a quarter of an hour: room for a bad morning, far too few to guess. */
export const ATTEMPTS = { limit: 10, windowMs: 15 * 60_000 } as const;

/**
 * Takes one of the account's attempts; unknown accounts have as many as known ones. The two kinds are counted apart, so
 * that nobody who may not even sign in can use up the attempts of a step-up.
 * @returns the attempt's id, to be forgotten on success
 */
export async function takeAttempt(ctx: Ctx, kind: 'sign-in' | 'step-up', account: string): Promise<Result<string>> {
  const index = await blindIndex(ctx.kernel.vault, kind, account);
  return ctx.as(systemActor('members.sign-in')).transaction(async (tx) => {
    const counted = await countAttempt(tx, index, new Date(tx.now.getTime() - ATTEMPTS.windowMs), ATTEMPTS.limit);
    if ('id' in counted) return ok(counted.id);
    const wait = counted.oldest.getTime() + ATTEMPTS.windowMs - tx.now.getTime();
    return refuse('sign-in.too-many-attempts', { facts: { retryAfterSeconds: Math.max(1, Math.ceil(wait / 1000)) } });
  });
}
