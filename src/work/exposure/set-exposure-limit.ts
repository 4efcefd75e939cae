import { actorName, type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { ExposureLimit } from './exposure.ts';
import { insertExposureLimit } from './exposure-store.ts';

export interface SetExposureLimit extends ExposureLimit {
  /** The rule or decision it rests on: its number. */
  readonly source: string;
}

const BOUNDS: Readonly<Record<keyof ExposureLimit, readonly [number, number]>> = {
  itemsShift: [1, 1000],
  minutesShift: [10, 720],
  itemsRun: [1, 1000],
  minutesRun: [5, 240],
  breakMinutes: [5, 120],
  restHours: [4, 24],
};

/** Sets the exposure budget from now on. Refusals: `exposure.limit-invalid` (field) */
export async function setExposureLimit(ctx: Ctx, input: SetExposureLimit): Promise<Result<void>> {
  for (const [field, [least, most]] of Object.entries(BOUNDS) as [keyof ExposureLimit, readonly [number, number]][])
    if (!Number.isInteger(input[field]) || input[field] < least || input[field] > most)
      return refuse('exposure.limit-invalid', { field, facts: { least, most } });
  if (!/^\S.{1,199}$/u.test(input.source)) return refuse('exposure.limit-invalid', { field: 'source' });
  return ctx.transaction(async (tx) => {
    await insertExposureLimit(tx, { ...input, id: newId<'exposure-limit'>(), by: actorName(tx.actor) });
    const { source: _, ...codes } = input;
    tx.audit({ action: 'exposure.manage', codes: { ...codes } });
    return ok();
  });
}
