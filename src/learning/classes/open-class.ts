import { addDays, beginTry, type Ctx, DAY, newCode, newId, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { type PortalBand, portalBand } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import { CLASSES, digestOfKey, newTeacherKey } from './class-access.ts';
import { countOpenedSince, insertClass } from './class-store.ts';

export const SEATS_MOST = 60;
/** Days that a class is kept at first: a lesson, and its booster after thirty days on a day on which it meets. Each round adds as many. */
export const CLASS_LASTS = 60;
/** Classes that one address opens without waiting: the teachers of a large school in an hour. */
const OPENED_FREE = 40;
/** Classes that are opened in a day: many more than there are lessons, so that nobody fills the disk. */
const OPENED_MOST = 200_000;

/**
 * Opens a class for who asks; nobody says who they are. The code goes to the children, the key to nobody: it is told this once.
 * @param input `weekdays`: on which it meets, 0 is Sunday
 * Refusals: `class.unusable`, `class.wait`, `class.too-many`
 */
export async function openClass(
  ctx: Ctx,
  input: { readonly band: string; readonly seats: number; readonly weekdays: readonly number[] },
): Promise<Result<{ readonly code: string; readonly key: string }>> {
  const { band, seats } = input;
  const weekdays = [...new Set(input.weekdays)].sort((a, b) => a - b);
  if (!isClassBand(band)) return refuse('class.unusable', { field: 'band' });
  if (!Number.isInteger(seats) || seats < 1 || seats > SEATS_MOST) return refuse('class.unusable', { field: 'seats' });
  if (weekdays.length === 0 || !weekdays.every((day) => Number.isInteger(day) && day >= 0 && day <= 6))
    return refuse('class.unusable', { field: 'weekdays' });
  // Each counts, right or not: who opens many waits longer and longer.
  if (typeof beginTry(ctx, 'class-open', [['', OPENED_FREE]]) === 'number') return refuse('class.wait');
  const id = newId<'class'>(ctx.now.getTime());
  const code = newCode();
  const key = newTeacherKey();
  const key_digest = await digestOfKey(ctx, code, key);
  return ctx.as(CLASSES).transaction(async (tx): Promise<Result<{ code: string; key: string }>> => {
    if ((await countOpenedSince(tx, new Date(tx.now.getTime() - DAY))) >= OPENED_MOST) return refuse('class.too-many');
    await insertClass(tx, {
      id,
      code,
      key_digest,
      band,
      seats,
      weekdays,
      sheet: 1,
      opened_at: tx.now,
      ends_on: addDays(vietnamDate(tx.now), CLASS_LASTS),
      is_demonstration: ctx.kernel.config.demonstration,
    });
    return ok({ code, key });
  });
}

/** Classes are of children. */
const isClassBand = (band: string): band is Exclude<PortalBand, 'ADULT'> => portalBand.has(band) && band !== 'ADULT';
