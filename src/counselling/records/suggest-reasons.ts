import { z } from 'zod';
import { type ContactReason, contactReason, phraseFinder } from '../../vocabulary/index.ts';
import file from './reason-phrase.json' with { type: 'json' };

const { phrases } = z
  .strictObject({
    source: z.string(),
    verified: z.boolean(),
    version: z.string(),
    phrases: z.partialRecord(contactReason.zod, z.array(z.string())),
  })
  .parse(file);

const reasonsOf = new Map<string, ContactReason>(
  Object.entries(phrases).flatMap(([reason, some]) => some.map((words) => [words, reason as ContactReason] as const)),
);
const find = phraseFinder(
  [...reasonsOf.keys()],
  [...reasonsOf.keys()].map((words) => ({ code: words, words })),
);

/** So many are suggested. */
export const SUGGESTED_MOST = 3;
/** Code units of a conversation that are read. */
const MOST = 40_000;

export interface SuggestedReason {
  readonly reason: ContactReason;
  /** The phrases of the rule that were found: why it is suggested. */
  readonly because: readonly string[];
}

/**
 * Which reasons of 111 the words of a conversation may be about, by an open rule: the reason with more different phrases first, of
 * equals the one that stands earlier in the list. It reads words and not meaning, and ticks nothing.
 * @param lines what the child wrote
 */
export function suggestReasons(lines: readonly string[]): readonly SuggestedReason[] {
  const because = new Map<ContactReason, string[]>();
  for (const words of find(lines.join('\n').slice(0, MOST))) {
    const reason = reasonsOf.get(words) as ContactReason;
    because.set(reason, [...(because.get(reason) ?? []), words]);
  }
  return contactReason.codes
    .flatMap((reason) => {
      const found = because.get(reason);
      return found === undefined ? [] : [{ reason, because: found }];
    })
    .sort((one, other) => other.because.length - one.because.length)
    .slice(0, SUGGESTED_MOST);
}
