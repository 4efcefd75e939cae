import { onMount } from 'svelte';
import { canSeal, dropDraft, keepDraft, takeDraft } from './sealed-drafts.ts';

interface Kept<Values> {
  readonly values: Values;
  readonly at: string;
}

/**
 * What somebody writes in one place of the desk, kept sealed in the browser with every change until its act is done: leaving,
 * reloading, a session that ends and a line that is cut lose none of it. Bind fields to `values`, and call `done` after the act.
 */
export class KeptDraft<Values extends object> {
  values: Values = $state() as Values;
  /** When the writing was taken back from the browser; null where it began on this page. */
  takenBackAt: string | null = $state(null);
  readonly #owner: string;
  readonly #of: string;
  readonly #empty: string;
  /** What the browser holds, as text; `undefined` before it was asked. */
  #held: string | undefined;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(owner: string, of: string, empty: Values) {
    this.values = structuredClone(empty);
    this.#owner = owner;
    this.#of = of;
    this.#empty = JSON.stringify(empty);
  }

  /** Whether anything is written. */
  get written(): boolean {
    return JSON.stringify(this.values) !== this.#empty;
  }

  /** Takes back what was kept. A field that was written meanwhile stays as it is. */
  async takeBack(): Promise<void> {
    if (!canSeal()) return;
    const kept = await takeDraft<Kept<Values>>(this.#owner, this.#of).catch(() => undefined);
    const empty = JSON.parse(this.#empty) as Values;
    for (const field of Object.keys(empty) as (keyof Values)[]) {
      const untouched = JSON.stringify(this.values[field]) === JSON.stringify(empty[field]);
      if (kept && untouched && kept.values[field] !== undefined) this.values[field] = kept.values[field];
    }
    this.#held = kept ? JSON.stringify(kept.values) : this.#empty;
    if (kept) this.takenBackAt = kept.at;
    await this.keep();
  }

  /** Keeps what stands now; while one change is being sealed, the next waits for it. @returns when all of it is kept */
  async keep(): Promise<void> {
    if (this.#held === undefined || !canSeal()) return;
    this.#again = true;
    this.#running ??= this.#seal().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  /** The act is done: nothing of it stays, here or in the browser. */
  async done(): Promise<void> {
    this.values = JSON.parse(this.#empty) as Values;
    this.takenBackAt = null;
    await this.keep();
  }

  async #seal(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const text = JSON.stringify(this.values);
      if (text === this.#held) continue;
      // A browser that cannot keep it (full, or private) leaves it on the page; the act itself does not hang on it.
      const sealed =
        text === this.#empty
          ? dropDraft(this.#owner, this.#of)
          : keepDraft(this.#owner, this.#of, { values: JSON.parse(text), at: new Date().toISOString() });
      await sealed.then(
        () => (this.#held = text),
        () => undefined,
      );
    }
  }
}

/** A draft for as long as the component lives; called while it is set up. */
export function keptDraft<Values extends object>(owner: string, of: string, empty: Values): KeptDraft<Values> {
  const draft = new KeptDraft(owner, of, empty);
  onMount(() => void draft.takeBack());
  $effect(() => {
    // Read whole, so that every change of it is noticed.
    JSON.stringify(draft.values);
    void draft.keep();
  });
  return draft;
}
