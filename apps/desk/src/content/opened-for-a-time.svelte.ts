import { postAction } from '../post-action.ts';
import type { RefusalView } from '../server/answer.server.ts';
import { currentTime } from '../state/ticker.svelte.ts';

/** What is masked until it is asked for by the action `xem`, with a reason that the audit keeps, and is masked again when its time is over. */
export class OpenedForATime<Opened extends { readonly until: string }> {
  #asked: Opened | undefined = $state();
  refused: RefusalView | undefined = $state();
  readonly #sent: () => Opened | undefined;

  /** @param sent what was asked for without scripts */
  constructor(sent: () => Opened | undefined) {
    this.#sent = sent;
  }

  get shown(): Opened | undefined {
    const found = this.#asked ?? this.#sent();
    return found && Date.parse(found.until) > currentTime() ? found : undefined;
  }

  readonly ask = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const done = await postAction<Opened>('?/xem', new FormData(event.currentTarget as HTMLFormElement));
    this.#asked = done.ok ? done.value : undefined;
    this.refused = done.ok ? undefined : done.refusal;
  };
}
