import { randomInt } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that a code read aloud or copied by hand is not mistaken. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eight random characters in two groups, as in `7K3M-Q9XA`: 40 bits. Names a report (for staff) or a receipt. Not secret. */
export function newCode(): string {
  const characters = Array.from({ length: 8 }, () => ALPHABET[randomInt(32)]).join('');
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}

/**
 * A code as a person may write it: any case, spaces or dashes anywhere, the letters that look like digits.
 * @returns the canonical form, or undefined where it is no code
 */
export function readCode(written: string): string | undefined {
  if (written.length > 40) return undefined;
  const characters = written
    .toUpperCase()
    .replaceAll(/[\s\-–—.]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(characters) ? `${characters.slice(0, 4)}-${characters.slice(4)}` : undefined;
}
