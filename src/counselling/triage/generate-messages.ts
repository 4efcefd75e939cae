import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { perturb, randomFrom } from '../../text/index.ts';

/** The three sets of templates. No template stands in two of them; `sealed` is read by the measurement alone. */
export const messageSets = ['train', 'dev', 'sealed'] as const;
export type MessageSet = (typeof messageSets)[number];

export const childAges = ['6-10', '11-15', '16-17'] as const;
export const childRegions = ['north', 'centre', 'south'] as const;
export const typedAs = ['plain', 'no-diacritics', 'teencode', 'typo', 'teencode-no-diacritics'] as const;

/** A first message that nobody wrote. */
export interface SyntheticMessage {
  readonly text: string;
  /** It tells of a danger that is here or about to be. */
  readonly imminent: boolean;
  readonly theme: string;
  readonly age: (typeof childAges)[number];
  readonly region: (typeof childRegions)[number];
  readonly typed: (typeof typedAs)[number];
}

const lines = z.array(z.string());
const grammar = z.strictObject({
  openers: lines.min(1),
  closers: lines.min(1),
  slots: z.record(z.string(), lines.min(1)),
  imminent: z.record(z.string(), lines.min(1)),
  other: z.record(z.string(), lines.min(1)),
});
type Grammar = z.infer<typeof grammar>;

/** The templates of a set. */
export function readGrammar(set: MessageSet): Grammar {
  return grammar.parse(JSON.parse(readFileSync(new URL(`./grammar/${set}.json`, import.meta.url), 'utf8')));
}

/** SHA-256 of what the templates of a set say, however the file is laid out. */
export function grammarDigest(set: MessageSet): string {
  return createHash('sha256')
    .update(JSON.stringify(readGrammar(set)))
    .digest('hex');
}

type Random = () => number;
const pick = <T>(some: readonly T[], random: Random): T => some[Math.floor(random() * some.length)] as T;

/** How children of an age and a region name themselves. */
const OWN_NAME: Readonly<
  Record<SyntheticMessage['age'], Readonly<Record<SyntheticMessage['region'], readonly string[]>>>
> = {
  '6-10': { north: ['con', 'cháu', 'em'], centre: ['con', 'cháu', 'em'], south: ['con', 'em'] },
  '11-15': { north: ['em', 'cháu'], centre: ['em', 'con'], south: ['em', 'con'] },
  '16-17': { north: ['em', 'mình', 'tớ'], centre: ['em', 'mình'], south: ['em', 'mình', 'tui'] },
};

/** Words of a region for those that are written everywhere, with how often they are said. */
const REGION_WORDS: Readonly<Record<SyntheticMessage['region'], readonly (readonly [string, string, number])[]>> = {
  north: [
    ['ba', 'bố', 0.9],
    ['má', 'mẹ', 1],
    ['vậy', 'thế', 0.7],
    ['la', 'mắng', 0.8],
    ['kêu', 'bảo', 0.7],
    ['coi', 'xem', 0.9],
    ['hình', 'ảnh', 0.7],
  ],
  centre: [
    ['gì', 'chi', 0.6],
    ['sao', 'răng', 0.4],
    ['đâu', 'mô', 0.4],
    ['vậy', 'rứa', 0.6],
    ['mẹ', 'mạ', 0.3],
    ['này', 'ni', 0.5],
  ],
  south: [
    ['không', 'hông', 0.4],
    ['mẹ', 'má', 0.6],
    ['bố', 'ba', 0.9],
    ['thế', 'vậy', 0.8],
    ['tìm', 'kiếm', 0.4],
    ['vào', 'vô', 0.6],
    ['ảnh', 'hình', 0.6],
  ],
};

export interface Generate {
  readonly seed: number;
  readonly count: number;
  /** Part of the messages that tell of an imminent danger. */
  readonly imminent: number;
  /** As messages are typed; everything plain where it is not said. */
  readonly disguised?: boolean;
}

/** Messages from the templates of a set; the same seed gives the same messages. */
export function generateMessages(
  set: MessageSet,
  { seed, count, imminent, disguised = false }: Generate,
): SyntheticMessage[] {
  const from = readGrammar(set);
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => oneMessage(from, random() < imminent, disguised, random));
}

function oneMessage(from: Grammar, imminent: boolean, disguised: boolean, random: Random): SyntheticMessage {
  const age = pick(childAges, random);
  const region = pick(childRegions, random);
  const typed = disguised ? pickTyped(random) : 'plain';
  const themes = imminent ? from.imminent : from.other;
  const theme = pick(Object.keys(themes), random);
  const own = pick(OWN_NAME[age][region], random);
  const say = (template: string) => inRegion(filled(template, from, own, random), region, random);
  const body = say(pick(themes[theme] as string[], random));
  const parts = [say(pick(from.openers, random)), body, say(pick(from.closers, random))];
  // A quarter tell of something else first, as children do.
  if (random() < 0.25)
    parts.splice(1, 0, say(pick(from.other[pick(['school', 'family', 'friends'], random)] as string[], random)));
  return { text: typedText(written(parts, random), typed, random), imminent, theme, age, region, typed };
}

function pickTyped(random: Random): SyntheticMessage['typed'] {
  const at = random();
  return at < 0.4
    ? 'plain'
    : at < 0.65
      ? 'no-diacritics'
      : at < 0.8
        ? 'teencode'
        : at < 0.9
          ? 'typo'
          : 'teencode-no-diacritics';
}

function filled(template: string, { slots }: Grammar, own: string, random: Random): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'em') return own;
    const some = slots[name];
    if (some === undefined) throw new Error(`a template asks for ${name}, which is no slot`);
    return filled(pick(some, random), { slots } as Grammar, own, random);
  });
}

function inRegion(text: string, region: SyntheticMessage['region'], random: Random): string {
  const words = text.split(' ');
  for (const [from, to, often] of REGION_WORDS[region])
    for (const [at, word] of words.entries()) if (word === from && random() < often) words[at] = to;
  return words.join(' ');
}

function written(parts: readonly string[], random: Random): string {
  const text = parts.filter((part) => part !== '').join(pick([' ', ', ', '. ', '\n'], random));
  const shown = random() < 0.4 && text !== '' ? (text[0] as string).toUpperCase() + text.slice(1) : text;
  return random() < 0.2 ? `${shown}.` : shown;
}

function typedText(text: string, typed: SyntheticMessage['typed'], random: Random): string {
  if (typed === 'plain') return text;
  if (typed === 'teencode-no-diacritics') return perturb('no-diacritics', perturb('teencode', text, random), random);
  return perturb(typed, text, random);
}
