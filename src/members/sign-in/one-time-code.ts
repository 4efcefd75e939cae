import { randomBytes } from 'node:crypto';
import { generateSecret, generateSync, generateURI, verifySync } from 'otplib';
import { keyedDigest, type Vault } from '../../kernel/index.ts';

/** RFC 6238 with the values that every authenticator app knows: SHA-1, six digits, 30 seconds. */
const PERIOD = 30;
const ISSUER = 'Lá Chắn';
/** Crockford's base 32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const RECOVERY_CODES = 10;

/** A new secret in base 32, 160 bits. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** What the QR code of the set-up page says. */
export function totpUri(secret: string, login: string): string {
  return generateURI({ issuer: ISSUER, label: login, secret });
}

export function totpStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / PERIOD);
}

/** The code of a time step. */
export function totpCode(secret: string, step: number): string {
  return generateSync({ secret, epoch: step * PERIOD });
}

/** The time step of the code where it is right now, one step early or one late; undefined where it is wrong. Whether it was used before, the caller asks. */
export function verifyTotp(secret: string, code: string, at: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const result = verifySync({ secret, token: code, epoch: Math.floor(at.getTime() / 1000), epochTolerance: PERIOD });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

export function totpContext(person: string): string {
  return `members|totp|${person}`;
}

/** Ten codes of 50 bits, as `XXXXX-XXXXX`; shown once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = [...randomBytes(10)].map((byte) => ALPHABET[byte & 31]);
    return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
  });
}

/** The stored form of what somebody typed as a recovery code; undefined where it has not the shape of one. */
export async function recoveryCodeHash(vault: Vault, person: string, typed: string): Promise<Buffer | undefined> {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{10}$/.test(plain)) return undefined;
  return keyedDigest(vault, 'recovery-code', `${person}|${plain}`);
}
