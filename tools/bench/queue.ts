import {
  type ContactKind,
  drawContacts,
  liveRules,
  type SimulatedContact,
  simulateDesk,
  waitBandOf,
  waitSpans,
} from '../../src/counselling/index.ts';
import type { BenchRow } from '../bench.ts';
import { atLeast, atMost } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';

const MINUTES = 60;
const HELPERS = 11;
const CHAT = 35;
/** As staffing expects contacts, by chat: short ones, long ones, urgent ones and those of danger. Nobody leaves. Seconds. */
const KINDS: readonly ContactKind[] = [
  { part: 0.88, tier: 'front', band: 1, weight: CHAT, service: 240, wrap: 0, patience: Number.POSITIVE_INFINITY },
  { part: 0.06, tier: 'front', band: 1, weight: CHAT, service: 1_500, wrap: 0, patience: Number.POSITIVE_INFINITY },
  { part: 0.05, tier: 'front', band: 2, weight: CHAT, service: 900, wrap: 0, patience: Number.POSITIVE_INFINITY },
  { part: 0.01, tier: 'front', band: 3, weight: CHAT, service: 900, wrap: 0, patience: Number.POSITIVE_INFINITY },
];
const team = Array.from({ length: HELPERS }, () => ({
  tiers: ['front' as const],
  from: 0,
  to: Number.POSITIVE_INFINITY,
}));

/**
 * `npm run bench -- queue`: the desk of 111 played in simulated time with eleven people. How long those of danger wait in a storm of ten a
 * minute, and whether the time that a child is told holds, for contacts whose wait the teller did not know.
 */
export default async function queue(): Promise<readonly BenchRow[]> {
  const storm = Array.from({ length: MINUTES }, (_, minute) => (minute < 30 ? 10 / 60 : 1.5 / 60));
  const busy = Array.from({ length: 4 * MINUTES }, () => 5 / 60);
  const danger: number[] = [];
  for (let seed = 1; seed <= 20; seed += 1) {
    const contacts = drawContacts(seed, storm, 60, KINDS);
    const { ends } = simulateDesk(contacts, team, liveRules);
    for (const [at, { wait }] of ends.entries()) if (contacts[at]?.band === 3) danger.push(wait);
  }
  const told = [1, 2, 3, 4, 5, 6].flatMap((seed) => replay(drawContacts(100 + seed, busy, 60, KINDS), seed));
  const within = (inside: (one: Told) => boolean) => told.filter(inside).length / told.length;
  const span = within(({ wait, from, to }) => wait >= from && wait <= to);
  const band = within(({ wait, band: { from, to } }) => wait >= from * 60 && (to === null || wait <= to * 60));
  return [
    { what: 'contacts of danger in twenty storms', n: danger.length, p50s: quantile(danger, 0.5) },
    { what: 'waits that were told and then played to their end', n: told.length },
    { what: 'part of them inside the span before it is rounded outward', measured: span },
    atMost('wait of danger in a storm, p95, seconds', quantile(danger, 0.95), 120),
    atLeast('part of waits inside the round minutes that a child reads', band, 0.75),
    atMost('part of waits inside the round minutes that a child reads', band, 0.85),
  ];
}

interface Told {
  /** What was still to wait. Seconds. */
  readonly wait: number;
  readonly from: number;
  readonly to: number;
  readonly band: { readonly from: number; readonly to: number | null };
}

/** Every four minutes those who wait are told a time, from what the desk knows by then; what they waited is read from the play. */
function replay(contacts: readonly SimulatedContact[], seed: number): Told[] {
  const { ends } = simulateDesk(contacts, team, liveRules);
  const told: Told[] = [];
  for (let now = 3_600; now < 4 * 3_600; now += 240) {
    const open = contacts.map((contact, at) => ({
      ...contact,
      id: String(at),
      given: contact.at + (ends[at]?.wait ?? 0),
    }));
    const waiting = open.filter(({ at, given }) => at <= now && given > now);
    const carried = open.filter(({ given, service }) => given <= now && given + service > now);
    const done = open
      .filter(({ given, service }) => given + service <= now)
      .sort((a, b) => a.given + a.service - b.given - b.service);
    const came = open.filter(({ at }) => at > now - 3_600 && at <= now);
    const part = (of: (band: number) => boolean) =>
      came.filter((one) => of(one.band)).length / Math.max(1, came.length);
    const spans = waitSpans(
      {
        waiting: waiting.map(({ id, band, at, weight }) => ({ id, band, age: now - at, weight })),
        carried: carried.map(({ given, weight }) => ({ age: now - given, weight })),
        helpers: HELPERS,
        arrivals: came.length / 3_600,
        urgentPart: part((band) => band === 2),
        dangerPart: part((band) => band >= 3),
        services: done.slice(-300).map(({ service }) => service),
      },
      seed,
    );
    // One of those who wait at a time: their waits hang on each other.
    const one = waiting[Math.floor(waiting.length / 2)];
    const span = one && spans.get(one.id);
    if (one && span) told.push({ wait: one.given - now, ...span, band: waitBandOf(span) });
  }
  return told;
}
