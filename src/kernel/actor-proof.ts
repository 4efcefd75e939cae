import { createHmac } from 'node:crypto';
import { type ActorKey, BECOME } from './actor-key-store.ts';
import { systemClock } from './clock.ts';

/** The database does not know the key any more: another one is in use since. */
export const KEY_NOT_KNOWN = 'LC001';

/**
 * Shows the database who acts (`kernel.become`): a MAC over the actor and the time, under a key that the app's role cannot read.
 * Whoever runs SQL as the app's role can therefore be nobody but whom the app named.
 */
export class ActorProof {
  #key: ActorKey;
  readonly #load: () => Promise<ActorKey>;

  /** @param load the key in use now, when the one at hand was taken out of use */
  constructor(key: ActorKey, load: () => Promise<ActorKey>) {
    this.#key = key;
    this.#load = load;
  }

  /** @param actor as `actorForDatabase` writes it */
  statement(actor: string): { text: string; values: unknown[] } {
    const { id, key } = this.#key;
    // The time of the machine, whatever time a test or a demonstration plays in: it is compared with the database's own.
    const shownAt = systemClock.now().getTime();
    const mac = createHmac('sha256', key).update(`become|${shownAt}|${actor}`).digest();
    return { text: BECOME, values: [actor, id, shownAt, mac] };
  }

  async renew(): Promise<void> {
    this.#key = await this.#load();
  }
}
