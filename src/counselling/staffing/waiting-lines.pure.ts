import type { ToOffer } from '../contacts/match-offers.pure.ts';
import type { Queued } from '../contacts/queue-order.pure.ts';

type InLine = Queued & ToOffer;

/**
 * Those who wait, in a line for each band, tier and channel. In a line whoever came earlier reaches more people and comes first,
 * until somebody's turn has passed: so only those whose turn has passed and the first after them may be the next of their line.
 */
export class WaitingLines<Q extends InLine> {
  readonly #lines = new Map<string, Q[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(one: Q): void {
    const key = keyOf(one);
    const line = this.#lines.get(key) ?? [];
    this.#lines.set(key, line);
    // One that comes back keeps its age, and belongs before those who came later.
    let at = line.length;
    while (at > 0 && comesBefore(one, line[at - 1] as Q)) at -= 1;
    line.splice(at, 0, one);
    this.#size += 1;
  }

  /** @returns whether it waited */
  remove(one: Q): boolean {
    const line = this.#lines.get(keyOf(one));
    const at = line?.indexOf(one) ?? -1;
    if (at < 0) return false;
    line?.splice(at, 1);
    this.#size -= 1;
    return true;
  }

  /** Everybody who may come first by the order of the queue, whoever is free. */
  candidates(): Q[] {
    const found: Q[] = [];
    for (const line of this.#lines.values())
      for (const one of line) {
        found.push(one);
        if (one.turnAt === null) break;
      }
    return found;
  }
}

const keyOf = ({ band, tier, channel }: InLine) => `${band} ${tier} ${channel}`;
const comesBefore = (a: InLine, b: InLine) =>
  a.waitingSince < b.waitingSince || (a.waitingSince === b.waitingSince && a.id < b.id);
