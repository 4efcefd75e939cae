import { agencyOf, type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { isRested, isRunSpent, type Shift, secondsOpen, standingOf } from './exposure.ts';
import { exposureLimit } from './exposure-limit.ts';
import { insertShift, lastShift, saveShift } from './exposure-store.ts';

/**
 * Counts an item against the person's budget: `open` when it comes before their eyes, `close` when they have judged it.
 * What was opened within the budget may always be finished. Only people have a budget.
 * Refusals: `exposure.break-due`, `exposure.shift-spent` (facts: `until`, ISO time)
 */
export async function spendExposure(ctx: Ctx, tx: Tx, item: string, act: 'open' | 'close'): Promise<Result<void>> {
  const { actor } = tx;
  if (actor.kind !== 'person') return ok();
  const limit = await exposureLimit(ctx, tx);
  const before = await lastShift(tx, actor.person);
  const now = tx.now;
  const fresh = !before || isRested(before, limit, now);
  if (before && !fresh && before.openItem === item) {
    if (act === 'open') return ok();
    await saveShift(tx, afterBreak(timed(before, now), limit));
    return ok();
  }
  const standing = standingOf(before, limit, now);
  if (standing.state !== 'free')
    return refuse(standing.state === 'spent' ? 'exposure.shift-spent' : 'exposure.break-due', {
      facts: { until: (standing.until as Date).toISOString() },
    });
  const shift = fresh ? await insertShift(tx, actor.person, agencyOf(actor)) : rested(timed(before, now));
  const counted: Shift = {
    ...shift,
    items: shift.items + 1,
    runItems: shift.runItems + 1,
    lastAt: now,
    openItem: act === 'open' ? item : null,
    openedAt: act === 'open' ? now : null,
  };
  await saveShift(tx, act === 'open' ? counted : afterBreak(counted, limit));
  return ok();

  function rested(given: Shift): Shift {
    // The standing is free, so a break that had begun is over.
    return given.breakFrom === null
      ? given
      : { ...given, breakFrom: null, runItems: 0, runSeconds: 0, breaks: given.breaks + 1 };
  }
}

/** The time of the open item, added; the item is closed. */
function timed(shift: Shift, now: Date): Shift {
  const seconds = secondsOpen(shift, now);
  return {
    ...shift,
    seconds: shift.seconds + seconds,
    runSeconds: shift.runSeconds + seconds,
    openItem: null,
    openedAt: null,
    lastAt: now,
  };
}

/** A break begins by itself with the last item of a run. */
function afterBreak(shift: Shift, limit: Parameters<typeof isRunSpent>[1]): Shift {
  return shift.breakFrom === null && isRunSpent(shift, limit) ? { ...shift, breakFrom: shift.lastAt } : shift;
}
