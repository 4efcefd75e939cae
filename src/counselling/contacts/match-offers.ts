import type { ContactChannel, HelperState, Tier } from './contact.ts';
import { CAPACITY, RESERVE, REST_YIELDS_AFTER, reachOf, WEIGHTS } from './offer-rules.pure.ts';

/** A contact of the queue as far as it is matched with a helper. */
export interface ToOffer {
  readonly id: string;
  readonly channel: ContactChannel;
  readonly band: number;
  /** Where a diversion sends it, if there is one. */
  readonly tier: Tier;
  readonly waitingSince: Date;
  readonly missedBy: string | null;
  /** Asked alone, whatever their tier and level: a supervisor has said so, and they have not let it pass. */
  readonly meantFor: string | null;
}

/** A helper without an open offer, with what they carry. */
export interface FreeHelper {
  readonly shift: string;
  readonly person: string;
  readonly state: HelperState;
  readonly tier: Tier;
  readonly level: number;
  readonly channels: readonly ContactChannel[];
  /** The weights of what they have, of 100. */
  readonly load: number;
  readonly lastOfferAt: Date | null;
  readonly idleSince: Date;
  /** They rest until then, and are asked only for danger that nobody else can take. */
  readonly restsUntil: Date | null;
}

export interface Match {
  readonly contact: string;
  readonly helper: FreeHelper;
}

/**
 * Who is offered what: each contact in its order to the best helper that it reaches, one offer at a time to a helper, so that
 * whoever comes on is not buried under what has gathered.
 * @param queue in the order of the queue
 * @param onShift how many helpers take contacts now, also those who have no room; none who rest
 */
export function matchOffers(
  queue: readonly ToOffer[],
  helpers: readonly FreeHelper[],
  onShift: number,
  now: Date,
): Match[] {
  const free = new Set(helpers);
  const matches: Match[] = [];
  const kept = Math.floor(onShift / RESERVE.oneIn);
  for (const contact of queue) {
    if (free.size === 0) break;
    const danger = contact.band >= RESERVE.from;
    const idle = [...free].filter((helper) => helper.load === 0 && helper.restsUntil === null);
    const held = danger ? new Set<FreeHelper>() : reserved(idle, kept, now);
    const waited = now.getTime() - contact.waitingSince.getTime();
    const reach = reachOf(contact, waited);
    const able = [...free].filter(
      (helper) =>
        (contact.meantFor === null
          ? !held.has(helper) && reach.tiers.includes(helper.tier) && helper.level >= reach.level
          : helper.person === contact.meantFor) &&
        (helper.restsUntil === null || (danger && waited >= REST_YIELDS_AFTER)) &&
        helper.channels.includes(contact.channel) &&
        helper.load + WEIGHTS[contact.channel] <= CAPACITY &&
        (helper.state === 'available' ||
          (helper.state === 'winding-down' && (!danger || onShift === 1 || contact.meantFor !== null))),
    );
    const best = able.sort((a, b) => better(contact, a, b))[0];
    if (best === undefined) continue;
    free.delete(best);
    matches.push({ contact: contact.id, helper: best });
  }
  return matches;
}

/** Those of the idle who are kept for danger: the most experienced, unless they have had nothing to do for too long. */
function reserved(idle: readonly FreeHelper[], kept: number, now: Date): Set<FreeHelper> {
  const best = [...idle].sort((a, b) => b.level - a.level || (a.person < b.person ? -1 : 1)).slice(0, kept);
  return new Set(best.filter((helper) => now.getTime() - helper.idleSince.getTime() < RESERVE.idleMost));
}

function better(contact: ToOffer, a: FreeHelper, b: FreeHelper): number {
  const rank = (helper: FreeHelper) => [
    helper.restsUntil?.getTime() ?? 0,
    Number(helper.person === contact.missedBy),
    Number(helper.tier !== contact.tier),
    Number(helper.state !== 'available'),
    helper.load,
    helper.lastOfferAt?.getTime() ?? 0,
  ];
  const [left, right] = [rank(a), rank(b)];
  for (const [index, value] of left.entries()) {
    const difference = value - (right[index] as number);
    if (difference !== 0) return difference;
  }
  return a.person < b.person ? -1 : 1;
}
