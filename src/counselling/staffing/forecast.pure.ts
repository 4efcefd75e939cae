import { addDays, daysBetween, weekdayOf } from '../../kernel/time.pure.ts';

/** Contacts that came in one hour of a day of Viet Nam. */
export interface HourCount {
  readonly day: string;
  /** 0 to 23. */
  readonly hour: number;
  readonly contacts: number;
}

/** Days on which more or fewer come than on others: the start of school, something in the news, a poll of our own. */
export interface ForecastEvent {
  readonly from: string;
  readonly to: string;
  /** Times the usual: 1.5 is half more. */
  readonly uplift: number;
}

export interface ForecastInput {
  readonly history: readonly HourCount[];
  /** Days off, as the calendar of the vocabulary has them. */
  readonly holidays: ReadonlySet<string>;
  readonly events: readonly ForecastEvent[];
  readonly from: string;
  readonly days: number;
}

/** What is expected of an hour: in six of ten weeks between `low` and `high`. */
export interface HourForecast {
  readonly day: string;
  readonly hour: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** Weeks that it is made of; none where nothing is known, and then nothing is expected. */
  readonly weeks: number;
}

/** The value below which a part of the sample lies, between the two nearest; 0 of an empty one. The sample is sorted. */
function quantileOf(sorted: readonly number[], part: number): number {
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

const byNumber = (a: number, b: number) => a - b;

/**
 * What comes, from what came in the same hour of the week: the median and the 20-80 band of past weeks, with what is known of
 * events taken out of the past and put onto the days to come, and days off by how they went against their hour of the week.
 * @throws RangeError for a count or an uplift that is negative or no number
 */
export function forecastContacts({ history, holidays, events, from, days }: ForecastInput): HourForecast[] {
  if (history.some(({ contacts }) => !(contacts >= 0) || !Number.isFinite(contacts)))
    throw new RangeError('contacts are counted from zero');
  if (events.some(({ uplift }) => !(uplift > 0) || !Number.isFinite(uplift)))
    throw new RangeError('an uplift is a number above zero');
  const upliftOf = (day: string) =>
    events.reduce((all, event) => (event.from <= day && day <= event.to ? all * event.uplift : all), 1);
  const slotOf = (day: string, hour: number) => weekdayOf(day) * 24 + hour;
  const usual = new Map<number, number[]>();
  for (const { day, hour, contacts } of history) {
    if (holidays.has(day)) continue;
    const slot = usual.get(slotOf(day, hour)) ?? [];
    slot.push(contacts / upliftOf(day));
    usual.set(slotOf(day, hour), slot);
  }
  for (const slot of usual.values()) slot.sort(byNumber);
  const dayOff = holidayFactor(history, holidays, (day, hour) => quantileOf(usual.get(slotOf(day, hour)) ?? [], 0.5));
  return Array.from({ length: Math.max(0, days) * 24 }, (_, at): HourForecast => {
    const day = addDays(from, Math.floor(at / 24));
    const hour = at % 24;
    const slot = usual.get(slotOf(day, hour)) ?? [];
    const factor = upliftOf(day) * (holidays.has(day) ? dayOff : 1);
    const of = (part: number) => quantileOf(slot, part) * factor;
    return { day, hour, low: of(0.2), middle: of(0.5), high: of(0.8), weeks: slot.length };
  });
}

/** How past days off went, against what their hours of the week usually see; 1 where there were none. */
function holidayFactor(
  history: readonly HourCount[],
  holidays: ReadonlySet<string>,
  usual: (day: string, hour: number) => number,
): number {
  let came = 0;
  let expected = 0;
  for (const { day, hour, contacts } of history) {
    if (!holidays.has(day)) continue;
    came += contacts;
    expected += usual(day, hour);
  }
  return expected === 0 ? 1 : came / expected;
}

/** Counts with a row for each hour of the days, also for those in which nobody came. */
export function everyHour(counts: readonly HourCount[], from: string, to: string): HourCount[] {
  const known = new Map(counts.map(({ day, hour, contacts }) => [`${day} ${hour}`, contacts]));
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) * 24 }, (_, at) => {
    const day = addDays(from, Math.floor(at / 24));
    return { day, hour: at % 24, contacts: known.get(`${day} ${at % 24}`) ?? 0 };
  });
}
