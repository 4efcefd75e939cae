import { solveRoster } from '../../src/counselling/index.ts';
import { plainRules } from '../../src/counselling/staffing/desk-rules.pure.ts';
import { simulateDesk } from '../../src/counselling/staffing/desk-simulation.pure.ts';
import { drawContacts } from '../../src/counselling/staffing/drawn-contacts.pure.ts';
import { erlangA, erlangC } from '../../src/counselling/staffing/erlang.pure.ts';
import { brokenRules } from '../../src/counselling/staffing/roster.pure.ts';
import { kindsOf, peopleByQuarter, teamOf } from '../../src/counselling/staffing/staffing-figures.pure.ts';
import type { BenchRow } from '../bench.ts';
import { drawTeam } from '../test/draw-team.ts';
import { atMost, exactly } from './support/bench-target.ts';
import { quantile } from './support/quantile.ts';

const MIX = { shortPart: 0.94, shortMinutes: 1.5, counsellingMinutes: 25, patienceMinutes: 3 };
/** Published: documentation of pyworkforce; ErlangC of Mathematica as in the tests of the package capacity_planning. */
const PUBLISHED = [
  { people: 14, load: 10, value: 0.1741319335950498 },
  { people: 100, load: 90, value: Math.exp(-1.5281322446) },
  { people: 10_000, load: 9_000, value: Math.exp(-56.8266885378) },
];
const TEAMS = 200;

/**
 * The roster and its figures: the roster of 36 people, 14 days and 3 shifts, hard rules over random teams, the formulas against
 * what is published and against the simulation, a week in quarters of an hour, an overload.
 */
export default async function roster(args: readonly string[]): Promise<readonly BenchRow[]> {
  const teams = Number(args[0] ?? TEAMS);
  return [...(await largeRoster()), ...(await randomTeams(teams)), ...formulas(), ...week(), ...overload()];
}

async function solve(input: Parameters<typeof solveRoster>[0], seconds: number) {
  const solved = await solveRoster(input, { seconds, signal: new AbortController().signal });
  if (!solved) throw new Error('a roster was stopped');
  return solved;
}

async function largeRoster(): Promise<BenchRow[]> {
  const input = drawTeam(1, { people: 36, days: 14 });
  const began = performance.now();
  const { roster: found, best } = await solve(input, 20);
  const seconds = (performance.now() - began) / 1_000;
  return [
    { what: 'roster 36 x 14 x 3', seconds: Math.round(seconds * 10) / 10, unfilled: found.unfilled.length, best },
    atMost('seconds of the roster 36 x 14 x 3', seconds, 20),
    exactly('hard rules that it breaks', brokenRules(input, found).length, 0),
  ];
}

async function randomTeams(count: number): Promise<BenchRow[]> {
  const took: number[] = [];
  let broken = 0;
  for (let seed = 1; seed <= count; seed += 1) {
    const input = drawTeam(seed, { people: 1 + (seed % 12), days: 1 + (seed % 10) });
    const began = performance.now();
    const solved = await solve(input, 3);
    took.push(performance.now() - began);
    broken += brokenRules(input, solved.roster).length;
  }
  return [
    { what: 'random teams', unit: 'ms', p50: quantile(took, 0.5), p95: quantile(took, 0.95), n: count },
    exactly(`hard rules broken over ${count} random teams`, broken, 0),
  ];
}

function formulas(): BenchRow[] {
  const off = Math.max(...PUBLISHED.map(({ people, load, value }) => Math.abs(erlangC(people, load) / value - 1)));
  const apart = [8, 11, 14, 18].map((people) => {
    const kinds = [
      { part: 1, tier: 'front', band: 1, channel: 'PHONE', service: 2.91 * 60, wrap: 0, patience: 180 },
    ] as const;
    const contacts = drawContacts(
      people,
      Array.from({ length: 4_000 }, () => 4 / 60),
      60,
      kinds,
    );
    const { ends } = simulateDesk(contacts, teamOf(people, Number.POSITIVE_INFINITY).map(onlyFront), {
      rules: plainRules,
    });
    const left = ends.filter(({ answered }) => !answered).length / contacts.length;
    return 100 * Math.abs(left - erlangA(people, { arrivals: 4, service: 2.91 }, 3).abandoned);
  });
  return [
    atMost('Erlang C off published values, relative', off, 1e-6),
    atMost('points between Erlang A and the simulation', Math.max(...apart), 1),
  ];
}

const onlyFront = (helper: ReturnType<typeof teamOf>[number]) => ({ ...helper, tiers: ['front'] as const });

function week(): BenchRow[] {
  const hours = Array.from({ length: 7 * 24 }, (_, at) => ({ middle: 60 + 500 * Math.abs(Math.sin(at / 8)) }));
  const began = performance.now();
  const quarters = peopleByQuarter(hours, MIX, 0.05).length;
  const seconds = (performance.now() - began) / 1_000;
  return [atMost(`seconds of a week in ${quarters} quarters of an hour`, seconds, 1)];
}

/** Ten a minute for half an hour with 11 people: not enough, and those in danger are answered all the same. */
function overload(): BenchRow[] {
  const waits: number[] = [];
  let contacts = 0;
  let left = 0;
  const began = performance.now();
  for (let seed = 1; seed <= 100; seed += 1) {
    const drawn = drawContacts(
      seed,
      Array.from({ length: 30 }, () => 10 / 60),
      60,
      kindsOf(MIX),
    );
    const { ends } = simulateDesk(drawn, teamOf(11, Number.POSITIVE_INFINITY));
    contacts += drawn.length;
    left += ends.filter(({ answered }) => !answered).length;
    for (const [at, { answered, wait }] of ends.entries())
      if (answered && (drawn[at]?.band ?? 0) >= 3) waits.push(wait);
  }
  return [
    {
      what: 'overload: 10 a minute for 30 minutes, 11 people, 100 seeds',
      ms: Math.round(performance.now() - began),
      contacts,
      leftUnanswered: left,
    },
    atMost('seconds until 95 of 100 in danger are answered in overload', quantile(waits, 0.95), 120),
  ];
}
