import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { type ExposureStanding, isRested, secondsOpen, standingOf } from './exposure.ts';
import { exposureLimit } from './exposure-limit.ts';
import { lastShift, saveShift } from './exposure-store.ts';

/** Begins a break at the reviewer's own wish; nobody is asked for a reason. The counts of the run begin anew when it is over. */
export async function takeBreak(ctx: Ctx): Promise<Result<ExposureStanding>> {
  return ctx.transaction(async (tx) => {
    const limit = await exposureLimit(ctx, tx);
    if (tx.actor.kind !== 'person') return ok(standingOf(undefined, limit, tx.now));
    const shift = await lastShift(tx, tx.actor.person);
    if (!shift || isRested(shift, limit, tx.now)) return ok(standingOf(undefined, limit, tx.now));
    if (shift.breakFrom !== null) return ok(standingOf(shift, limit, tx.now));
    const seconds = secondsOpen(shift, tx.now);
    const resting = {
      ...shift,
      seconds: shift.seconds + seconds,
      runSeconds: shift.runSeconds + seconds,
      openItem: null,
      openedAt: null,
      breakFrom: tx.now,
      lastAt: tx.now,
    };
    await saveShift(tx, resting);
    return ok(standingOf(resting, limit, tx.now));
  });
}
