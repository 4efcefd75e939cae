import { invalidate } from '$app/navigation';
import { type ActionResult, postAction, reachedTheHouse } from '../post-action.ts';
import type { RefusalView } from '../server/answer.server.ts';
import { toast } from './toasts.svelte.ts';

/** What follows an act that was done; words that it returns are told to the reader. */
type Done<Value> = (value: Value) => unknown;

/** `moi` of `?/moi` and of `?/moi&trang=2`. */
const nameOf = (action: string) => action.slice(action.indexOf('/') + 1).split('&')[0];

/**
 * The acts of a page, or of a part of one. Each is done without leaving the page; why the last one was refused stays to be
 * shown. What the page shows (`depends`, as its load says it) is fetched again, unless a field has to be mended first.
 * Made while a component is set up.
 */
export class PageActs {
  refusal: RefusalView | undefined = $state();
  /** The action that was refused, by its name: for a page on which several forms have fields of one name. */
  refused: string | undefined = $state();
  busy = $state(false);
  readonly #depends: string | undefined;

  constructor(depends?: string) {
    this.#depends = depends;
  }

  /** Why a field of the form was refused, in words. */
  wrong = (field: string): string | undefined =>
    this.refusal?.field === field ? `${this.refusal.title} ${this.refusal.next}` : undefined;

  /** The refusal that stands at no field. */
  get general(): RefusalView | undefined {
    return this.refusal?.field === undefined ? this.refusal : undefined;
  }

  /** Forgets the last refusal: another act begins. */
  clear(): void {
    this.refusal = undefined;
  }

  /** Does an act. */
  async run<Value = unknown>(
    action: string,
    fields: FormData | Record<string, string>,
    done?: Done<Value>,
  ): Promise<ActionResult<Value>> {
    this.busy = true;
    const answer = await postAction<Value>(action, fields);
    this.busy = false;
    this.refusal = answer.ok ? undefined : answer.refusal;
    this.refused = answer.ok ? undefined : nameOf(action);
    const said = answer.ok ? await done?.(answer.value) : undefined;
    if (typeof said === 'string') toast(said);
    const mend = !answer.ok && (answer.refusal.field !== undefined || !reachedTheHouse(answer.refusal));
    if (this.#depends !== undefined && !mend) await invalidate(this.#depends);
    return answer;
  }

  /** What a form does when it is sent; `action` is asked then, where it changes. */
  submit<Value = unknown>(action: string | (() => string), done?: Done<Value>) {
    return async (event: SubmitEvent): Promise<void> => {
      event.preventDefault();
      const name = typeof action === 'string' ? action : action();
      await this.run(name, new FormData(event.currentTarget as HTMLFormElement, event.submitter), done);
    };
  }
}
