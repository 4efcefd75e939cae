import { untrack } from 'svelte';
import { page } from '$app/state';
import { type KeptRow, keepOrder } from './stable-order.ts';

const inPlace = <Row extends { id: string }>(rows: readonly Row[]) =>
  rows.map((row) => ({ id: row.id, row, gone: false }));

/**
 * The rows of a list as they stand before the reader: fresh data changes them in place, and the reader says when to put them
 * in order. Made while a component is set up; `source` reads the rows of the page's data.
 */
export class LiveRows<Row extends { id: string }> {
  #kept: KeptRow<Row>[] = $state.raw([]);
  #arrived: ReadonlySet<string> = $state.raw(new Set());
  /** How many new rows wait. */
  waiting = $state(0);
  readonly #source: () => readonly Row[];

  constructor(source: () => readonly Row[]) {
    this.#source = source;
    let address = '';
    $effect(() => {
      const fresh = source();
      const here = page.url.pathname + page.url.search;
      untrack(() => {
        if (here !== address || this.#kept.length === 0) {
          address = here;
          this.#arrived = new Set();
          this.#reorder(fresh);
        } else ({ rows: this.#kept, waiting: this.waiting } = keepOrder(this.#kept, fresh));
      });
    });
  }

  /** Before the first effect, and on the server, the rows are those of the data. */
  get rows(): KeptRow<Row>[] {
    return this.#kept.length > 0 ? this.#kept : inPlace(this.#source());
  }

  /** Takes the order of the data; what came in meanwhile is marked. */
  takeOrder = (): void => {
    const before = new Set(this.#kept.map(({ id }) => id));
    this.#arrived = new Set(this.#source().flatMap(({ id }) => (before.has(id) ? [] : id)));
    this.#reorder(this.#source());
  };

  /** How a row stands out: `DataTable`'s `marks`. */
  mark = ({ row, gone }: KeptRow<Row>): '' | 'new' | 'gone' => (gone ? 'gone' : this.#arrived.has(row.id) ? 'new' : '');

  #reorder(fresh: readonly Row[]): void {
    this.#kept = inPlace(fresh);
    this.waiting = 0;
  }
}
