/** A document as both printers take it: paragraphs and tables in the order of reading, in Vietnamese. */
export interface OfficialDocument {
  /** Name of the file without its ending. */
  readonly name: string;
  readonly head: {
    /** Body above the issuer; absent where there is none. */
    readonly parent?: string;
    readonly issuer: string;
    /** `Số: 12/QĐ-UBND`, or without a number yet. */
    readonly number: string;
    /** `Phường Ba Đình, ngày 05 tháng 01 năm 2027` */
    readonly placeAndDate: string;
  };
  readonly title: string;
  readonly subject?: string;
  readonly formNumber?: string;
  readonly blocks: readonly Block[];
  readonly signature: { readonly prefix?: string; readonly title: string; readonly name: string };
  readonly recipients: readonly string[];
  /** Said on every page of a demonstration case. */
  readonly demonstration: boolean;
}

export type Block =
  | { readonly kind: 'basis'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string; readonly centred?: true }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'field'; readonly label: string; readonly value: string }
  /** Columns after the first `leading` ones are centred. */
  | {
      readonly kind: 'table';
      readonly leading: number;
      readonly columns: readonly { readonly title: string; readonly width: number }[];
      readonly rows: readonly (readonly string[])[];
    };

/** A Vietnamese date of an official document: days below 10 and January and February with a leading nought. */
export function officialDate(day: string): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  return `ngày ${date} tháng ${Number(month) <= 2 ? month : String(Number(month))} năm ${year}`;
}

/** The lines of an issuer's name: a People's Committee stands on two, as its letter paper has it. */
export function issuerLines(name: string): string[] {
  const parts = /^(Ủy ban nhân dân) (.+)$/iu.exec(name.normalize('NFC'));
  return (parts ? [parts[1] as string, parts[2] as string] : [name]).map((line) => line.toUpperCase());
}

/** `05/01/2027` */
export function shortDate(day: string): string {
  const [year, month, date] = day.split('-') as [string, string, string];
  return `${date}/${month}/${year}`;
}
