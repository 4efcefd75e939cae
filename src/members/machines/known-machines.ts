import type { Actor, Kernel } from '../../kernel/index.ts';

/** How long a machine is believed without a look at its row, milliseconds; a revocation is heard at once and forgets it. */
const BELIEVED = 1_000;
/** From this age on the next request has it looked up again, and does not wait for that. */
const RENEWED = 500;
const MOST = 2_000;

/** Live topic: a machine's key, certificates or addresses changed. */
export const MACHINE_CLIENTS = 'machine-clients';

interface Known {
  readonly actor: Actor;
  readonly clockAt: number;
  readonly at: number;
}

/**
 * Machines whose proof was just checked, by a digest of all that they showed. A platform asks hundreds of times a second,
 * and the question who it is must not cost more of the database than what it asks. Only proofs that held are kept.
 */
export class KnownMachines {
  readonly #kernel: Kernel;
  readonly #known = new Map<string, Known>();
  readonly #looking = new Map<string, Promise<Actor>>();
  #forgotten = 0;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.live.listen((event) => {
      if (event.topic === MACHINE_CLIENTS || event.topic === 'resync') this.#forget();
    });
  }

  async remember(proof: string, check: () => Promise<Actor>): Promise<Actor> {
    const known = this.#known.get(proof);
    const age = known ? this.#age(known) : Number.POSITIVE_INFINITY;
    if (known && age < RENEWED) return known.actor;
    const looked = this.#look(proof, check);
    if (!known || age >= BELIEVED) return looked;
    looked.catch(() => undefined);
    return known.actor;
  }

  /** One look at a time for a proof, however many requests want it. */
  #look(proof: string, check: () => Promise<Actor>): Promise<Actor> {
    const under = this.#looking.get(proof);
    if (under) return under;
    const clockAt = this.#kernel.clock.now().getTime();
    const at = performance.now();
    const forgotten = this.#forgotten;
    const looking: Promise<Actor> = check()
      .then((actor) => {
        if (this.#known.size >= MOST) this.#known.clear();
        // What was looked up before a notice came may be what the notice was about.
        if (actor.kind === 'machine' && forgotten === this.#forgotten) this.#known.set(proof, { actor, clockAt, at });
        else this.#known.delete(proof);
        return actor;
      })
      .finally(() => {
        if (this.#looking.get(proof) === looking) this.#looking.delete(proof);
      });
    this.#looking.set(proof, looking);
    return looking;
  }

  /** By both clocks: a test's may stand still, and the rows' dates are measured by it. */
  #age(known: Known): number {
    return Math.max(performance.now() - known.at, Math.abs(this.#kernel.clock.now().getTime() - known.clockAt));
  }

  #forget(): void {
    this.#forgotten += 1;
    this.#known.clear();
    this.#looking.clear();
  }
}
