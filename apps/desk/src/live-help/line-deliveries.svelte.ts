import type { LineDelivery } from '../../../../src/counselling/index.ts';
import { UNATTENDED } from '../state/live.svelte.ts';

/** How far the helper's lines of one contact have come on its network, by their numbers. */
export class LineDeliveries {
  all: ReadonlyMap<number, LineDelivery> = $state.raw(new Map());
  readonly #address: string;
  #looking: Promise<void> | undefined;
  /** A look that stands behind another: what changes meanwhile is found by it. */
  #next: Promise<void> | undefined;

  constructor(contact: string, first: readonly LineDelivery[]) {
    this.#address = `/api/v1/contacts/${contact}/deliveries`;
    this.#show(first);
  }

  #show(found: readonly LineDelivery[]): void {
    this.all = new Map(found.map((one) => [one.seq, one]));
  }

  /** A line that was just given to the outbox. */
  queued(seq: number): void {
    this.all = new Map([...this.all, [seq, { seq, state: 'waiting', reason: null, retries: false }]]);
  }

  look(): Promise<void> {
    if (this.#looking === undefined) this.#looking = this.#ask().finally(() => (this.#looking = undefined));
    else
      this.#next ??= this.#looking.then(() => {
        this.#next = undefined;
        return this.look();
      });
    return this.#next ?? this.#looking;
  }

  async #ask(): Promise<void> {
    const answer = await fetch(this.#address, { headers: UNATTENDED }).catch(() => undefined);
    if (answer?.ok) this.#show((await answer.json()) as LineDelivery[]);
  }
}
