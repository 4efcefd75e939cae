import { fold } from '../../../../src/vocabulary/language/fold.pure.ts';

/** Those whose text holds every word that was typed, with or without diacritics; whoever begins with it first. */
export function foundByWords<One>(all: readonly One[], typed: string, textOf: (one: One) => string): readonly One[] {
  const words = fold(typed).split(' ').filter(Boolean);
  const found = all.filter((one) => {
    const text = fold(textOf(one));
    return words.every((word) => text.includes(word));
  });
  const begins = (one: One) => (fold(textOf(one)).startsWith(words.join(' ')) ? 0 : 1);
  return words.length === 0 ? found : found.toSorted((one, other) => begins(one) - begins(other));
}

/** The stroke and the letters after it that stand before the caret, as where a sentence is to be inserted. */
export function slashAt(text: string, caret: number): { readonly from: number; readonly typed: string } | undefined {
  const match = /(?:^|\s)\/([\p{L}\p{M}\p{N}-]{0,30})$/u.exec(text.slice(0, caret));
  return match
    ? { from: caret - (match[1] as string).length - 1, typed: (match[1] as string).replaceAll('-', ' ') }
    : undefined;
}
