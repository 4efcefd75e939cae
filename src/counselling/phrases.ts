/** Phrases of Vietnamese as people type them. Pure. */

/** Letter -> the class of itself with any of its marks left out: "ế" is typed as ế, ê, é or e. */
const CLASSES = new Map<string, string>();

function withoutSomeMarks(letter: string): string {
  if (letter === 'đ') return '[đd]';
  const [base = letter, ...marks] = letter.normalize('NFD');
  if (marks.length === 0) return letter;
  let forms = [base];
  for (const mark of marks) forms = [...forms, ...forms.map((form) => form + mark)];
  return `[${forms.map((form) => form.normalize('NFC')).join('')}]`;
}

function lettersOf(source: string): string {
  let pattern = '';
  for (const letter of source) {
    if (!CLASSES.has(letter)) CLASSES.set(letter, withoutSomeMarks(letter));
    pattern += CLASSES.get(letter);
  }
  return pattern;
}

/**
 * The pattern of a phrase over text that the text layer has normalised: lower case, single blanks. Every letter also stands for itself
 * with marks left out, a blank also for a comma or a dash between words, and the phrase begins and ends with whole words. Beside letters it may say
 * `( | )`, `?`, `{n,m}`, look-arounds and `\w`-like classes; no letter with marks inside `[ ]`.
 */
export function phrase(source: string): RegExp {
  const blanks = lettersOf(source.normalize('NFC')).replaceAll(' ', '[ ,;:"-]{1,3}');
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${blanks})(?![\\p{L}\\p{N}])`, 'gu');
}
