import { CsvError, parse } from 'csv-parse/sync';
import { ok, type Result } from '../kernel/index.ts';
import { decodeText, type TextEncodingName } from './decode-text.pure.ts';
import { refuse } from './refusals.ts';

export interface TableLimits {
  /** Bytes of the file; of a workbook, also of what is packed in it. */
  readonly bytes: number;
  /** Rows below the column names. */
  readonly rows: number;
  readonly columns: number;
  /** Characters of one row. */
  readonly row: number;
}

export const tableLimits: TableLimits = { bytes: 50_000_000, rows: 1_000_000, columns: 200, row: 1_000_000 };

export interface TableRow {
  /** Line of the file that the row begins on, from 1; of a workbook, the number of its row. */
  readonly line: number;
  /** Cells in the order of the columns, '' where there is none; dates of a workbook as yyyy-mm-dd. */
  readonly cells: readonly string[];
  /** The row has more cells than there are columns: a separator too many. */
  readonly tooLong?: true;
}

export interface ReadTable {
  /** Names of the columns as the file has them, without blanks around them. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly encoding: TextEncodingName | 'xlsx';
  readonly separator: Separator | null;
}

export interface ReadTableOptions {
  readonly limits?: Partial<TableLimits>;
  /** Every row is one line, as with hashes and codes: a quote left open spoils its own line (which is `tooLong`) and no other. */
  readonly rowsAreLines?: boolean;
}

const separators = [',', ';', '\t', '|'] as const;
export type Separator = (typeof separators)[number];
/** Rows that are looked at to tell the separator. */
const LOOKED_AT = 20;

/**
 * The one way a table enters the house: CSV with a comma, semicolon, tab or bar, in UTF-8, UTF-16 or windows-1258, or the first sheet of
 * an XLSX workbook, told apart by what the file holds and not by its name. The first row names the columns; blank rows are none, line
 * breaks inside a cell are \n.
 * Refusals: `table.unreadable` (facts: line), `table.encoding-unknown`, `table.empty`, `table.column-twice` (facts: column, its place),
 * `table.too-large` (facts: what, most)
 */
export async function readTable(
  given: Uint8Array | string,
  options: ReadTableOptions = {},
): Promise<Result<ReadTable>> {
  const limits = { ...tableLimits, ...options.limits };
  if (given.length > limits.bytes) return refuse('table.too-large', { facts: { what: 'bytes', most: limits.bytes } });
  if (typeof given !== 'string' && given[0] === 0x50 && given[1] === 0x4b && given[2] === 0x03 && given[3] === 0x04) {
    const rows = await workbookRows(given, limits);
    return rows.ok ? tableOf(rows.value, { encoding: 'xlsx', separator: null }, limits) : rows;
  }
  const decoded =
    typeof given === 'string' ? { text: given.replace(/^\ufeff/, ''), encoding: 'utf-8' as const } : decodeText(given);
  if (!decoded) return refuse('table.encoding-unknown');
  return readCsv(decoded.text, decoded.encoding, limits, options.rowsAreLines ?? false);
}

function readCsv(
  whole: string,
  encoding: TextEncodingName,
  limits: TableLimits,
  rowsAreLines: boolean,
): Result<ReadTable> {
  // Excel's own word for the separator.
  const said = /^sep=(.)(?:\r\n|\n|\r)/.exec(whole);
  // One kind of line break: the parser counts CRLF inside quotes twice, and files that mix them are common.
  const text = (said ? whole.slice(said[0].length) : whole).replaceAll(/\r\n?/g, '\n');
  const first = said ? 2 : 1;
  const separator = separators.find((one) => one === said?.[1]) ?? separatorOf(text, limits);
  const csv = { separator, limits, first };
  const read = rowsAreLines ? lineByLine(text, csv) : recordsOf(text, csv);
  return read.ok ? tableOf(read.value, { encoding, separator }, limits) : read;
}

interface Csv {
  readonly separator: Separator;
  readonly limits: TableLimits;
  /** Line of the file that the text begins on. */
  readonly first: number;
  /** Records to read, where not all. */
  readonly most?: number;
}

function recordsOf(text: string, { separator, limits, first, most }: Csv): Result<TableRow[]> {
  const rows: TableRow[] = [];
  let line = first;
  try {
    parse(text, {
      delimiter: separator,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: limits.row,
      record_delimiter: '\n',
      to: most ?? limits.rows + 2,
      on_record: (cells: string[], { lines }) => {
        rows.push({ line: first + lines - 1 - breaksIn(cells), cells });
        line = first + lines;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_MAX_RECORD_SIZE')
      return refuse('table.too-large', { facts: { what: 'row', most: limits.row, line } });
    return refuse('table.unreadable', { facts: { line } });
  }
  return ok(rows);
}

/** How many line breaks stand inside the cells of one row. */
function breaksIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.split('\n').length - 1), 0);
}

function lineByLine(text: string, csv: Csv): Result<TableRow[]> {
  const read = recordsOf(text, csv);
  if (read.ok && !read.value.some(({ cells }) => breaksIn(cells) > 0)) return read;
  return ok(
    text.split('\n').flatMap((line, place): TableRow[] => {
      const one = recordsOf(line, { ...csv, first: csv.first + place });
      return one.ok ? one.value : [{ line: csv.first + place, cells: [], tooLong: true }];
    }),
  );
}

/** The separator that cuts the first rows into most columns, and evenly. */
function separatorOf(text: string, limits: TableLimits): Separator {
  const tried = separators.map((separator) => {
    const read = recordsOf(text, { separator, limits, first: 1, most: LOOKED_AT });
    const rows = read.ok ? read.value : [];
    const columns = rows[0]?.cells.length ?? 0;
    const even = rows.filter(({ cells }) => cells.length === columns).length;
    return { separator, score: columns < 2 ? 0 : columns * (even / rows.length) };
  });
  const best = Math.max(...tried.map(({ score }) => score));
  return tried.find(({ score }) => score === best)?.separator ?? ',';
}

function tableOf(
  all: readonly TableRow[],
  from: Pick<ReadTable, 'encoding' | 'separator'>,
  limits: TableLimits,
): Result<ReadTable> {
  const [head, ...body] = all.filter(({ cells, tooLong }) => tooLong || cells.some((cell) => cell.trim() !== ''));
  if (!head || head.tooLong) return refuse('table.empty');
  if (body.length > limits.rows) return refuse('table.too-large', { facts: { what: 'rows', most: limits.rows } });
  const columns = head.cells.map((cell) => cell.trim());
  while (columns.length > 1 && columns.at(-1) === '') columns.pop();
  if (columns.length > limits.columns)
    return refuse('table.too-large', { facts: { what: 'columns', most: limits.columns } });
  const twice = columns.findIndex((name, at) => name !== '' && columns.indexOf(name) !== at);
  if (twice >= 0) return refuse('table.column-twice', { facts: { column: twice + 1 } });
  return ok({
    columns,
    rows: body.map(({ line, cells, tooLong }) => ({
      line,
      cells: columns.map((_, at) => cells[at] ?? ''),
      ...(tooLong || cells.slice(columns.length).some((cell) => cell.trim() !== '') ? { tooLong: true as const } : {}),
    })),
    ...from,
  });
}

/** The first sheet's rows. What is packed in the file is unpacked within the limits first: a workbook may be a bomb. */
async function workbookRows(bytes: Uint8Array, limits: TableLimits): Promise<Result<TableRow[]>> {
  const [{ unzipSync, zipSync }, { readSheet }] = await Promise.all([import('fflate'), import('read-excel-file/node')]);
  let room = limits.bytes;
  let sheet: readonly (readonly unknown[])[];
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/\.(?:xml|rels)$/.test(name)) return false;
        room -= originalSize;
        return room >= 0;
      },
    });
    if (room < 0) return refuse('table.too-large', { facts: { what: 'bytes', most: limits.bytes } });
    sheet = await readSheet(Buffer.from(zipSync(parts, { level: 0 })));
  } catch {
    return refuse('table.unreadable', { facts: { line: 1 } });
  }
  return ok(sheet.map((row, at) => ({ line: at + 1, cells: row.map(cellText) })));
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return String(value);
}
