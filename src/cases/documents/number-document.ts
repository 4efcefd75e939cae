import { type Ctx, ok, type Result, readTextInput, refuseRequest, type TextRule } from '../../kernel/index.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { refuse } from '../refusals.ts';
import { keepPdf } from './archive-document.ts';
import { documentRow, setDocumentNumber } from './document-store.ts';

/** A number of Decree 30: digits, a letter where two share one, the kind and the issuer, as in `12/QĐ-UBND`. */
export const DOCUMENT_NUMBER = /^\d{1,6}[A-Za-z]?\/[0-9A-ZĐ.&-]{1,40}$/;

const malformed = refuse('document.number-malformed');
export const NUMBER: TextRule = {
  most: 48,
  refusals: { empty: malformed, 'too-long': malformed, unreadable: malformed },
};

/** A number as the clerk typed it. Refusals: `document.number-malformed` */
export function readDocumentNumber(written: string): Result<string> {
  const read = readTextInput(written, 'number', NUMBER);
  if (!read.ok || DOCUMENT_NUMBER.test(read.value)) return read;
  return refuse('document.number-malformed', { field: 'number' });
}

/**
 * Writes down the number that the clerk gave a signed document; once, and never another. The file with the number is kept beside the
 * one that was signed without.
 * Refusals: `record.not-found`, `document.number-malformed`, `document.has-number`
 */
export async function numberDocument(
  ctx: Ctx,
  input: OnCase & { readonly document: string; readonly number: string },
): Promise<Result<{ readonly number: string }>> {
  const read = readDocumentNumber(input.number);
  if (!read.ok) return read;
  const number = read.value;
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
