import { addDays, type Ctx, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { atOwnDesk } from './staffing-act.ts';
import { type Leave, leaveBetween } from './staffing-store.ts';

const DAYS_AHEAD = 365;

/** Leave of the desk from today on that is asked for or granted, as far as the actor may see it. Refusals: `staffing.no-desk` */
export function listLeave(ctx: Ctx): Promise<Result<readonly Leave[]>> {
  return atOwnDesk(ctx, async (tx, { desk }) => {
    const today = vietnamDate(tx.now);
    return ok(await leaveBetween(tx, desk, today, addDays(today, DAYS_AHEAD)));
  });
}
