import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { refuse } from '../refusals.ts';
import { keepPdf } from './archive-document.ts';
import { documentRow, setDocumentNumber } from './document-store.ts';

/** A number of Decree 30: digits, a letter where two share one, the kind and the issuer, as in `12/QĐ-UBND`. */
export const DOCUMENT_NUMBER = /^\d{1,6}[A-Za-z]?\/[0-9A-ZĐ.&-]{1,40}$/;

/**
 * Writes down the number that the clerk gave a signed document; once, and never another. The file with the number is kept beside the
 * one that was signed without.
 * Refusals: `record.not-found`, `document.number-malformed`, `document.has-number`
 */
export async function numberDocument(
  ctx: Ctx,
  input: OnCase & { readonly document: string; readonly number: string },
): Promise<Result<{ readonly number: string }>> {
  const number = input.number.trim().normalize('NFC');
  if (!DOCUMENT_NUMBER.test(number)) return refuse('document.number-malformed', { field: 'number' });
  return caseAct(ctx, 'case.work', { case: input.case }, async (tx, row) => {
    const document = await documentRow(tx, row.id, { document: input.document }, { lock: true });
    if (!document?.frame.head.number) return refuseRequest('record.not-found');
    if (document.number !== null)
      return refuse('document.has-number', { field: 'number', facts: { number: document.number } });
    await setDocumentNumber(tx, document.id, number);
    const kept = await keepPdf(ctx, tx, row, {
      ...document,
      number,
      numbered_at: tx.now,
      numbered_by: ctx.actor.kind === 'person' ? ctx.actor.person : document.signed_by,
    });
    if (!kept.ok) return kept;
    tx.audit({ ...auditOf(row), action: 'case.work', codes: { act: 'number-document', kind: document.kind } });
    return ok({ number });
  });
}
