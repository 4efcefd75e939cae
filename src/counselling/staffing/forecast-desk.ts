import {
  addDays,
  type Ctx,
  isDate,
  newId,
  ok,
  parseId,
  type Result,
  readTextInput,
  type Tx,
  vietnamDate,
} from '../../kernel/index.ts';
import { daysBetween } from '../../kernel/time.pure.ts';
import { holidays, workingCalendar } from '../../vocabulary/index.ts';
import { refuse } from '../refusals.ts';
import { everyHour, forecastContacts, type HourForecast } from './forecast.pure.ts';
import type { Need } from './roster.pure.ts';
import { SOURCE } from './set-staffing-rule.ts';
import { contactMixOf, type EventKind, SPAN_DAYS_MOST } from './staffing.ts';
import { type AtDesk, atOwnDesk, ruleValues, spanRefusal } from './staffing-act.ts';
import { peopleOfShift } from './staffing-figures.pure.ts';
import { forecastEventPolicy } from './staffing-policies.ts';
import {
  arrivalsBetween,
  type DeskEvent,
  eventsBetween,
  insertEvent,
  removeEvent,
  rulesInForce,
  type StaffingRule,
  shiftKinds,
} from './staffing-store.ts';

/** So far back the past is looked at. */
const PAST_DAYS = 12 * 7;

export interface DeskForecast {
  readonly hours: readonly HourForecast[];
  readonly events: readonly DeskEvent[];
  readonly holidays: readonly string[];
  /** What each shift would need for no more than the rule's part to leave. */
  readonly needs: readonly Need[];
  readonly rules: readonly StaffingRule[];
}

const plans = ({ actor, desk }: AtDesk, tx: Tx) =>
  forecastEventPolicy.can(actor, 'forecast.plan', { desk_code: desk }, tx.now);

/** Who is expected at the own desk. Refusals: `staffing.no-desk`, `staffing.supervisors-only`, `staffing.days-invalid` */
export async function forecastDesk(
  ctx: Ctx,
  { from, days }: { readonly from: string; readonly days: number },
): Promise<Result<DeskForecast>> {
  if (!isDate(from)) return refuse('staffing.days-invalid', { field: 'from' });
  const span = spanRefusal(days, SPAN_DAYS_MOST);
  if (span) return span;
  return atOwnDesk(ctx, async (tx, at) => {
    if (!plans(at, tx)) return refuse('staffing.supervisors-only');
    const today = vietnamDate(tx.now);
    const yesterday = addDays(today, -1);
    const counts = await arrivalsBetween(tx, at.desk, addDays(today, -PAST_DAYS), yesterday);
    // Days before the first count are unknown; hours after it without one saw nobody.
    const first = counts[0]?.day;
    const history = first === undefined ? [] : everyHour(counts, first, yesterday);
    const last = addDays(from, days);
    const events = await eventsBetween(tx, at.desk, addDays(today, -PAST_DAYS), last);
    const off = workingCalendar(holidays()).holidays;
    const hours = forecastContacts({ history, holidays: off, events, from, days: days + 1 });
    const values = await ruleValues(tx);
    const shifts = await shiftKinds(tx);
    const mix = contactMixOf(values);
    return ok({
      hours: hours.slice(0, days * 24),
      events: events.filter((event) => event.to >= from),
      holidays: [...off].filter((day) => from <= day && day < last).sort(),
      needs: Array.from({ length: days }, (_, day) =>
        shifts.map((shift) => ({
          day: addDays(from, day),
          shift: shift.code,
          people: Math.max(
            shift.night ? values.NIGHT_LEAST : 0,
            peopleOfShift(hours, day, shift, mix, values.ABANDONED_MOST),
          ),
        })),
      ).flat(),
      rules: await rulesInForce(tx),
    });
  });
}

export interface AddForecastEvent {
  readonly kind: EventKind;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly uplift: number;
  readonly source: string;
}

/** Refusals: `staffing.no-desk`, `staffing.supervisors-only`, `staffing.days-invalid`, `forecast.uplift-invalid`, those of a text */
export async function addForecastEvent(ctx: Ctx, input: AddForecastEvent): Promise<Result<{ readonly event: string }>> {
  if (!isDate(input.from) || !isDate(input.to)) return refuse('staffing.days-invalid', { field: 'from' });
  const span = spanRefusal(daysBetween(input.from, input.to) + 1, SPAN_DAYS_MOST);
  if (span) return span;
  if (!(input.uplift >= 0.1 && input.uplift <= 20)) return refuse('forecast.uplift-invalid', { field: 'uplift' });
  const name = readTextInput(input.name, 'name', SOURCE);
  if (!name.ok) return name;
  const source = readTextInput(input.source, 'source', SOURCE);
  if (!source.ok) return source;
  return atOwnDesk(ctx, async (tx, at) => {
    if (!plans(at, tx)) return refuse('staffing.supervisors-only');
    const id = newId<'forecast-event'>(tx.now.getTime());
    const { kind, from, to, uplift } = input;
    await insertEvent(tx, {
      id,
      kind,
      uplift,
      desk_code: at.desk,
      from_day: from,
      to_day: to,
      name: name.value,
      source: source.value,
      verified: false,
      set_by: at.actor.person,
      set_at: tx.now,
    });
    tx.audit({ action: 'forecast.event', object: { kind: 'forecast-event', id }, codes: { kind, from, to, uplift } });
    return ok({ event: id });
  });
}

/** Refusals: `staffing.no-desk`, `record.not-found` */
export async function removeForecastEvent(ctx: Ctx, input: { readonly id: string }): Promise<Result<void>> {
  const id = parseId<'forecast-event'>(input.id);
  if (id === undefined) return refuse('forecast.event-unknown');
  return atOwnDesk(ctx, async (tx) => {
    if (!(await removeEvent(tx, id))) return refuse('forecast.event-unknown');
    tx.audit({ action: 'forecast.event-removed', object: { kind: 'forecast-event', id } });
    return ok();
  });
}
