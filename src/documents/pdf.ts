import { readFileSync } from 'node:fs';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { type Block, issuerLines, markWords, type OfficialDocument, plainWords } from './official-document.ts';

/** For readers (PDF/UA-1, refuses a picture without its text) or for the archive (PDF/A-2a, which carries its fonts and tags). */
export type PdfStandard = 'ua-1' | 'a-2a';

/** Characters of a text that still goes whole to the next page with a signature. */
const SHORT = 500;

let opened: Promise<{ compiler: NodeCompiler; template: string }> | undefined;

/** One compiler in a process: reading the fonts takes longer than most documents. */
async function open(): Promise<{ compiler: NodeCompiler; template: string }> {
  const { NodeCompiler: Compiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  return {
    compiler: Compiler.create(),
    template: readFileSync(new URL('./official-document.typ', import.meta.url), 'utf8'),
  };
}

/**
 * The document as PDF by Typst. The same document, standard and time give the same bytes on the same machine.
 * @param madeAt time that stands in the file
 * @throws where a picture has no alternative text, or the standard cannot be kept
 */
export async function renderPdf(
  document: OfficialDocument,
  { standard = 'ua-1', madeAt }: { readonly standard?: PdfStandard; readonly madeAt: Date },
): Promise<Buffer> {
  opened ??= open();
  const { compiler, template } = await opened;
  try {
    return compiler.pdf(
      { mainFileContent: template, inputs: { document: JSON.stringify(typstData(document)) } },
      { pdfStandard: standard, creationTimestamp: Math.floor(madeAt.getTime() / 1_000) },
    );
  } finally {
    compiler.evictCache(10);
  }
}

/** The document with plain texts, as the template takes it. */
export function typstData(document: OfficialDocument) {
  const { subject, annexes = [], marks = [], ...rest } = document;
  return {
    ...rest,
    ...(subject === undefined
      ? {}
      : { subject: plainWords(subject), plainSubject: plainWords(subject).replaceAll('\n', ' ') }),
    issuerLines: issuerLines(document.head.issuer),
    marks: marks.map((mark) => markWords[mark]),
    blocks: document.blocks.map(plainBlock),
    annexes: annexes.map((annex) => ({
      ...annex,
      ...(annex.subject === undefined ? {} : { subject: plainWords(annex.subject) }),
      blocks: annex.blocks.map(plainBlock),
    })),
  };
}

function plainBlock(block: Block) {
  switch (block.kind) {
    case 'heading':
      return { ...block, centred: block.centred ?? false, short: true };
    case 'figure':
      return { ...block, alternative: block.alternative.trim() || undefined, short: true };
    case 'field': {
      const value = plainWords(block.value);
      return { ...block, value, short: value.length < SHORT };
    }
    case 'table': {
      const rows = block.rows.map((row) => row.map(plainWords));
      return { ...block, rows, short: rows.length < 6 };
    }
    default: {
      const text = plainWords(block.text);
      return { ...block, text, short: text.length < SHORT };
    }
  }
}
