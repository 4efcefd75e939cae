import type { App } from '../../../server/app.ts';
import { getLocale } from '../paraglide/runtime.js';

export interface CardView {
  readonly code: string;
  readonly name: string;
  /** Other words by which it is found. */
  readonly words: string;
  readonly steps: readonly string[];
  readonly source: string;
  readonly verified: boolean;
}

/** The protocol cards in the reader's language. */
export function cardViews(app: App): CardView[] {
  const language = getLocale();
  return app.modules.counselling.protocolCard.terms.map((card) => ({
    code: card.code,
    name: card[language],
    words: `${card.words} ${card.vi} ${card.en}`,
    steps: card[`steps_${language}`],
    source: card.source,
    verified: card.verified,
  }));
}
