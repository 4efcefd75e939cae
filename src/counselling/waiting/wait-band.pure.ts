/** How long who waits now is likely to go on waiting: the desk as it stands, played forward many times. Pure. */

import { randomFrom } from '../../text/random.pure.ts';
import type { ContactBand, ContactChannel, Tier } from '../contacts/contact.ts';
import { simulateDesk } from '../staffing/desk-simulation.pure.ts';
import type { SimulatedContact, SimulatedHelper } from '../staffing/simulated-people.pure.ts';

/** Times are in seconds; ages count back from now. */
export interface DeskNow {
  readonly waiting: readonly WaitingNow[];
  readonly helpers: readonly HelperNow[];
  /** As many as arrived since the oldest that waits: how many that were, and how long ago the latest of them were taken, the earliest first. */
  readonly arrived: number;
  readonly taken: readonly number[];
  /** The contact that was offered last was one of danger. */
  readonly dangerLast: boolean;
  /** Contacts a second that came lately, and of these the part of each band above 1. */
  readonly arrivals: number;
  readonly urgentPart: number;
  readonly dangerPart: number;
  /** How long contacts took lately, with writing them down. */
  readonly services: readonly number[];
  /** How long an offer stood lately before it was taken. */
  readonly takenAfter: number;
}

export interface WaitingNow {
  readonly id: string;
  readonly band: ContactBand;
  readonly channel: ContactChannel;
  readonly tier: Tier;
  readonly age: number;
  /** Of those who arrived since the oldest that waits, from 0. */
  readonly number: number;
  /** Its place in `helpers`, if one of them let it pass. */
  readonly missedBy?: number | undefined;
}

export interface HelperNow extends Pick<SimulatedHelper, 'tiers' | 'level' | 'state' | 'channels'> {
  /** Rests for so long, 0 where they do not. */
  readonly restsFor: number;
  readonly idleFor: number;
  readonly carries: readonly { readonly channel: ContactChannel; readonly age: number }[];
}

const RUNS = 60;
/** Over which arrivals are counted. Seconds. */
const HOUR = 3_600;
/** Nobody is told of more than this: beyond it the words are "longer than an hour". Seconds. */
const HORIZON = 2 * 3_600;

/**
 * What each who waits would still wait in each of sixty plays, the shortest first. Seconds.
 * @param between is waited for after each play, so that others have their turn
 * @returns empty where nobody is there to answer; the same desk and seed always give the same
 */
export async function playedWaits(
  desk: DeskNow,
  seed: number,
  between: () => Promise<unknown> = async () => undefined,
): Promise<ReadonlyMap<string, readonly number[]>> {
  if (desk.helpers.length === 0 || desk.services.length === 0) return new Map();
  const waits = desk.waiting.map((): number[] => []);
  for (let run = 0; run < RUNS; run += 1) {
    for (const [at, wait] of play(desk, seed + run).entries()) waits[at]?.push(wait);
    await between();
  }
  return new Map(desk.waiting.map(({ id }, at) => [id, (waits[at] ?? []).sort((a, b) => a - b)]));
}

/** What each who waits waits from now on, in one play. */
function play(desk: DeskNow, seed: number): number[] {
  const drawn = drawnAnew(desk, seed);
  const { ends } = simulateDesk([...presentOf(drawn, seed), ...comingTo(drawn, seed)], teamOf(drawn, seed), {
    before: { arrived: desk.arrived, taken: desk.taken.map((ago) => -ago), dangerLast: desk.dangerLast },
    takenAfter: () => desk.takenAfter,
    untilEnded: desk.waiting.length,
    end: HORIZON,
  });
  return desk.waiting.map(({ age }, at) => Math.min(HORIZON, Math.max(0, (ends[at]?.wait ?? HORIZON) - age)));
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

const plain = { wrap: 0, patience: Number.POSITIVE_INFINITY } as const;
const pick = (from: readonly number[], random: () => number) => from[Math.floor(random() * from.length)] ?? 0;

function presentOf({ waiting, services }: DeskNow, seed: number): SimulatedContact[] {
  const random = randomFrom(seed);
  return waiting.map(({ band, channel, tier, age, number, missedBy }) => ({
    ...plain,
    band,
    channel,
    tier,
    number,
    missedBy,
    at: -age,
    service: pick(services, random),
  }));
}

/** The helpers with what they have, each of which lasts as long as one that has lasted so long already. */
function teamOf({ helpers, services }: DeskNow, seed: number): SimulatedHelper[] {
  const random = randomFrom(seed ^ 0x165667b1);
  return helpers.map(({ restsFor, idleFor, carries, ...helper }) => ({
    ...helper,
    from: 0,
    rests: restsFor,
    to: Number.POSITIVE_INFINITY,
    idleSince: -idleFor,
    carries: carries.map(({ channel, age }) => {
      const longer = services.filter((service) => service > age);
      return { channel, until: longer.length > 0 ? pick(longer, random) - age : pick(services, random) };
    }),
  }));
}

function comingTo({ arrivals, urgentPart, dangerPart, services }: DeskNow, seed: number): SimulatedContact[] {
  if (arrivals <= 0) return [];
  const random = randomFrom(seed ^ 0x5bd1e995);
  const coming: SimulatedContact[] = [];
  for (let at = -Math.log(1 - random()) / arrivals; at < HORIZON; at += -Math.log(1 - random()) / arrivals) {
    const drawn = random();
    const band: ContactBand = drawn < dangerPart ? 3 : drawn < dangerPart + urgentPart ? 2 : 1;
    coming.push({ ...plain, at, tier: 'front', band, channel: 'CHAT', service: pick(services, random) });
  }
  return coming;
}

/** What a child reads: minutes in round figures, the last one open. */
export interface WaitBand {
  readonly from: number;
  /** Null: longer than can be said. */
  readonly to: number | null;
}

const STEPS = [0, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 35, 40, 45, 50, 60] as const;
/** So many of the plays end by the far edge: to wait longer than was told is worse than to be answered earlier. */
const BY_THE_END = 0.9;
/**
 * So many end inside, at the least: the near edge is the latest that leaves them. Rounding adds to it, so that about eight of ten real
 * waits end inside what is told (`npm run bench -- queue`).
 */
const INSIDE = 0.45;

/** The waits in round minutes. @param waits of the plays, seconds, the shortest first */
export function waitBandOf(waits: readonly number[]): WaitBand {
  const upTo = (minutes: number) => waits.filter((wait) => wait <= minutes * 60).length / waits.length;
  const to = STEPS.find((step) => step > 0 && upTo(step) >= BY_THE_END) ?? null;
  const ends = to === null ? 1 : upTo(to);
  const before = (minutes: number) => waits.filter((wait) => wait < minutes * 60).length / waits.length;
  const from = STEPS.findLast((step) => (to === null || step < to) && ends - before(step) >= INSIDE) ?? 0;
  return { from, to };
}
