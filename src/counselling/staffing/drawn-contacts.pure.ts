import { randomFrom } from '../../text/random.pure.ts';
import type { ContactBand, ContactChannel, Tier } from '../contacts/contact.ts';
import type { SimulatedContact } from './simulated-people.pure.ts';

/** A kind of contact that comes, by its part of all. Times are mean seconds, drawn from the exponential distribution. */
export interface ContactKind {
  readonly part: number;
  readonly tier: Tier;
  readonly band: ContactBand;
  readonly channel: ContactChannel;
  readonly service: number;
  readonly wrap: number;
  readonly patience: number;
  readonly counselling?: { readonly service: number; readonly wrap: number; readonly warm: number };
}

/**
 * Contacts as they might come: a Poisson stream whose rate, in contacts a second, changes from step to step. The same seed draws
 * the same. @throws RangeError for a rate or a part that is negative or no number
 */
export function drawContacts(
  seed: number,
  rates: readonly number[],
  stepSeconds: number,
  kinds: readonly ContactKind[],
): SimulatedContact[] {
  const parts = kinds.map(({ part }) => part);
  if ([...rates, ...parts].some((one) => !(one >= 0) || !Number.isFinite(one)) || !(stepSeconds > 0))
    throw new RangeError('a rate or a part is a number from zero');
  const all = parts.reduce((sum, part) => sum + part, 0);
  if (all === 0) return [];
  const random = randomFrom(seed);
  const exponential = (mean: number) => -Math.log(1 - random()) * mean;
  const contacts: SimulatedContact[] = [];
  for (const [step, rate] of rates.entries()) {
    if (rate === 0) continue;
    const end = (step + 1) * stepSeconds;
    for (let at = step * stepSeconds + exponential(1 / rate); at < end; at += exponential(1 / rate)) {
      const { tier, band, channel, service, wrap, patience, counselling } = kindAt(kinds, random() * all);
      contacts.push({
        at,
        tier,
        band,
        channel,
        wrap,
        service: exponential(service),
        patience: exponential(patience),
        ...(counselling && { counselling: { ...counselling, service: exponential(counselling.service) } }),
      });
    }
  }
  return contacts;
}

function kindAt(kinds: readonly ContactKind[], at: number): ContactKind {
  let left = at;
  for (const kind of kinds) {
    left -= kind.part;
    if (left < 0) return kind;
  }
  return kinds.at(-1) as ContactKind;
}
