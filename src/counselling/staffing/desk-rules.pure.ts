import { type FreeHelper, OfferRound, type ToOffer } from '../contacts/match-offers.pure.ts';
import { CAPACITY, RESERVE, REST_YIELDS_AFTER, reachSteps, WEIGHTS } from '../contacts/offer-rules.pure.ts';
import { firstOf, type Queued } from '../contacts/queue-order.pure.ts';

/** The helpers of one round of offers, each of whom is offered one contact. */
export interface Round<H extends FreeHelper> {
  readonly over: boolean;
  helperFor(contact: ToOffer): H | undefined;
  take(helper: H): void;
}

/** By what a desk that is played offers contacts. Milliseconds. */
export interface DeskRules {
  readonly firstOf: typeof firstOf;
  readonly round: <H extends FreeHelper>(free: readonly H[], onShift: number, now: number) => Round<H>;
  /** Ages at which a contact reaches more people. */
  readonly widensAt: (contact: ToOffer) => readonly number[];
  /** So long after somebody has nothing to do they may be given what they were kept from. */
  readonly keptFor: number;
}

/** The rules of the desk of 111, by the functions by which it offers contacts. */
export const liveRules: DeskRules = {
  firstOf,
  round: (free, onShift, now) => new OfferRound(free, onShift, now),
  widensAt: (contact) => [
    ...reachSteps(contact).flatMap(({ afterMs }) => (afterMs > 0 ? [afterMs] : [])),
    ...(contact.band >= RESERVE.from ? [REST_YIELDS_AFTER] : []),
  ],
  keptFor: RESERVE.idleMost,
};

/** First come, first served, by whoever has least: the desk of the formulas of Erlang. */
export const plainRules: DeskRules = {
  firstOf: firstArrived,
  round: (free) => new PlainRound(free),
  widensAt: () => [],
  keptFor: Number.POSITIVE_INFINITY,
};

function firstArrived<Q extends Queued>(
  queue: Iterable<Q>,
  _now: number,
  _dangerLast: boolean,
  fits: (one: Q) => boolean,
): Q | undefined {
  let first: Q | undefined;
  for (const one of queue) {
    const earlier =
      first === undefined ||
      one.waitingSince < first.waitingSince ||
      (one.waitingSince === first.waitingSince && one.id < first.id);
    if (earlier && fits(one)) first = one;
  }
  return first;
}

class PlainRound<H extends FreeHelper> implements Round<H> {
  readonly #free: Set<H>;

  constructor(free: readonly H[]) {
    this.#free = new Set(free);
  }

  get over(): boolean {
    return this.#free.size === 0;
  }

  helperFor({ channel, tier }: ToOffer): H | undefined {
    let best: H | undefined;
    for (const helper of this.#free) {
      const able = helper.tiers.includes(tier) && helper.load + WEIGHTS[channel] <= CAPACITY;
      if (able && (best === undefined || helper.load < best.load)) best = helper;
    }
    return best;
  }

  take(helper: H): void {
    this.#free.delete(helper);
  }
}
