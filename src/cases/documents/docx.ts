import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { type Block, issuerLines, type OfficialDocument } from './model.ts';

const FONT = 'Times New Roman';
const MM = 56.7;
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const noBorders = { top: none, bottom: none, left: none, right: none } as const;

/** The same document for a word processor, to be signed or corrected on paper. Sizes in half points, lengths in twentieths of a point. */
export async function renderDocx(document: OfficialDocument): Promise<Buffer> {
  const { head } = document;
  const file = new Document({
    title: document.title,
    styles: {
      default: {
        document: {
          run: { font: FONT, size: 26, language: { value: 'vi-VN' } },
          paragraph: { spacing: { before: 120, line: 300, lineRule: LineRuleType.AUTO } },
        },
      },
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: Math.round(210 * MM), height: Math.round(297 * MM) },
            margin: { top: 22 * MM, bottom: 22 * MM, left: 30 * MM, right: 18 * MM },
          },
        },
        headers: {
          default: new Header({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT], size: 26, font: FONT })],
              }),
            ],
          }),
          first: new Header({ children: [new Paragraph('')] }),
        },
        ...(document.demonstration
          ? { footers: { default: demonstrationFooter(), first: demonstrationFooter() } }
          : {}),
        children: [
          ...(document.formNumber
            ? [line(document.formNumber, { bold: true, size: 24 }, { alignment: AlignmentType.RIGHT })]
            : []),
          new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            borders: { ...noBorders, insideHorizontal: none, insideVertical: none },
            rows: [
              new TableRow({
                children: [
                  cell(42, [
                    ...(head.parent ? [centred(head.parent.toUpperCase(), { size: 24 })] : []),
                    ...issuerLines(head.issuer).map((text) => centred(text, { bold: true, size: 24 })),
                    rule(1500),
                    centred(head.number, {}),
                  ]),
                  cell(58, [
                    centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true, size: 24 }),
                    centred('Độc lập - Tự do - Hạnh phúc', { bold: true }),
                    rule(1000),
                    centred(head.placeAndDate, { italics: true }),
                  ]),
                ],
              }),
            ],
          }),
          centred(document.title.toUpperCase(), { bold: true, size: 28 }, { spacing: { before: 360 } }),
          ...(document.subject ? [centred(document.subject, { bold: true })] : []),
          rule(3600),
          ...document.blocks.flatMap(block),
          new Paragraph({ spacing: { before: 240 } }),
          new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            borders: { ...noBorders, insideHorizontal: none, insideVertical: none },
            rows: [
              new TableRow({
                cantSplit: true,
                children: [
                  cell(48, [
                    line('Nơi nhận:', { bold: true, italics: true, size: 24 }, {}),
                    ...document.recipients.map((one) => line(one, { size: 22 }, { spacing: { before: 0 } })),
                  ]),
                  cell(52, [
                    centred(
                      `${document.signature.prefix ? `${document.signature.prefix} ` : ''}${document.signature.title.toUpperCase()}`,
                      { bold: true },
                    ),
                    new Paragraph({ spacing: { before: 1200 } }),
                    centred(document.signature.name, { bold: true }),
                  ]),
                ],
              }),
            ],
          }),
        ],
      },
    ],
  });
  return Packer.toBuffer(file);
}

type Run = { readonly bold?: boolean; readonly italics?: boolean; readonly size?: number };

function line(text: string, run: Run, paragraph: IParagraphOptions): Paragraph {
  return new Paragraph({ ...paragraph, children: [new TextRun({ text, font: FONT, ...run })] });
}

function centred(text: string, run: Run, paragraph: IParagraphOptions = {}): Paragraph {
  return line(text, run, { spacing: { before: 0 }, ...paragraph, alignment: AlignmentType.CENTER });
}

/** The short line under a name: an empty paragraph with a border, drawn in from both sides. */
function rule(indent: number): Paragraph {
  return new Paragraph({
    spacing: { before: 0, after: 60, line: 60, lineRule: LineRuleType.EXACT },
    indent: { left: indent, right: indent },
    border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: '000000', space: 0 } },
  });
}

function cell(width: number, children: Paragraph[]): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.PERCENTAGE },
    verticalAlign: VerticalAlign.TOP,
    borders: noBorders,
    children,
  });
}

function demonstrationFooter(): Footer {
  return new Footer({
    children: [centred('Tài liệu minh họa - không có giá trị pháp lý', { italics: true, size: 20 })],
  });
}

function block(one: Block): (Paragraph | Table)[] {
  switch (one.kind) {
    case 'basis':
      return [line(one.text, { italics: true }, { alignment: AlignmentType.JUSTIFIED, indent: { firstLine: 567 } })];
    case 'heading':
      return [
        line(
          one.text,
          { bold: true },
          { keepNext: true, spacing: { before: 200 }, ...(one.centred ? { alignment: AlignmentType.CENTER } : {}) },
        ),
      ];
    case 'paragraph':
      return one.text
        .split('\n')
        .map((text) => line(text, {}, { alignment: AlignmentType.JUSTIFIED, indent: { firstLine: 567 } }));
    case 'field':
      return [
        new Paragraph({
          alignment: AlignmentType.JUSTIFIED,
          indent: { left: 340, hanging: 340 },
          children: [
            new TextRun({ text: `${one.label}: `, font: FONT }),
            ...one.value
              .split('\n')
              .map((text, place) => new TextRun({ text, font: FONT, ...(place > 0 ? { break: 1 } : {}) })),
          ],
        }),
      ];
    case 'table': {
      const whole = one.columns.reduce((sum, column) => sum + column.width, 0);
      const row = (texts: readonly string[], bold: boolean) =>
        new TableRow({
          tableHeader: bold,
          children: texts.map(
            (text, place) =>
              new TableCell({
                width: {
                  size: Math.round(((one.columns[place]?.width ?? 1) / whole) * 100),
                  type: WidthType.PERCENTAGE,
                },
                margins: { top: 60, bottom: 60, left: 80, right: 80 },
                children: [
                  line(
                    text,
                    { bold, size: 24 },
                    {
                      spacing: { before: 0 },
                      ...(bold || place >= one.leading ? { alignment: AlignmentType.CENTER } : {}),
                    },
                  ),
                ],
              }),
          ),
        });
      return [
        new Table({
          width: { size: 100, type: WidthType.PERCENTAGE },
          rows: [
            row(
              one.columns.map((column) => column.title),
              true,
            ),
            ...one.rows.map((texts) => row(texts, false)),
          ],
        }),
      ];
    }
  }
}
