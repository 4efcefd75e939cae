import {
  createContext,
  type Kernel,
  newId,
  ok,
  repeat,
  serviceKey,
  serviceSource,
  systemActor,
} from '../../kernel/index.ts';
import { touchChildren } from '../contacts/contact-store.ts';
import { touchSessions } from '../contacts/receipt-store.ts';

/** How often it is written down which children's pages are open. A page counts as closed after 90 s without that. Milliseconds. */
const EVERY = 15_000;
/** Pages of one statement. */
const EACH = 500;

/** The open page of a child. */
export interface OpenPage {
  readonly contact: string;
  readonly session: string;
  /** The child had been counted as gone: it is back. */
  back(): Promise<unknown>;
}

/** The children's pages that this process holds open. Their signs are written down together, some hundreds in a statement. */
export class OpenPages {
  readonly #pages = new Set<OpenPage>();

  /** @returns the way to say that it was closed */
  open(page: OpenPage): () => void {
    this.#pages.add(page);
    return () => this.#pages.delete(page);
  }

  async sign(kernel: Kernel): Promise<void> {
    const pages = [...this.#pages];
    for (let from = 0; from < pages.length; from += EACH) await signAll(kernel, pages.slice(from, from + EACH));
  }
}

async function signAll(kernel: Kernel, pages: readonly OpenPage[]): Promise<void> {
  const actor = systemActor('counselling.open-pages');
  const ctx = createContext(kernel, { actor, requestId: newId<'request'>(), language: 'vi' });
  const signed = await ctx.transaction(async (tx) => {
    await touchSessions(
      tx,
      pages.map(({ session }) => session),
    );
    return ok(
      await touchChildren(
        tx,
        pages.map(({ contact }) => contact),
      ),
    );
  });
  const gone = new Set(signed.ok ? signed.value : []);
  for (const page of pages) if (gone.has(page.contact)) await page.back();
}

export const OPEN_PAGES = serviceKey<OpenPages>('counselling.open-pages');

export const openPagesSource = serviceSource(OPEN_PAGES, async ({ kernel }) => {
  const pages = new OpenPages();
  const close = repeat(EVERY, () =>
    pages
      .sign(kernel)
      .catch((error: unknown) =>
        kernel.log.warn({ err: error }, 'signs of open pages could not be written; trying again'),
      ),
  );
  return { service: pages, close };
});
