import { MINUTE } from '../../kernel/time.pure.ts';
import type { ContactBand, ContactChannel, Tier } from './contact.ts';

/**
 * How much of a helper a contact takes, of 100: a call takes all of them, so that voice and chat exclude each other, and two
 * chats fit beside each other. From the practice of other helplines; 111 has not confirmed them yet.
 */
export const WEIGHTS: Readonly<Record<ContactChannel, number>> = { PHONE: 100, WALK_IN: 100, CHAT: 35, MESSAGE: 20 };
export const CAPACITY = 100;

/** The skill level with which a tier begins, 1 to 5; a supervisor sets another. */
export const FIRST_LEVEL: Readonly<Record<Tier, number>> = { front: 2, counsellor: 4 };

/** How long an offer stands before it goes to somebody else. Milliseconds. */
export const OFFER_FOR: Readonly<Record<ContactChannel, number>> = {
  PHONE: 20_000,
  WALK_IN: 20_000,
  CHAT: 30_000,
  MESSAGE: 30_000,
};
/** So many offers missed one after the other set a helper away. */
export const MISSED_MOST = 2;
/** How long the helper who was asked to take over has for it. */
export const TRANSFER_FOR = 30_000;
/** How long a helper may write down what was said before the contact counts as done. */
export const WRAP_FOR = 10 * MINUTE;
/** How long the place of a child is kept whose page was closed. */
export const PLACE_KEPT = 10 * MINUTE;
/** A child's page that shows no sign for so long was closed. */
export const CHILD_GONE_AFTER = 90_000;
/** Signs of a helper's page: one that shows none for so long is away; the child is told; the contact is offered to others. */
export const HELPER_LOST = { away: 30_000, told: 45_000, offeredAgain: 60_000 } as const;

/** One free helper in so many is kept for bands 3 and 4, and not for longer than this without anything to do. */
export const RESERVE = { oneIn: 6, from: 3 as ContactBand, idleMost: 4 * MINUTE } as const;

/** Danger that has waited so long and that nobody else can take is offered also to a helper who rests: rest is enforced, and danger never starves of it. */
export const REST_YIELDS_AFTER = 2 * MINUTE;

/** What a helper must be to be offered a contact, by how long it has waited: narrow at first, then anybody. */
export interface Reach {
  readonly afterMs: number;
  readonly level: number;
  readonly tiers: readonly Tier[];
}

const BOTH: readonly Tier[] = ['front', 'counsellor'];
const FRONT: readonly Reach[] = [
  { afterMs: 0, level: 1, tiers: ['front'] },
  { afterMs: MINUTE, level: 1, tiers: BOTH },
];
const COUNSELLOR: readonly Reach[] = [
  { afterMs: 0, level: 3, tiers: ['counsellor'] },
  { afterMs: 3 * MINUTE, level: 1, tiers: ['counsellor'] },
  { afterMs: 10 * MINUTE, level: 1, tiers: BOTH },
];
/** Danger goes to the most experienced for half a minute, and then to whoever is there. */
const DANGER: readonly Reach[] = [
  { afterMs: 0, level: 4, tiers: ['counsellor'] },
  { afterMs: 30_000, level: 2, tiers: BOTH },
  { afterMs: MINUTE, level: 1, tiers: BOTH },
];

interface Reaching {
  readonly band: number;
  readonly tier: Tier;
}

/** The steps in which a contact reaches more and more of the desk. */
export function reachSteps({ band, tier }: Reaching): readonly Reach[] {
  return band >= RESERVE.from ? DANGER : tier === 'front' ? FRONT : COUNSELLOR;
}

/** Whom a contact reaches by now. */
export function reachOf(contact: Reaching, ageMs: number): Reach {
  const steps = reachSteps(contact);
  let at = steps.length - 1;
  while (at > 0 && ageMs < (steps[at] as Reach).afterMs) at -= 1;
  return steps[at] as Reach;
}
