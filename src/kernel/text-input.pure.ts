/** Control characters other than newline and tab. They hide text, break terminals, and PostgreSQL cannot keep NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to refuse
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;
/** Half of a character: the text was cut or damaged on its way. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export type TextFault = 'empty' | 'too-long' | 'unreadable';

export interface TextLimits {
  /** Code points after cleaning: one emoji is one character as a person counts it, more or less. */
  readonly most: number;
  /** Whether lines are kept. Elsewhere a line break, like every run of blanks, becomes one blank. */
  readonly lines?: boolean;
}

/**
 * A text as it is kept: NFC (so that the same words typed on two keyboards are the same), newlines as `\n`, no blank
 * ends; of one line where `lines` does not say otherwise.
 */
export function cleanText(
  written: string,
  { most, lines = false }: TextLimits,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: TextFault } {
  // A decomposed Vietnamese letter takes three units; more than four per character cannot fit however it is composed.
  if (written.length > most * 4) return { ok: false, fault: 'too-long' };
  if (hasUnreadable(written)) return { ok: false, fault: 'unreadable' };
  const whole = written.replaceAll(/\r\n?/g, '\n').normalize('NFC').trim();
  const text = lines ? whole : whole.replaceAll(/\s+/g, ' ');
  if (text === '') return { ok: false, fault: 'empty' };
  return lengthOf(text) > most ? { ok: false, fault: 'too-long' } : { ok: true, text };
}

/** Whether a text holds what is no text: control characters but newline, return and tab, or half a character. */
function hasUnreadable(text: string): boolean {
  return CONTROL.test(text) || LONE_SURROGATE.test(text);
}

/** Code points. */
export function lengthOf(text: string): number {
  let points = 0;
  for (const _ of text) points += 1;
  return points;
}
