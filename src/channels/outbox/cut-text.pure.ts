/** Ends of sentences, then of lines and phrases, then of words: where a text is cut, the first that is found. */
const ENDS = [/[.!?…]["'”’)\]]*\s+/gu, /\n+/gu, /[;:,]\s+/gu, /\s+/gu] as const;
/** A piece shorter than this part of the room is cut at the next weaker end. */
const SHORT = 0.4;

/**
 * A text in pieces that a network takes, cut at ends of sentences where there are any in reach. No letter is lost but the blanks at the
 * cuts, and no pair of code units is parted.
 * @param most UTF-16 code units of a piece
 */
export function cutText(text: string, most: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const at = cutAt(rest, most);
    pieces.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? pieces : [...pieces, rest];
}

function cutAt(text: string, most: number): number {
  // One more: a blank right after the last letter that fits is a good end.
  const within = text.slice(0, most + 1);
  for (const end of ENDS) {
    const last = [...within.matchAll(end)].at(-1);
    if (!last) continue;
    const blank = last[0].search(/\s/u);
    if (last.index + blank >= most * SHORT) return last.index + last[0].length;
  }
  const letter = text.charCodeAt(most - 1);
  return letter >= 0xd800 && letter <= 0xdbff && most > 1 ? most - 1 : most;
}
