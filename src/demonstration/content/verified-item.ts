import { type Actor, type Ctx, HOUR, MINUTE, type PersonActor } from '../../kernel/index.ts';
import { bundleArrivals, type Grade, giveGrade, listItems, receiveArrivals, triageItem } from '../../takedown/index.ts';
import { must } from '../must.ts';

const UNLAWFUL: Grade = {
  nationalClass: 'N3',
  inhope: 'NATIONAL',
  industry: null,
  depiction: 'TEXT',
  ageGroup: 'UNKNOWN',
  notIllegalReason: null,
};

/** Those who take an item in and verify it, three different people. */
export interface Verifiers {
  readonly analyst: PersonActor;
  readonly other: PersonActor;
  readonly verifier: PersonActor;
}

export interface InventedItem {
  readonly key: string;
  readonly locator: string;
  readonly agency: string;
  /** When it came, milliseconds before now; it is verified two hours later. */
  readonly came: number;
}

/**
 * An invented item that two have verified, taken in and graded by the verbs of real work. Undefined where it is there already.
 * @param as acts as somebody at a moment that lies so many milliseconds before now
 * @param system as whom it arrives
 */
export async function verifiedItem(
  as: (actor: Actor, ago: number) => Ctx,
  system: Actor,
  { analyst, other, verifier }: Verifiers,
  { key, locator, agency, came }: InventedItem,
): Promise<string | undefined> {
  const arrived = as(system, came);
  const received = must(
    await receiveArrivals(arrived, [
      { source: 'MEMBER', key, kind: 'url', agency, locator, platform: 'WEBSITE', demonstration: true },
    ]),
  );
  if (received.taken === 0) return undefined;
  must(await bundleArrivals(arrived));
  const waiting = must(await listItems(as(analyst, came - MINUTE), { states: ['RECEIVED'], limit: 100 })).items;
  const item = waiting.find(({ firstAt }) => new Date(firstAt).getTime() === arrived.now.getTime())?.id;
  if (!item) throw new Error('an invented arrival became no item');
  must(await triageItem(as(analyst, came - 10 * MINUTE), { item }));
  must(await giveGrade(as(other, came - HOUR), { ...UNLAWFUL, item }));
  must(await giveGrade(as(verifier, came - 2 * HOUR), { ...UNLAWFUL, item }));
  return item;
}
