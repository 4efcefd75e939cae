import { type Actor, actAs, ok, type PersonActor, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { type LegalGround, legalGround } from './report-lists.ts';
import { hasUnviewedAlone } from './report-store.ts';

/** Whoever investigates is bound by criminal procedure: their agency holds that function on the day. */
export const isPolice = (actor: PersonActor): boolean => actor.functions?.includes('INVESTIGATE') ?? false;

/**
 * Whether an item rests on files alone that neither their provider viewed nor anybody can: then police open where it stands by a
 * ground of law. One file that was viewed, or any other report of the place, is enough to open it.
 */
export const restsOnUnviewed = (tx: Tx, item: string): Promise<boolean> =>
  actAs(tx, systemActor('takedown.machine-reports'), (platform) => hasUnviewedAlone(platform, item));

/** The ground by which somebody opens what no provider viewed; null where none is needed. Refusals: `machine-report.ground-needed` */
export function groundFor(actor: PersonActor, unviewed: boolean, said: string | undefined): Result<LegalGround | null> {
  if (!unviewed || !isPolice(actor)) return ok(null);
  return said !== undefined && legalGround.has(said)
    ? ok(said)
    : refuse('machine-report.ground-needed', { field: 'ground' });
}

/**
 * The ground by which somebody opens something that tells where an item stands: its address, a document of an order, a draft of one.
 * Null where none is needed. Refusals: `machine-report.ground-needed`
 */
export async function groundForItem(
  tx: Tx,
  actor: Actor,
  item: string,
  said: string | undefined,
): Promise<Result<LegalGround | null>> {
  // Who was ordered provides it themselves, and the platform's own work shows it to nobody.
  if (actor.kind !== 'person' || !isPolice(actor)) return ok(null);
  return groundFor(actor, await restsOnUnviewed(tx, item), said);
}
