import { type OfficialDocument, splitByClass } from '../../documents/index.ts';
import { type DataKey, sealPart, type Tx } from '../../kernel/index.ts';
import type { SealedClass } from '../access/case-access.ts';
import { insertDocument, insertDocumentParts } from './document-store.ts';

/** Where the words of a document are sealed. */
export const documentPart = (id: string) => `document:${id}`;

/**
 * Keeps a document as it was signed, in the transaction of the act: from here on it is read, masked or printed, and never composed
 * again. The PDF for the archive is made by a job that follows.
 * @throws where a class in it has no key: the act could not have been written either
 */
export async function freezeDocument(
  tx: Tx,
  input: {
    readonly caseId: string;
    readonly kind: string;
    readonly form?: string;
    readonly decision?: string;
    readonly agency: string;
    readonly number?: string | undefined;
    readonly document: OfficialDocument;
    readonly keys: ReadonlyMap<SealedClass, DataKey>;
  },
): Promise<string> {
  const { frame, texts } = splitByClass(input.document);
  const id = await insertDocument(tx, {
    case_id: input.caseId,
    kind: input.kind,
    form_id: input.form ?? null,
    decision_id: input.decision ?? null,
    agency: input.agency,
    number: input.number ?? null,
    frame,
  });
  await insertDocumentParts(
    tx,
    (Object.entries(texts) as [SealedClass, readonly string[]][]).map(([fieldClass, held]) => {
      const key = input.keys.get(fieldClass);
      if (!key) throw new Error(`no key for the class ${fieldClass} of case ${input.caseId}`);
      return {
        document_id: id,
        case_id: input.caseId,
        field_class: fieldClass,
        sealed: sealPart(key, documentPart(id), JSON.stringify(held)),
      };
    }),
  );
  await tx.enqueue('cases.archive-document', { case: input.caseId, document: id });
  return id;
}
