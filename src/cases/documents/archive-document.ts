import { createHash } from 'node:crypto';
import { classesOf, joinClasses, type OfficialDocument, renderPdf } from '../../documents/index.ts';
import {
  type Ctx,
  type DataKey,
  ok,
  openPart,
  putEvidence,
  type Result,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import type { SealedClass } from '../access/case-access.ts';
import { findCase } from '../process/case-store.ts';
import type { CaseRow, DocumentRow } from '../tables.ts';
import { documentParts, documentRow, setArchived } from './document-store.ts';
import { heldKeys } from './draw-up.ts';
import { documentPart } from './freeze-document.ts';

/** Files of documents are sealed with the strictest key of the case. */
export const ARCHIVE_CLASS = 'identity' as const;

/** Makes and keeps the PDF/A file of a document. Running twice keeps one. */
export async function archiveDocument(
  ctx: Ctx,
  input: { readonly case: string; readonly document: string },
): Promise<Result<void>> {
  return ctx.as(systemActor('cases.archive-document')).transaction(async (tx) => {
    const row = await findCase(tx, input.case);
    const document = row && (await documentRow(tx, row.id, { document: input.document }, { lock: true }));
    if (!row || !document || document.archived_file !== null) return ok();
    const kept = await keepPdf(ctx, tx, row, document);
    return kept.ok ? ok() : kept;
  });
}

/** Makes and keeps the file of a locked document, and gives it. */
export async function keepPdf(ctx: Ctx, tx: Tx, row: CaseRow, document: DocumentRow): Promise<Result<Buffer>> {
  const keys = await heldKeys(ctx, tx, row.id, row.owner_agency);
  const whole = await frozenDocument(tx, document, keys);
  const key = keys.get(ARCHIVE_CLASS);
  if (!key || whole.marks?.includes('masked'))
    throw new Error(`the desk of ${row.owner_agency} lacks a key of case ${row.id}`);
  const bytes = await renderPdf(whole, { standard: 'a-2a', madeAt: document.numbered_at ?? document.signed_at });
  const digest = createHash('sha256').update(bytes).digest();
  const put = await putEvidence(tx, ctx.kernel, {
    key,
    objectKind: 'case',
    objectId: row.id,
    part: documentPart(document.id),
    mediaType: 'application/pdf',
    bytes,
    storedBy: document.numbered_by ?? document.signed_by,
  });
  if (!put.ok) return put;
  await setArchived(tx, document.id, { file: put.value.id, digest });
  tx.audit({
    organisation: row.owner_agency,
    action: 'case.archive-document',
    object: { kind: 'case', id: row.id },
    codes: { document: document.id, kind: document.kind, sha256: digest.toString('hex') },
  });
  return ok(bytes);
}

/** The frozen document with the words of the classes that the keys open; the rest is masked, and says so. */
export async function frozenDocument(
  tx: Tx,
  document: DocumentRow,
  keys: ReadonlyMap<SealedClass, DataKey>,
): Promise<OfficialDocument> {
  const texts: Record<string, readonly string[]> = {};
  for (const { field_class: fieldClass, sealed } of await documentParts(tx, document.id)) {
    const key = keys.get(fieldClass);
    if (key) texts[fieldClass] = JSON.parse(openPart(key, documentPart(document.id), sealed)) as string[];
  }
  const whole = joinClasses(document.frame, texts);
  return document.number === null ? whole : { ...whole, head: { ...whole.head, number: `Số: ${document.number}` } };
}

/** The classes that a reader of the whole document must be allowed to open. */
export function classesOfFrozen(document: DocumentRow): readonly SealedClass[] {
  return [...classesOf(document.frame)] as SealedClass[];
}
