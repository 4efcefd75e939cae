/**
 * Emulates Vietnamese keyboards key by key: what a person presses for a text, and what an input method makes of the keys. Rules as UniKey,
 * OpenKey and ibus-bamboo share them: a mark key reaches back over consonants (free marking), the same key twice undoes and stays as a
 * letter, and a syllable that cannot be Vietnamese may be given back as its keys (spelling check).
 */

const TONES: Readonly<Record<string, number>> = { '\u0301': 1, '\u0300': 2, '\u0309': 3, '\u0303': 4, '\u0323': 5 };
const TONE_MARKS = ['', '\u0301', '\u0300', '\u0309', '\u0303', '\u0323'];
const TELEX_TONES = 'zsfrxj';
type Mark = '' | '\u0302' | '\u0306' | '\u031b' | 'đ';

export interface Typist {
  readonly method: 'telex' | 'vni' | 'viqr';
  /** The tone is pressed after the vowel at once, or at the end of the syllable. */
  readonly tone: 'at-once' | 'at-the-end';
  /** The mark (as in â, ư, đ) is pressed after its letter, or at the end of the syllable too. */
  readonly mark: 'at-once' | 'at-the-end';
  /** Telex: ư as `w` alone and not as `uw`. */
  readonly shortW?: boolean;
}

/** The keys that a person presses for a text. Letters without any mark or tone are themselves. */
export function keysFor(text: string, { method, tone, mark, shortW = false }: Typist): string {
  return text
    .normalize('NFC')
    .split(' ')
    .map((syllable) => {
      let keys = '';
      let late = '';
      let end = '';
      for (const character of syllable) {
        const parts = [...character.normalize('NFD')];
        const base = character === 'đ' ? 'd' : (parts[0] as string);
        const marks: Mark =
          character === 'đ' ? 'đ' : ((parts.find((part) => '\u0302\u0306\u031b'.includes(part)) ?? '') as Mark);
        const toneOf = parts.map((part) => TONES[part] ?? 0).find((one) => one > 0) ?? 0;
        const markKey = marks === '' ? '' : keyOfMark(method, marks, base);
        const alone = shortW && method === 'telex' && base === 'u' && markKey === 'w';
        keys += alone ? 'w' : base;
        if (!alone && mark === 'at-once') keys += markKey;
        else if (!alone) late += late.includes(markKey) ? '' : markKey;
        const toneKey = toneOf === 0 ? '' : keyOfTone(method, toneOf);
        if (tone === 'at-once') keys += toneKey;
        else end += toneKey;
      }
      return keys + late + end;
    })
    .join(' ');
}

function keyOfMark(method: Typist['method'], mark: Mark, base: string): string {
  if (method === 'telex') return mark === '\u031b' || mark === '\u0306' ? 'w' : base;
  if (method === 'vni') return { '\u0302': '6', '\u031b': '7', '\u0306': '8', đ: '9', '': '' }[mark];
  return { '\u0302': '^', '\u031b': '+', '\u0306': '(', đ: 'd', '': '' }[mark];
}

function keyOfTone(method: Typist['method'], tone: number): string {
  if (method === 'telex') return TELEX_TONES[tone] as string;
  return method === 'vni' ? String(tone) : ("'`?~.".charAt(tone - 1) as string);
}

export interface InputMethod {
  readonly method: 'off' | 'telex' | 'vni';
  /** A mark key also reaches a letter that does not stand just before it. */
  readonly freeMarking: boolean;
  /** Gives back the keys of what cannot be a Vietnamese syllable. */
  readonly spellingCheck: boolean;
}

/** What stands in the field after these keys. */
export function typed(keys: string, input: InputMethod): string {
  if (input.method === 'off') return keys;
  return keys
    .split(/([^a-z0-9]+)/i)
    .map((word, at) => (at % 2 === 1 ? word : composed(word, input)))
    .join('');
}

interface Letter {
  base: string;
  mark: Mark;
}

function composed(keys: string, { method, freeMarking, spellingCheck }: InputMethod): string {
  const letters: Letter[] = [];
  let tone = 0;
  /** Marks put on a letter that carries it already come off, and the key stays as a letter. */
  const put = (key: string, mark: Mark, on: string): boolean => {
    for (let at = letters.length - 1; at >= 0; at -= 1) {
      const letter = letters[at] as Letter;
      if (on.includes(letter.base)) {
        if (letter.mark === mark) {
          letter.mark = '';
          letters.push({ base: key, mark: '' });
          return true;
        }
        if (letter.mark === '' || mark !== 'đ') letter.mark = mark;
        // ươ is made of u and o together.
        const before = letters[at - 1];
        if (mark === '\u031b' && letter.base === 'o' && before?.base === 'u') before.mark = mark;
        return true;
      }
      if (!freeMarking) return false;
    }
    return false;
  };
  for (const key of keys.toLowerCase()) {
    const hasVowel = letters.some(({ base }) => 'aeiouy'.includes(base));
    const toneKey = method === 'telex' ? TELEX_TONES.indexOf(key) : '012345'.indexOf(key);
    if (toneKey >= 0 && hasVowel) {
      if (toneKey === 0 && tone === 0) letters.push({ base: key, mark: '' });
      else if (toneKey === tone) {
        tone = 0;
        letters.push({ base: key, mark: '' });
      } else tone = toneKey;
      continue;
    }
    if (method === 'telex') {
      if ('aeo'.includes(key) && put(key, '\u0302', key)) continue;
      if (key === 'd' && put(key, 'đ', 'd')) continue;
      if (key === 'w') {
        if (put(key, '\u031b', 'uo') || put(key, '\u0306', 'a')) continue;
        letters.push({ base: 'u', mark: '\u031b' });
        continue;
      }
    } else {
      if (key === '6' && put(key, '\u0302', 'aeo')) continue;
      if (key === '7' && put(key, '\u031b', 'uo')) continue;
      if (key === '8' && put(key, '\u0306', 'a')) continue;
      if (key === '9' && put(key, 'đ', 'd')) continue;
    }
    letters.push({ base: key, mark: '' });
  }
  const vowels = letters.map(({ base }, at) => ('aeiouy'.includes(base) ? at : -1)).filter((at) => at >= 0);
  const toned = letters.findLastIndex(({ mark }) => mark !== '' && mark !== 'đ');
  const place = toned >= 0 ? toned : (vowels[vowels.length > 2 ? 1 : 0] ?? -1);
  const shown = letters
    .map(({ base, mark }, at) => {
      const marked = mark === 'đ' ? 'đ' : base + mark;
      return at === place ? marked + TONE_MARKS[tone] : marked;
    })
    .join('')
    .normalize('NFC');
  return spellingCheck && !isSyllable(letters.map(({ base }) => base).join('')) ? keys : shown;
}

/** Whether letters without marks can be one Vietnamese syllable. */
function isSyllable(letters: string): boolean {
  return /^(b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?[aeiouy]{1,3}(c|ch|m|n|ng|nh|p|t)?$/.test(
    letters,
  );
}
