import type { Ctx, Tx } from '../../kernel/index.ts';
import { type ExposureStanding, isRested, isRunSpent, standingOf } from './exposure.ts';
import { exposureLimit } from './exposure-limit.ts';
import { insertShift, lastShift, saveShift } from './exposure-store.ts';

/**
 * Counts something hard that somebody has been through, with its time, where nobody was asked before it came: a talk cannot be refused
 * in its middle. The platform calls it, in the caller's transaction. A break begins by itself with the last item of a run.
 * @returns where the person stands now
 */
export async function addExposure(
  ctx: Ctx,
  tx: Tx,
  of: { readonly person: string; readonly agency: string; readonly seconds: number },
): Promise<ExposureStanding> {
  const limit = await exposureLimit(ctx, tx);
  const before = await lastShift(tx, of.person);
  const fresh = !before || isRested(before, limit, tx.now);
  const shift = fresh ? await insertShift(tx, of.person, of.agency) : before;
  const breakOver = shift.breakFrom !== null && standingOf(shift, limit, tx.now).state === 'free';
  const from = breakOver ? { ...shift, breakFrom: null, runItems: 0, runSeconds: 0, breaks: shift.breaks + 1 } : shift;
  const counted = {
    ...from,
    items: from.items + 1,
    seconds: from.seconds + of.seconds,
    runItems: from.runItems + 1,
    runSeconds: from.runSeconds + of.seconds,
    lastAt: tx.now,
  };
  const saved = counted.breakFrom === null && isRunSpent(counted, limit) ? { ...counted, breakFrom: tx.now } : counted;
  await saveShift(tx, saved);
  return standingOf(saved, limit, tx.now);
}
