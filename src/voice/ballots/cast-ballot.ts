import { beginTry, blindIndex, type Ctx, type Kernel, ok, type Result, readCode, type Tx } from '../../kernel/index.ts';
import { VOICE } from '../consultations/consultation-record.ts';
import { optionsOf, statementsOf } from '../consultations/consultation-store.ts';
import { refuse } from '../refusals.ts';
import type { ConsultationRow } from '../tables.ts';
import { type BallotFault, readChoices, stratumOf, writeChoices } from './ballot.ts';
import { addBallot, countRefused, findBallot, findSlip, holdConsultation, useSlip } from './ballot-store.ts';
import { readPublicKey, receiptOf, SIGNATURE_BYTES, TOKEN_BYTES, tokenHolds } from './blind-token.ts';
import { isDrawnToken } from './drawn-token.ts';
import { bytesIn } from './issue-token.ts';

/** Ballots that are late, used or none of ours, of which one network may send so many before they are no longer counted. */
export const FREE_REFUSED = 60;

/** By what somebody votes. `token` and `signature` are base64url. */
export type CastBy =
  | { readonly way: 'BLIND'; readonly token: string; readonly signature: string }
  | { readonly way: 'DRAWN'; readonly token: string }
  | { readonly way: 'SLIP'; readonly token: string; readonly slip: string };

export interface CastBallot {
  /** Code of the consultation. */
  readonly consultation: string;
  readonly by: CastBy;
  /** As `readChoices` reads it. */
  readonly choices: Readonly<Record<string, string>>;
}

type Outcome = { readonly receipt: string } | { readonly fault: BallotFault } | { readonly refused: Result<never> };

/**
 * Takes a ballot, once for each token. The same ballot sent again gives the same receipt; another one with a used token is refused and
 * counted. A slip counts once, and what it said is not kept beside it. Neither time nor address of a ballot is written anywhere.
 * Refusals: `consultation.not-found`, `consultation.closed`, `ballot.unusable`, `ballot.used`, `ballot.slip-used`, `ballot.not-ours`,
 * `ballot.lesson-over`
 */
export async function castBallot(ctx: Ctx, input: CastBallot): Promise<Result<{ readonly receipt: string }>> {
  const { by } = input;
  const token = bytesIn(by.token, TOKEN_BYTES);
  const code = readCode(input.consultation);
  if (code === undefined) return refuse('consultation.not-found');
  // A ballot that is not counted is counted as such, so the transaction ends well and the refusal is made after it.
  const cast = await ctx.as(VOICE).transaction(
    async (tx): Promise<Result<Outcome>> => {
      const row = await holdConsultation(tx, code);
      if (!row || row.state === 'DRAFT') return refuse('consultation.not-found');
      if (!token || !(await isOurs(ctx.kernel, row, by, token))) return ok(await fault(ctx, tx, row, by, 'FALSE'));
      if (row.state !== 'OPEN' || row.closes_at === null || row.closes_at <= tx.now)
        return ok(await fault(ctx, tx, row, by, 'LATE'));
      const choices = readChoices(input.choices, {
        kind: row.kind,
        numbers: await numbersOf(tx, row),
        most: row.most ?? undefined,
      });
      if (!choices) return refuse('ballot.unusable', { field: 'choices' });
      const receipt = receiptOf(token);
      const ballot = {
        consultation_id: row.id,
        receipt,
        stratum: stratumOf[by.way],
        way: by.way,
        choices: writeChoices(choices),
      };
      const slip = by.way === 'SLIP' ? await slipOf(ctx.kernel, tx, row, by.slip) : undefined;
      if (by.way === 'SLIP' && slip === undefined) return ok(await fault(ctx, tx, row, by, 'FALSE'));
      const before = await findBallot(tx, row.id, receipt);
      // A slip that has not voted, with the token of one that has: the page was another child's.
      if (before && slip?.used === false) return ok({ refused: refuse('ballot.not-ours', { field: 'token' }) });
      if (before) return ok(before.choices === ballot.choices ? { receipt } : await fault(ctx, tx, row, by, 'USED'));
      if (slip?.used) return ok(await fault(ctx, tx, row, by, 'USED'));
      if (slip?.over) {
        await count(ctx, tx, row, by, 'LATE');
        return ok({ refused: refuse('ballot.lesson-over', { field: 'slip' }) });
      }
      if (!(await addBallot(tx, ballot))) {
        // Two slips at once with the token of one page: the second votes with another.
        if (slip) return ok({ refused: refuse('ballot.not-ours', { field: 'token' }) });
        // Two tries of one ballot at once: the second waited for the first, which has cast it.
        const other = await findBallot(tx, row.id, receipt);
        return ok(other?.choices === ballot.choices ? { receipt } : await fault(ctx, tx, row, by, 'USED'));
      }
      // A slip is used up by a ballot that lies in the box, and by nothing else.
      if (slip) await useSlip(tx, slip.digest);
      return ok({ receipt });
    },
    { keep: true },
  );
  if (!cast.ok) return cast;
  if ('refused' in cast.value) return cast.value.refused;
  if (!('fault' in cast.value)) return ok(cast.value);
  // Of a used slip nobody knows whether this child used it.
  if (by.way === 'SLIP' && cast.value.fault === 'USED') return refuse('ballot.slip-used', { field: 'slip' });
  return refuse(REFUSED[cast.value.fault]);
}

const REFUSED = { LATE: 'consultation.closed', USED: 'ballot.used', FALSE: 'ballot.not-ours' } as const;

async function fault(ctx: Ctx, tx: Tx, row: ConsultationRow, by: CastBy, what: BallotFault): Promise<Outcome> {
  await count(ctx, tx, row, by, what);
  return { fault: what };
}

/**
 * What is not counted as a ballot is counted as such, up to so many of one network: beyond that nobody writes the public box up, and what is
 * said to whoever sent it stays the same. No honest ballot waits for it.
 */
async function count(ctx: Ctx, tx: Tx, row: ConsultationRow, { way }: CastBy, what: BallotFault): Promise<void> {
  const tried = beginTry(ctx, 'voice-refused', [[`${row.code} ${what}`, FREE_REFUSED]]);
  if (typeof tried !== 'number') await countRefused(tx, row.id, way, what);
}

async function isOurs(kernel: Kernel, row: ConsultationRow, by: CastBy, token: Buffer): Promise<boolean> {
  if (!row.means.includes(stratumOf[by.way])) return false;
  if (by.way !== 'BLIND') return isDrawnToken(kernel, row.id, by.way, token);
  const signature = bytesIn(by.signature, SIGNATURE_BYTES);
  return (
    signature !== undefined &&
    row.issuer_public !== null &&
    tokenHolds(readPublicKey(row.issuer_public), token, signature)
  );
}

/** What may be chosen now. A statement that was taken out while somebody read it is still an answer; it only does not count. */
async function numbersOf(tx: Tx, { id, kind }: ConsultationRow): Promise<number[]> {
  const choices = kind === 'STATEMENTS' ? await statementsOf(tx, id) : await optionsOf(tx, id);
  return choices.map(({ number }) => number);
}

/** Under which a slip is kept: without the vault's secret no code can be tried on it. */
export const slipDigest = (kernel: Kernel, consultation: string, code: string): Promise<Buffer> =>
  blindIndex(kernel.vault, 'voice-slip', `${consultation}|${code}`);

async function slipOf(kernel: Kernel, tx: Tx, row: ConsultationRow, written: string) {
  const code = readCode(written);
  if (code === undefined) return undefined;
  const digest = await slipDigest(kernel, row.id, code);
  const found = await findSlip(tx, digest);
  if (found?.sheet.consultation_id !== row.id) return undefined;
  return { digest, used: found.slip.used, over: found.sheet.ends_at <= tx.now };
}
