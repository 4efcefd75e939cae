import {
  type Ctx,
  isWorkingDay,
  ok,
  type Result,
  refuseRequest,
  startOfVietnamDate,
  vietnamDate,
} from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { planDates } from '../plan/plan-store.ts';
import { refuse } from '../refusals.ts';
import { clocksBetween } from './deadline-store.ts';

export interface CalendarDay {
  readonly day: string;
  readonly working: boolean;
  readonly entries: readonly {
    readonly kind: 'clock' | 'action' | 'monitoring';
    readonly code: string;
    readonly object: string;
    /** Of the case, where the actor may know of it. */
    readonly reference: string | null;
    readonly startedAt?: Date;
    readonly at?: Date;
  }[];
}

const LONGEST_DAYS = 92;

/**
 * The agency's days: clocks that end, actions of approved plans that should be done, monitoring visits; with the days off.
 * @param input.takenAway the days leave the platform as a file, which the audit names
 */
export async function calendar(
  ctx: Ctx,
  input: { readonly from: string; readonly to: string; readonly takenAway?: 'ics' },
): Promise<Result<CalendarDay[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const days: string[] = [];
  for (let at = Date.parse(input.from); at <= Date.parse(input.to) && days.length <= LONGEST_DAYS; at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  if (days.length === 0 || days.length > LONGEST_DAYS)
    return refuse('form.answer-invalid', { field: 'to', facts: { longestDays: LONGEST_DAYS } });
  return ctx.transaction(async (tx) => {
    const end = startOfVietnamDate(days.at(-1) as string).getTime() + 86_400_000;
    const clocks = await clocksBetween(tx, startOfVietnamDate(days[0] as string), new Date(end));
    const afterLast = vietnamDate(new Date(end));
    const { actions, monitoring } = await planDates(tx, days[0] as string, afterLast);
    const off = lawOf(ctx.kernel).days;
    tx.audit({
      action: 'clock.own',
      codes: {
        rows: clocks.length + actions.length + monitoring.length,
        ...(input.takenAway ? { takenAway: input.takenAway } : {}),
      },
    });
    return ok(
      days.map((day) => ({
        day,
        working: isWorkingDay(day, off),
        entries: [
          ...clocks
            .filter((clock) => vietnamDate(clock.due_at) === day)
            .map((clock) => ({
              kind: 'clock' as const,
              code: clock.rule_code,
              object: clock.object_id,
              reference: clock.reference,
              startedAt: clock.started_at,
              at: clock.due_at,
            })),
          ...actions
            .filter((one) => one.day === day)
            .map((one) => ({
              kind: 'action' as const,
              code: one.service,
              object: one.case_id,
              reference: one.reference,
            })),
          ...monitoring
            .filter((one) => one.day === day)
            .map((one) => ({
              kind: 'monitoring' as const,
              code: 'visit',
              object: one.case_id,
              reference: one.reference,
            })),
        ],
      })),
    );
  });
}
