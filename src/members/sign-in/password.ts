import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { Budget, type Vault } from '../../kernel/index.ts';
import { fold } from '../../vocabulary/index.ts';
import { COMMON_WORDS } from './common-passwords.ts';

/** A stored password: the parameters stand beside the hash, so that stronger ones can come in without a lock-out. */
export interface PasswordHash {
  readonly hash: Buffer;
  readonly salt: Buffer;
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
export const PASSWORD_PARAMETERS = { memoryKib: 19_456, passes: 2, parallelism: 1 } as const;
const MIN_LENGTH = 12;
const MAX_LENGTH = 200;

const argon2id = promisify(argon2).bind(undefined, 'argon2id');
/** Stands in for an account that does not exist, so that its refusal takes the same work. */
const nobody: PasswordHash = { hash: Buffer.alloc(32), salt: Buffer.alloc(16), ...PASSWORD_PARAMETERS };

/** Hashes a password with the vault's pepper; runs on a thread of libuv's pool, not on the main one. */
export async function hashPassword(
  vault: Vault,
  password: string,
  parameters: Omit<PasswordHash, 'hash' | 'salt'> = PASSWORD_PARAMETERS,
): Promise<PasswordHash> {
  const salt = randomBytes(16);
  return { ...parameters, salt, hash: await derive(vault, password, { ...parameters, salt }) };
}

/** Whether the password is the stored one. Without a stored one it does the same work and says no. */
export async function verifyPassword(
  vault: Vault,
  stored: PasswordHash | undefined,
  password: string,
): Promise<boolean> {
  const against = stored ?? nobody;
  const same = timingSafeEqual(await derive(vault, password.slice(0, MAX_LENGTH), against), against.hash);
  return same && stored !== undefined;
}

/** Whether the hash was made with other parameters than today's. */
export function needsRehash(stored: PasswordHash): boolean {
  return (
    stored.memoryKib !== PASSWORD_PARAMETERS.memoryKib ||
    stored.passes !== PASSWORD_PARAMETERS.passes ||
    stored.parallelism !== PASSWORD_PARAMETERS.parallelism
  );
}

/**
 * Length counts, not composition (NIST SP 800-63B); a password made of the login, of one character, or of the words and rows of
 * keys that guessers try first is none.
 */
export function isAcceptablePassword(password: string, login: string): boolean {
  const characters = [...password];
  const local = login.split('@')[0] ?? '';
  return (
    characters.length >= MIN_LENGTH &&
    password.length <= MAX_LENGTH &&
    new Set(characters).size >= 5 &&
    !(local.length >= 4 && password.toLowerCase().includes(local)) &&
    !isCommon(password)
  );
}

/** Whether less than six letters are left when the words that are tried first, and all digits and signs, are taken out. */
function isCommon(password: string): boolean {
  const folded = fold(password).replaceAll(' ', '');
  const words = COMMON_WORDS.toSorted((a, b) => b.length - a.length);
  const left = words.reduce((text, word) => text.replaceAll(word, ''), folded);
  return left !== folded && left.replaceAll(/[^a-z]/g, '').length < 6;
}

/** Sign-ins may not take the processors from filing: so many are worked out at once, some wait, the rest come again. */
export const PASSWORDS_AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 2) - 1);
export const passwordTurns = new Budget(PASSWORDS_AT_ONCE);
/**
 * With so few processors one at a time is half of them: while a flood waits, a turn rests so many times as long as it worked, so that
 * few filings meet one (`bench -- exhaustion`). Colleagues who sign in together at the beginning of a shift are no flood.
 */
const RESTS = availableParallelism() < 4 ? 16 : 0;
const FLOOD = 12;

/** There are too many sign-ins at the moment. */
export class TooManySignIns extends Error {
  override name = 'TooManySignIns';
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const giveBack = await passwordTurns.take(1);
  if (!giveBack) throw new TooManySignIns();
  const started = performance.now();
  try {
    return await work();
  } finally {
    if (RESTS > 0 && passwordTurns.waiting >= FLOOD) setTimeout(giveBack, (performance.now() - started) * RESTS);
    else giveBack();
  }
}

async function derive(vault: Vault, password: string, parameters: Omit<PasswordHash, 'hash'>): Promise<Buffer> {
  const secret = await vault.derive('password-pepper');
  return inTurn(() =>
    argon2id({
      message: password.normalize('NFC'),
      nonce: parameters.salt,
      secret,
      memory: parameters.memoryKib,
      passes: parameters.passes,
      parallelism: parameters.parallelism,
      tagLength: 32,
    }),
  );
}
