import { simulateDesk } from '../../../src/counselling/staffing/desk-simulation.pure.ts';
import type { SimulatedContact, SimulatedHelper } from '../../../src/counselling/staffing/simulated-people.pure.ts';
import { type DeskNow, playedWaits } from '../../../src/counselling/waiting/wait-band.pure.ts';

/** Seconds until a helper takes an offer. */
export const TAKEN_AFTER = 5;

export interface Told {
  /** What was still to wait. Seconds. */
  readonly wait: number;
  /** What the plays of that moment said, the shortest first. Seconds. */
  readonly played: readonly number[];
}

/**
 * A desk is played, and stopped every few minutes: one of those who wait is told a time from what the desk knows by then; what it waited is
 * read from the first play.
 */
export async function toldWaits(
  contacts: readonly SimulatedContact[],
  team: readonly SimulatedHelper[],
  from: number,
  to: number,
  seed: number,
): Promise<Told[]> {
  const { ends } = simulateDesk(contacts, team, { takenAfter: () => TAKEN_AFTER });
  const all = contacts.map((contact, index) => {
    const given = contact.at + (ends[index]?.wait ?? 0);
    return { ...contact, id: String(index), given, over: given + contact.service, by: ends[index]?.by ?? -1 };
  });
  const told: Told[] = [];
  for (let now = from; now < to; now += 240) {
    const desk = deskAt(all, team, now);
    // One of those who wait at a time: their waits hang on each other.
    const one = desk.waiting[Math.floor((desk.waiting.length * (now % 960)) / 960)];
    if (one === undefined) continue;
    const played = (await playedWaits(desk, seed + now)).get(one.id) ?? [];
    told.push({ wait: (all[Number(one.id)]?.given ?? 0) - now, played });
  }
  return told;
}

type Known = SimulatedContact & {
  readonly id: string;
  readonly given: number;
  readonly over: number;
  readonly by: number;
};

/** What the desk knows at a moment: as wait-store.ts asks it of the tables. */
function deskAt(all: readonly Known[], team: readonly SimulatedHelper[], now: number): DeskNow {
  const waits = ({ at, given }: Known) => at <= now && given > now;
  const oldest = all.find(waits)?.at ?? now;
  const arrived = all.filter(({ at }) => at >= oldest && at <= now);
  const took = all.filter(({ given }) => given <= now).sort((a, b) => a.given - b.given);
  const count = arrived.filter((one) => !waits(one)).length;
  const came = all.filter(({ at }) => at > now - 3_600 && at <= now);
  const part = (of: (band: number) => boolean) => came.filter(({ band }) => of(band)).length / Math.max(1, came.length);
  return {
    waiting: arrived.flatMap((one, number) =>
      waits(one)
        ? [{ id: one.id, band: one.band, channel: one.channel, tier: one.tier, age: now - one.at, number }]
        : [],
    ),
    helpers: team.map(({ tiers, level }, place) => {
      const own = took.filter(({ by }) => by === place);
      const last = Math.max(0, ...own.map(({ over }) => over));
      return {
        tiers,
        level,
        restsFor: 0,
        idleFor: Math.max(0, now - last),
        carries: own.flatMap(({ channel, given, over }) => (over > now ? [{ channel, age: now - given }] : [])),
      };
    }),
    arrived: arrived.length,
    taken: count === 0 ? [] : took.slice(-count).map(({ given }) => now - given),
    dangerLast: (took.at(-1)?.band ?? 0) >= 3,
    arrivals: came.length / Math.min(3_600, Math.max(now, 60)),
    urgentPart: part((band) => band === 2),
    dangerPart: part((band) => band >= 3),
    services: all
      .filter(({ over }) => over <= now)
      .sort((a, b) => a.over - b.over)
      .slice(-300)
      .map(({ service }) => service),
    takenAfter: TAKEN_AFTER,
  };
}
