import { type Ctx, ok, type Result, readCode } from '../../kernel/index.ts';
import { VOICE } from '../consultations/consultation-record.ts';
import { consultationByCode } from '../consultations/consultation-store.ts';
import { refuse } from '../refusals.ts';
import { countIssued } from './ballot-store.ts';
import { type DrawnWay, newDrawnToken } from './drawn-token.ts';
import { waitForToken } from './issue-token.ts';

/**
 * A token for a page without script, counted as given; or one for the form of a slip, which counts nothing, since the slip does.
 * @returns base64url. Refusals: `consultation.not-found`, `consultation.closed`, `ballot.too-many`
 */
export async function drawToken(
  ctx: Ctx,
  input: { readonly consultation: string; readonly way: DrawnWay },
): Promise<Result<{ readonly token: string }>> {
  const code = readCode(input.consultation);
  if (code === undefined) return refuse('consultation.not-found');
  const wait = input.way === 'DRAWN' ? waitForToken(ctx, code) : undefined;
  if (wait !== undefined) return refuse('ballot.too-many', { facts: { retryAfterSeconds: Math.ceil(wait / 1_000) } });
  return ctx.as(VOICE).transaction(async (tx): Promise<Result<{ token: string }>> => {
    const row = await consultationByCode(tx, code);
    if (!row || row.state === 'DRAFT') return refuse('consultation.not-found');
    const means = input.way === 'SLIP' ? 'CLASS' : 'DEVICE';
    if (row.state !== 'OPEN' || row.closes_at === null || row.closes_at <= tx.now || !row.means.includes(means))
      return refuse('consultation.closed');
    if (input.way === 'DRAWN') await countIssued(tx, row.id, 'DRAWN', 1);
    return ok({ token: (await newDrawnToken(ctx.kernel, row.id, input.way)).toString('base64url') });
  });
}
