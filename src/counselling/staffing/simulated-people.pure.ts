import type { ContactBand, ContactChannel, HelperState, Tier } from '../contacts/contact.ts';
import type { FreeHelper, ToOffer } from '../contacts/match-offers.pure.ts';
import { WEIGHTS } from '../contacts/offer-rules.pure.ts';
import type { Queued } from '../contacts/queue-order.pure.ts';
import type { Turns } from '../contacts/turns.pure.ts';

/** Who comes to a desk that is played and who works at it, as they are given and as the rules see them. Times are in seconds. */

export interface SimulatedContact {
  /** When it comes; before 0 for one that waits already. */
  readonly at: number;
  readonly tier: Tier;
  readonly band: ContactBand;
  readonly channel: ContactChannel;
  readonly service: number;
  /** After it is over its helper writes it up, and is not free. */
  readonly wrap: number;
  /** Leaves when it has waited so long. */
  readonly patience: number;
  /** Goes on to a counsellor after the front desk, who stays for `warm` seconds to hand it over: how long the counsellor takes. */
  readonly counselling?: { readonly service: number; readonly wrap: number; readonly warm: number } | undefined;
  /** Of one that waits already: its number among those who have arrived (`DeskPlay.before`). */
  readonly number?: number | undefined;
  /** Of one that waits already: the helper, by their place in the team, who has just let it pass. */
  readonly missedBy?: number | undefined;
}

export interface SimulatedHelper {
  readonly tiers: readonly Tier[];
  /** 1 to 5. */
  readonly level: number;
  readonly from: number;
  /** Takes nothing new from then on, and ends what is open. */
  readonly to: number;
  readonly state?: Extract<HelperState, 'available' | 'winding-down'> | undefined;
  /** All, if nothing is said. */
  readonly channels?: readonly ContactChannel[] | undefined;
  /** What they have already, with the time at which it ends. */
  readonly carries?: readonly { readonly channel: ContactChannel; readonly until: number }[] | undefined;
  /** Rests until then, and is asked only for danger that nobody else can take. */
  readonly rests?: number | undefined;
  /** Without anything to do since; if nothing is said, since they began. */
  readonly idleSince?: number | undefined;
}

export const MS = 1_000;
const EVERY_CHANNEL = Object.keys(WEIGHTS) as ContactChannel[];

/** A contact in the queue, as the rules see it. */
export class Waiting implements Queued, ToOffer {
  readonly id: string;
  readonly contact: SimulatedContact;
  readonly index: number;
  readonly band: ContactBand;
  readonly channel: ContactChannel;
  readonly waitingSince: number;
  readonly number: number;
  readonly #turns: Turns;
  tier: Tier;
  missedBy: string | null;
  /** Whom a supervisor asks alone for some minutes is not played. */
  readonly meantFor = null;
  /** It was with the front desk and goes on to a counsellor. */
  handedOn = false;
  offeredTo: Helper | undefined;
  offeredAt = 0;
  leavesAt: number;

  constructor(index: number, contact: SimulatedContact, number: number, turns: Turns) {
    this.id = String(index).padStart(7, '0');
    this.index = index;
    this.contact = contact;
    this.band = contact.band;
    this.channel = contact.channel;
    this.tier = contact.tier;
    this.waitingSince = Math.round(contact.at * MS);
    this.missedBy = contact.missedBy === undefined ? null : nameOf(contact.missedBy);
    this.leavesAt = contact.at + contact.patience;
    this.number = number;
    this.#turns = turns;
  }

  get turnAt(): number | null {
    return this.#turns.of(this.number);
  }
}

export class Helper implements FreeHelper {
  readonly place: number;
  readonly person: string;
  readonly state: HelperState;
  readonly tiers: readonly Tier[];
  readonly level: number;
  readonly channels: readonly ContactChannel[];
  readonly from: number;
  readonly to: number;
  readonly rests: number;
  /** As it is in the round that is played. */
  restsUntil: number | null = null;
  load = 0;
  lastOfferAt: number | null = null;
  idleSince: number;
  open = 0;
  busySince = 0;
  worked = 0;
  offered = false;
  missed = 0;
  awayUntil = Number.NEGATIVE_INFINITY;

  constructor(place: number, given: SimulatedHelper) {
    this.place = place;
    this.person = nameOf(place);
    this.state = given.state ?? 'available';
    this.tiers = given.tiers;
    this.level = given.level;
    this.channels = given.channels ?? EVERY_CHANNEL;
    this.from = given.from;
    this.to = given.to;
    this.rests = Math.round((given.rests ?? Number.NEGATIVE_INFINITY) * MS);
    this.idleSince = Math.round((given.idleSince ?? given.from) * MS);
  }

  isThere(now: number): boolean {
    return this.from <= now && now < this.to && this.awayUntil <= now;
  }
}

const nameOf = (helper: number) => String(helper).padStart(4, '0');
