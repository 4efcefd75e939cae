import type { Page } from 'playwright-core';

/**
 * Seconds of the keystroke-level model (Card, Moran and Newell, 1980): a key by an average skilled typist (55 words a minute)
 * and by somebody who types little; pointing and pressing; the hand going between keyboard and pointer; making up one's mind.
 */
export const OPERATORS = { key: 0.2, slowKey: 0.28, point: 1.1, press: 0.2, home: 0.4, think: 1.35 } as const;

/** What a person does on a page, counted: keys pressed, clicks, decisions; and how long the machine took. */
export class Walk {
  keys = 0;
  clicks = 0;
  thinks = 0;
  /** Times that the hand went from the keyboard to the pointer or back. */
  #homes = 0;
  #hand: 'keyboard' | 'pointer' = 'keyboard';
  readonly #page: Page;
  readonly #begun = performance.now();
  #ended: number | undefined;

  constructor(page: Page) {
    this.#page = page;
  }

  get acts(): number {
    return this.keys + this.clicks;
  }

  /** Presses keys, one after another. */
  async press(...keys: string[]): Promise<void> {
    this.#take('keyboard');
    for (const key of keys) {
      this.keys += 1;
      await this.#page.keyboard.press(key);
    }
  }

  /** Makes up one's mind once before each of the keys. */
  async decide(...keys: string[]): Promise<void> {
    this.thinks += keys.length;
    await this.press(...keys);
  }

  /** Writes a text, a key for each letter. */
  async type(text: string): Promise<void> {
    this.#take('keyboard');
    this.keys += text.length;
    await this.#page.keyboard.type(text);
  }

  async click(selector: string, modifiers: ('Shift' | 'Control')[] = []): Promise<void> {
    this.#point();
    await this.#page.locator(selector).first().click({ modifiers });
  }

  /** Chooses a line of a list. */
  async choose(selector: string, label: string): Promise<void> {
    this.#point();
    await this.#page.locator(selector).selectOption({ label });
  }

  /** What was wanted is on the page. */
  end(): void {
    this.#ended = performance.now();
  }

  /** Seconds that the machine took, so far or until the end. */
  machine(): number {
    return ((this.#ended ?? performance.now()) - this.#begun) / 1_000;
  }

  /** Seconds of a person by the model, with the machine's. */
  seconds(key: number = OPERATORS.key): number {
    const hand = this.clicks * (OPERATORS.point + OPERATORS.press) + this.#homes * OPERATORS.home;
    return this.keys * key + hand + this.thinks * OPERATORS.think + this.machine();
  }

  #point(): void {
    this.#take('pointer');
    this.clicks += 1;
    this.thinks += 1;
  }

  #take(hand: 'keyboard' | 'pointer'): void {
    if (this.#hand !== hand) this.#homes += 1;
    this.#hand = hand;
  }
}
