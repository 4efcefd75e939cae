/**
 * A desk played forward contact by contact: two tiers, several chats beside each other, people who leave, shifts that overlap,
 * risk before age. The same contacts and people always give the same result. Times are in seconds.
 */

import type { ContactBand, Tier } from '../contacts/contact.ts';

export interface SimulatedContact {
  /** When it comes; before 0 for one that waits already. */
  readonly at: number;
  readonly tier: Tier;
  readonly band: ContactBand;
  /** How much of a helper it takes: 100 is all of one, as a call does. */
  readonly weight: number;
  readonly service: number;
  /** After it is over its helper writes it up, and is not free. */
  readonly wrap: number;
  /** Leaves when it has waited so long. */
  readonly patience: number;
  /** Goes on to a counsellor after the front desk, who stays for `warm` seconds to hand it over: how long the counsellor takes. */
  readonly counselling?: { readonly service: number; readonly wrap: number; readonly warm: number } | undefined;
}

export interface SimulatedHelper {
  readonly tiers: readonly Tier[];
  readonly from: number;
  /** Takes nothing new from then on, and ends what is open. */
  readonly to: number;
}

export interface DeskRules {
  /** What a helper carries at most, in weights; who has one of this weight has nothing else. */
  readonly capacity: number;
  /** One step of a band counts as much waiting as this. */
  readonly bandSeconds: number;
  /** Waiting counts up to this age, from which on all are equal before the band. */
  readonly ageMost: number;
  /** Part of the helpers of a tier who are kept free for bands 3 and 4. */
  readonly reserve: number;
}

/** Bands and ages as the queue of 111 has them: a step of a band is worth ten minutes, and age counts for twenty-five. */
export const deskRules: DeskRules = { capacity: 100, bandSeconds: 600, ageMost: 1_500, reserve: 0 };

/** What became of a contact. `wait` is until it was answered first, or until it left. */
export interface SimulatedEnd {
  readonly answered: boolean;
  readonly wait: number;
  /** It was answered and left while it waited for a counsellor. */
  readonly lostBetween: boolean;
}

export interface DeskSimulation {
  /** In the order of the contacts that were given. */
  readonly ends: readonly SimulatedEnd[];
  /** Seconds of each helper in which they had something open, and that they were there. */
  readonly busy: readonly { readonly worked: number; readonly there: number }[];
  /** The most who waited at once. */
  readonly longest: number;
}

interface Waiting {
  readonly contact: number;
  readonly tier: Tier;
  readonly weight: number;
  readonly band: ContactBand;
  /** Age is counted from here, also after a transfer. */
  readonly since: number;
  readonly leavesAt: number;
  readonly service: number;
  readonly wrap: number;
  /** It comes from the front desk. */
  readonly handedOn: boolean;
  gone: boolean;
}

interface Helper extends SimulatedHelper {
  load: number;
  open: number;
  busySince: number;
  worked: number;
}

type Step = { readonly at: number; readonly order: number; readonly do: () => void };

/** Plays the desk until nothing is left to happen. @throws RangeError for a time or weight that is negative or no number */
export function simulateDesk(
  contacts: readonly SimulatedContact[],
  helpers: readonly SimulatedHelper[],
  rules: DeskRules = deskRules,
): DeskSimulation {
  for (const contact of contacts) checkContact(contact, rules);
  return new Desk(contacts, helpers, rules).play();
}

function checkContact(
  { at, weight, service, wrap, patience, counselling }: SimulatedContact,
  { capacity }: DeskRules,
): void {
  if (!Number.isFinite(at)) throw new RangeError('a contact comes at a time');
  const times = [
    weight,
    service,
    wrap,
    patience,
    counselling?.service ?? 0,
    counselling?.wrap ?? 0,
    counselling?.warm ?? 0,
  ];
  if (times.some((time) => !(time >= 0)) || weight > capacity || !Number.isFinite(service + wrap))
    throw new RangeError('a weight or a time is a number from zero, and nobody carries more than their capacity');
}

class Desk {
  readonly #contacts: readonly SimulatedContact[];
  readonly #rules: DeskRules;
  readonly #helpers: Helper[];
  readonly #steps = new StepHeap();
  /** By tier, weight and band in the order of their coming: of each only the first may be the next. */
  readonly #queues = new Map<string, Fifo>();
  readonly #ends: SimulatedEnd[];
  #now = 0;
  #order = 0;
  #waiting = 0;
  #longest = 0;

  constructor(contacts: readonly SimulatedContact[], helpers: readonly SimulatedHelper[], rules: DeskRules) {
    this.#contacts = contacts;
    this.#rules = rules;
    this.#helpers = helpers.map((helper) => ({ ...helper, load: 0, open: 0, busySince: 0, worked: 0 }));
    this.#ends = contacts.map(() => ({ answered: false, wait: 0, lostBetween: false }));
  }

  play(): DeskSimulation {
    for (const [index, { at }] of this.#contacts.entries()) this.#at(at, () => this.#arrive(index));
    for (const { from } of this.#helpers) this.#at(from, () => undefined);
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      this.#now = step.at;
      step.do();
      // What happens in the same instant is settled before anybody is given anybody.
      if (this.#steps.next() !== step.at) this.#give();
    }
    return {
      ends: this.#ends,
      busy: this.#helpers.map(({ worked, from, to }) => ({ worked, there: Math.max(0, to - from) })),
      longest: this.#longest,
    };
  }

  #at(at: number, act: () => void): void {
    this.#steps.push({ at, order: this.#order++, do: act });
  }

  #arrive(index: number): void {
    const { at, tier, weight, band, patience, service, wrap } = this.#contacts[index] as SimulatedContact;
    this.#wait({
      contact: index,
      ...{ tier, weight, band, service, wrap },
      since: at,
      leavesAt: at + patience,
      handedOn: false,
      gone: false,
    });
  }

  #wait(one: Waiting): void {
    const key = `${one.tier} ${one.weight} ${one.band}`;
    const queue = this.#queues.get(key) ?? new Fifo();
    this.#queues.set(key, queue);
    queue.push(one);
    this.#waiting += 1;
    this.#longest = Math.max(this.#longest, this.#waiting);
    if (Number.isFinite(one.leavesAt)) this.#at(one.leavesAt, () => this.#leave(one));
  }

  #leave(one: Waiting): void {
    if (one.gone) return;
    one.gone = true;
    this.#waiting -= 1;
    const before = this.#ends[one.contact] as SimulatedEnd;
    this.#ends[one.contact] = before.answered
      ? { ...before, lostBetween: true }
      : { answered: false, wait: this.#now - one.since, lostBetween: false };
  }

  /** Gives contacts to people until nobody is left who may have anybody. */
  #give(): void {
    while (this.#waiting > 0) {
      const firsts = [...this.#queues.values()]
        .flatMap((queue) => queue.first() ?? [])
        .sort((a, b) => this.#score(b) - this.#score(a) || a.since - b.since || a.contact - b.contact);
      const found = firsts.map((one) => [one, this.#free(one)] as const).find(([, helper]) => helper !== undefined);
      if (!found?.[1]) return;
      this.#answer(found[0], found[1]);
    }
  }

  #score({ band, since }: Waiting): number {
    return band * this.#rules.bandSeconds + Math.min(this.#now - since, this.#rules.ageMost);
  }

  /** Who takes it: of those who may, the least loaded, so that chats are spread. */
  #free(one: Waiting): Helper | undefined {
    const { capacity, reserve } = this.#rules;
    let there = this.#helpers.filter(
      ({ tiers, from, to }) => tiers.includes(one.tier) && from <= this.#now && this.#now < to,
    );
    if (one.band < 3 && reserve > 0) {
      // Kept free are people who have nothing: whoever talks with somebody may take another beside.
      const kept = new Set(there.filter(({ load }) => load === 0).slice(0, Math.floor(there.length * reserve)));
      there = there.filter((helper) => !kept.has(helper));
    }
    let best: Helper | undefined;
    for (const helper of there)
      if (helper.load + one.weight <= capacity && (best === undefined || helper.load < best.load)) best = helper;
    return best;
  }

  #answer(one: Waiting, helper: Helper): void {
    one.gone = true;
    this.#waiting -= 1;
    const contact = this.#contacts[one.contact] as SimulatedContact;
    const next = one.handedOn ? undefined : contact.counselling;
    if (!one.handedOn) this.#ends[one.contact] = { answered: true, wait: this.#now - one.since, lostBetween: false };
    if (helper.open === 0) helper.busySince = this.#now;
    helper.open += 1;
    helper.load += one.weight;
    const over = this.#now + one.service;
    if (next)
      this.#at(over, () =>
        this.#wait({
          ...one,
          tier: 'counsellor',
          service: next.service,
          wrap: next.wrap,
          leavesAt: over + contact.patience,
          handedOn: true,
          gone: false,
        }),
      );
    this.#at(over + one.wrap + (next?.warm ?? 0), () => this.#release(helper, one.weight));
  }

  #release(helper: Helper, weight: number): void {
    helper.load -= weight;
    helper.open -= 1;
    if (helper.open === 0) helper.worked += this.#now - helper.busySince;
  }
}

/** Those who wait in the order of their coming; who has gone is passed over. */
class Fifo {
  readonly #all: Waiting[] = [];
  #head = 0;

  push(one: Waiting): void {
    // A transfer keeps its age, so it may belong before those who came later.
    let at = this.#all.length;
    while (at > this.#head && (this.#all[at - 1] as Waiting).since > one.since) at -= 1;
    this.#all.splice(at, 0, one);
  }

  first(): Waiting | undefined {
    while (this.#all[this.#head]?.gone) this.#head += 1;
    return this.#all[this.#head];
  }
}

/** What is still to happen, the earliest first; of the same instant in the order in which it was asked for. */
class StepHeap {
  readonly #steps: Step[] = [];

  next(): number | undefined {
    return this.#steps[0]?.at;
  }

  push(step: Step): void {
    const steps = this.#steps;
    let at = steps.push(step) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(step, steps[parent] as Step)) break;
      steps[at] = steps[parent] as Step;
      at = parent;
    }
    steps[at] = step;
  }

  pop(): Step | undefined {
    const steps = this.#steps;
    const [first] = steps;
    const last = steps.pop();
    if (first === undefined || last === undefined || steps.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= steps.length) break;
      if (child + 1 < steps.length && before(steps[child + 1] as Step, steps[child] as Step)) child += 1;
      if (!before(steps[child] as Step, last)) break;
      steps[at] = steps[child] as Step;
      at = child;
    }
    steps[at] = last;
    return first;
  }
}

function before(a: Step, b: Step): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
