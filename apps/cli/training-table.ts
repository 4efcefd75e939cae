import { readFile } from 'node:fs/promises';
import type { Refusal } from '../../src/kernel/index.ts';
import { type ReadRows, readTrainingRows } from '../../src/text/index.ts';

/** What a table is read by, from a command's options. */
export interface TableOptions {
  readonly text?: string | undefined;
  readonly label?: string | undefined;
  readonly spans?: string | undefined;
  readonly labels?: string | undefined;
}

/** Reads a table (CSV, XLSX) of texts and labels; says on stderr what of it was left out. Throws with the refusal's words. */
export async function readTable(file: string, options: TableOptions): Promise<ReadRows> {
  const { text = 'text', label = 'label', spans, labels } = options;
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch {
    throw new Error(`${file}: không đọc được tệp / the file cannot be read`);
  }
  const read = await readTrainingRows(bytes, {
    text,
    label,
    ...(spans === undefined ? {} : { spans }),
    ...(labels === undefined ? {} : { labels: labels.split(',') }),
  });
  if (!read.ok) throw new Error(`${file}: ${refusalWords(read.refusal)}`);
  const { rows, withoutText, withoutLabel, outsideLabels } = read.value;
  const left = withoutText + withoutLabel + outsideLabels;
  console.error(
    `${file}: ${rows.length} rows, ${left} left out (${withoutText} without text, ${withoutLabel} without label, ${outsideLabels} outside the labels)`,
  );
  return read.value;
}

/** A refusal as one sentence for a terminal, in both languages, with its facts. */
export function refusalWords({ text, facts }: Refusal): string {
  const known = Object.entries(facts ?? {}).map(([name, value]) => `${name}: ${value}`);
  return `${text.vi.title} ${text.vi.next} / ${text.en.title} ${text.en.next}${known.length === 0 ? '' : ` (${known.join('; ')})`}`;
}
