import { FIRST_LEVEL } from '../../src/counselling/contacts/offer-rules.pure.ts';
import { plainRules } from '../../src/counselling/staffing/desk-rules.pure.ts';
import { simulateDesk } from '../../src/counselling/staffing/desk-simulation.pure.ts';
import { type ContactKind, drawContacts } from '../../src/counselling/staffing/drawn-contacts.pure.ts';
import type { SimulatedHelper } from '../../src/counselling/staffing/simulated-people.pure.ts';
import { type DeskNow, playedWaits, waitBandOf } from '../../src/counselling/waiting/wait-band.pure.ts';
import { randomFrom } from '../../src/text/random.pure.ts';
import type { BenchRow } from '../bench.ts';
import { abandonedOf } from './support/abandoned-contacts.ts';
import { atLeast, atMost, exactly } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';
import { TAKEN_AFTER, type Told, toldWaits } from './support/told-waits.ts';

const forever = Number.POSITIVE_INFINITY;
const chat = { tier: 'front', channel: 'CHAT', wrap: 0 } as const;
/** As staffing expects contacts, by chat: short ones, long ones, urgent ones and those of danger. Seconds. */
const kinds = (patience: number): readonly ContactKind[] => [
  { ...chat, part: 0.88, band: 1, service: 240, patience },
  { ...chat, part: 0.06, band: 1, service: 1_500, patience },
  { ...chat, part: 0.05, band: 2, service: 900, patience },
  { ...chat, part: 0.01, band: 3, service: 900, patience },
];
/** Eleven people as their shifts begin: seven at the front desk, four counsellors. */
const team = Array.from({ length: 11 }, (_, at): SimulatedHelper => {
  const tier = at < 7 ? 'front' : 'counsellor';
  return { tiers: [tier], level: FIRST_LEVEL[tier], from: 0, to: forever };
});
const takenAfter = () => TAKEN_AFTER;
const rates = (minutes: number, perMinute: (minute: number) => number) =>
  Array.from({ length: minutes }, (_, minute) => perMinute(minute) / 60);
const storm = (seed: number, patience: number) =>
  drawContacts(
    seed,
    rates(60, (minute) => (minute < 30 ? 10 : 1.5)),
    60,
    kinds(patience),
  );
/** Four hours: too many for the team, as many as it can carry, an ordinary day, a storm, waves. Contacts a minute. */
const DAYS: readonly ((minute: number) => number)[] = [
  () => 5,
  () => 3.7,
  () => 3.3,
  (minute) => (minute >= 90 && minute < 120 ? 10 : 2),
  (minute) => 3.5 + 1.5 * Math.sin(minute / 30),
];
/** Seeds by which nothing was chosen: the edges of the told time were chosen by seeds 1 to 4. */
const TOLD_SEEDS = [301, 302, 303];

/**
 * `npm run bench -- queue`: the desk of 111 with eleven people, played in simulated time by the rules of the live desk. How long danger waits
 * in a storm of ten a minute, whether anybody waits too long because of others, what becomes of those who leave, and whether the
 * time that a child is told holds, for contacts whose wait the teller did not know.
 */
export default async function queue(): Promise<readonly BenchRow[]> {
  return [...storms(), ...fairness(), ...(await leavers()), ...(await tellings()), ...(await speed())];
}

function storms(): BenchRow[] {
  const danger: number[] = [];
  for (let seed = 1; seed <= 20; seed += 1) {
    const contacts = storm(seed, forever);
    const { ends } = simulateDesk(contacts, team, { takenAfter });
    for (const [at, { wait }] of ends.entries()) if (contacts[at]?.band === 3) danger.push(wait);
  }
  return [
    { what: 'contacts of danger in twenty storms', n: danger.length, p50s: quantile(danger, 0.5) },
    atMost('wait of danger in a storm, p95, seconds', quantile(danger, 0.95), 120),
  ];
}

/** The same storms by the rules and in plain order of arrival; takings last the same one after the other, whoever is taken. */
function fairness(): BenchRow[] {
  let all = 0;
  let longest = Number.NEGATIVE_INFINITY;
  for (let seed = 1; seed <= 20; seed += 1) {
    const contacts = storm(seed, forever);
    const random = randomFrom(seed);
    const drawn = contacts.map(() => contacts[Math.floor(random() * contacts.length)]?.service ?? 0);
    const play = { takenAfter, lasts: (taking: number) => drawn[taking] ?? 0 };
    const scored = simulateDesk(contacts, team, play).ends;
    const everybody = team.map((helper): SimulatedHelper => ({ ...helper, tiers: ['front', 'counsellor'] }));
    const plain = simulateDesk(contacts, everybody, { ...play, rules: plainRules }).ends;
    all += contacts.length;
    for (const [at, { wait }] of scored.entries()) longest = Math.max(longest, wait - 2 * (plain[at]?.wait ?? 0) - 300);
  }
  return [
    { what: 'contacts of the same storms, by the rules beside plain order', n: all },
    atMost('seconds beyond twice first-come and five minutes, of any', longest, 0),
  ];
}

/** Those who leave one storm, and what the tables say of as many children who close their page. */
async function leavers(): Promise<BenchRow[]> {
  const contacts = storm(1, 600);
  const { ends } = simulateDesk(contacts, team, { takenAfter });
  const left = ends.filter(({ answered }) => !answered).length;
  const { counted, waitAgain } = await abandonedOf(left);
  return [
    { what: 'contacts of a storm, of whom each waits ten minutes on average', n: contacts.length, left },
    exactly('abandoned ones that are counted', counted, left),
    exactly('abandoned ones who wait again by the same words', waitAgain, left),
  ];
}

async function tellings(): Promise<BenchRow[]> {
  const told: Told[] = [];
  for (const day of DAYS)
    for (const seed of TOLD_SEEDS)
      told.push(
        ...(await toldWaits(drawContacts(seed, rates(240, day), 60, kinds(forever)), team, 3_600, 4 * 3_600, seed)),
      );
  const bands = told.map(({ wait, played }) => ({ minutes: wait / 60, ...waitBandOf(played) }));
  const part = (of: (one: (typeof bands)[number]) => boolean) => bands.filter(of).length / bands.length;
  const inside = part(({ minutes, from, to }) => minutes >= from && (to === null || minutes <= to));
  return [
    { what: 'waits that were told and then played to their end', n: told.length },
    {
      what: 'part of them that took longer than was told',
      measured: part(({ minutes, to }) => to !== null && minutes > to),
    },
    atLeast('part of waits inside the round minutes that a child reads', inside, 0.75),
    atMost('part of waits inside the round minutes that a child reads', inside, 0.85),
  ];
}

/** What it costs to tell two hundred who wait: the server does it every ten seconds. */
async function speed(): Promise<BenchRow[]> {
  const services = Array.from({ length: 300 }, (_, at) => -Math.log(1 - (at + 0.5) / 300) * 355);
  const desk: DeskNow = {
    waiting: Array.from({ length: 200 }, (_, number) => ({
      id: String(number),
      number,
      age: (200 - number) * 6,
      channel: 'CHAT',
      tier: 'front',
      band: number % 50 === 7 ? 3 : number % 20 === 3 ? 2 : 1,
    })),
    helpers: team.map(({ tiers, level }) => ({
      tiers,
      level,
      restsFor: 0,
      idleFor: 0,
      carries: [100, 40].map((age) => ({ channel: 'CHAT', age })),
    })),
    arrived: 200,
    taken: [],
    dangerLast: false,
    arrivals: 10 / 60,
    urgentPart: 0.05,
    dangerPart: 0.01,
    services,
    takenAfter: TAKEN_AFTER,
  };
  const took: number[] = [];
  for (let seed = 1; seed <= 7; seed += 1) {
    const before = process.cpuUsage();
    await playedWaits(desk, seed);
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1e6);
  }
  return [atMost('CPU seconds to play the desk sixty times with 200 who wait, p50', quantile(took, 0.5), 0.4)];
}
