import { actOnRecord, type Ctx, newCode, newId, ok, type Result } from '../../kernel/index.ts';
import { CONSULTATION, consultationRecord } from '../consultations/consultation-record.ts';
import { refuse } from '../refusals.ts';
import { countIssued, insertSheet, insertSlips } from './ballot-store.ts';
import { slipDigest } from './cast-ballot.ts';

/** As many as a class has children. */
const SLIPS_MOST = 60;

export interface PrintedSheet {
  readonly sheet: string;
  /** One for each child, shown this once; nobody can read them again. */
  readonly codes: readonly string[];
  readonly endsAt: Date;
}

/**
 * Makes slips for one class: each code is for one ballot, and all of them end with the lesson. How many were made is public.
 * Refusals: those of an act on a record, `consultation.not-found`, `consultation.wrong-state`, `consultation.unusable`
 */
export function printSheet(
  ctx: Ctx,
  input: { readonly consultation: string; readonly slips: number; readonly endsAt: Date },
): Promise<Result<PrintedSheet>> {
  const { consultation, slips, endsAt } = input;
  return actOnRecord(
    consultationRecord,
    ctx,
    'consultation.print-slips',
    { id: consultation, readOnly: true },
    async (tx, row, actor) => {
      if (!Number.isInteger(slips) || slips < 1 || slips > SLIPS_MOST)
        return refuse('consultation.unusable', { field: 'slips', facts: { limit: SLIPS_MOST } });
      if (!row.means.includes('CLASS')) return refuse('consultation.unusable', { field: 'means' });
      if (!(endsAt > tx.now) || row.closes_at === null || endsAt > row.closes_at)
        return refuse('consultation.unusable', { field: 'endsAt' });
      const codes = new Set<string>();
      while (codes.size < slips) codes.add(newCode());
      const sheet = newId<'class-sheet'>(tx.now.getTime());
      await insertSheet(tx, {
        id: sheet,
        consultation_id: row.id,
        slips,
        ends_at: endsAt,
        made_by: actor.person,
        agency: actor.agency,
        made_at: tx.now,
      });
      await insertSlips(
        tx,
        await Promise.all(
          [...codes].map(async (code) => ({
            digest: await slipDigest(ctx.kernel, row.id, code),
            sheet_id: sheet,
            used: false,
          })),
        ),
      );
      await countIssued(tx, row.id, 'SLIP', slips);
      tx.audit({
        action: 'consultation.print-slips',
        object: { kind: CONSULTATION, id: row.id },
        codes: { slips },
      });
      return ok({ sheet, codes: [...codes], endsAt });
    },
  );
}
