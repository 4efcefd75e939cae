import { type OfficialDocument, renderDocx, renderPdf } from '../../documents/index.ts';

export type DocumentFormat = 'pdf' | 'docx';

/** A document as a file. */
export interface RenderedDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  /** Words of it are left out, and it says so. */
  readonly masked: boolean;
}

export async function renderDocument(
  document: OfficialDocument,
  format: DocumentFormat,
  madeAt: Date,
): Promise<RenderedDocument> {
  const masked = document.marks?.includes('masked') === true;
  return format === 'pdf'
    ? {
        name: `${document.name}.pdf`,
        mediaType: 'application/pdf',
        bytes: await renderPdf(document, { madeAt }),
        masked,
      }
    : {
        name: `${document.name}.docx`,
        mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        bytes: await renderDocx(document),
        masked,
      };
}
