import { z } from '@hono/zod-openapi';
import {
  type Ctx,
  DAY,
  instant,
  isWorkingDay,
  listSchema,
  ok,
  type Result,
  refuseRequest,
  startOfVietnamDate,
  vietnamDate,
} from '../kernel/index.ts';
import { lawOf } from '../vocabulary/index.ts';
import { type CalendarEntry, calendarSources, subjectsOf } from './clock-kind.ts';
import { clocksBetween } from './oversight-store.ts';
import { refuse } from './refusals.ts';

export const calendarDaySchema = z.object({
  day: z.string(),
  working: z.boolean(),
  entries: listSchema(
    z.object({
      /** `clock`, or as the source of the entry names it. */
      kind: z.string(),
      /** The rule of a clock; else as its source says. */
      code: z.string(),
      object: z.uuid(),
      /** Kind of object of a clock. */
      about: z.string().optional(),
      /** Of the object, where the actor may know of it. */
      reference: z.string().nullable(),
      /** Its page at the desk, where the actor may know of it. */
      page: z.string().nullable().optional(),
      startedAt: instant.optional(),
      at: instant.optional(),
      /** It is shown here alone: days that are taken away as a file leave it out. */
      confined: z.literal(true).optional(),
    }),
  ),
});
export type CalendarDay = z.output<typeof calendarDaySchema>;

const LONGEST_DAYS = 92;

/**
 * The agency's days: clocks that end, with the days off and with what the modules have on those days, as visits of plans.
 * @param input.takenAway the days leave the platform as a file, which the audit names
 */
export async function calendar(
  ctx: Ctx,
  input: { readonly from: string; readonly to: string; readonly takenAway?: 'ics' },
): Promise<Result<CalendarDay[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const days: string[] = [];
  for (let at = Date.parse(input.from); at <= Date.parse(input.to) && days.length <= LONGEST_DAYS; at += DAY)
    days.push(new Date(at).toISOString().slice(0, 10));
  if (days.length === 0 || days.length > LONGEST_DAYS)
    return refuse('calendar-day.invalid', { field: 'to', facts: { longestDays: LONGEST_DAYS } });
  return ctx.transaction(async (tx) => {
    const end = startOfVietnamDate(days.at(-1) as string).getTime() + DAY;
    const clocks = await clocksBetween(tx, startOfVietnamDate(days[0] as string), new Date(end));
    const subjects = await subjectsOf(
      ctx,
      tx,
      clocks.map((clock) => ({ kind: clock.object_kind, id: clock.object_id })),
    );
    const others: CalendarEntry[] = [];
    for (const source of ctx.kernel.offered.of(calendarSources))
      for (const entry of await source.entries(ctx, tx, days[0] as string, vietnamDate(new Date(end))))
        if (!(entry.confined && input.takenAway)) others.push(entry);
    const off = lawOf(ctx.kernel).days;
    tx.audit({
      action: 'clock.own',
      codes: {
        rows: clocks.length + others.length,
        ...(input.takenAway ? { takenAway: input.takenAway } : {}),
      },
    });
    return ok(
      days.map((day) => ({
        day,
        working: isWorkingDay(day, off),
        entries: [
          ...clocks.flatMap((clock, place) =>
            vietnamDate(clock.due_at) === day
              ? [
                  {
                    kind: 'clock',
                    code: clock.rule_code,
                    object: clock.object_id,
                    about: clock.object_kind,
                    reference: subjects[place]?.reference ?? null,
                    page: subjects[place]?.page ?? null,
                    startedAt: clock.started_at,
                    at: clock.due_at,
                  },
                ]
              : [],
          ),
          ...others.filter((one) => one.day === day).map(({ day: _day, ...one }) => one),
        ],
      })),
    );
  });
}
