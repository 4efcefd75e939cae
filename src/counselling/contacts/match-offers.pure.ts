import type { ContactChannel, HelperState, Tier } from './contact.ts';
import { CAPACITY, RESERVE, REST_YIELDS_AFTER, type Reach, reachOf, WEIGHTS } from './offer-rules.pure.ts';

/** A contact of the queue as far as it is matched with a helper. Times are milliseconds of one clock. */
export interface ToOffer {
  readonly id: string;
  readonly channel: ContactChannel;
  readonly band: number;
  /** Where a diversion sends it, if there is one. */
  readonly tier: Tier;
  readonly waitingSince: number;
  readonly missedBy: string | null;
  /** Asked alone, whatever their tier and level: a supervisor has said so, and they have not let it pass. */
  readonly meantFor: string | null;
}

/** A helper without an open offer, with what they carry. */
export interface FreeHelper {
  readonly person: string;
  readonly state: HelperState;
  /** The tier of the shift; a team that is planned may have people who stand in both. */
  readonly tiers: readonly Tier[];
  readonly level: number;
  readonly channels: readonly ContactChannel[];
  /** The weights of what they have, of 100. */
  readonly load: number;
  readonly lastOfferAt: number | null;
  readonly idleSince: number;
  /** They rest until then, and are asked only for danger that nobody else can take. */
  readonly restsUntil: number | null;
}

export interface Match<Q extends ToOffer, H extends FreeHelper> {
  readonly contact: Q;
  readonly helper: H;
}

/**
 * Who is offered what: each contact in its order to the best helper that it reaches, one offer at a time to a helper, so that
 * whoever comes on is not buried under what has gathered.
 * @param queue in the order of the queue
 * @param onShift how many helpers take contacts now, also those who have no room; none who rest
 */
export function matchOffers<Q extends ToOffer, H extends FreeHelper>(
  queue: readonly Q[],
  helpers: readonly H[],
  onShift: number,
  now: number,
): Match<Q, H>[] {
  const round = new OfferRound(helpers, onShift, now);
  const matches: Match<Q, H>[] = [];
  for (const contact of queue) {
    if (round.over) break;
    const helper = round.helperFor(contact);
    if (helper === undefined) continue;
    round.take(helper);
    matches.push({ contact, helper });
  }
  return matches;
}

/** The helpers of one round of offers. Whoever was offered something is not in it any more, so that it only ever reaches fewer. */
export class OfferRound<H extends FreeHelper> {
  readonly #free: Set<H>;
  readonly #kept: number;
  readonly #onShift: number;
  readonly #now: number;
  /** Steps of reach, by channel, for which nobody was found: asked again, nobody would be. */
  readonly #nobody = new Map<ContactChannel, Set<Reach>>();
  #held: ReadonlySet<H> | undefined;

  constructor(helpers: readonly H[], onShift: number, now: number) {
    this.#free = new Set(helpers);
    this.#kept = Math.floor(onShift / RESERVE.oneIn);
    this.#onShift = onShift;
    this.#now = now;
  }

  get over(): boolean {
    return this.#free.size === 0;
  }

  /** The best helper whom the contact reaches, if there is one. */
  helperFor(contact: ToOffer): H | undefined {
    const waited = this.#now - contact.waitingSince;
    const reach = reachOf(contact, waited);
    const danger = contact.band >= RESERVE.from;
    // Whom the others reach hangs on their step alone.
    const alike = !danger && contact.meantFor === null;
    const nobody = this.#nobody.get(contact.channel) ?? new Set();
    if (alike && nobody.has(reach)) return undefined;
    const held = danger ? undefined : this.#reserved();
    let best: H | undefined;
    for (const helper of this.#free) {
      const able =
        (contact.meantFor === null
          ? !held?.has(helper) && helper.tiers.some((tier) => reach.tiers.includes(tier)) && helper.level >= reach.level
          : helper.person === contact.meantFor) &&
        (helper.restsUntil === null || (danger && waited >= REST_YIELDS_AFTER)) &&
        helper.channels.includes(contact.channel) &&
        helper.load + WEIGHTS[contact.channel] <= CAPACITY &&
        (helper.state === 'available' ||
          (helper.state === 'winding-down' && (!danger || this.#onShift === 1 || contact.meantFor !== null)));
      if (able && (best === undefined || better(contact, helper, best) < 0)) best = helper;
    }
    if (alike && best === undefined) this.#nobody.set(contact.channel, nobody.add(reach));
    return best;
  }

  /** Something was offered to them. */
  take(helper: H): void {
    this.#free.delete(helper);
    this.#held = undefined;
  }

  /** Those of the idle who are kept for danger: the most experienced, unless they have had nothing to do for too long. */
  #reserved(): ReadonlySet<H> {
    if (this.#held === undefined) {
      const best = [...this.#free]
        .filter(({ load, restsUntil }) => load === 0 && restsUntil === null)
        .sort((a, b) => b.level - a.level || (a.person < b.person ? -1 : 1))
        .slice(0, this.#kept);
      this.#held = new Set(best.filter(({ idleSince }) => this.#now - idleSince < RESERVE.idleMost));
    }
    return this.#held;
  }
}

function better(contact: ToOffer, a: FreeHelper, b: FreeHelper): number {
  return (
    (a.restsUntil ?? 0) - (b.restsUntil ?? 0) ||
    Number(a.person === contact.missedBy) - Number(b.person === contact.missedBy) ||
    Number(!a.tiers.includes(contact.tier)) - Number(!b.tiers.includes(contact.tier)) ||
    Number(a.state !== 'available') - Number(b.state !== 'available') ||
    a.load - b.load ||
    (a.lastOfferAt ?? 0) - (b.lastOfferAt ?? 0) ||
    (a.person < b.person ? -1 : 1)
  );
}
