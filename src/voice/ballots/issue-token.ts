import { beginTry, type Ctx, ok, type Result, readCode } from '../../kernel/index.ts';
import { VOICE } from '../consultations/consultation-record.ts';
import { consultationByCode } from '../consultations/consultation-store.ts';
import { refuse } from '../refusals.ts';
import { openJson } from '../sealed-json.ts';
import { countIssued } from './ballot-store.ts';
import { type IssuerSecret, readPrivateKey, SIGNATURE_BYTES, signBlinded } from './blind-token.ts';

/** Tokens that one network gets at once, before it waits longer each time: a home, and no school. No address is stored. */
export const FREE_TOKENS = 30;

/** Lets a network have a token now, or says how many milliseconds it waits. */
export function waitForToken(ctx: Ctx, consultation: string): number | undefined {
  const tried = beginTry(ctx, 'voice-token', [[consultation, FREE_TOKENS]]);
  return typeof tried === 'number' ? tried : undefined;
}

/** The bytes of base64url, exactly so many; undefined where it is none. */
export function bytesIn(written: string, length: number): Buffer | undefined {
  if (written.length > 2 * length || !/^[A-Za-z0-9_-]*$/.test(written)) return undefined;
  const bytes = Buffer.from(written, 'base64url');
  return bytes.length === length ? bytes : undefined;
}

/**
 * Signs a token that a device has blinded, and counts it. Who asked is not known, and what was signed neither.
 * @param input `blinded`: base64url of 256 bytes
 * @returns the blind signature in base64url. Refusals: `consultation.not-found`, `consultation.closed`, `ballot.not-ours`, `ballot.too-many`
 */
export async function issueToken(
  ctx: Ctx,
  input: { readonly consultation: string; readonly blinded: string },
): Promise<Result<{ readonly signature: string }>> {
  const blinded = bytesIn(input.blinded, SIGNATURE_BYTES);
  if (!blinded) return refuse('ballot.not-ours', { field: 'blinded' });
  const code = readCode(input.consultation);
  if (code === undefined) return refuse('consultation.not-found');
  const wait = waitForToken(ctx, code);
  if (wait !== undefined) return refuse('ballot.too-many', { facts: { retryAfterSeconds: Math.ceil(wait / 1_000) } });
  return ctx.as(VOICE).transaction(async (tx): Promise<Result<{ signature: string }>> => {
    const row = await consultationByCode(tx, code);
    if (!row || row.state === 'DRAFT') return refuse('consultation.not-found');
    if (row.sealed === null || row.closes_at === null || row.closes_at <= tx.now || !row.means.includes('DEVICE'))
      return refuse('consultation.closed');
    const secret = await openJson<IssuerSecret>(ctx.kernel, 'consultation', { id: row.id, sealed: row.sealed });
    const signature = signBlinded(readPrivateKey(Buffer.from(secret.privateKey, 'base64')), blinded);
    if (!signature) return refuse('ballot.not-ours', { field: 'blinded' });
    await countIssued(tx, row.id, 'BLIND', 1);
    return ok({ signature: signature.toString('base64url') });
  });
}
