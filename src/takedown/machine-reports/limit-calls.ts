import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Ctx, type Kernel, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { CALLS_PER_MINUTE } from './machine-report.ts';

const limiters = new WeakMap<Kernel, RateLimiterMemory>();

/**
 * Counts a call of a machine; one that floods is told when to come again, and nobody else waits for it. Counted in this process
 * alone. Refusals: `machine-report.too-fast` (retryAfterSeconds)
 */
export async function limitCalls(ctx: Ctx): Promise<Result<void>> {
  const { actor, kernel } = ctx;
  if (actor.kind !== 'machine') return ok();
  const limiter =
    limiters.get(kernel) ??
    new RateLimiterMemory({ points: Math.ceil(CALLS_PER_MINUTE * kernel.config.rateLimitFactor), duration: 60 });
  limiters.set(kernel, limiter);
  try {
    await limiter.consume(actor.client);
    return ok();
  } catch (limit) {
    if (!(limit instanceof RateLimiterRes)) throw limit;
    return refuse('machine-report.too-fast', {
      facts: { retryAfterSeconds: Math.ceil(limit.msBeforeNext / 1_000), callsPerMinute: CALLS_PER_MINUTE },
    });
  }
}
