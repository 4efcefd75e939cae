import { FIRST_LEVEL } from '../contacts/offer-rules.pure.ts';
import { simulateDesk } from './desk-simulation.pure.ts';
import { type ContactKind, drawContacts } from './drawn-contacts.pure.ts';
import { erlangA, erlangC, fewestPeople, type Load } from './erlang.pure.ts';
import type { HourForecast } from './forecast.pure.ts';
import type { ShiftKind } from './roster.pure.ts';
import type { SimulatedHelper } from './simulated-people.pure.ts';

/** What contacts are like; each figure stands in a row with its source. Times in minutes. */
export interface ContactMix {
  /** Part of contacts that the front desk ends itself. */
  readonly shortPart: number;
  readonly shortMinutes: number;
  readonly counsellingMinutes: number;
  /** Mean time that somebody waits before they leave. */
  readonly patienceMinutes: number;
}

/** Mean minutes of one contact. */
export function meanMinutes({ shortPart, shortMinutes, counsellingMinutes }: ContactMix): number {
  return shortPart * shortMinutes + (1 - shortPart) * counsellingMinutes;
}

/** The load of so many contacts a minute. */
export function loadOf(perMinute: number, mix: ContactMix): Load {
  return { arrivals: perMinute, service: meanMinutes(mix) };
}

/** What a number of people would mean at one rate of arrivals. */
export interface TeamOutcome {
  readonly people: number;
  /** Part of contacts that have to wait, if everybody waited for as long as it takes. */
  readonly waitingC: number;
  /** Part of contacts that leave unanswered, by the formula. */
  readonly abandonedA: number;
  /** The same, played by the rules of the desk. */
  readonly abandoned: number;
  /** Minutes until one of ten is still not answered: of all who were, and of those in danger. */
  readonly waitMost: number;
  readonly dangerWaitMost: number;
  /** The most who waited at once. */
  readonly longest: number;
}

/** Of a hundred contacts so many are urgent, and so many are of an act in progress. */
const URGENT_PART = 0.05;
const DANGER_PART = 0.01;

/** What the simulator draws of the mix: a call is all of a helper. Counselling comes by way of the front desk. */
export function kindsOf(mix: ContactMix): ContactKind[] {
  const minutes = (count: number) => count * 60;
  const front = {
    tier: 'front',
    channel: 'PHONE',
    service: minutes(mix.shortMinutes),
    wrap: 0,
    patience: minutes(mix.patienceMinutes),
  } as const;
  const counselled = {
    service: 30,
    counselling: { service: minutes(mix.counsellingMinutes), wrap: 0, warm: 15 },
  } as const;
  const long = 1 - mix.shortPart;
  return [
    { ...front, band: 1, part: mix.shortPart },
    { ...front, ...counselled, band: 1, part: Math.max(0, long - URGENT_PART - DANGER_PART) },
    { ...front, ...counselled, band: 2, part: Math.min(long, URGENT_PART) },
    { ...front, ...counselled, band: 3, part: Math.min(long, DANGER_PART) },
  ];
}

/** A team: of three two stand at the front desk and help with counselling, and one counsels alone; of one, one does all. */
export function teamOf(people: number, seconds: number): SimulatedHelper[] {
  return Array.from(
    { length: people },
    (_, at): SimulatedHelper => ({
      ...(people > 2 && at % 3 === 2
        ? { tiers: ['counsellor'], level: FIRST_LEVEL.counsellor }
        : { tiers: ['front', 'counsellor'], level: FIRST_LEVEL.front }),
      from: 0,
      to: seconds,
    }),
  );
}

/** What numbers of people would mean at so many contacts a minute for so long: the formulas beside what was played. */
export function teamOutcomes(
  people: readonly number[],
  question: { readonly perMinute: number; readonly minutes: number; readonly mix: ContactMix; readonly seed: number },
): TeamOutcome[] {
  const { perMinute, minutes, mix, seed } = question;
  const load = loadOf(perMinute, mix);
  const contacts = drawContacts(
    seed,
    Array.from({ length: minutes }, () => perMinute / 60),
    60,
    kindsOf(mix),
  );
  return people.map((count) => {
    const played = simulateDesk(contacts, teamOf(count, Number.POSITIVE_INFINITY));
    const lost = played.ends.filter(({ answered, lostBetween }) => !answered || lostBetween).length;
    const waits = (of: (band: number) => boolean) =>
      played.ends.flatMap(({ answered, wait }, at) => (answered && of(contacts[at]?.band ?? 0) ? [wait / 60] : []));
    return {
      people: count,
      waitingC: erlangC(count, load.arrivals * load.service),
      abandonedA: erlangA(count, load, mix.patienceMinutes).abandoned,
      abandoned: contacts.length === 0 ? 0 : lost / contacts.length,
      waitMost: nineTenths(waits(() => true)),
      dangerWaitMost: nineTenths(waits((band) => band >= 3)),
      longest: played.longest,
    };
  });
}

function nineTenths(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.9) - 1)] ?? 0;
}

/** Quarters of an hour, each with the rate of its hour. @returns the fewest people for each, and those of whom too few answer everybody */
export function peopleByQuarter(
  hours: readonly Pick<HourForecast, 'middle'>[],
  mix: ContactMix,
  abandonedMost: number,
): number[] {
  return hours.flatMap(({ middle }) => {
    const people = fewestPeople(loadOf(middle / 60, mix), mix.patienceMinutes, abandonedMost) ?? 0;
    return [people, people, people, people];
  });
}

/** How many a shift of a day needs: as many as its busiest hour. Hours after midnight are those of the next day. */
export function peopleOfShift(
  forecast: readonly HourForecast[],
  day: number,
  shift: ShiftKind,
  mix: ContactMix,
  abandonedMost: number,
): number {
  const first = day * 24 + Math.floor(shift.startMinute / 60);
  const hours = forecast.slice(first, first + Math.ceil(shift.minutes / 60));
  return Math.max(0, ...peopleByQuarter(hours, mix, abandonedMost));
}
