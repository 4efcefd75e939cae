import type { ContactBand, ContactState, Tier } from '../contacts/contact.ts';
import { contactBands, isQueued, tiers } from '../contacts/contact.ts';

/** Figures of a shift, from what waits and who is there. Pure. */

/** What waits in one tier and band, and since when the longest. */
export interface Waits {
  readonly tier: Tier;
  readonly band: ContactBand;
  readonly count: number;
  readonly oldestSince: string;
}

interface Waiting {
  readonly state: ContactState;
  readonly tier: Tier;
  readonly band: number;
  readonly waitingSince: string;
  readonly helperLostSince: string | null;
  readonly placeKept: boolean;
}

/** Whether somebody waits for a helper now: queued or being offered, and not only their place kept. */
const waits = ({ state, placeKept }: Waiting) => (isQueued(state) || state === 'offered') && !placeKept;

/** What waits by tier and band, the highest band of a tier first. A band in which nobody waits is not in it. */
export function waitsOf(contacts: readonly Waiting[]): Waits[] {
  const bands = Object.values(contactBands).sort((a, b) => b - a);
  return tiers.flatMap((tier) =>
    bands.flatMap((band) => {
      const there = contacts.filter((one) => waits(one) && one.tier === tier && one.band === band);
      const oldestSince = there.map(({ waitingSince }) => waitingSince).sort()[0];
      return oldestSince === undefined ? [] : [{ tier, band, count: there.length, oldestSince }];
    }),
  );
}

/**
 * Danger that nobody owns: of band 3 or 4 and with no helper, an offer that rings included, since nobody has taken it; or with a
 * helper whose page shows no sign. Also where only the child's place is kept: it has gone, and the danger has not.
 */
export function isUnownedDanger(one: Omit<Waiting, 'placeKept' | 'tier' | 'waitingSince'>): boolean {
  if (one.band < contactBands.danger) return false;
  return isQueued(one.state) || one.state === 'offered' || (one.helperLostSince !== null && one.state !== 'done');
}
