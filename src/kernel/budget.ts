const WAITING_MOST = 32;
const WAIT_MS = 20_000;

/**
 * How much of something this process has in hand at once: bytes of large bodies, sign-ins that are worked out. What has no room
 * waits its turn; who waits too long, or behind too many, is told to come again.
 */
export class Budget {
  readonly #total: number;
  readonly #waitMs: number;
  #held = 0;
  readonly #waiting: { readonly amount: number; go(): void }[] = [];

  /** @param total at once; one that wants more has all of it */
  constructor(total: number, waitMs = WAIT_MS) {
    this.#total = total;
    this.#waitMs = waitMs;
  }

  /** How much is held now. */
  get held(): number {
    return this.#held;
  }

  /** How many wait for a turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** @returns what gives it back, once; undefined where there is no room in time */
  async take(wanted: number): Promise<(() => void) | undefined> {
    const amount = Math.min(wanted, this.#total);
    if (this.#waiting.length > 0 || this.#held + amount > this.#total) {
      if (this.#waiting.length >= WAITING_MOST || !(await this.#turn(amount))) return undefined;
    } else this.#held += amount;
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#held -= amount;
      this.#next();
    };
  }

  /** In the order of arrival, so that small ones do not keep a large one out for ever. */
  #turn(amount: number): Promise<boolean> {
    return new Promise((resolve) => {
      const one = {
        amount,
        go: () => {
          clearTimeout(clock);
          resolve(true);
        },
      };
      const clock = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(one), 1);
        resolve(false);
        // Behind it may stand smaller ones.
        this.#next();
      }, this.#waitMs);
      this.#waiting.push(one);
    });
  }

  #next(): void {
    for (let one = this.#waiting[0]; one && this.#held + one.amount <= this.#total; one = this.#waiting[0]) {
      this.#waiting.shift();
      this.#held += one.amount;
      one.go();
    }
  }
}
