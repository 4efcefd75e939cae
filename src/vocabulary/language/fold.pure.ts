/**
 * Folds Vietnamese text for comparison: lower case, no diacritics, đ as d, no apostrophes, single spaces. "Đồng Hới" and "dong hoi"
 * fold to the same; so do the two spellings of the tone mark ("Hòa", "Hoà").
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/['’‘`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * A name as it is compared: without diacritics and case, tokens in alphabetical order (a form may put the family name
 * last), y as i ("Thuỷ"/"Thủi", "Lý"/"Lí" are spellings of one name), doubled spaces gone.
 */
export function foldedName(name: string): string {
  return fold(name)
    .split(' ')
    .filter(Boolean)
    .map((token) =>
      token
        .replaceAll('y', 'i')
        .replaceAll('ph', 'f')
        .replaceAll(/[^a-z0-9]/g, ''),
    )
    .filter(Boolean)
    .toSorted()
    .join(' ');
}
