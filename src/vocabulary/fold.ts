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
