import type { Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { TooManySignIns } from './password.ts';

/** When to come again where too many sign in at once. */
const RETRY_SECONDS = 5;

/** Does what works a password out; a refusal where too many of them are worked out at once. Refusal: `sign-in.busy` */
export async function orBusy<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TooManySignIns) return refuse('sign-in.busy', { facts: { retryAfterSeconds: RETRY_SECONDS } });
    throw error;
  }
}
