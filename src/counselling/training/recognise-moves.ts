import { z } from 'zod';
import { fold, type Phrase, phraseFinder } from '../../vocabulary/index.ts';
import { guardOutgoing } from '../safeguards/outgoing-guard.ts';
import type { OutgoingReason } from '../safeguards/outgoing-reason.ts';
import { type Move, move } from './move.ts';
import file from './move-phrases.json' with { type: 'json' };

const written = z.strictObject({
  '{H}': z.string(),
  '{C}': z.string(),
  moves: z.partialRecord(
    move.zod,
    z.array(
      z.union([
        z.string(),
        z.strictObject({ words: z.string(), marked: z.literal(true).optional(), notAfter: z.string().optional() }),
      ]),
    ),
  ),
});
const { moves, ...people } = written.parse(file);

const withPeople = (words: string) => words.replaceAll('{H}', people['{H}']).replaceAll('{C}', people['{C}']);
const phrases: readonly Phrase<Move>[] = Object.entries(moves).flatMap(([code, some]) =>
  some.map((one) => {
    const { words, marked, notAfter } = typeof one === 'string' ? { words: one } : one;
    return { code: code as Move, words: withPeople(words), ...(marked && { marked }), ...(notAfter && { notAfter }) };
  }),
);
const find = phraseFinder(move.codes, phrases);

/** Code units of a line that are read. */
const MOST = 4_000;
/** Of a hundred words, as many may have diacritics in a line that counts as typed without them. */
const FEW_MARKED = 0.05;
/** A sentence that ends so is a question, with or without its mark. */
const ASKS = /(?:^| )(?:khong|chua|a|ha|hong|phai khong|dung khong|chu|nhi|vay|the|right|ok)$/;
const ASKING: readonly Move[] = [
  'OPEN_QUESTION',
  'SAFETY_QUESTION',
  'SUICIDE_QUESTION',
  'WHY_QUESTION',
  'CHOICE',
  'CONSENT',
  'SUPPORT_PERSON',
];
/** What the guard of outgoing lines finds is a move as well. */
const GUARDED: Readonly<Partial<Record<OutgoingReason, Move>>> = {
  PHONE: 'CONTACT_DETAILS',
  LINK: 'CONTACT_DETAILS',
  EMAIL: 'CONTACT_DETAILS',
  HANDLE: 'CONTACT_DETAILS',
  OWN_CHANNEL: 'CONTACT_DETAILS',
  MEETING: 'MEETING_OFFER',
  SECRECY: 'SECRECY_PROMISE',
};

/**
 * What a helper's line does, the most harmful first; `UNCLEAR` alone where nothing is recognised. By rules over phrases, sentence by
 * sentence, with and without diacritics: it sees words and not tone, and may be wrong either way. Linear in the length of the text.
 */
export function recogniseMoves(text: string): readonly Move[] {
  const line = text.slice(0, MOST);
  const typed = { unmarked: isUnmarked(line) };
  const found = new Set<Move>();
  for (const sentence of line.split(/(?<=[.!?…\n])/)) {
    const own = settled(find(sentence, typed), sentence);
    for (const one of own) found.add(one);
    const asks = /\?\s*$/.test(sentence) || ASKS.test(fold(sentence));
    if (asks && !own.some((one) => ASKING.includes(one))) found.add('CLOSED_QUESTION');
  }
  if (!found.has('PICTURE_ASKED'))
    for (const { reason } of guardOutgoing(line)) {
      const guarded = GUARDED[reason];
      if (guarded !== undefined) found.add(guarded);
    }
  settle(found);
  return found.size === 0 ? ['UNCLEAR'] : move.codes.filter((code) => found.has(code));
}

/** Where two readings of the same words cannot both be meant. */
function settle(found: Set<Move>): void {
  // An honest limit has the words of a promise.
  if (found.has('HONEST_LIMIT')) found.delete('SECRECY_PROMISE');
  // Whether it would be suicide or harm, whoever asks it plainly does not play it down.
  if (found.has('SUICIDE_QUESTION')) found.delete('CLOSED_QUESTION');
  // A step towards safety is often put as advice.
  if (found.has('SAFETY_STEP')) found.delete('ADVICE');
  // A goodbye has a greeting's words.
  if (found.has('CLOSING')) found.delete('INTRODUCTION');
}

/** "Không ai nói đó là lỗi của em" has the words of a blame; after a "but" it would be one. */
function settled(moves: readonly Move[], sentence: string): readonly Move[] {
  const absolves = moves.includes('VALIDATION') && !BUT.test(fold(sentence));
  return absolves ? moves.filter((code) => code !== 'BLAME') : moves;
}
const BUT = /(?:^| )(?:nhung|song|tuy|but)(?: |$)/;

function isUnmarked(line: string): boolean {
  const words = line.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.filter((word) => fold(word) !== word).length <= words.length * FEW_MARKED;
}
