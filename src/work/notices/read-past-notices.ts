import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { markPastNoticesRead } from './notice-store.ts';

/** What came in the last day and a half may still lie there unread. */
const FRESH_HOURS = 36;
const READ_AFTER_HOURS = 3;

/**
 * The invented people of the demonstration have read their mail of the weeks that were played; what is younger than a day
 * and a half waits for whoever signs in. Only the demonstration's start calls it.
 * @param people ids of the invented people
 * @returns how many were read
 */
export async function readPastNotices(ctx: Ctx, people: readonly string[]): Promise<Result<number>> {
  return ctx
    .as(systemActor('work.read-past-notices'))
    .transaction(async (tx) => ok(await markPastNoticesRead(tx, people, FRESH_HOURS, READ_AFTER_HOURS)));
}
