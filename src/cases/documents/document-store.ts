import type { OfficialDocument } from '../../documents/index.ts';
import { actorName, newId, type Tx, tablesOf } from '../../kernel/index.ts';
import type { SealedClass } from '../access/case-access.ts';
import type { DocumentRow, Tables } from '../tables.ts';

const table = tablesOf<Tables>();

export type DocumentOf = { readonly form: string } | { readonly decision: string } | { readonly document: string };

export async function insertDocument(
  tx: Tx,
  row: Pick<DocumentRow, 'case_id' | 'kind' | 'form_id' | 'decision_id' | 'agency' | 'number'> & {
    readonly frame: OfficialDocument;
  },
): Promise<string> {
  const id = newId<'document'>(tx.now.getTime());
  const by = actorName(tx.actor);
  await table.insertRow(tx, 'cases.document', {
    ...row,
    id,
    frame: JSON.stringify(row.frame),
    signed_at: tx.now,
    signed_by: by,
    numbered_at: row.number === null ? null : tx.now,
    numbered_by: row.number === null ? null : by,
    archived_file: null,
    archived_digest: null,
    archived_at: null,
  });
  return id;
}

export async function insertDocumentParts(tx: Tx, rows: readonly Tables['cases.document_part'][]): Promise<void> {
  if (rows.length > 0) await table.insertRow(tx, 'cases.document_part', [...rows]);
}

/** The frozen document of a form, of a decision, or by its own id. */
export async function documentRow(
  tx: Tx,
  caseId: string,
  of: DocumentOf,
  options: { readonly lock?: boolean } = {},
): Promise<DocumentRow | undefined> {
  const [column, value] =
    'form' in of
      ? (['form_id', of.form] as const)
      : 'decision' in of
        ? (['decision_id', of.decision] as const)
        : (['id', of.document] as const);
  let query = tx
    .query<Tables>()
    .selectFrom('cases.document')
    .selectAll()
    .where('case_id', '=', caseId)
    .where(column, '=', value);
  if (options.lock) query = query.forUpdate();
  return (await query.executeTakeFirst()) as DocumentRow | undefined;
}

export async function documentsOf(tx: Tx, caseId: string): Promise<Omit<DocumentRow, 'frame'>[]> {
  return tx
    .query<Tables>()
    .selectFrom('cases.document')
    .select([
      'id',
      'case_id',
      'kind',
      'form_id',
      'decision_id',
      'signed_at',
      'signed_by',
      'agency',
      'number',
      'numbered_at',
      'numbered_by',
      'archived_file',
      'archived_digest',
      'archived_at',
    ])
    .where('case_id', '=', caseId)
    .orderBy('signed_at')
    .orderBy('id')
    .execute();
}

export async function documentParts(
  tx: Tx,
  documentId: string,
): Promise<{ field_class: SealedClass; sealed: Buffer }[]> {
  return tx
    .query<Tables>()
    .selectFrom('cases.document_part')
    .select(['field_class', 'sealed'])
    .where('document_id', '=', documentId)
    .execute();
}

export async function setDocumentNumber(tx: Tx, id: string, number: string): Promise<void> {
  await table.updateRows(
    tx,
    'cases.document',
    { id },
    { number, numbered_at: tx.now, numbered_by: actorName(tx.actor) },
  );
}

export async function setArchived(
  tx: Tx,
  id: string,
  archived: { readonly file: string; readonly digest: Buffer },
): Promise<void> {
  await table.updateRows(
    tx,
    'cases.document',
    { id },
    { archived_file: archived.file, archived_digest: archived.digest, archived_at: tx.now },
  );
}
