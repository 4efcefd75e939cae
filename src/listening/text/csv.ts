/**
 * Rows of a CSV file after RFC 4180: quoted cells may hold line breaks, a byte order mark is skipped, lines end in CRLF or LF.
 * Nothing where a quote is left open. Blank lines are no rows.
 */
export function* readCsv(text: string): Generator<readonly string[], void> {
  let row: string[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end < 0) throw new CsvError();
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      const end = endOfCell(text, at);
      cell = text.slice(at, end);
      at = end;
    }
    row.push(cell);
    if (text[at] === ',') {
      at += 1;
      // A comma at the very end of the file opens one more empty cell.
      if (at < text.length) continue;
      row.push('');
    }
    if (text[at] === '\r') at += 1;
    if (at < text.length && text[at] !== '\n') throw new CsvError();
    at += 1;
    if (row.length > 1 || row[0] !== '') yield row;
    row = [];
  }
}

/** A table that is not CSV. */
export class CsvError extends Error {}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function endOfCell(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== ',' && text[at] !== '\n' && !(text[at] === '\r' && text[at + 1] === '\n'))
    at += 1;
  return at;
}
