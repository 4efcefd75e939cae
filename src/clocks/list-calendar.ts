import { type Ctx, ok, type Result, refuseRequest } from '../kernel/index.ts';
import { type Holiday, lawOf, type RecordedDay, recordedDays } from '../vocabulary/index.ts';

export interface CalendarInList {
  /** The days that are off or worked in exchange, in order. */
  readonly days: readonly (Holiday & { readonly recorded: RecordedDay | null })[];
  /** Days of the files that were taken back. */
  readonly withdrawn: readonly RecordedDay[];
}

/** The working calendar as it stands, with who recorded what. It is nobody's secret: everybody at the desk may read it. */
export async function listCalendar(ctx: Ctx): Promise<Result<CalendarInList>> {
  if (ctx.actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const recorded = await recordedDays(tx);
    return ok({
      days: lawOf(ctx.kernel).holidays.map((one) => ({
        ...one,
        recorded: recorded.find((other) => other.day === one.day) ?? null,
      })),
      withdrawn: recorded.filter((one) => one.withdrawn),
    });
  });
}
