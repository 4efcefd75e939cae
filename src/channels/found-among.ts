import type { SendOutcome } from './adapter.ts';

/** A line of a conversation, or a post, as a network lists it. */
export interface ListedLine {
  readonly id: string;
  /** Unix time, milliseconds. */
  readonly at: number;
  readonly text: string;
  /** Whether the account wrote it; where a network does not say it, it may have. */
  readonly ours: boolean;
}

/** Two clocks may differ by so much. */
const CLOCKS = 120_000;

const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Networks give words back with blanks and letters composed in their own way. */
export const sameWords = (one: string, other: string): boolean => plain(one) === plain(other);

/**
 * What became of a message of which nobody is sure: among the newest lines, the one of ours in the same words since it was tried. Where it
 * is not, it did not arrive and may be tried again; but it may stand behind a full list that does not go back so far.
 * @param most how many lines the network was asked for
 */
export function foundAmong(
  lines: readonly ListedLine[],
  message: { readonly text: string; readonly triedAt: Date },
  most: number,
): SendOutcome {
  const since = message.triedAt.getTime() - CLOCKS;
  const found = lines.find(({ ours, at, text }) => ours && at >= since && sameWords(text, message.text));
  if (found) return { state: 'sent', provider: found.id };
  return lines.length < most || lines.some(({ at }) => at < since)
    ? { state: 'again', reason: 'not-there' }
    : { state: 'unsure', reason: 'cannot-be-asked' };
}
