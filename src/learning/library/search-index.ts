import { normalise } from '../../text/index.ts';
import { fold } from '../../vocabulary/index.ts';

/** What is searched of a document, by weight. */
export interface SearchedText {
  readonly title: string;
  readonly lead: string;
  readonly lines: readonly string[];
}

/** Documents by their place in the list that the index was made from, with how often a word stands there, weighed by where. */
interface Postings {
  readonly documents: number[];
  readonly weights: number[];
}

export interface SearchIndex {
  readonly size: number;
  /** By word without diacritics, and by word as it is written where it has some. */
  readonly words: ReadonlyMap<string, Postings>;
  readonly marked: ReadonlyMap<string, Postings>;
  /** The words without diacritics, sorted: whoever types is in the middle of one. */
  readonly sorted: readonly string[];
  readonly titles: readonly string[];
  readonly leads: readonly string[];
  readonly bodies: readonly string[];
}

/** A word in the title counts as eight in the text, one in the lead as four. */
const WEIGHTS = { title: 8, lead: 4, line: 1 } as const;
/** Code points of a question that are looked at, and words of it. */
export const QUERY_MOST = 120;
const WORDS_MOST = 24;
/** Words that the last one of a question may be the beginning of. */
const BEGINNINGS_MOST = 60;
/** Letters from which on a word is taken for a beginning. */
const BEGINNING_LEAST = 2;
/** What a word counts for that was begun and not finished, and one that also has the marks that were typed. */
const BEGUN = 0.5;
const WITH_MARKS = 0.75;
/** What two words of the question count for that stand side by side: a Vietnamese word has often two syllables. */
const BESIDE = { title: 2, lead: 1.5, line: 1 } as const;
/** Documents that are looked at once more for words side by side, the best by single words. */
const LOOKED_AT_TWICE = 100;
/** What answers so much worse than the best answers another question. */
const LEAST_SHARE = 0.35;

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** As it is written, in small letters: what tells "bạn" from "bán". */
const asWritten = (text: string): string => text.normalize('NFC').toLowerCase();

/** Makes the index: once for what is published, as long as it stays. */
export function searchIndexOf(documents: readonly SearchedText[]): SearchIndex {
  const words = new Map<string, Postings>();
  const marked = new Map<string, Postings>();
  const titles: string[] = [];
  const leads: string[] = [];
  const bodies: string[] = [];
  documents.forEach(({ title, lead, lines }, at) => {
    const plain = new Map<string, number>();
    const written = new Map<string, number>();
    const take = (text: string, weight: number): string => {
      const folded = fold(text);
      for (const word of folded.split(' ')) if (word !== '') plain.set(word, (plain.get(word) ?? 0) + weight);
      for (const word of wordsOf(asWritten(text)))
        if (!plain.has(word)) written.set(word, (written.get(word) ?? 0) + weight);
      return ` ${folded} `;
    };
    titles.push(take(title, WEIGHTS.title));
    leads.push(take(lead, WEIGHTS.lead));
    bodies.push(take(lines.join('\n'), WEIGHTS.line));
    post(words, plain, at);
    post(marked, written, at);
  });
  return { size: documents.length, words, marked, sorted: [...words.keys()].sort(), titles, leads, bodies };
}

function post(index: Map<string, Postings>, counted: ReadonlyMap<string, number>, at: number): void {
  for (const [word, weight] of counted) {
    const known = index.get(word);
    if (known) {
      known.documents.push(at);
      known.weights.push(weight);
    } else index.set(word, { documents: [at], weights: [weight] });
  }
}

/**
 * The documents that answer a question, the best first: the more of its words and the rarer those, the better, and better still where
 * they stand side by side. With or without diacritics, in any case, with everyday abbreviations; what was typed with its marks comes
 * first where it stands so. The last word may be unfinished.
 * @param admits whether the reader may be shown the document at that place
 */
export function searchIn(
  index: SearchIndex,
  query: string,
  admits: (document: number) => boolean,
  most: number,
): readonly number[] {
  const question = [...query].slice(0, QUERY_MOST).join('');
  const typed = typedWords(index, question);
  const asked = [...new Set(typed)];
  if (asked.length === 0) return [];
  const scores = new Float64Array(index.size);
  const matched = new Uint8Array(index.size);
  const last = typed.at(-1);
  for (const word of asked) {
    const seen = new Uint8Array(index.size);
    const mark = (at: number): boolean => {
      if (seen[at] === 0) matched[at] = (matched[at] ?? 0) + 1;
      seen[at] = 1;
      return true;
    };
    add(index.words.get(word), 1, mark);
    if (word === last && word.length >= BEGINNING_LEAST)
      for (const longer of beginningWith(index.sorted, word)) add(index.words.get(longer), BEGUN, mark);
  }
  for (const word of new Set(wordsOf(asWritten(question))))
    if (!asked.includes(word)) add(index.marked.get(word), WITH_MARKS, (at) => matched[at] !== 0);

  const enough = Math.ceil(asked.length / 2);
  const fitting: number[] = [];
  for (let at = 0; at < index.size; at += 1) {
    const found = matched[at] ?? 0;
    if (found < enough || !admits(at)) continue;
    scores[at] = (scores[at] ?? 0) * (found / asked.length);
    fitting.push(at);
  }
  const byScore = (a: number, b: number) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b;
  // A sorted row of numbers tells where the best begin sooner than a sorted row of documents.
  const ranked = Float64Array.from(fitting, (at) => scores[at] ?? 0).sort();
  const first = ranked[Math.max(0, ranked.length - LOOKED_AT_TWICE)] ?? 0;
  const best = fitting.filter((at) => (scores[at] ?? 0) >= first).slice(0, 2 * LOOKED_AT_TWICE);
  typed.forEach((word, place) => {
    const next = typed[place + 1];
    if (next !== undefined) for (const at of best) scores[at] = (scores[at] ?? 0) + beside(at, word, next);
  });
  best.sort(byScore);
  const least = LEAST_SHARE * (scores[best[0] ?? 0] ?? 0);
  return best.filter((at) => (scores[at] ?? 0) >= least).slice(0, most);

  /** A word that few documents have says more than one that all have. */
  function rarity(documents: number): number {
    return Math.log(1 + index.size / documents);
  }

  function add(postings: Postings | undefined, share: number, admit: (at: number) => boolean): void {
    if (postings === undefined) return;
    const rare = rarity(postings.documents.length);
    postings.documents.forEach((at, place) => {
      if (admit(at)) scores[at] = (scores[at] ?? 0) + share * rare * Math.sqrt(postings.weights[place] ?? 0);
    });
  }

  function beside(at: number, word: string, next: string): number {
    const both = ` ${word} ${next} `;
    const share = index.titles[at]?.includes(both)
      ? BESIDE.title
      : index.leads[at]?.includes(both)
        ? BESIDE.lead
        : index.bodies[at]?.includes(both)
          ? BESIDE.line
          : 0;
    if (share === 0) return 0;
    const documents = (one: string) => index.words.get(one)?.documents.length ?? index.size;
    return share * (rarity(documents(word)) + rarity(documents(next)));
  }
}

/** The words of a question without diacritics; one that no document has is read as whoever chats writes it ("ko", "dc"). */
function typedWords({ words }: SearchIndex, query: string): readonly string[] {
  const plain = fold(query).split(' ').filter(Boolean);
  const spelt = wordsOf(normalise(query).stripped);
  const alike = plain.length === spelt.length;
  return plain
    .map((word, at) => {
      const whole = spelt[at];
      return alike && whole !== undefined && !words.has(word) && words.has(whole) ? whole : word;
    })
    .slice(0, WORDS_MOST);
}

/** The words that begin with one and are longer. */
function beginningWith(sorted: readonly string[], word: string): readonly string[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as string) < word) low = middle + 1;
    else high = middle;
  }
  const found: string[] = [];
  for (let at = low; at < sorted.length && found.length < BEGINNINGS_MOST; at += 1) {
    const one = sorted[at] as string;
    if (!one.startsWith(word)) break;
    if (one !== word) found.push(one);
  }
  return found;
}
