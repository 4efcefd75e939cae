import { normalise } from '../../text/index.ts';
import data from './small-words.json' with { type: 'json' };

/**
 * Ideas that say nearly the same split the votes between them, so a moderator sees them side by side and may join them. They are short and
 * of few words: what counts is which words they share, without diacritics. The signatures of the text layer are for long posts; of two
 * ideas with the same beginning they make copies.
 */

const SMALL: ReadonlySet<string> = new Set(data.small);
const NEGATING: ReadonlySet<string> = new Set(data.negating);
/** Twice the shared words over all words of both (Dice), from which two are shown together. */
const ALIKE = 0.6;

export interface SimilarIdea {
  readonly id: string;
  /** 0 to 1. */
  readonly alike: number;
  /** One of the two denies or forbids where the other does not: the same words may say the opposite. */
  readonly opposed: boolean;
}

interface Words {
  readonly content: ReadonlySet<string>;
  readonly denies: boolean;
}

/** The words of an idea that say what it is about, and whether it denies. */
function wordsOf(written: string): Words {
  const { text, stripped } = normalise(written);
  const content = new Set<string>();
  let denies = false;
  for (const { 0: syllable, index } of stripped.matchAll(/[\p{L}\p{N}]+/gu)) {
    // Both forms have the same length.
    if (NEGATING.has(text.slice(index, index + syllable.length))) denies = true;
    else if (!SMALL.has(syllable)) content.add(syllable);
  }
  return { content, denies };
}

/** Those of the others that say nearly the same, the nearest first. An idea without words of its own is like none. */
export function similarIdeas(
  text: string,
  others: readonly { readonly id: string; readonly text: string }[],
): SimilarIdea[] {
  const own = wordsOf(text);
  return others
    .map((other) => {
      const words = wordsOf(other.text);
      let shared = 0;
      for (const word of own.content) if (words.content.has(word)) shared += 1;
      const all = own.content.size + words.content.size;
      return { id: other.id, alike: all === 0 ? 0 : (2 * shared) / all, opposed: own.denies !== words.denies };
    })
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike || (a.id < b.id ? -1 : 1));
}
