import type { IParagraphOptions, IRunOptions, ISectionOptions, Paragraph, Table } from 'docx';
import {
  type Block,
  issuerLines,
  markWords,
  type OfficialDocument,
  plainWords,
  type Signature,
} from './official-document.ts';

const FONT = 'Times New Roman';
/** Lengths are twentieths of a point. */
const MM = 56.7;
/** Between the margins: 210 mm less 30 and 18. */
const TEXT_WIDTH = Math.round(162 * MM);

/**
 * The same document for a word processor, to be signed or corrected on paper.
 * @throws where a picture has no alternative text
 */
export async function renderDocx(document: OfficialDocument): Promise<Buffer> {
  const docx = await import('docx');
  const draw = new Drawing(docx);
  const sections: ISectionOptions[] = [
    draw.page(document, [
      ...(document.formNumber
        ? [draw.line(document.formNumber, { bold: true, size: 24 }, { alignment: 'right' })]
        : []),
      draw.letterhead(document),
      draw.centred(
        document.title.toUpperCase(),
        { bold: true, size: 28 },
        { spacing: { before: 360 }, heading: 'Heading1' },
      ),
      ...(document.subject ? [draw.centred(plainWords(document.subject), { bold: true })] : []),
      draw.rule(Math.round(TEXT_WIDTH * 0.37)),
      ...(document.addressee
        ? [draw.centred(`Kính gửi: ${document.addressee}`, {}, { spacing: { before: 160, after: 160 } })]
        : []),
      ...(await draw.blocks(document.blocks, true)),
      draw.line('', {}, { spacing: { before: 120 }, keepNext: true }),
      draw.signatures(document),
      ...(document.coSignature ? draw.recipients(document, {}) : []),
    ]),
  ];
  for (const annex of document.annexes ?? [])
    sections.push(
      draw.page(document, [
        draw.centred(annex.title.toUpperCase(), { bold: true, size: 28 }, { heading: 'Heading1' }),
        ...(annex.subject ? [draw.centred(plainWords(annex.subject), { bold: true })] : []),
        draw.centred(`(${annex.attachedTo})`, { italics: true }),
        draw.rule(Math.round(TEXT_WIDTH * 0.37)),
        ...(await draw.blocks(annex.blocks, false)),
      ]),
    );
  const plain = { run: { font: FONT, color: '000000', bold: true, size: 26 } };
  return docx.Packer.toBuffer(
    new docx.Document({
      title: document.title,
      creator: document.head.issuer,
      styles: {
        default: {
          document: {
            run: { font: FONT, size: 26, language: { value: 'vi-VN' } },
            paragraph: { spacing: { before: 120, line: 300, lineRule: docx.LineRuleType.AUTO } },
          },
          heading1: plain,
          heading2: plain,
        },
      },
      sections,
    }),
  );
}

type Run = Pick<IRunOptions, 'bold' | 'italics' | 'size'>;
type Layout = Pick<IParagraphOptions, 'alignment' | 'spacing' | 'indent' | 'keepNext' | 'keepLines' | 'heading'>;

/** The parts of a page; the library comes in when the first document is drawn, since a start needs none of it. */
class Drawing {
  readonly #docx: typeof import('docx');

  constructor(docx: typeof import('docx')) {
    this.#docx = docx;
  }

  page(document: OfficialDocument, children: (Paragraph | Table)[]): ISectionOptions {
    const { Footer, Header, PageNumber, Paragraph: Par, TextRun } = this.#docx;
    const marks = (document.marks ?? []).map((mark) => markWords[mark]).join(' · ');
    const footer = () => new Footer({ children: [this.centred(marks, { italics: true, size: 20 })] });
    const number = new Par({
      alignment: 'center',
      children: [new TextRun({ children: [PageNumber.CURRENT], size: 26, font: FONT })],
    });
    return {
      properties: {
        titlePage: true,
        page: {
          size: { width: Math.round(210 * MM), height: Math.round(297 * MM) },
          margin: { top: 22 * MM, bottom: 22 * MM, left: 30 * MM, right: 18 * MM },
        },
      },
      headers: { default: new Header({ children: [number] }), first: new Header({ children: [new Par('')] }) },
      ...(marks === '' ? {} : { footers: { default: footer(), first: footer() } }),
      children,
    };
  }

  line(text: string, run: Run, layout: Layout = {}): Paragraph {
    const { Paragraph: Par, TextRun } = this.#docx;
    const runs = text
      .split('\n')
      .map((part, place) => new TextRun({ text: part, font: FONT, ...run, ...(place > 0 ? { break: 1 } : {}) }));
    return new Par({ ...layout, children: runs });
  }

  centred(text: string, run: Run, layout: Layout = {}): Paragraph {
    return this.line(text, run, { spacing: { before: 0 }, ...layout, alignment: 'center' });
  }

  /** The short line under a name: an empty paragraph with a border, drawn in from both sides. */
  rule(indent: number): Paragraph {
    const { BorderStyle, LineRuleType, Paragraph: Par } = this.#docx;
    return new Par({
      spacing: { before: 0, after: 60, line: 60, lineRule: LineRuleType.EXACT },
      indent: { left: indent, right: indent },
      border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: '000000', space: 0 } },
    });
  }

  letterhead({ head }: OfficialDocument): Table {
    return this.#beside([
      [
        0.42,
        [
          ...(head.parent ? [this.centred(head.parent.toUpperCase(), { size: 24 })] : []),
          ...issuerLines(head.issuer).map((text) => this.centred(text, { bold: true, size: 24 })),
          this.rule(1300),
          ...(head.number ? [this.centred(head.number, {})] : []),
        ],
      ],
      [
        0.58,
        [
          this.centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true, size: 24 }),
          this.centred('Độc lập - Tự do - Hạnh phúc', { bold: true }),
          this.rule(1000),
          this.centred(head.placeAndDate, { italics: true }),
        ],
      ],
    ]);
  }

  /** The signature stays whole and with the line above it. */
  signatures(document: OfficialDocument): Table {
    const left = document.coSignature
      ? this.#signature(document.coSignature)
      : this.recipients(document, { keepNext: true });
    return this.#beside([
      [0.48, left],
      [0.52, this.#signature(document.signature)],
    ]);
  }

  recipients({ recipients }: OfficialDocument, layout: Layout): Paragraph[] {
    if (recipients.length === 0) return [this.line('', {}, layout)];
    return [
      this.line('Nơi nhận:', { bold: true, italics: true, size: 24 }, layout),
      ...recipients.map((one) => this.line(one, { size: 22 }, { spacing: { before: 0 }, ...layout })),
    ];
  }

  #signature({ authority, title, name }: Signature): Paragraph[] {
    const keep = { keepNext: true } as const;
    return [
      ...(authority ? [this.centred(authority, { bold: true }, keep)] : []),
      this.centred(title.toUpperCase(), { bold: true }, keep),
      this.line('', {}, { spacing: { before: 1000 }, ...keep }),
      this.centred(name, { bold: true }),
    ];
  }

  async blocks(blocks: readonly Block[], signed: boolean): Promise<(Paragraph | Table)[]> {
    const drawn: (Paragraph | Table)[] = [];
    for (const [at, block] of blocks.entries()) {
      const keep = signed && at >= blocks.length - 2;
      drawn.push(...(await this.#block(block, keep)));
    }
    return drawn;
  }

  /** @param keep goes with what follows to the next page */
  async #block(one: Block, keep: boolean): Promise<(Paragraph | Table)[]> {
    const { Paragraph: Par, TextRun } = this.#docx;
    const prose: Layout = {
      alignment: 'both',
      indent: { firstLine: 567 },
      ...(keep ? { keepNext: true, keepLines: true } : {}),
    };
    switch (one.kind) {
      case 'basis':
        return [this.line(plainWords(one.text), { italics: true }, prose)];
      case 'heading':
        return [
          this.line(
            one.text,
            { bold: true },
            {
              keepNext: true,
              heading: 'Heading2',
              spacing: { before: 200 },
              ...(one.centred ? { alignment: 'center' } : {}),
            },
          ),
        ];
      case 'paragraph':
        return plainWords(one.text)
          .split('\n')
          .map((text) => this.line(text, {}, prose));
      case 'article':
        return [
          new Par({
            ...prose,
            children: [
              new TextRun({ text: `Điều ${one.number}. `, bold: true, font: FONT }),
              ...plainWords(one.text)
                .split('\n')
                .map((text, place) => new TextRun({ text, font: FONT, ...(place > 0 ? { break: 1 } : {}) })),
            ],
          }),
        ];
      case 'field':
        return [
          this.line(`${one.label}: ${plainWords(one.value)}`, {}, { ...prose, indent: { left: 340, hanging: 340 } }),
        ];
      case 'figure':
        return [await this.#picture(one), this.centred(one.caption, { italics: true, size: 24 })];
      case 'table':
        return [this.#table(one, keep), ...(keep ? [] : [this.line('', { size: 12 }, { spacing: { before: 0 } })])];
    }
  }

  #table(one: Extract<Block, { kind: 'table' }>, keep: boolean): Table {
    const { Table: Tab, TableCell, TableRow, WidthType } = this.#docx;
    const whole = one.columns.reduce((sum, column) => sum + column.width, 0);
    const widths = one.columns.map((column) => Math.round((column.width / whole) * TEXT_WIDTH));
    const row = (texts: readonly string[], title: boolean) =>
      new TableRow({
        tableHeader: title,
        cantSplit: true,
        children: texts.map(
          (text, place) =>
            new TableCell({
              width: { size: widths[place] ?? 0, type: WidthType.DXA },
              margins: { top: 60, bottom: 60, left: 70, right: 70 },
              children: [
                this.line(
                  text,
                  { bold: title, size: 24 },
                  {
                    spacing: { before: 0 },
                    keepNext: title || keep,
                    alignment: title || place >= one.leading ? 'center' : 'left',
                  },
                ),
              ],
            }),
        ),
      });
    return new Tab({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: widths,
      rows: [
        row(
          one.columns.map((column) => column.title),
          true,
        ),
        ...one.rows.map((cells) => row(cells.map(plainWords), false)),
      ],
    });
  }

  async #picture({ svg, alternative }: Extract<Block, { kind: 'figure' }>): Promise<Paragraph> {
    if (alternative.trim() === '') throw new Error('a picture of a document has no alternative text');
    const { ImageRun, Paragraph: Par } = this.#docx;
    const { default: sharp } = await import('sharp');
    const { data, info } = await sharp(Buffer.from(svg), { density: 144 }).png().toBuffer({ resolveWithObject: true });
    const width = 600;
    return new Par({
      alignment: 'center',
      keepNext: true,
      children: [
        new ImageRun({
          type: 'png',
          data,
          transformation: { width, height: Math.round((info.height / info.width) * width) },
          altText: { name: alternative, title: alternative, description: alternative },
        }),
      ],
    });
  }

  /** Cells side by side without a border: the letterhead, the signatures. Shares are of the text's width. */
  #beside(cells: readonly (readonly [share: number, children: Paragraph[]])[]): Table {
    const { BorderStyle, Table: Tab, TableCell, TableRow, VerticalAlign, WidthType } = this.#docx;
    const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
    const borders = { top: none, bottom: none, left: none, right: none } as const;
    const widths = cells.map(([share]) => Math.round(share * TEXT_WIDTH));
    return new Tab({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      columnWidths: widths,
      borders: { ...borders, insideHorizontal: none, insideVertical: none },
      rows: [
        new TableRow({
          cantSplit: true,
          children: cells.map(
            ([, children], place) =>
              new TableCell({
                width: { size: widths[place] ?? 0, type: WidthType.DXA },
                verticalAlign: VerticalAlign.TOP,
                borders,
                children,
              }),
          ),
        }),
      ],
    });
  }
}
