import { createHash, randomBytes } from 'node:crypto';

/** Of so many texts it is remembered that they were stored while the centre may not know it yet. */
const MOST = 10;

/**
 * The ids of texts. SMPP gives a text none, so one that the centre brings again (its connection died before it had our answer) looks
 * like the same words sent twice. What was stored and is not known to have been answered is kept, in the cursor too, and has its id
 * again; anything else is a text of its own.
 */
export class HeardTexts {
  readonly #known = new Map<string, { readonly id: string; answered: boolean }>();

  constructor(cursor: string | null) {
    for (const [, digest, tail] of (cursor ?? '').matchAll(/([0-9a-f]{16})-([0-9a-f]{8})/g))
      this.#known.set(digest as string, { id: `${digest}-${tail}`, answered: false });
  }

  idOf(...what: readonly string[]): string {
    const digest = createHash('sha256').update(what.join('\n')).digest('hex').slice(0, 16);
    const known = this.#known.get(digest);
    if (known !== undefined) return known.id;
    const id = `${digest}-${randomBytes(4).toString('hex')}`;
    this.#known.set(digest, { id, answered: false });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST) break;
      this.#known.delete(oldest);
    }
    return id;
  }

  /** The answer was written. Whether it arrived is known when the centre says the next thing. */
  answered(id: string): void {
    const known = this.#known.get(id.slice(0, 16));
    if (known !== undefined) known.answered = true;
  }

  /** The centre lives, and has what was written before. @returns whether that changed the cursor */
  lives(): boolean {
    const before = this.#known.size;
    for (const [digest, { answered }] of this.#known) if (answered) this.#known.delete(digest);
    return this.#known.size !== before;
  }

  cursor(): string {
    return [...this.#known.values()].map(({ id }) => id).join(',');
  }
}
