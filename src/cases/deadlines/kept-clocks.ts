import { type Ctx, systemActor } from '../../kernel/index.ts';
import type { ClockKeeper, OpenClock } from '../../vocabulary/index.ts';
import { deadlinePolicy } from '../access/case-policy.ts';

/** The clocks of other modules within what the actor oversees: times, agencies and provinces, of no report. */
export async function clocksKept(ctx: Ctx, keepers: readonly ClockKeeper[], code: string): Promise<OpenClock[]> {
  const platform = ctx.as(systemActor('cases.what-if'));
  const kept: OpenClock[] = [];
  for (const keeper of keepers) {
    const open = await keeper.openClocks(platform, code);
    if (open.ok) kept.push(...open.value);
  }
  return kept.filter(({ id, ownerAgency, provinceCode }) =>
    deadlinePolicy.can(
      ctx.actor,
      'clock.oversee',
      { id, object_id: id, owner_agency: ownerAgency, province_code: provinceCode ?? '' },
      ctx.now,
    ),
  );
}
