import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { atOwnDesk } from './staffing-act.ts';
import { hasRegion, saveWish, shiftKinds } from './staffing-store.ts';

/** Sets what somebody wishes of their own work. Refusals: `staffing.no-desk`, `staffing.wish-invalid` */
export function setWish(
  ctx: Ctx,
  input: { readonly region: string | null; readonly dislikes: Readonly<Record<string, number>> },
): Promise<Result<void>> {
  return atOwnDesk(ctx, async (tx, { actor, desk }) => {
    if (input.region !== null && !(await hasRegion(tx, input.region)))
      return refuse('staffing.wish-invalid', { field: 'region' });
    const known = new Set((await shiftKinds(tx)).map(({ code }) => code));
    for (const [shift, value] of Object.entries(input.dislikes))
      if (!known.has(shift) || ![0, 1, 2, 3].includes(value))
        return refuse('staffing.wish-invalid', { field: 'dislikes' });
    await saveWish(tx, { person: actor.person, desk, ...input });
    return ok();
  });
}
