import { readTable } from '../documents/index.ts';
import { ok, type Result } from '../kernel/index.ts';
import { normalise } from './normalise.ts';
import { refuse } from './refusals.ts';
import type { Range } from './spans.ts';

/** One text with what people said of it. */
export interface TrainingRow {
  readonly text: string;
  /** The labels that hold: exactly one where a model chooses between labels, any number where labels go together. */
  readonly labels: readonly string[];
  /** Marked ranges of the text, where the data has them. */
  readonly spans?: readonly Range[];
}

export interface Columns {
  readonly text: string;
  readonly label: string;
  readonly spans?: string;
  /** The labels there are; without it, the ones that occur. */
  readonly labels?: readonly string[];
}

/** Rows read, and what of the table is not among them. */
export interface ReadRows {
  readonly rows: readonly TrainingRow[];
  readonly withoutText: number;
  readonly withoutLabel: number;
  readonly outsideLabels: number;
}

/** Several labels of one row stand in one cell. */
const BETWEEN_LABELS = '|';
/** Share of rows with a label outside the set from which a table is refused as a whole. */
const OUTSIDE_MOST = 0.01;

/**
 * Reads a table of texts and labels. Labels of one row are separated by |. Spans are a list of character positions, as in ViHOS
 * ("[4, 5, 6]", code points), or of ranges ("4-7 12-15", code units, end not counted).
 * Refusals: those of `readTable`; training-data.column-missing (facts: column), .empty, .labels-outside, .spans-outside, .row-uneven
 * (facts: line).
 */
export async function readTrainingRows(file: Uint8Array | string, columns: Columns): Promise<Result<ReadRows>> {
  const counts = { withoutText: 0, withoutLabel: 0, outsideLabels: 0 };
  const known = columns.labels === undefined ? null : new Set(columns.labels);
  const rows: TrainingRow[] = [];
  const table = await readTable(file);
  if (!table.ok) return table;
  const { columns: names } = table.value;
  const missing = [columns.text, columns.label, columns.spans].find(
    (name) => name !== undefined && !names.includes(name),
  );
  if (missing !== undefined)
    return refuse('training-data.column-missing', { facts: { column: missing, columns: names.join(', ') } });
  const place = (name: string | undefined) => (name === undefined ? -1 : names.indexOf(name));
  const places = { text: place(columns.text), label: place(columns.label), spans: place(columns.spans) };
  for (const { line, cells, tooLong } of table.value.rows) {
    if (tooLong) return refuse('training-data.row-uneven', { facts: { line } });
    const text = cells[places.text] ?? '';
    const labels = (cells[places.label] ?? '')
      .split(BETWEEN_LABELS)
      .map((label) => label.trim())
      .filter(Boolean);
    const spans = places.spans < 0 ? undefined : readSpans(text, cells[places.spans] ?? '');
    if (spans === 'outside') return refuse('training-data.spans-outside', { facts: { line } });
    if (text.trim() === '') counts.withoutText += 1;
    else if (labels.length === 0) counts.withoutLabel += 1;
    else if (known !== null && !labels.every((label) => known.has(label))) counts.outsideLabels += 1;
    else rows.push({ text, labels, ...(spans === undefined ? {} : { spans }) });
  }
  if (counts.outsideLabels > OUTSIDE_MOST * (rows.length + counts.outsideLabels))
    return refuse('training-data.labels-outside', { facts: { rows: counts.outsideLabels } });
  if (rows.length === 0) return refuse('training-data.empty');
  return ok({ rows, ...counts });
}

function readSpans(text: string, cell: string): readonly Range[] | 'outside' {
  const ranges = /^\s*\[/.test(cell)
    ? fromPositions(text, (cell.match(/\d+/g) ?? []).map(Number))
    : (cell.match(/\d+-\d+/g) ?? []).map((range) => {
        const [from = 0, to = 0] = range.split('-').map(Number);
        return { from, to };
      });
  const inside = ranges.every(({ from, to }) => from < to && to <= text.length);
  return inside ? ranges : 'outside';
}

/** Positions count code points; ranges count code units. */
function fromPositions(text: string, positions: readonly number[]): Range[] {
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  starts.push(at);
  const ranges: { from: number; to: number }[] = [];
  for (const position of [...new Set(positions)].sort((a, b) => a - b)) {
    const from = starts[position] ?? text.length;
    const to = starts[position + 1] ?? text.length + 1;
    const last = ranges.at(-1);
    if (last?.to === from) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}

/** Rows of one text that say different things of it: how many texts, and how many rows were left out for it. */
export interface Contradictions {
  readonly texts: number;
  readonly leftOut: number;
}

/**
 * Where one text (as normalised) occurs with different labels, the label of most of its rows stands and the others are left out; where
 * none has most, all are.
 */
export function withoutContradictions(rows: readonly TrainingRow[]): {
  readonly rows: readonly TrainingRow[];
  readonly contradictions: Contradictions;
} {
  const byText = new Map<string, Map<string, number>>();
  const keys = rows.map(({ text, labels }) => ({ text: normalise(text).text, said: [...labels].sort().join('|') }));
  for (const { text, said } of keys) {
    const counts = byText.get(text) ?? new Map<string, number>();
    counts.set(said, (counts.get(said) ?? 0) + 1);
    byText.set(text, counts);
  }
  const stands = new Map<string, string | null>();
  for (const [text, counts] of byText) {
    if (counts.size < 2) continue;
    const [first, second] = [...counts].sort((a, b) => b[1] - a[1]) as [[string, number], [string, number]];
    stands.set(text, first[1] > second[1] ? first[0] : null);
  }
  const kept = rows.filter((_, at) => {
    const { text, said } = keys[at] as { text: string; said: string };
    const standing = stands.get(text);
    return standing === undefined || standing === said;
  });
  return { rows: kept, contradictions: { texts: stands.size, leftOut: rows.length - kept.length } };
}
