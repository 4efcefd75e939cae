/** A Vietnamese letter carries two marks, other languages' up to a handful; whole towers of them are an attack on who draws them. */
const MARKS_MOST = 8;
const TOWER = new RegExp(`(\\p{M}{${MARKS_MOST}})\\p{M}+`, 'gu');
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to leave out
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/**
 * What somebody outside wrote, as it can be kept and shown: never refused, since a call for help is not sent back for its
 * characters. Marks are cut before the text is composed, because composing a long run of them takes the square of its length.
 * @param most code points
 * @returns whether something was left out at the end
 */
export function inboundText(written: string, most: number): { readonly text: string; readonly shortened: boolean } {
  // Four units a code point: three of a decomposed Vietnamese letter, and one to spare.
  const early = written.length > most * 4;
  const whole = (early ? written.slice(0, most * 4) : written)
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(CONTROL, '')
    .replaceAll(TOWER, '$1')
    .normalize('NFC')
    .replaceAll(/\n{4,}/g, '\n\n\n')
    .trim();
  if (whole.length <= most) return { text: whole, shortened: early };
  let units = 0;
  let points = 0;
  for (const point of whole) {
    if (points === most) return { text: whole.slice(0, units).trimEnd(), shortened: true };
    points += 1;
    units += point.length;
  }
  return { text: whole, shortened: early };
}
