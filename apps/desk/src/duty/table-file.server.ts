import writeXlsxFile from 'write-excel-file/node';

/** A table that leaves the desk as a file. */
export interface TableFile {
  /** Without ending; letters, digits and dashes. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export const tableFormats = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof tableFormats)[number];

const kinds: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export function isTableFormat(value: string | null): value is TableFormat {
  return value !== null && (tableFormats as readonly string[]).includes(value);
}

/** The table as an answer that the browser keeps as a file. */
export async function tableAnswer(format: TableFormat, table: TableFile): Promise<Response> {
  const body = format === 'csv' ? csvOf(table) : await xlsxOf(table);
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: {
      'content-type': kinds[format],
      'content-disposition': `attachment; filename="${table.name}.${format}"`,
      'x-content-type-options': 'nosniff',
    },
  });
}

/** RFC 4180, with the mark by which Excel knows UTF-8. A text that a spreadsheet would take for a formula gets an apostrophe. */
export function csvOf({ columns, rows }: TableFile): string {
  const cell = (value: string | number | null) => {
    if (typeof value === 'number') return String(value);
    const text = unformula(value ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

async function xlsxOf({ columns, rows }: TableFile): Promise<Buffer> {
  return writeXlsxFile(
    [
      columns.map((value) => ({ value, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map((value) => (typeof value === 'string' ? { value, type: String } : value))),
    ],
    {
      columns: columns.map((title, at) => ({
        width: Math.min(48, Math.max(title.length, ...rows.map((row) => String(row[at] ?? '').length)) + 2),
      })),
      stickyRowsCount: 1,
    },
  ).toBuffer();
}

function unformula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
