import { createHash } from 'node:crypto';
import { type Ctx, ok, type Result, readCode } from '../../kernel/index.ts';
import { VOICE } from '../consultations/consultation-record.ts';
import { consultationByCode } from '../consultations/consultation-store.ts';
import { countedNumbers } from '../consultations/counted-numbers.ts';
import { keepWorkedOut } from '../kept-results.ts';
import { refuse } from '../refusals.ts';
import type { ConsultationKind } from './ballot.ts';
import { boxOf, type StratumBox } from './ballot-box.ts';
import { boxContents, boxCounts, findBallot } from './ballot-store.ts';

const closedBox = keepWorkedOut<Pick<StratumBox, 'receipts' | 'ballots' | 'hash'>[]>();

export interface Box {
  readonly code: string;
  readonly kind: ConsultationKind;
  /** The numbers that count: of options, or of statements that were not taken out. */
  readonly numbers: readonly number[];
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly closedAt: Date | null;
  /** SHA-256 of the key that signed tokens of devices, in hexadecimal digits. */
  readonly issuer: string;
  readonly strata: readonly StratumBox[];
  readonly hash: string | null;
}

/**
 * The ballot box as everybody may see it, at any time: how many tokens were given, came back and were refused. How anybody voted stands in it
 * after the close alone. Refusals: `consultation.not-found`
 */
export async function readBox(ctx: Ctx, written: string): Promise<Result<Box>> {
  const code = readCode(written);
  if (code === undefined) return refuse('consultation.not-found');
  return ctx.as(VOICE).transaction(async (tx): Promise<Result<Box>> => {
    const row = await consultationByCode(tx, code);
    if (!row?.opened_at || !row.closes_at || !row.issuer_public) return refuse('consultation.not-found');
    const isOver = row.state === 'CLOSED' || row.state === 'RESPONDED';
    const counts = await boxCounts(tx, row.id);
    const closed = isOver
      ? await closedBox(ctx.kernel, row.id, async () =>
          boxOf(counts, await boxContents(tx, row.id)).map(({ receipts, ballots, hash }) => ({
            receipts,
            ballots,
            hash,
          })),
        )
      : undefined;
    return ok({
      code,
      kind: row.kind,
      numbers: await countedNumbers(tx, row),
      opensAt: row.opened_at,
      closesAt: row.closes_at,
      closedAt: row.closed_at,
      issuer: createHash('sha256').update(row.issuer_public).digest('hex'),
      // What came late goes on being counted; what lies in the box does not change.
      strata: boxOf(counts).map((stratum, at) => ({ ...stratum, ...closed?.[at] })),
      hash: row.box_hash,
    });
  });
}

/**
 * Whether a ballot with this receipt is in the box, for who has it; of a stratum with few ballots too, whose list is not shown.
 * @param receipt 64 hexadecimal digits
 * Refusals: `consultation.not-found`
 */
export async function isInBox(
  ctx: Ctx,
  { consultation, receipt }: { readonly consultation: string; readonly receipt: string },
): Promise<Result<{ readonly found: boolean }>> {
  const code = readCode(consultation);
  if (code === undefined) return refuse('consultation.not-found');
  const asked = receipt.trim().toLowerCase();
  return ctx.as(VOICE).transaction(async (tx): Promise<Result<{ found: boolean }>> => {
    const row = await consultationByCode(tx, code);
    if (!row || row.state === 'DRAFT') return refuse('consultation.not-found');
    return ok({ found: /^[0-9a-f]{64}$/.test(asked) && (await findBallot(tx, row.id, asked)) !== undefined });
  });
}
