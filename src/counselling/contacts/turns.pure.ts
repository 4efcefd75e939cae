/**
 * When the turn of each contact would have come in plain order of arrival, kept up as contacts come, are taken, come back and leave:
 * of whoever arrived as the k-th, when the k-th was taken. The same as `turnOf` (queue-order.pure.ts) says of the rows of a desk.
 */
export class Turns {
  /** By the number of an arrival: its rank, without those who left before anybody took them. */
  readonly #ranks: number[];
  /** In the order of time. */
  readonly #taken: number[];

  /**
   * @param arrived how many have arrived since the oldest that waits, itself included; those who wait have numbers below it
   * @param taken when the latest of them were taken, the earliest first: as many as are taken
   */
  constructor(arrived = 0, taken: readonly number[] = []) {
    this.#ranks = Array.from({ length: arrived }, (_, at) => at);
    this.#taken = [...taken];
  }

  /** @returns the number of the one that comes now */
  arrive(): number {
    const last = this.#ranks.at(-1) ?? -1;
    return this.#ranks.push(last + 1) - 1;
  }

  take(at: number): void {
    this.#taken.push(at);
  }

  /** What was taken then waits again. */
  comeBack(takenAt: number): void {
    const index = this.#taken.lastIndexOf(takenAt);
    if (index >= 0) this.#taken.splice(index, 1);
  }

  /** It left before anybody took it, and counts no longer as one that came before others. */
  leave(number: number): void {
    for (let later = number; later < this.#ranks.length; later += 1) this.#ranks[later] = (this.#ranks[later] ?? 0) - 1;
  }

  /** @returns null where as many have not been taken yet */
  of(number: number): number | null {
    return this.#taken[this.#ranks[number] ?? 0] ?? null;
  }
}
