import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { type Block, issuerLines, type OfficialDocument } from './model.ts';

/**
 * The document as PDF by Typst, in the form of Decree 30/2020/ND-CP, appendix I. Every text goes in as a string literal, so that
 * nothing that a person wrote is read as markup. Times New Roman is taken where the machine has it; the compiler's own serif, which has
 * every Vietnamese letter, stands in for it elsewhere.
 */
export function renderPdf(document: OfficialDocument): Buffer {
  const compiler = NodeCompiler.create();
  try {
    return compiler.pdf({ mainFileContent: typstSource(document) });
  } finally {
    compiler.evictCache(0);
  }
}

export function typstSource(document: OfficialDocument): string {
  const { head } = document;
  return `
#set document(title: ${text(document.title)})
#set page(paper: "a4", margin: (top: 22mm, bottom: 22mm, left: 30mm, right: 18mm),
  header: context { set text(size: 13pt); if counter(page).get().first() > 1 { align(center, counter(page).display()) } },
  footer: ${document.demonstration ? `align(center, text(size: 10pt, style: "italic", ${text('Tài liệu minh họa - không có giá trị pháp lý')}))` : 'none'})
#set text(font: ("Times New Roman", "Liberation Serif", "Libertinus Serif"), size: 13pt, lang: "vi", hyphenate: false)
#set par(justify: true, leading: 0.72em, spacing: 0.9em)
${document.formNumber ? `#align(right, text(size: 12pt, weight: "bold", ${text(document.formNumber)}))` : ''}
#{ set par(justify: false, spacing: 0.6em); grid(columns: (42%, 58%), column-gutter: 4pt, align: center,
  [${head.parent ? `#text(size: 12pt, ${text(head.parent.toUpperCase())}) #linebreak()` : ''}${issuerLines(head.issuer)
    .map((line) => `#text(size: 12pt, weight: "bold", ${text(line)})`)
    .join(' #linebreak() ')}
   #v(1pt) #line(length: 30%, stroke: 0.5pt)
   #text(size: 13pt, ${text(head.number)})],
  [#text(size: 12pt, weight: "bold", ${text('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')}) #linebreak()
   #text(size: 13pt, weight: "bold", ${text('Độc lập - Tự do - Hạnh phúc')})
   #v(1pt) #line(length: 58%, stroke: 0.5pt)
   #text(size: 13pt, style: "italic", ${text(head.placeAndDate)})]) }
#v(10pt)
#align(center)[#text(size: 14pt, weight: "bold", ${text(document.title.toUpperCase())})
${document.subject ? `#v(-2pt) #text(size: 13pt, weight: "bold", ${text(document.subject)})` : ''}
#v(-2pt) #line(length: 26%, stroke: 0.5pt)]
#v(4pt)
${document.blocks.map(block).join('\n')}
#v(10pt)
#block(breakable: false)[#grid(columns: (48%, 52%),
  align(left)[#text(size: 12pt, weight: "bold", style: "italic", ${text('Nơi nhận:')}) \\
    ${document.recipients.map((one) => `#text(size: 11pt, ${text(one)})`).join(' \\\n    ')}],
  align(center)[${document.signature.prefix ? `#text(weight: "bold", ${text(`${document.signature.prefix} `)})` : ''}#text(weight: "bold", ${text(document.signature.title.toUpperCase())})
    #v(58pt)
    #text(weight: "bold", ${text(document.signature.name)})])]
`;
}

function block(one: Block): string {
  switch (one.kind) {
    case 'basis':
      return `#par(first-line-indent: (amount: 1cm, all: true), emph(${text(one.text)}))`;
    case 'heading':
      return `#block(above: 1.1em, below: 0.7em, sticky: true, ${one.centred ? 'width: 100%, align(center, ' : '('}text(weight: "bold", ${text(one.text)})))`;
    case 'paragraph':
      return one.text
        .split('\n')
        .map((line) => `#par(first-line-indent: (amount: 1cm, all: true), ${text(line)})`)
        .join('\n');
    case 'field':
      return `#par(hanging-indent: 0.6cm)[#text(${text(`${one.label}: `)})#text(weight: "medium", ${text(one.value)})]`;
    case 'table':
      return `#block(above: 0.8em, below: 0.8em)[#set text(size: 12pt); #set par(justify: false, leading: 0.6em)
#table(columns: (${one.columns.map((column) => `${column.width}fr`).join(', ')}), stroke: 0.5pt, inset: 5pt,
  table.header(${one.columns.map((column) => `align(center, text(weight: "bold", ${text(column.title)}))`).join(', ')}),
  ${one.rows.map((row) => row.map((cell, place) => (place < one.leading ? `text(${text(cell)})` : `align(center, text(${text(cell)}))`)).join(', ')).join(', ')})]`;
  }
}

/** A Typst string literal. */
function text(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
