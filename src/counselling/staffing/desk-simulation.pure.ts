/**
 * A desk played forward contact by contact: two tiers, several chats beside each other, offers that are taken or missed, people who
 * leave, shifts that overlap. Order and matching are those of the live desk (desk-rules.pure.ts). The same contacts and people
 * always give the same result. Times are in seconds.
 */

import { CAPACITY, MISSED_MOST, OFFER_FOR, WEIGHTS } from '../contacts/offer-rules.pure.ts';
import { ORDER } from '../contacts/queue-order.pure.ts';
import { Turns } from '../contacts/turns.pure.ts';
import { type DeskRules, liveRules } from './desk-rules.pure.ts';
import { Helper, MS, type SimulatedContact, type SimulatedHelper, Waiting } from './simulated-people.pure.ts';
import { StepHeap } from './step-heap.pure.ts';
import { WaitingLines } from './waiting-lines.pure.ts';

/** How a desk is played, where it is not from its beginning and by the rules of 111. */
export interface DeskPlay {
  readonly rules?: DeskRules;
  /** Seconds until the offer of this number, from 0, is taken; one that takes longer than an offer stands is missed. */
  readonly takenAfter?: (offer: number) => number;
  /** How long the taking of this number lasts, from 0, whoever is taken: so that two orders can be set beside each other. */
  readonly lasts?: (taking: number) => number;
  /** Somebody who let two offers pass is away for so long. */
  readonly awayFor?: number;
  /** What happened before: how many have arrived since the oldest that waits, when the latest of these were taken, and what was last. */
  readonly before?: { readonly arrived: number; readonly taken: readonly number[]; readonly dangerLast: boolean };
  /** Ends as soon as so many of the first contacts have been answered or have left. */
  readonly untilEnded?: number;
  /** Is not played beyond this. */
  readonly end?: number;
}

/** What became of a contact. `wait` is until it was answered first, or until it left; infinite where it waits still at the end. */
export interface SimulatedEnd {
  readonly answered: boolean;
  readonly wait: number;
  /** Who answered it first, by their place in the team. */
  readonly by: number | null;
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

/** Plays the desk until nothing is left to happen. @throws RangeError for a time that is negative or no number */
export function simulateDesk(
  contacts: readonly SimulatedContact[],
  helpers: readonly SimulatedHelper[],
  play: DeskPlay = {},
): DeskSimulation {
  for (const contact of contacts) checkContact(contact);
  return new Desk(contacts, helpers, play).play();
}

function checkContact({ at, service, wrap, patience, counselling }: SimulatedContact): void {
  if (!Number.isFinite(at)) throw new RangeError('a contact comes at a time');
  const { service: longer = 0, wrap: after = 0, warm = 0 } = counselling ?? {};
  const times = [service, wrap, patience, longer, after, warm];
  if (times.some((time) => !(time >= 0)) || !Number.isFinite(service + wrap + longer + after + warm))
    throw new RangeError('a time is a number from zero, and a contact ends');
}

const STILL_WAITS: SimulatedEnd = { answered: false, wait: Number.POSITIVE_INFINITY, by: null, lostBetween: false };
const LIGHTEST = Math.min(...Object.values(WEIGHTS));

class Desk {
  readonly #contacts: readonly SimulatedContact[];
  readonly #rules: DeskRules;
  readonly #play: DeskPlay;
  readonly #helpers: readonly Helper[];
  readonly #team: readonly SimulatedHelper[];
  readonly #steps = new StepHeap();
  readonly #turns: Turns;
  readonly #waiting = new WaitingLines<Waiting>();
  readonly #ends: SimulatedEnd[];
  #dangerLast: boolean;
  #now = 0;
  /** The same in whole milliseconds, as the rules take it. */
  #nowMs = 0;
  #order = 0;
  #offers = 0;
  #takings = 0;
  #longest = 0;
  #toEnd: number;

  constructor(contacts: readonly SimulatedContact[], helpers: readonly SimulatedHelper[], play: DeskPlay) {
    this.#contacts = contacts;
    this.#play = play;
    this.#rules = play.rules ?? liveRules;
    this.#team = helpers;
    this.#helpers = helpers.map((helper, index) => new Helper(index, helper));
    this.#ends = contacts.map(() => STILL_WAITS);
    this.#turns = new Turns(
      play.before?.arrived,
      play.before?.taken.map((at) => Math.round(at * MS)),
    );
    this.#dangerLast = play.before?.dangerLast ?? false;
    this.#toEnd = play.untilEnded ?? Number.POSITIVE_INFINITY;
  }

  play(): DeskSimulation {
    const coming = [...this.#contacts.entries()].sort(([a, one], [b, other]) => one.at - other.at || a - b);
    for (const [index, helper] of this.#helpers.entries()) this.#begin(helper, this.#team[index] as SimulatedHelper);
    let next = 0;
    while (this.#toEnd > 0) {
      const comes = coming[next];
      const at = Math.min(comes?.[1].at ?? Number.POSITIVE_INFINITY, this.#steps.next());
      if (at === Number.POSITIVE_INFINITY || at > (this.#play.end ?? at)) break;
      this.#now = at;
      this.#nowMs = Math.round(at * MS);
      if (comes?.[1].at === at) {
        next += 1;
        this.#arrive(comes[0], comes[1]);
      } else this.#steps.pop()?.do();
      // What happens in the same instant is settled before anybody is offered anything.
      if (coming[next]?.[1].at !== at && this.#steps.next() !== at) this.#offer();
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

  #begin(helper: Helper, { from, rests, carries = [] }: SimulatedHelper): void {
    for (const { channel, until } of carries) {
      this.#carry(helper, WEIGHTS[channel]);
      this.#at(until, () => this.#release(helper, WEIGHTS[channel]));
    }
    this.#at(from, () => undefined);
    if (rests !== undefined) this.#at(rests, () => undefined);
    if (helper.open === 0) this.#wakeWhenIdle(helper);
  }

  #arrive(index: number, contact: SimulatedContact): void {
    this.#wait(new Waiting(index, contact, contact.number ?? this.#turns.arrive(), this.#turns));
  }

  #wait(one: Waiting): void {
    this.#waiting.add(one);
    this.#longest = Math.max(this.#longest, this.#waiting.size);
    if (Number.isFinite(one.leavesAt)) this.#at(one.leavesAt, () => this.#leave(one));
    // What widens with its age is looked at again then, unless it was taken meanwhile.
    for (const age of this.#rules.widensAt(one)) {
      const at = (one.waitingSince + age) / MS;
      if (at > this.#now) this.#at(at, () => undefined);
    }
  }

  #leave(one: Waiting): void {
    // Of one that was taken and waits again, only its new patience counts.
    if (one.leavesAt !== this.#now || !(this.#waiting.remove(one) || one.offeredTo)) return;
    if (one.offeredTo) this.#withdraw(one, one.offeredTo);
    this.#turns.leave(one.number);
    const before = this.#ends[one.index];
    if (before?.answered) this.#ends[one.index] = { ...before, lostBetween: true };
    else this.#end(one, { answered: false, wait: this.#now - one.contact.at, by: null, lostBetween: false });
  }

  #end(one: Waiting, end: SimulatedEnd): void {
    this.#ends[one.index] = end;
    if (one.index < (this.#play.untilEnded ?? 0)) this.#toEnd -= 1;
  }

  /** One round: offers until nobody is left whom anybody may have. */
  #offer(): void {
    if (this.#waiting.size === 0) return;
    const there = this.#helpers.filter((helper) => helper.isThere(this.#now));
    for (const helper of there) helper.restsUntil = helper.rests > this.#nowMs ? helper.rests : null;
    const atWork = there.filter(({ restsUntil }) => restsUntil === null).length;
    const free = there.filter(({ offered, load }) => !offered && load + LIGHTEST <= CAPACITY);
    const round = this.#rules.round(free, atWork, this.#nowMs);
    const { firstOf } = this.#rules;
    const dangerLast = this.#dangerLast;
    while (!round.over) {
      let helper: Helper | undefined;
      const one = firstOf(this.#waiting.candidates(), this.#nowMs, dangerLast, (waiting) => {
        const found = round.helperFor(waiting);
        helper = found ?? helper;
        return found !== undefined;
      });
      if (one === undefined || helper === undefined) return;
      round.take(helper);
      this.#put(one, helper);
    }
  }

  #put(one: Waiting, helper: Helper): void {
    this.#waiting.remove(one);
    one.offeredTo = helper;
    one.offeredAt = this.#nowMs;
    helper.offered = true;
    helper.lastOfferAt = one.offeredAt;
    this.#turns.take(one.offeredAt);
    this.#dangerLast = one.band >= ORDER.dangerFrom;
    const after = this.#play.takenAfter?.(this.#offers++) ?? 0;
    const stands = OFFER_FOR[one.channel] / MS;
    const until = this.#now + Math.min(after, stands);
    // Withdrawn and offered anew in the meantime, it is another offer.
    const at = one.offeredAt;
    const holds = () => one.offeredTo === helper && one.offeredAt === at;
    this.#at(until, () => holds() && (after < stands ? this.#answer(one, helper) : this.#miss(one, helper)));
  }

  /** What was offered is no more. */
  #withdraw(one: Waiting, helper: Helper): void {
    this.#turns.comeBack(one.offeredAt);
    one.offeredTo = undefined;
    helper.offered = false;
  }

  #miss(one: Waiting, helper: Helper): void {
    this.#withdraw(one, helper);
    one.missedBy = helper.person;
    this.#waiting.add(one);
    helper.missed += 1;
    if (helper.missed < MISSED_MOST) return;
    helper.missed = 0;
    helper.awayUntil = this.#now + (this.#play.awayFor ?? 0);
    this.#at(helper.awayUntil, () => undefined);
  }

  #answer(one: Waiting, helper: Helper): void {
    this.#withdraw(one, helper);
    helper.missed = 0;
    const takenAt = this.#nowMs;
    this.#turns.take(takenAt);
    const { contact } = one;
    if (!one.handedOn)
      this.#end(one, { answered: true, wait: this.#now - contact.at, by: helper.place, lostBetween: false });
    const next = one.handedOn ? undefined : contact.counselling;
    const { service, wrap } = one.handedOn && contact.counselling ? contact.counselling : contact;
    const weight = WEIGHTS[one.channel];
    this.#carry(helper, weight);
    one.leavesAt = Number.POSITIVE_INFINITY;
    const over = this.#now + (this.#play.lasts?.(this.#takings++) ?? service);
    if (next) this.#at(over, () => this.#handOn(one, helper, takenAt));
    this.#at(over + wrap + (next?.warm ?? 0), () => this.#release(helper, weight));
  }

  /** Back to the queue for a counsellor, in the place of its age. */
  #handOn(one: Waiting, by: Helper, takenAt: number): void {
    this.#turns.comeBack(takenAt);
    one.tier = 'counsellor';
    one.handedOn = true;
    one.missedBy = by.person;
    one.leavesAt = this.#now + one.contact.patience;
    this.#wait(one);
  }

  #carry(helper: Helper, weight: number): void {
    if (helper.open === 0) helper.busySince = this.#now;
    helper.open += 1;
    helper.load += weight;
  }

  #release(helper: Helper, weight: number): void {
    helper.load -= weight;
    helper.open -= 1;
    if (helper.open > 0) return;
    helper.worked += this.#now - helper.busySince;
    helper.idleSince = this.#nowMs;
    this.#wakeWhenIdle(helper);
  }

  /** Whoever is kept for danger may be given others from then on. */
  #wakeWhenIdle(helper: Helper): void {
    const at = (helper.idleSince + this.#rules.keptFor) / MS;
    if (at > this.#now && Number.isFinite(at)) this.#at(at, () => undefined);
  }
}
