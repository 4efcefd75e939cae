import { domainToUnicode } from 'node:url';
import known from './known-names.json' with { type: 'json' };

/** Why a name is worth a second look. A warning to who reads it, never a ground to block: Vietnamese names are names. */
export type HomographWarning =
  | { readonly kind: 'MIXED_SCRIPT'; readonly label: string; readonly scripts: readonly string[] }
  | { readonly kind: 'LOOKS_LATIN'; readonly label: string; readonly looksLike: string }
  | { readonly kind: 'LOOKS_LIKE_KNOWN'; readonly label: string; readonly looksLike: string };

const LETTERS = new Map(Object.entries(known.letters));
const KNOWN = new Map(known.names.map((name) => [lookAlike(name), name]));
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
  ['CJK', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u],
];

/** Warnings for a host as `readUrl` gives it. Latin beside Chinese, Japanese and Korean letters is usual there and warned of by nothing. */
export function homographWarnings(host: string): HomographWarning[] {
  const warnings: HomographWarning[] = [];
  for (const label of (domainToUnicode(host) || host).normalize('NFC').split('.')) {
    const scripts = SCRIPTS.filter(([, letters]) => letters.test(label)).map(([name]) => name);
    if (scripts.length > 1 && !(scripts.length === 2 && scripts.includes('Latin') && scripts.includes('CJK')))
      warnings.push({ kind: 'MIXED_SCRIPT', label, scripts });
    const plain = lookAlike(label);
    if (scripts.length > 0 && !scripts.includes('Latin') && /^[a-z0-9-]+$/.test(plain) && /[a-z]/.test(plain))
      warnings.push({ kind: 'LOOKS_LATIN', label, looksLike: plain });
    const name = KNOWN.get(plain);
    if (name !== undefined && name !== label) warnings.push({ kind: 'LOOKS_LIKE_KNOWN', label, looksLike: name });
  }
  return warnings;
}

/** What a name looks like: without marks, every letter as the Latin one that it resembles. */
export function lookAlike(label: string): string {
  const bare = label.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
  return [...bare]
    .map((letter) => LETTERS.get(letter) ?? letter)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
}
