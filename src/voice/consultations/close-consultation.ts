import { type Actor, actAs, actOnRecord, type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import { hashOfBox } from '../ballots/ballot-box.ts';
import { boxContents, countRefused, waitingPapers } from '../ballots/ballot-store.ts';
import { refuse } from '../refusals.ts';
import type { ConsultationRow } from '../tables.ts';
import { CONSULTATION, consultationOfClock, VOICE } from './consultation-record.ts';
import { dueForClosing, updateConsultation } from './consultation-store.ts';
import { countedNumbers } from './counted-numbers.ts';

/**
 * Closes a consultation for good: seals its box with a hash and destroys the key that signs tokens, in one transaction. A person closes before
 * its time, the job at its end. Refusals: those of an act on a record, `consultation.not-found`, `consultation.wrong-state`
 */
export function closeConsultation(
  ctx: Ctx,
  { consultation, version }: { readonly consultation: string; readonly version?: number | undefined },
): Promise<Result<void>> {
  return actOnRecord(consultationOfClock, ctx, 'consultation.close', { id: consultation, version }, close);
}

async function close(tx: Tx, row: ConsultationRow, actor: Actor): Promise<Result<void>> {
  if (row.closes_at === null) return refuse('consultation.wrong-state', { facts: { state: row.state } });
  // The row is locked: ballots that were being written have come to their end, and none begins.
  const contents = await actAs(tx, VOICE, (platform) => boxContents(platform, row.id));
  // What one person typed alone is in no box, and the box says how many.
  const waiting = await waitingPapers(tx, row.id);
  if (waiting > 0) await actAs(tx, VOICE, (platform) => countRefused(platform, row.id, 'TYPED', 'LATE', waiting));
  const counted = [...(await countedNumbers(tx, row))];
  const seal = hashOfBox(contents, counted);
  await updateConsultation(tx, row, { state: 'CLOSED', closed_at: tx.now, sealed: null, counted, box_hash: seal });
  tx.audit({
    action: 'consultation.close',
    object: { kind: CONSULTATION, id: row.id },
    // The audit is a chain: a box that somebody changes later with its seal no longer fits what stands here.
    codes: { early: actor.kind === 'person' && row.closes_at > tx.now, seal },
  });
  return ok();
}

/** Closes all whose time is over. One that cannot be closed keeps none of the others open. Refusals: the first that there was */
export async function closeDueConsultations(ctx: Ctx): Promise<Result<void>> {
  const due = await ctx.transaction(async (tx) => ok(await dueForClosing(tx)));
  if (!due.ok) return due;
  let first: Result<void> = ok();
  let broken: unknown;
  for (const { id } of due.value)
    try {
      const closed = await closeConsultation(ctx, { consultation: id });
      // Somebody closed it meanwhile: that is what was wanted.
      if (!closed.ok && closed.refusal.code !== 'consultation.wrong-state' && first.ok) first = closed;
    } catch (error) {
      broken ??= error;
    }
  if (broken !== undefined) throw broken;
  return first;
}
