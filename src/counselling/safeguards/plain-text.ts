/** A text in which every character stands for itself, without width, style, case and diacritics. Pure, in linear time. */
export interface PlainText {
  readonly stripped: string;
  /** Index in `stripped` -> where its character begins and ends in the text as it was written, in code units. */
  readonly origins: readonly number[];
  readonly ends: readonly number[];
}

/** Code units that are looked at. */
const MOST = 65_536;

export function plainText(raw: string): PlainText {
  let stripped = '';
  const origins: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of raw.slice(0, MOST)) {
    const end = at + character.length;
    const shown = character
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[\p{M}\p{Cf}\p{Cs}]/gu, '')
      .replace('đ', 'd')
      .replace(/\s/gu, ' ');
    for (let i = 0; i < shown.length; i += 1) {
      origins.push(at);
      ends.push(end);
    }
    stripped += shown;
    at = end;
  }
  return { stripped, origins, ends };
}
