/**
 * Cuts a text into messages of at most `most` UTF-16 code units: between paragraphs, else after a sentence, else between
 * words, else between characters as a reader sees them. Nothing but white space at the cuts is lost.
 */
export function cutText(text: string, most: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const end = cutAt(rest, most);
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
}

/** A piece shorter than this share of the most is not worth a whole sentence. */
const LEAST = 1 / 3;

function cutAt(text: string, most: number): number {
  // One more, so that white space right behind the most is seen.
  const head = text.slice(0, most + 1);
  for (const end of [/\n\s*\n/g, /[.!?…:]+["”’)]*\s+|\n/g, /\s+/g]) {
    const found = [...head.matchAll(end)].map((match) => match.index + match[0].trimEnd().length);
    const best = found.filter((place) => place > most * LEAST && place <= most).at(-1);
    if (best !== undefined) return best;
  }
  let end = 0;
  for (const { segment } of new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(head)) {
    if (end + segment.length > most) break;
    end += segment.length;
  }
  return end || most;
}
