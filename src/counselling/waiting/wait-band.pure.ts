/** How long who waits now is likely to go on waiting: the desk as it stands, played forward many times. Pure. */

import { randomFrom } from '../../text/random.pure.ts';
import type { ContactBand } from '../contacts/contact.ts';
import { RESERVE } from '../contacts/offer-rules.pure.ts';
import { type DeskRules, deskRules, type SimulatedContact, simulateDesk } from '../staffing/desk-simulation.pure.ts';

export interface DeskNow {
  /** Those who wait, with how long they have waited. Seconds. */
  readonly waiting: readonly {
    readonly id: string;
    readonly band: ContactBand;
    readonly age: number;
    readonly weight: number;
  }[];
  /** What helpers have, with how long they have had it. Seconds. */
  readonly carried: readonly { readonly age: number; readonly weight: number }[];
  readonly helpers: number;
  /** Contacts a second that came lately, and of these the part of each band above 1. */
  readonly arrivals: number;
  readonly urgentPart: number;
  readonly dangerPart: number;
  /** Seconds that contacts took lately, with writing them down. */
  readonly services: readonly number[];
}

/** Seconds within which eight of ten would have been answered, the first and the last of ten left out. */
export interface WaitSpan {
  readonly from: number;
  readonly to: number;
}

const RUNS = 60;
/** The desk as the queue is offered: one helper in six is kept for danger (RESERVE of offer-rules.pure.ts). */
export const liveRules: DeskRules = { ...deskRules, reserve: 1 / RESERVE.oneIn };
/** Over which arrivals are counted. Seconds. */
const HOUR = 3_600;
/** Nobody is told of more than this: beyond it the words are "longer than an hour". Seconds. */
const HORIZON = 2 * 3_600;
const CHAT = 35;
const EDGE = 0.1;

/** @returns for each who waits; the same desk and seed always give the same. Empty where nobody is there to answer. */
export function waitSpans(desk: DeskNow, seed: number): ReadonlyMap<string, WaitSpan> {
  if (desk.helpers === 0 || desk.services.length === 0) return new Map();
  const waits = desk.waiting.map((): number[] => []);
  const helpers = Array.from({ length: desk.helpers }, () => ({
    tiers: ['front' as const],
    from: 0,
    to: Number.POSITIVE_INFINITY,
  }));
  for (let run = 0; run < RUNS; run += 1) {
    const drawn = drawnAnew(desk, seed + run);
    const contacts = [...presentOf(drawn, seed + run), ...comingTo(drawn, seed + run)];
    const { ends } = simulateDesk(contacts, helpers, liveRules);
    for (const [at, { age }] of desk.waiting.entries()) waits[at]?.push(Math.max(0, (ends[at]?.wait ?? HORIZON) - age));
  }
  return new Map(desk.waiting.map(({ id }, at) => [id, spanOf(waits[at] ?? [])]));
}

/** The desk as another hour might have shown it: what is known of it comes from a few hundred contacts, and is itself uncertain. */
function drawnAnew(desk: DeskNow, seed: number): DeskNow {
  const random = randomFrom(seed ^ 0x27d4eb2f);
  const { services, arrivals } = desk;
  const again = services.map(() => services[Math.floor(random() * services.length)] ?? 0);
  // The normal distribution, near enough from twelve draws; a count that was seen varies by its root.
  const normal = Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6);
  const seen = arrivals * HOUR;
  return { ...desk, services: again, arrivals: Math.max(0, seen + normal * Math.sqrt(seen)) / HOUR };
}

function spanOf(waits: readonly number[]): WaitSpan {
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? HORIZON;
  return { from: at(EDGE), to: at(1 - EDGE) };
}

/** Those who wait, in their order, and before all of them what helpers have already. */
function presentOf({ waiting, carried, services }: DeskNow, seed: number): SimulatedContact[] {
  const random = randomFrom(seed);
  const pick = (from: readonly number[]) => from[Math.floor(random() * from.length)] ?? 0;
  const plain = { tier: 'front', wrap: 0, patience: Number.POSITIVE_INFINITY } as const;
  const queued = waiting.map(({ band, age, weight }) => ({
    ...plain,
    at: -age,
    band,
    weight,
    service: pick(services),
  }));
  const open = carried.map(({ age, weight }) => {
    const longer = services.filter((service) => service > age);
    const left = longer.length === 0 ? pick(services) : pick(longer) - age;
    // Older than anybody who waits, so that it is with its helper before the first is given.
    return { ...plain, at: -deskRules.ageMost - HORIZON, band: 4 as ContactBand, weight, service: left };
  });
  return [...queued, ...open];
}

function comingTo({ arrivals, urgentPart, dangerPart, services }: DeskNow, seed: number): SimulatedContact[] {
  if (arrivals <= 0) return [];
  const random = randomFrom(seed ^ 0x5bd1e995);
  const coming: SimulatedContact[] = [];
  for (let at = -Math.log(1 - random()) / arrivals; at < HORIZON; at += -Math.log(1 - random()) / arrivals) {
    const drawn = random();
    const band: ContactBand = drawn < dangerPart ? 3 : drawn < dangerPart + urgentPart ? 2 : 1;
    const service = services[Math.floor(random() * services.length)] ?? 0;
    coming.push({ at, tier: 'front', band, weight: CHAT, service, wrap: 0, patience: Number.POSITIVE_INFINITY });
  }
  return coming;
}

/** What a child reads: minutes in round figures, the last one open. */
export interface WaitBand {
  readonly from: number;
  /** Null: longer than can be said. */
  readonly to: number | null;
}

const STEPS = [0, 2, 5, 10, 15, 20, 30, 45, 60] as const;

/** The span in round minutes, outward on the far side, so that what is promised is kept. */
export function waitBandOf({ from, to }: WaitSpan): WaitBand {
  const least = STEPS.findLast((step) => step * 60 <= from) ?? 0;
  const most = STEPS.find((step) => step > least && step * 60 >= to) ?? null;
  return { from: least, to: most };
}
