import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { MINUTE, newCode, newId, ok } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { openCounsellingHome } from '../testing.ts';
import { dueAt, firstOf, inOrder, type Queued, scoreOf, turnOf } from './queue-order.pure.ts';
import { queueOf } from './queue-store.ts';

const START = Date.parse('2026-11-24T02:00:00Z');
const at = (ms: number) => START + ms;

interface Arrival {
  readonly at: number;
  readonly band: number;
}

/**
 * Waits of each, where helpers are freed at the same moments whoever they take: the k-th taking lasts `serve(k)`. So the order alone
 * makes the difference.
 */
function waits(
  arrivals: readonly Arrival[],
  helpers: number,
  serve: (taking: number) => number,
  byScore: boolean,
): number[] {
  const order = [...arrivals.keys()].sort((a, b) => (arrivals[a] as Arrival).at - (arrivals[b] as Arrival).at || a - b);
  const free = Array.from({ length: helpers }, () => 0);
  const takenAt = new Map<number, number>();
  const wait: number[] = [];
  let dangerLast = false;
  for (let taking = 0; taking < arrivals.length; taking += 1) {
    free.sort((a, b) => a - b);
    const next = order.filter((index) => !takenAt.has(index));
    const now = Math.max(free[0] as number, (arrivals[next[0] as number] as Arrival).at);
    const waiting = next.filter((index) => (arrivals[index] as Arrival).at <= now);
    const chosen = byScore ? choose(waiting, now) : (waiting[0] as number);
    takenAt.set(chosen, now);
    dangerLast = (arrivals[chosen] as Arrival).band >= 3;
    wait[chosen] = now - (arrivals[chosen] as Arrival).at;
    free[0] = now + serve(taking);
  }
  return wait;

  function choose(waiting: readonly number[], now: number): number {
    const since = order.indexOf(waiting[0] as number);
    const arrived = order.slice(since);
    const count = arrived.filter((index) => takenAt.has(index)).length;
    const taken = [...takenAt.values()]
      .sort((a, b) => b - a)
      .slice(0, count)
      .map(at);
    const queue = waiting.map((index): Queued => {
      const { band, at: came } = arrivals[index] as Arrival;
      const rank = arrived.indexOf(index) + 1;
      return { id: String(index).padStart(4, '0'), band, waitingSince: at(came), turnAt: turnOf(rank, taken) };
    });
    return Number(inOrder(queue, at(now), dangerLast)[0]?.id);
  }
}

describe('the order of the queue', () => {
  it('is by band, and by age in a band; what nobody passed stays in its place', () => {
    const queue = [
      { id: 'a', band: 1, waitingSince: at(0), turnAt: null },
      { id: 'b', band: 1, waitingSince: at(1_000), turnAt: null },
      { id: 'c', band: 2, waitingSince: at(2_000), turnAt: null },
      { id: 'd', band: 3, waitingSince: at(3_000), turnAt: null },
      { id: 'e', band: 0, waitingSince: at(0), turnAt: null },
    ];
    expect(inOrder(queue, at(4_000), false).map(({ id }) => id)).toEqual(['d', 'c', 'a', 'b', 'e']);
  });

  it('brings forward whoever has waited twice their turn and a minute, in turns with danger', () => {
    const passed = { id: 'a', band: 1, waitingSince: at(0), turnAt: at(2 * MINUTE) };
    const danger = { id: 'd', band: 3, waitingSince: at(4 * MINUTE), turnAt: null };
    const urgent = { id: 'u', band: 2, waitingSince: at(4 * MINUTE), turnAt: null };
    expect(dueAt(passed)).toBe(START + 5 * MINUTE);
    const order = (now: number, dangerLast: boolean) =>
      inOrder([danger, urgent, passed], at(now), dangerLast).map(({ id }) => id);
    expect(order(5 * MINUTE - 1, false)).toEqual(['d', 'u', 'a']);
    expect(order(5 * MINUTE, false)).toEqual(['d', 'a', 'u']);
    expect(order(5 * MINUTE, true)).toEqual(['a', 'd', 'u']);
    // Due for a minute and a half: before everybody.
    expect(order(6.5 * MINUTE - 1, false)).toEqual(['d', 'a', 'u']);
    expect(order(6.5 * MINUTE, false)).toEqual(['a', 'd', 'u']);
  });

  it('is found by one pass as by sorting, whoever of it fits', () => {
    const queued = fc.record({
      id: fc.uuid(),
      band: fc.nat(4),
      waitingSince: fc.nat(30).map((minute) => at(minute * MINUTE)),
      turnAt: fc.option(
        fc.nat(40).map((minute) => at(minute * MINUTE)),
        { nil: null },
      ),
    });
    const queue = fc.uniqueArray(fc.tuple(queued, fc.boolean()), { selector: ([{ id }]) => id });
    fc.assert(
      fc.property(queue, fc.nat(60), fc.boolean(), (given, minute, dangerLast) => {
        const fits = new Map(given.map(([one, fit]) => [one.id, fit]));
        const all = given.map(([one]) => one);
        const now = at(minute * MINUTE);
        const first = firstOf(all, now, dangerLast, ({ id }) => fits.get(id) === true);
        expect(first).toBe(inOrder(all, now, dangerLast).find(({ id }) => fits.get(id)));
      }),
    );
  });

  it('never lowers a score with age or band', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.nat(3_600), fc.nat(3_600), fc.nat(4), (band, age, more, up) => {
        const since = { band, waitingSince: at(0) };
        const now = scoreOf(since, at(age * 1_000));
        expect(scoreOf(since, at((age + more) * 1_000))).toBeGreaterThanOrEqual(now);
        expect(scoreOf({ ...since, band: band + up }, at(age * 1_000))).toBeGreaterThanOrEqual(now);
      }),
    );
  });

  // With two helpers at the least, who have two places each, and contacts of up to 200 s: one that lasts longer than the five
  // minutes where nobody else is there cannot be cut short by any order.
  it('lets nobody wait more than twice first-come and five minutes because of others', () => {
    const arrival = fc.record({ gap: fc.nat(40), band: fc.constantFrom(1, 1, 1, 1, 2, 3, 3, 4, 0) });
    fc.assert(
      fc.property(
        fc.array(arrival, { minLength: 1, maxLength: 150 }),
        fc.integer({ min: 4, max: 24 }),
        fc.array(fc.integer({ min: 10, max: 200 }), { minLength: 1, maxLength: 20 }),
        (gaps, helpers, times) => {
          let clock = 0;
          const arrivals = gaps.map(({ gap, band }) => {
            clock += gap * 1_000;
            return { at: clock, band };
          });
          const serve = (taking: number) => (times[taking % times.length] as number) * 1_000;
          const plain = waits(arrivals, helpers, serve, false);
          const scored = waits(arrivals, helpers, serve, true);
          for (const [index, wait] of scored.entries())
            expect(wait).toBeLessThanOrEqual(2 * (plain[index] as number) + 5 * MINUTE);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the statement', () => {
  const home = fileFixture(() => openCounsellingHome());
  beforeEach(async () => home.clear());

  it('sorts as the rule does', async () => {
    const row = fc.record({
      minute: fc.nat(40),
      band: fc.nat(4),
      taken: fc.option(fc.nat(20), { nil: null }),
      state: fc.constantFrom('waiting', 'waiting', 'returned', 'live', 'done', 'abandoned', 'offered', 'away'),
    });
    const template = (await home.child()).contact;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), fc.boolean(), async (rows, dangerLast) => {
        await home.clear();
        await home.owner.query("update counselling.contact set waiting_since = began_at - interval '1 year'");
        const now = home.clock.now();
        const made = rows.map((one, index) => {
          const since = new Date(now.getTime() - one.minute * MINUTE - index);
          const isTaken = one.state === 'live' || one.state === 'done' || one.state === 'offered';
          const taken = isTaken
            ? new Date(Math.min(now.getTime(), since.getTime() + (one.taken ?? 0) * MINUTE) - index)
            : null;
          return { ...one, id: newId<'contact'>(), since, taken };
        });
        for (const one of made) {
          const state = one.state === 'away' ? 'waiting' : one.state;
          await home.owner.query(
            `insert into counselling.contact select (c).* from (select jsonb_populate_record(c, $2::jsonb) as c from counselling.contact c where id = $1) x`,
            [
              template,
              JSON.stringify({
                id: one.id,
                reference: newCode(),
                state,
                band: one.band,
                waiting_since: one.since,
                began_at: one.since,
                accepted_at: one.state === 'offered' ? null : one.taken,
                offered_at: one.state === 'offered' ? one.taken : null,
                offered_to: one.state === 'offered' ? newId<'person'>() : null,
                offer_until: one.state === 'offered' ? now : null,
                helper: one.state === 'live' ? newId<'person'>() : null,
                ended_at: one.state === 'done' || one.state === 'abandoned' ? now : null,
                place_until: one.state === 'away' ? now : null,
              }),
            ],
          );
        }
        const found = must(
          await home.platform().transaction(async (tx) => ok(await queueOf(tx, HELPLINE.desk, dangerLast, 100))),
        );
        const waits = ['waiting', 'returned', 'away'];
        const oldest = Math.min(
          ...made.filter(({ state }) => waits.includes(state)).map(({ since }) => since.getTime()),
        );
        const arrived = made
          .filter(({ state, since }) => state !== 'abandoned' && since.getTime() >= oldest)
          .sort((a, b) => a.since.getTime() - b.since.getTime());
        const count = arrived.filter(({ state }) => !waits.includes(state)).length;
        const taken = made
          .flatMap((one) => one.taken?.getTime() ?? [])
          .sort((a, b) => b - a)
          .slice(0, count);
        const queue = arrived
          .map((one, index) => ({ ...one, waitingSince: one.since.getTime(), turnAt: turnOf(index + 1, taken) }))
          .filter(({ state }) => state === 'waiting' || state === 'returned');
        expect(found.map(({ id }) => id)).toEqual(inOrder(queue, now.getTime(), dangerLast).map(({ id }) => id));
      }),
      { numRuns: 25 },
    );
  });
});
