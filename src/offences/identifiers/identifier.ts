/** An identifier: what a person is reached or paid by on the network. Types and pure rules, no I/O. */

export const identifierKinds = [
  'ACCOUNT',
  'PHONE',
  'EMAIL',
  'ADDRESS',
  'WALLET',
  'DEVICE',
  'BANK',
  'HASH',
  'IP',
] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

/**
 * Of the rules by which the normal forms are made. Blind indexes are compared within a version alone: whoever changes a rule counts on, and
 * `readNormalForm` of the kept display forms gives the new ones.
 */
export const NORMAL_FORM_VERSION = 1;

/** One identifier in the form in which two ways of writing it are equal. */
export interface NormalForm {
  readonly kind: IdentifierKind;
  /** Compared by its blind index alone. */
  readonly normal: string;
  /** What it looks like, where something else can look the same: a weaker key, for a warning and never for a link. */
  readonly skeleton: string | null;
  /** As a person reads it. Made of the normal form alone, as the mask is: how one unit wrote it is told to no other. */
  readonly display: string;
  /** What a page shows before anybody asks for more. */
  readonly mask: string;
}

/** Why something written is no identifier of its kind. */
export type IdentifierFault = 'EMPTY' | 'TOO_LONG' | 'FORM' | 'CHECKSUM' | 'PRIVATE' | 'BANK_UNKNOWN';

export type ReadForm =
  | { readonly ok: true; readonly form: NormalForm }
  | { readonly ok: false; readonly fault: IdentifierFault };

export const faulty = (fault: IdentifierFault): ReadForm => ({ ok: false, fault });

/** The last few characters beside dots: enough to tell two apart on a page, too little to call or pay. */
export function maskTail(text: string, shown: number): string {
  const letters = [...text];
  const kept = Math.min(shown, Math.floor(letters.length / 3));
  return `••••${kept === 0 ? '' : letters.slice(-kept).join('')}`;
}

/** The first few characters beside dots. */
export function maskHead(text: string, shown: number): string {
  const letters = [...text];
  const kept = Math.min(shown, Math.floor(letters.length / 3));
  return `${letters.slice(0, kept).join('')}••••`;
}
