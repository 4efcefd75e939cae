import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { turnOf } from './queue-order.pure.ts';
import { Turns } from './turns.pure.ts';

interface Contact {
  readonly number: number;
  readonly arrivedAt: number;
  takenAt: number | null;
  left: boolean;
}

/** As `queueOf` asks it of the rows: ranks and takings since the oldest that waits. */
function turnsOfRows(contacts: readonly Contact[]): Map<number, number | null> {
  const waits = (one: Contact) => !one.left && one.takenAt === null;
  const oldest = contacts.find(waits);
  const arrived = contacts.filter(
    (one) => !one.left && one.arrivedAt >= (oldest?.arrivedAt ?? Number.POSITIVE_INFINITY),
  );
  const count = arrived.filter((one) => !waits(one)).length;
  const taken = contacts
    .flatMap(({ takenAt }) => takenAt ?? [])
    .sort((a, b) => b - a)
    .slice(0, count);
  return new Map(
    arrived.flatMap((one, at): [number, number | null][] => (waits(one) ? [[one.number, turnOf(at + 1, taken)]] : [])),
  );
}

const act = fc.record({
  what: fc.constantFrom('arrive', 'arrive', 'arrive', 'take', 'back', 'leave'),
  which: fc.nat(20),
});

/** Plays the acts on both. @returns the contacts */
function play(acts: readonly { what: string; which: number }[], turns: Turns, from = 0): Contact[] {
  const contacts: Contact[] = [];
  for (const [now, { what, which }] of acts.entries()) {
    const of = (fits: (one: Contact) => boolean) => {
      const found = contacts.filter(fits);
      return found[which % Math.max(1, found.length)];
    };
    if (what === 'arrive') contacts.push({ number: turns.arrive(), arrivedAt: from + now, takenAt: null, left: false });
    const waiting = of((one) => !one.left && one.takenAt === null);
    if (what === 'take' && waiting) {
      waiting.takenAt = from + now;
      turns.take(from + now);
    }
    if (what === 'leave' && waiting) {
      waiting.left = true;
      turns.leave(waiting.number);
    }
    const carried = of((one) => one.takenAt !== null);
    if (what === 'back' && carried) {
      turns.comeBack(carried.takenAt as number);
      carried.takenAt = null;
    }
  }
  return contacts;
}

describe('the turn of a contact, kept up as the desk goes on', () => {
  test('is what the rows say, whoever comes, is taken, comes back or leaves', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
        const turns = new Turns();
        const contacts = play(acts, turns);
        for (const [number, turn] of turnsOfRows(contacts)) expect(turns.of(number)).toBe(turn);
      }),
      { numRuns: 500 },
    );
  });

  test('goes on from what the rows say of a desk that is open already', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), fc.nat(8), (acts, more) => {
        const contacts = play(acts, new Turns());
        const waits = (one: Contact) => !one.left && one.takenAt === null;
        const oldest = contacts.find(waits)?.arrivedAt ?? Number.POSITIVE_INFINITY;
        const arrived = contacts.filter((one) => !one.left && one.arrivedAt >= oldest);
        const count = arrived.filter((one) => !waits(one)).length;
        const latest = contacts.flatMap(({ takenAt }) => takenAt ?? []).sort((a, b) => a - b);
        const turns = new Turns(arrived.length, count === 0 ? [] : latest.slice(-count));
        for (const [after, one] of arrived.filter(waits).slice(0, more).reverse().entries()) {
          one.takenAt = 1_000 + after;
          turns.take(one.takenAt);
        }
        const said = turnsOfRows(contacts);
        for (const [at, one] of arrived.entries()) if (waits(one)) expect(turns.of(at)).toBe(said.get(one.number));
      }),
      { numRuns: 300 },
    );
  });
});
