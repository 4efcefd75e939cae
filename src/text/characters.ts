/**
 * One code unit at a time: which character stands for which (look-alikes, widths, styles, case), what is invisible, and the same
 * letters without diacritics. Tables over the basic plane, made once from Unicode's own data and our list of look-alikes.
 */

/** The Vietnamese alphabet with f, j, w and z, each vowel in its six tones, lower case, composed. */
export const VIETNAMESE_LETTERS =
  'aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz';

/** Letters of other scripts and styles that are read as a Latin letter, from how they look. Our own list. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аαɑᴀ',
    b: 'вʙβƅɓƀьъ',
    c: 'сϲᴄςҫ',
    d: 'ԁɗᴅժ',
    đ: 'ðɖꟈ',
    e: 'еεɛᴇєҽ',
    f: 'ꜰƒϝ',
    g: 'ɡɢցǥ',
    h: 'нһհʜħ',
    i: 'іιıɪɩ',
    j: 'јᴊϳ',
    k: 'кκᴋƙ',
    l: 'ӏʟłƚ',
    m: 'мᴍ',
    n: 'ոηɴŋп',
    o: 'оοσᴏօøɵө',
    p: 'рρᴘƥ',
    q: 'ԛզ',
    r: 'гʀᴦɾ',
    s: 'ѕꜱƨʂ',
    t: 'тτᴛŧƭ',
    u: 'սυᴜμʉ',
    v: 'νᴠʋѵ',
    w: 'ωᴡԝɯшѡ',
    x: 'хχ×',
    y: 'уγʏүƴ',
    z: 'ᴢƶʐ',
    "'": '’‘ʼ′´',
    '"': '“”„″',
    '-': '–—―‐−',
    '.': '․。',
  }).flatMap(([letter, others]) => [...others].map((other) => [other, letter] as const)),
);

const INVISIBLE = /^(?:[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Variation_Selector}]|\u034f|\u115f|\u1160|\u3164|\uffa0)$/u;
/** Marks that any base may carry; those that make no Vietnamese letter with theirs are decoration. */
const COMMON_MARK = /^[\p{Script=Inherited}]$/u;
const OWN_MARK = /^[\p{M}\u1160-\u11ff]$/u;

/** What a table entry says instead of a character. Control characters never come out of a fold, so their numbers are free. */
export const DROP = 0;
export const MARK = 1;
export const SEVERAL = 2;

/** Code unit -> the one it stands for, or DROP, MARK (try to compose it with the letter before) or SEVERAL (see `foldSeveral`). */
export const FOLDED = new Uint16Array(65_536);
/** Code unit -> the same letter without diacritics; always one for one. */
export const STRIPPED = new Uint16Array(65_536);
export const LETTER = 1;
export const DIGIT = 2;
export const SPACE = 3;
/** Code unit -> LETTER, DIGIT, SPACE, or 0 for anything else. */
export const KIND = new Uint8Array(65_536);

const several = new Map<number, string>();
const vietnamese = new Set(VIETNAMESE_LETTERS);

for (let unit = 0; unit < 65_536; unit += 1) {
  STRIPPED[unit] = unit;
  const character = String.fromCharCode(unit);
  if (OWN_MARK.test(character) && !INVISIBLE.test(character)) FOLDED[unit] = MARK;
  else {
    const folded = foldCharacter(character);
    if (folded.length === 1) FOLDED[unit] = folded.charCodeAt(0);
    else if (folded !== '') {
      FOLDED[unit] = SEVERAL;
      several.set(unit, folded);
    }
  }
  // A part of a Korean syllable that joins what is before it is a mark of its script, whatever Unicode counts it among.
  if (FOLDED[unit] !== MARK && /\p{L}/u.test(character)) KIND[unit] = LETTER;
  else if (unit >= 48 && unit <= 57) KIND[unit] = DIGIT;
}
KIND[32] = SPACE;
for (const letter of VIETNAMESE_LETTERS)
  STRIPPED[letter.charCodeAt(0)] = letter === 'đ' ? 100 : letter.normalize('NFD').charCodeAt(0);

/** Folds one character (one or two code units) to what it is read as; '' for what cannot be seen. */
export function foldCharacter(character: string): string {
  let folded = '';
  for (const one of character.normalize('NFKC').toLowerCase().normalize('NFKC')) folded += foldSimple(one);
  // A Korean vowel that stands alone is the form of one that joins what is before it: it stays alone, as it is read.
  return OWN_MARK.test(folded) && !OWN_MARK.test(character) ? character : folded;
}

/** The characters of an entry SEVERAL, or of a character outside the basic plane. */
export function foldSeveral(unit: number): string {
  return several.get(unit) ?? '';
}

function foldSimple(character: string): string {
  if (vietnamese.has(character)) return character;
  if (/\s/u.test(character)) return ' ';
  if (INVISIBLE.test(character) || COMMON_MARK.test(character)) return '';
  const alike = LOOK_ALIKES.get(character);
  if (alike !== undefined) return alike;
  const code = character.codePointAt(0) as number;
  // Letters in black circles and squares, which Unicode does not count as forms of the letters.
  if (code >= 0x1f150 && code <= 0x1f169) return String.fromCharCode(97 + code - 0x1f150);
  if (code >= 0x1f170 && code <= 0x1f189) return String.fromCharCode(97 + code - 0x1f170);
  const [base = '', ...marks] = character.normalize('NFD');
  if (marks.length === 0) return character;
  const plain = LOOK_ALIKES.get(base) ?? base;
  return vietnamese.has(plain) ? plain : character;
}

const composed = new Map<number, number>();

/**
 * The letter that `before` and a combining mark make together; DROP where the mark is decoration and falls away; MARK where it
 * belongs to another script and stays as it is.
 */
export function compose(before: number, mark: number): number {
  const key = before * 65_536 + mark;
  const known = composed.get(key);
  if (known !== undefined) return known;
  const pair = String.fromCharCode(before, mark).normalize('NFC');
  const folded = pair.length === 1 ? foldCharacter(pair) : '';
  const result = folded.length === 1 ? folded.charCodeAt(0) : COMMON_MARK.test(String.fromCharCode(mark)) ? DROP : MARK;
  // Hostile text may try every pair there is: the table stays small.
  if (composed.size < 20_000) composed.set(key, result);
  return result;
}
