/** Finds numbers whose digits are written as digits, as words, or as both, however they are spaced. Pure, in linear time. */

/** Digits that a word stands for. Without diacritics, as the text layer strips them. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '0': 'khong hong linh le zero oh',
    '1': 'mot one',
    '2': 'hai two',
    '3': 'ba three',
    '4': 'bon tu four',
    '5': 'nam lam five nham',
    '6': 'sau six',
    '7': 'bay seven',
    '8': 'tam eight',
    '9': 'chin nine',
  }).flatMap(([digit, words]) => words.split(' ').map((word) => [word, digit] as const)),
);
/** Words that may stand between the digits of a number that is spoken. */
const BETWEEN = new Set([
  'roi',
  'den',
  'va',
  'tiep',
  'cham',
  'gach',
  'so',
  'tram',
  'nghin',
  'ngan',
  'cong',
  'voi',
  'and',
  'then',
]);
/** Letters that pass for digits inside a run of digits. */
const PASSES: Readonly<Record<string, string>> = { o: '0', q: '9', l: '1', i: '1', z: '2', s: '5', b: '8', g: '9' };

export interface FoundNumber {
  /** The digits, without what stood between them; a plus before them is left out. */
  readonly digits: string;
  readonly from: number;
  readonly to: number;
}

/** Words and signs that may stand between two digits before they count as two numbers. */
const MOST_BETWEEN = 3;

/** Runs of digits in a text without diacritics; indices are those of the text. */
export function findNumbers(stripped: string): readonly FoundNumber[] {
  const found: FoundNumber[] = [];
  let digits = '';
  let from = 0;
  let to = 0;
  let between = 0;
  const close = () => {
    if (digits !== '') found.push({ digits, from, to });
    digits = '';
    between = 0;
  };
  for (const token of stripped.matchAll(/[a-z0-9]+|[^a-z0-9\s]/g)) {
    const [text] = token;
    const read = digitsOf(text, digits === '');
    if (read !== '') {
      if (digits === '') from = token.index;
      digits += read;
      to = token.index + text.length;
      between = 0;
    } else if (digits !== '' && isBetween(text)) {
      between += 1;
      if (between > MOST_BETWEEN) close();
    } else close();
  }
  close();
  return found;
}

/** "mười" is a one before a digit ("mười hai") and nothing after one ("chín mươi hai"). */
function digitsOf(token: string, first: boolean): string {
  if (token === 'muoi') return first ? '1' : '';
  const spoken = WORDS.get(token);
  if (spoken !== undefined) return spoken;
  let read = '';
  let real = 0;
  for (const letter of token) {
    if (letter >= '0' && letter <= '9') real += 1;
    const digit = letter >= '0' && letter <= '9' ? letter : PASSES[letter];
    if (digit === undefined) return '';
    read += digit;
  }
  return real * 2 >= token.length || (token.length === 1 && !first && token !== 'i') ? read : '';
}

/** A sign such as a dot, or a word; a question or the end of a clause ends the number. */
const isBetween = (token: string): boolean => token === 'muoi' || BETWEEN.has(token) || /^[^a-z0-9?!:/]$/.test(token);
