import { onMount } from 'svelte';
import { joinFields } from './join-fields.ts';
import { canSeal, dropDraft, inTurn, keepDraft, takeDraft } from './sealed-drafts.ts';

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
  /** Called when the browser holds something else than before. */
  changed: () => void = () => undefined;
  /** What the browser holds, as text; `undefined` before it was asked. */
  #held: string | undefined;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(owner: string, of: string, empty: Values, written: Partial<Values> = {}) {
    this.values = structuredClone({ ...empty, ...written });
    this.#owner = owner;
    this.#of = of;
    this.#empty = JSON.stringify(empty);
  }

  /** Whether anything is written. */
  get written(): boolean {
    return JSON.stringify(this.values) !== this.#empty;
  }

  /** Takes back what was kept. What was written meanwhile stays. */
  async takeBack(): Promise<void> {
    if (!canSeal()) return;
    const kept = await this.#stored();
    this.#held = this.#empty;
    if (kept) {
      this.#join(kept.values);
      this.takenBackAt = kept.at;
    }
    await this.keep();
  }

  /** Keeps what stands now, joined with what another window of the same person kept meanwhile; while one change is being sealed, the next waits for it. @returns when all of it is kept */
  async keep(): Promise<void> {
    if (this.#held === undefined || !canSeal()) return;
    this.#again = true;
    this.#running ??= this.#seal().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  /**
   * The act is done: nothing of it stays, here or in the browser.
   * @param sent what was sent, where the page goes on to another part of the same draft: what was written since stays
   */
  async done(sent?: Values): Promise<void> {
    const empty = JSON.parse(this.#empty) as Values;
    const since = (field: keyof Values) =>
      sent !== undefined && JSON.stringify(this.values[field]) !== JSON.stringify(sent[field]);
    for (const field of Object.keys(empty) as (keyof Values)[]) if (!since(field)) this.values[field] = empty[field];
    this.takenBackAt = null;
    await this.keep();
  }

  async #seal(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      // A browser that cannot keep it (full, or private) leaves it on the page; the act itself does not hang on it.
      await inTurn(() => this.#sealOnce()).catch(() => undefined);
    }
  }

  async #sealOnce(): Promise<void> {
    const stored = await this.#stored();
    if (stored) this.#join(stored.values);
    const text = JSON.stringify(this.values);
    if (text === (stored ? JSON.stringify(stored.values) : this.#empty)) return;
    if (text === this.#empty) await dropDraft(this.#owner, this.#of);
    else if (stored || text !== this.#held)
      await keepDraft(this.#owner, this.#of, { values: JSON.parse(text), at: new Date().toISOString() });
    this.#held = text;
    this.changed();
  }

  async #stored(): Promise<Kept<Values> | undefined> {
    return takeDraft<Kept<Values>>(this.#owner, this.#of).catch(() => undefined);
  }

  /** @param theirs what the browser holds now */
  #join(theirs: Values): void {
    const base = { ...JSON.parse(this.#empty), ...JSON.parse(this.#held ?? this.#empty) } as Values;
    const joined = joinFields($state.snapshot(this.values) as Values, theirs, base);
    for (const field of Object.keys(base) as (keyof Values)[])
      if (JSON.stringify(this.values[field]) !== JSON.stringify(joined[field])) this.values[field] = joined[field];
    this.#held = JSON.stringify(theirs);
  }
}

/**
 * A draft for as long as the component lives; called while it is set up.
 * @param entered what came back with a refusal where the page is used without scripts: it stands in the fields that it names
 */
export function keptDraft<Values extends object>(
  owner: string,
  of: string,
  empty: Values,
  entered: Readonly<Record<string, string>> = {},
): KeptDraft<Values> {
  const written = Object.fromEntries(Object.entries(entered).filter(([field]) => field in empty));
  const draft = new KeptDraft(owner, of, empty, written as Partial<Values>);
  onMount(() => {
    void draft.takeBack();
    // What is written in another window of the same person comes here too; one that slept looks when it is come back to.
    const look = () => void draft.keep();
    const windows = new BroadcastChannel('lachan-draft');
    windows.addEventListener('message', look);
    draft.changed = () => windows.postMessage('kept');
    addEventListener('focus', look);
    return () => {
      windows.close();
      draft.changed = () => undefined;
      removeEventListener('focus', look);
    };
  });
  $effect(() => {
    // Read whole, so that every change of it is noticed.
    JSON.stringify(draft.values);
    void draft.keep();
  });
  return draft;
}
