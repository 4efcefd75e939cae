/** Control characters other than newline and tab. They hide text, break terminals, and PostgreSQL cannot keep NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to refuse
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;
/** Half of a character: the text was cut or damaged on its way. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export type TextFault = 'empty' | 'too-long' | 'unreadable';

/**
 * A text as it is kept: NFC (so that the same words typed on two keyboards are the same), newlines as `\n`, no blank
 * ends. Code points are counted, so that one emoji is one character as a person counts it, more or less.
 */
export function readText(
  written: string,
  limit: number,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: TextFault } {
  // A decomposed Vietnamese letter takes three units; more than four per character cannot fit however it is composed.
  if (written.length > limit * 4) return { ok: false, fault: 'too-long' };
  if (CONTROL.test(written) || LONE_SURROGATE.test(written)) return { ok: false, fault: 'unreadable' };
  const text = written.replaceAll(/\r\n?/g, '\n').normalize('NFC').trim();
  if (text === '') return { ok: false, fault: 'empty' };
  let points = 0;
  for (const _ of text) points += 1;
  return points > limit ? { ok: false, fault: 'too-long' } : { ok: true, text };
}
