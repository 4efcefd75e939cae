/**
 * An official document as every printer takes it, in the order of reading, in Vietnamese: Decree 30/2020/ND-CP, appendix I. What is in
 * it that not every reader may open carries its class, so that one frozen document gives the full copy and the masked one.
 */
export interface OfficialDocument {
  /** Name of the file without its ending. */
  readonly name: string;
  readonly head: {
    /** Body above the issuer; absent where there is none. */
    readonly parent?: string;
    readonly issuer: string;
    /** `Số: 12/QĐ-UBND`, or with dots where the clerk has not given a number yet. Absent in minutes and forms without one. */
    readonly number?: string;
    /** `Phường Ba Đình, ngày 05 tháng 01 năm 2027` */
    readonly placeAndDate: string;
  };
  readonly title: string;
  readonly subject?: Words;
  readonly formNumber?: string;
  /** To whom a letter goes. */
  readonly addressee?: string;
  readonly blocks: readonly Block[];
  readonly signature: Signature;
  /** Signs on the left: who kept the minutes, who drew up the plan. */
  readonly coSignature?: Signature;
  readonly recipients: readonly string[];
  /** What follows the signature, each on a page of its own. */
  readonly annexes?: readonly Annex[];
  /** Said on every page: what kind of paper this is, where it is not the document itself. */
  readonly marks?: readonly DocumentMark[];
}

export interface Signature {
  /** `TM. ỦY BAN NHÂN DÂN` */
  readonly authority?: string;
  readonly title: string;
  readonly name: string;
}

export interface Annex {
  readonly title: string;
  readonly subject?: Words;
  /** `Kèm theo Quyết định số 12/QĐ-UBND ngày … của …` */
  readonly attachedTo: string;
  readonly blocks: readonly Block[];
}

export type DocumentMark = 'demonstration' | 'draft' | 'masked';

/** A text, or pieces of it of which some have a class. */
export type Words = string | readonly (string | ClassifiedText)[];

export interface ClassifiedText {
  readonly fieldClass: string;
  readonly text: string;
}

export type Block =
  | { readonly kind: 'basis'; readonly text: Words }
  | { readonly kind: 'heading'; readonly text: string; readonly centred?: true }
  | { readonly kind: 'paragraph'; readonly text: Words }
  /** `Điều 1.` in bold, and its text. */
  | { readonly kind: 'article'; readonly number: number; readonly text: Words }
  | { readonly kind: 'field'; readonly label: string; readonly value: Words }
  /** Columns after the first `leading` ones are centred. Widths are shares of the page. */
  | {
      readonly kind: 'table';
      readonly leading: number;
      readonly columns: readonly { readonly title: string; readonly width: number }[];
      readonly rows: readonly (readonly Words[])[];
    }
  /** A picture (SVG) with the text that says the same to who cannot see it; without one no PDF is made. */
  | { readonly kind: 'figure'; readonly svg: string; readonly alternative: string; readonly caption: string };

export const MASKED = '(không hiển thị)';

export const markWords: Readonly<Record<DocumentMark, string>> = {
  demonstration: 'Tài liệu minh họa - không có giá trị pháp lý',
  draft: 'Bản dự thảo - chưa ký',
  masked: 'Bản che thông tin - không thay bản chính',
};

/** The pieces of a text. */
export function piecesOf(words: Words): readonly (string | ClassifiedText)[] {
  return typeof words === 'string' ? [words] : words;
}

/** The whole text, whatever its classes. */
export function plainWords(words: Words): string {
  return piecesOf(words)
    .map((piece) => (typeof piece === 'string' ? piece : piece.text))
    .join('');
}

/** Every classified piece of a document, in the order of reading, through `change`. */
export function changePieces(
  document: OfficialDocument,
  change: (piece: ClassifiedText) => string | ClassifiedText,
): OfficialDocument {
  const words = (text: Words): Words =>
    typeof text === 'string' ? text : text.map((piece) => (typeof piece === 'string' ? piece : change(piece)));
  const block = (one: Block): Block => {
    switch (one.kind) {
      case 'heading':
      case 'figure':
        return one;
      case 'field':
        return { ...one, value: words(one.value) };
      case 'table':
        return { ...one, rows: one.rows.map((row) => row.map(words)) };
      default:
        return { ...one, text: words(one.text) };
    }
  };
  return {
    ...document,
    ...(document.subject === undefined ? {} : { subject: words(document.subject) }),
    blocks: document.blocks.map(block),
    ...(document.annexes
      ? {
          annexes: document.annexes.map((annex) => ({
            ...annex,
            ...(annex.subject === undefined ? {} : { subject: words(annex.subject) }),
            blocks: annex.blocks.map(block),
          })),
        }
      : {}),
  };
}

/** The classes that a reader must be allowed to open to see all of it. */
export function classesOf(document: OfficialDocument): ReadonlySet<string> {
  const classes = new Set<string>();
  changePieces(document, (piece) => {
    classes.add(piece.fieldClass);
    return piece;
  });
  return classes;
}

/** The copy for a reader of some classes: the rest is said to be masked, on its place and on every page. */
export function maskedFor(document: OfficialDocument, open: (fieldClass: string) => boolean): OfficialDocument {
  if ([...classesOf(document)].every(open)) return document;
  return {
    ...changePieces(document, (piece) => (open(piece.fieldClass) ? piece : MASKED)),
    marks: [...(document.marks ?? []), 'masked'],
  };
}

/** What a document holds in the clear, and its classified texts by class, to be sealed apart. */
export interface SplitDocument {
  /** Places of classified texts hold their number in `texts` of their class. */
  readonly frame: OfficialDocument;
  readonly texts: Readonly<Record<string, readonly string[]>>;
}

export function splitByClass(document: OfficialDocument): SplitDocument {
  const texts: Record<string, readonly string[]> = {};
  const frame = changePieces(document, ({ fieldClass, text }) => {
    const held = texts[fieldClass] ?? [];
    texts[fieldClass] = [...held, text];
    return { fieldClass, text: String(held.length) };
  });
  return { frame, texts };
}

/** The document again, masked where a class was not opened. @throws where an opened class lacks a text: the parts are of two documents */
export function joinClasses(
  frame: OfficialDocument,
  texts: Readonly<Record<string, readonly string[] | undefined>>,
): OfficialDocument {
  const whole = changePieces(frame, ({ fieldClass, text: place }) => {
    const held = texts[fieldClass];
    if (held === undefined) return { fieldClass, text: MASKED };
    const text = held[Number(place)];
    if (text === undefined) throw new Error('the parts belong to two documents');
    return { fieldClass, text };
  });
  return maskedFor(whole, (fieldClass) => texts[fieldClass] !== undefined);
}

/** The lines of an issuer's name: a People's Committee stands on two, as its letter paper has it. */
export function issuerLines(name: string): string[] {
  const parts = /^(Ủy ban nhân dân) (.+)$/iu.exec(name.normalize('NFC'));
  return (parts ? [parts[1] as string, parts[2] as string] : [name]).map((line) => line.toUpperCase());
}
