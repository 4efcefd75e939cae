import { stringify } from 'csv-stringify/sync';
import { vietnamTime } from '../kernel/index.ts';
import { shortDate, shortTime } from './document-time.ts';

/** What a table's cell may hold. A `Date` is an instant; a day is a text `yyyy-mm-dd` in a column of the kind `day`. */
export type Cell = string | number | boolean | Date | null | undefined;

export interface TableColumn {
  readonly title: string;
  /** `day` cells are `yyyy-mm-dd` and are shown as dd/mm/yyyy; every other text stays as it is. */
  readonly kind?: 'text' | 'day';
}

export const tableFormats = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof tableFormats)[number];

export interface TableFile {
  /** With its ending. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export interface TableOptions {
  /** Name of the file without its ending; letters, digits and dashes. */
  readonly name: string;
  /**
   * `people` (default): Excel's mark of UTF-8, dates as dd/mm/yyyy hh:mm in Viet Nam time. `machines`: no mark, instants as ISO 8601 in
   * UTC, days as yyyy-mm-dd. Neither lets a cell be taken for a formula.
   */
  readonly reader?: 'people' | 'machines';
}

const mediaTypes: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export function isTableFormat(value: string | null): value is TableFormat {
  return value !== null && (tableFormats as readonly string[]).includes(value);
}

/** The one way a table leaves the house. */
export async function tableFile(
  format: TableFormat,
  columns: readonly (string | TableColumn)[],
  rows: readonly (readonly Cell[])[],
  { name, reader = 'people' }: TableOptions,
): Promise<TableFile> {
  const whole = columns.map((column) => (typeof column === 'string' ? { title: column } : column));
  const bytes = format === 'csv' ? Buffer.from(csvOf(whole, rows, reader), 'utf8') : await xlsxOf(whole, rows);
  return { name: `${name}.${format}`, mediaType: mediaTypes[format], bytes };
}

/** RFC 4180: commas, CRLF, quotes where they are needed. */
function csvOf(
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
  reader: NonNullable<TableOptions['reader']>,
): string {
  const people = reader === 'people';
  const cell = (value: Cell, column: TableColumn | undefined) => {
    if (typeof value === 'number') return String(value);
    if (value instanceof Date) return people ? shortTime(value) : value.toISOString();
    const text = String(value ?? '');
    return withoutFormula(people && column?.kind === 'day' && DAY.test(text) ? shortDate(text) : text);
  };
  return stringify(
    [
      columns.map(({ title }) => withoutFormula(title)),
      ...rows.map((row) => row.map((value, at) => cell(value, columns[at]))),
    ],
    { record_delimiter: 'windows', bom: people },
  );
}

/**
 * A spreadsheet takes a text that begins like this for a formula and runs it; an apostrophe makes it a text again. Spaces before the
 * sign do not help, since some spreadsheets cut them off.
 */
function withoutFormula(text: string): string {
  return /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** A workbook of one sheet: texts are texts whatever they look like, dates are dates that sort. */
async function xlsxOf(columns: readonly TableColumn[], rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const cell = (value: Cell, column: TableColumn | undefined) => {
    if (value === null || value === undefined || value === '') return null;
    // A workbook knows no zones: what it holds is the time on the wall.
    if (value instanceof Date)
      return { value: new Date(`${vietnamTime(value)}Z`), type: Date, format: 'dd/mm/yyyy hh:mm' };
    if (typeof value === 'string' && column?.kind === 'day' && DAY.test(value))
      return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' };
    return typeof value === 'string' ? { value, type: String } : value;
  };
  const width = (at: number) =>
    Math.min(48, Math.max(columns[at]?.title.length ?? 0, ...rows.map((row) => lengthOf(row[at]))) + 2);
  return writeXlsxFile(
    [
      columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map((value, at) => cell(value, columns[at]))),
    ],
    { columns: columns.map((_, at) => ({ width: width(at) })), stickyRowsCount: 1 },
  ).toBuffer();
}

function lengthOf(value: Cell): number {
  return value instanceof Date ? 16 : String(value ?? '').length;
}
