import { invalidate } from '$app/navigation';
import { postAction } from '../post-action.ts';
import type { RefusalView } from '../server/answer.server.ts';
import type { ExposureView } from './ExposureBudget.svelte';

/** What a review page is told with every step. */
interface Step {
  readonly standing: ExposureView;
}

/** What the keys of a review page do. */
interface ReviewKeys {
  /** How a choice is made: what is typed anywhere else is no key of the page. */
  readonly choice: 'radio' | 'checkbox';
  /** Whether something lies before the person. */
  readonly shown: boolean;
  readonly mayOpen: boolean;
  open(): unknown;
  /** @returns whether the key is one of a choice */
  pick(key: string): boolean;
  skip(): unknown;
  give(): unknown;
}

/**
 * A person's run of a review, one thing after the other: the next is opened when the last was given or left, a break ends
 * it, and what was skipped stays out of it. `resource` is looked at again after every step; `clear` empties what was chosen.
 */
export class ReviewShift<Review extends Step> {
  opened: Review | undefined = $state.raw();
  refused: RefusalView | undefined = $state.raw();
  rested: ExposureView | undefined = $state.raw();
  skipped: string[] = $state([]);
  given = $state(0);
  busy = $state(false);
  /** Where reading goes on after a step. */
  heading: HTMLElement | undefined = $state();
  readonly #resource: string;
  readonly #clear: () => void;

  constructor(resource: string, clear: () => void) {
    this.#resource = resource;
    this.#clear = clear;
  }

  async next(action: 'mo' | 'chot', fields: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const done = await postAction<Review>(`?/${action}`, { skipped: this.skipped.join(','), ...fields });
    this.busy = false;
    this.rested = undefined;
    this.refused = done.ok ? undefined : done.refusal;
    if (!done.ok) return;
    this.opened = done.value;
    if (action === 'chot') this.given += 1;
    this.#clear();
    this.heading?.focus();
    await invalidate(this.#resource);
  }

  /** Leaves one to others: it is not for this person, or was decided meanwhile. */
  async skip(id: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
    this.skipped = [...this.skipped, id];
    await this.next('mo', fields);
  }

  /** Lays those before the person again that were left. */
  async unskip(fields: Readonly<Record<string, string>> = {}): Promise<void> {
    this.skipped = [];
    await this.next('mo', fields);
  }

  async rest(): Promise<void> {
    const done = await postAction<ExposureView>('?/nghi', {});
    this.refused = done.ok ? undefined : done.refusal;
    if (!done.ok) return;
    this.rested = done.value;
    this.opened = undefined;
    this.#clear();
    await invalidate(this.#resource);
  }

  /** Enter opens the first and gives the verdict, S leaves one to others, N is a break; the keys of the choices are the page's. */
  press(event: KeyboardEvent, { choice, shown, mayOpen, open, pick, skip, give }: ReviewKeys): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.target as Element;
    if (target.closest(`textarea, select, dialog, input:not([type=${choice}])`)) return;
    const enter = event.key === 'Enter';
    if (enter && target.closest('a, button, summary')) return;
    if (!shown) {
      if (!enter || !mayOpen) return;
      open();
    } else if (!pick(event.key)) {
      if (event.key === 's') skip();
      else if (event.key === 'n') void this.rest();
      else if (enter) give();
      else return;
    }
    event.preventDefault();
  }

  /** Begins anew, as on another tab. */
  reset(): void {
    this.opened = this.rested = this.refused = undefined;
    this.skipped = [];
    this.#clear();
  }
}
