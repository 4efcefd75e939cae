import { actorName, type Ctx, newId, ok, type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { lawChanged, lockLaw, readLaw, recordRule } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import type { ExposureLimit } from './exposure.ts';
import { type ExposurePeriod, exposureRule, exposureRules } from './exposure-limit.ts';
import { insertItemLimit } from './exposure-store.ts';

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

const invalid = refuse('exposure.limit-invalid');
const SOURCE: TextRule = { most: 200, refusals: { empty: invalid, 'too-long': invalid, unreadable: invalid } };

/** Sets the exposure budget from now on: the items here, the periods as rules of time, with what stood before. Refusals: `exposure.limit-invalid` (field) */
export async function setExposureLimit(ctx: Ctx, input: SetExposureLimit): Promise<Result<void>> {
  for (const [field, [least, most]] of Object.entries(BOUNDS) as [keyof ExposureLimit, readonly [number, number]][])
    if (!Number.isInteger(input[field]) || input[field] < least || input[field] > most)
      return refuse('exposure.limit-invalid', { field, facts: { least, most } });
  const source = readTextInput(input.source, 'source', SOURCE);
  if (!source.ok) return source;
  const set = await ctx.transaction<void>(async (tx) => {
    const by = actorName(tx.actor);
    await insertItemLimit(tx, { ...input, source: source.value, id: newId<'exposure-limit'>(), by });
    await lockLaw(tx);
    for (const period of Object.keys(exposureRules) as ExposurePeriod[]) {
      const rule = exposureRule(ctx, period);
      const { unit } = exposureRules[period];
      if (rule.amount === input[period] && rule.unit === unit && rule.legalSource === source.value) continue;
      const to = { ...rule, amount: input[period], unit, legalSource: source.value, verified: true };
      await recordRule(tx, to, by, source.value);
      tx.notify(lawChanged(rule.id));
    }
    const { source: _, ...codes } = input;
    tx.audit({ action: 'exposure.manage', codes: { ...codes } });
    return ok();
  });
  if (set.ok) await readLaw(ctx);
  return set;
}
