import { type NormalisedText, rawRange } from '../../text/index.ts';
import { numberPattern } from './number-formats.ts';

/** A detail by which somebody could find or reach a child; a range of the raw text. */
export interface FoundDetail {
  readonly kind: 'PHONE' | 'SCHOOL_AND_CLASS' | 'ADDRESS' | 'EMAIL' | 'NATIONAL_ID' | 'BIRTH_DATE' | 'ACCOUNT';
  readonly from: number;
  readonly to: number;
}

interface Pattern {
  readonly kind: FoundDetail['kind'];
  readonly pattern: RegExp;
  /** What the pattern reads: the normalised text without diacritics, or the text as it was written, where case and dots matter. */
  readonly reads: 'stripped' | 'raw';
}

/** Between the digits of a number as people write it. */
const GAP = '[ .\\-_()]{0,2}';
const digits = (count: string) => `(?:${GAP}\\d)${count}`;
const WORD = "[a-z0-9'/-]{1,20}";
/** A name of one to five words, as far as a comma or the end of a sentence. */
const NAME = `${WORD}(?: ${WORD}){0,4}`;
const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const MONTH = '(?:0?[1-9]|1[0-2])';
const YEAR = '(?:19[5-9]\\d|20[0-4]\\d)';
const DATE = `(?:${DAY} ?[/.\\- ] ?${MONTH} ?[/.\\- ] ?(?:${YEAR}|\\d\\d)|(?:ngay )?${DAY} thang ${MONTH}(?: nam ${YEAR})?|${YEAR}-${MONTH}-${DAY})`;
const AREA = `(?:,? ?(?:duong|pho|phuong|xa|quan|huyen|thi tran|thi xa|thanh pho|tinh|p|q|tp)\\.? ?${NAME})`;

const stripped = (kind: Pattern['kind'], ...patterns: string[]): Pattern[] =>
  patterns.map((pattern) => ({ kind, pattern: new RegExp(pattern, 'g'), reads: 'stripped' }));
const raw = (kind: Pattern['kind'], ...patterns: RegExp[]): Pattern[] =>
  patterns.map((pattern) => ({ kind, pattern, reads: 'raw' }));

/**
 * In order of certainty; each with bounded repetition only. What the law says of numbers stands in `number-formats.ts`, with its source
 * and dates; the rest is from how people write.
 */
const PATTERNS: readonly Pattern[] = [
  ...stripped('EMAIL', '[a-z0-9][\\w.+-]{0,63}@[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,4}'),
  ...stripped(
    'ACCOUNT',
    `\\b(?:so tai khoan|tai khoan)(?: (?:ngan hang|la|cua|minh|em)){0,3}:? ?\\d${digits('{5,18}')}(?!\\d)`,
  ),
  ...stripped('NATIONAL_ID', `(?<!\\d)${numberPattern('NATIONAL_ID', GAP)}(?!\\d)`),
  ...stripped(
    'PHONE',
    `(?<!\\d)(?:\\(?\\+?84\\)?${GAP}(?:\\(?0\\)?)?|\\(?0${GAP})${numberPattern('PHONE', GAP)}(?!\\d)`,
  ),
  ...stripped(
    'BIRTH_DATE',
    `\\b(?:ngay sinh|sinh nhat|sinh|sn|ns)(?: (?:ngay|vao|cua|em|con|be|la|nam)){0,3}:? ?(?:${DATE}|${YEAR})(?!\\d)`,
  ),
  ...stripped(
    'SCHOOL_AND_CLASS',
    `\\b(?:truong (?:mam non|mau giao|tieu hoc|trung hoc|pho thong|thcs|thpt|cap [123]|th|chuyen|quoc te)|thcs|thpt|ptth) ${NAME}`,
    '\\blop:? ?(?:1[0-2]|[1-9]) ?[/.-]?(?: ?[a-z]{1,3})?\\d{0,2}\\b',
    '\\bhoc (?:1[0-2]|[6-9])[a-z]{1,2}\\d{0,2}\\b',
  ),
  // "trường" alone is a school's name only before a capital: otherwise it is any school, or a field.
  ...raw('SCHOOL_AND_CLASS', /(?<!\p{L})[Tt]r(?:ườ|uo)ng(?: \p{Lu}[\p{L}\d]{0,15}){1,4}/gu),
  ...stripped(
    'ADDRESS',
    `\\b(?:so(?: nha)?:? ?)?\\d{1,4}[a-z]?(?:/\\d{1,4}[a-z]?){0,3},? ?(?:duong|pho|ngo|ngach|hem|kiet|khu pho|ap|thon|xom) ${NAME}${AREA}{0,4}`,
    `\\b(?:ngo|ngach|hem|kiet|to dan pho|khu pho|ap|thon|xom) \\d{1,4}[a-z]?(?:/\\d{1,4}){0,3}${AREA}{1,4}`,
    `\\b(?:dia chi|nha (?:em|minh|con|toi|tao) o)(?: (?:la|nha|cua|em|o)){0,3}:? ?(?=[^.!?]{0,40}\\d)${NAME}${AREA}{0,4}`,
  ),
  ...raw(
    'ACCOUNT',
    /(?:facebook|instagram|tiktok|zalo|(?<![\p{L}\d])(?:t|fb))\.(?:com|me)\/@?[\w.]{3,60}(?:\?id=\d{5,20})?/giu,
    /(?<![\p{L}\d])(?:facebook|fb|face|zalo|zl|instagram|insta|ig|tiktok|telegram|tele|discord|roblox|free fire)(?: (?:là|la|của|cua|em|mình|minh|tên|ten|nick)){0,3}(?: ?: ?| ?@| id:? )[\w.]{3,40}/giu,
  ),
];

/** As much of a post as is searched; the normalised text has its own limit. */
const RAW_MOST = 65_536;

/**
 * Personal details in a post, with or without diacritics, in order and without overlap: where two patterns meet, the surer one stands.
 * A date is a birth date only where the text says so: dates by themselves are everywhere.
 */
export function findDetails(n: NormalisedText): readonly FoundDetail[] {
  const found: FoundDetail[] = [];
  const written = n.raw.slice(0, RAW_MOST);
  for (const { kind, pattern, reads } of PATTERNS)
    for (const match of (reads === 'raw' ? written : n.stripped).matchAll(pattern)) {
      const begin = match.index;
      const end = begin + match[0].replace(/[.,\s-]+$/, '').length;
      const range = reads === 'raw' ? { from: begin, to: end } : rawRange(n, begin, end);
      if (!found.some((one) => one.from < range.to && range.from < one.to)) found.push({ kind, ...range });
    }
  return found.sort((a, b) => a.from - b.from);
}

/** The text with every letter and digit of the found details as a dot; of the same length, so that ranges stay true. */
export function mask(raw: string, found: readonly FoundDetail[]): string {
  let masked = '';
  let at = 0;
  for (const { from, to } of found) {
    masked += raw.slice(at, from) + raw.slice(from, to).replace(/[^\s]/g, '•');
    at = to;
  }
  return masked + raw.slice(at);
}
