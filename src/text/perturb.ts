import { TEENCODE } from './teencode.ts';

/** The ways in which people hide or hurry a text, as a model is tried and trained on them. */
export const perturbations = [
  'no-diacritics',
  'nfd',
  'teencode',
  'leet',
  'separators',
  'repeats',
  'homoglyph',
  'typo',
  'mixed',
] as const;
export type Perturbation = (typeof perturbations)[number];

const LEET: Readonly<Record<string, string>> = {
  a: '4',
  e: '3',
  i: '1',
  o: '0',
  s: '5',
  A: '4',
  E: '3',
  I: '1',
  O: '0',
};
const HOMOGLYPHS: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
  h: 'һ',
};
const SEPARATORS = ['.', '-', '_', '*', ' '];

/** Word -> its short forms; meanings of several words are left as they are. */
const SHORT_FORMS = new Map<string, string[]>();
for (const [form, meaning] of TEENCODE) SHORT_FORMS.set(meaning, [...(SHORT_FORMS.get(meaning) ?? []), form]);

type Random = () => number;
const pick = <T>(some: readonly T[], random: Random): T => some[Math.floor(random() * some.length)] as T;
const words = (text: string, change: (word: string) => string) => text.replace(/[\p{L}\p{M}]+/gu, change);

const CHANGES: Readonly<Record<Perturbation, (text: string, random: Random) => string>> = {
  'no-diacritics': (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D'),
  nfd: (text) => text.normalize('NFD'),
  teencode: (text, random) =>
    words(text, (word) => {
      const forms = SHORT_FORMS.get(word.toLowerCase());
      return forms !== undefined && random() < 0.7 ? pick(forms, random) : word;
    }),
  leet: (text, random) =>
    words(text, (word) => (random() < 0.5 ? word.replace(/[aeiosAEIO]/g, (letter) => LEET[letter] ?? letter) : word)),
  separators: (text, random) =>
    words(text, (word) => (word.length > 1 && random() < 0.3 ? [...word].join(pick(SEPARATORS, random)) : word)),
  repeats: (text, random) =>
    words(text, (word) =>
      random() < 0.4 ? word + (word.at(-1) as string).repeat(2 + Math.floor(random() * 4)) : word,
    ),
  homoglyph: (text, random) =>
    words(text, (word) =>
      random() < 0.5 ? word.replace(/[aceiopxyh]/g, (letter) => HOMOGLYPHS[letter] ?? letter) : word,
    ),
  typo: (text, random) => words(text, (word) => (word.length > 2 && random() < 0.2 ? misspell(word, random) : word)),
  mixed: (text, random) => {
    const some = perturbations.filter((name) => name !== 'mixed');
    return perturb(pick(some, random), perturb(pick(some, random), text, random), random);
  },
};

/** Two letters swapped, one left out, or one written twice. */
function misspell(word: string, random: Random): string {
  const at = Math.floor(random() * (word.length - 1));
  const [first, second] = [word[at] as string, word[at + 1] as string];
  const middle = pick([second + first, first, first + first + second], random);
  return word.slice(0, at) + middle + word.slice(at + 2);
}

/** The text changed in one way, as often as `random` says. */
export function perturb(how: Perturbation, text: string, random: Random): string {
  return CHANGES[how](text, random);
}
