import { postAction } from '../post-action.ts';
import { isAway, onLiveEvent, UNATTENDED } from '../state/live.svelte.ts';

/** A colleague who is at the same record. */
export interface Present {
  readonly person: string;
  readonly name: string;
  readonly writing: boolean;
  readonly until: string;
}

/** How often the page says that its reader is still there, in milliseconds; a sign of looking counts for half a minute. */
const LOOKS_EVERY = 20_000;
/** A sign of writing counts for six seconds. */
const WRITES_EVERY = 4_000;

/** Who else is at a report, and that the reader is. Made while the page is set up. */
export class Presence {
  #all: readonly Present[] = $state.raw([]);
  #wroteAt = 0;
  #toldWriting = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
    $effect(() => {
      void this.#tell(false);
      const timer = setInterval(() => {
        if (!isAway()) void this.#tell(false);
      }, LOOKS_EVERY);
      const forget = onLiveEvent((event) => {
        if (event.topic === 'presence.changed' && event.id === this.#id && !isAway()) void this.#look();
      });
      return () => {
        clearInterval(timer);
        clearTimeout(this.#timer);
        forget();
      };
    });
  }

  /** Those who are there now. */
  get others(): readonly Present[] {
    return this.#all;
  }

  /** A sign ends by itself, to the second: nobody seems to write for ever. */
  #keep(all: readonly Present[]): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    this.#all = all.filter(({ until }) => Date.parse(until) > now);
    const next = Math.min(...this.#all.map(({ until }) => Date.parse(until)));
    if (Number.isFinite(next)) this.#timer = setTimeout(() => this.#keep(this.#all), next - now + 50);
  }

  /** The reader types. */
  writes = (): void => {
    const now = Date.now();
    if (now - this.#wroteAt < WRITES_EVERY) return;
    this.#wroteAt = now;
    void this.#tell(true);
  };

  async #tell(writing: boolean): Promise<void> {
    // Looking must not take writing back while it counts.
    if (!writing && this.#toldWriting && Date.now() - this.#wroteAt < WRITES_EVERY) return;
    this.#toldWriting = writing;
    await this.#ask({ dangViet: writing ? '1' : '', hien: '1' });
  }

  #look(): Promise<void> {
    return this.#ask({ hien: '' });
  }

  /** By itself, and no sign that somebody works: a desk that nobody sits at lets its session end. */
  async #ask(fields: Record<string, string>): Promise<void> {
    const told = await postAction<Present[]>('?/coMat', fields, UNATTENDED);
    if (told.ok) this.#keep(told.value);
  }
}
