import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { decideLabels, type ModelBackend, type NormalisedText, normalise } from '../../src/text/index.ts';
import { openModel } from './evaluate.ts';

/** Texts judged together, and the longest line read: what follows of a longer one is skipped. */
const BATCH = 256;
const LINE_MOST = 4 * 2 ** 20;

type Line =
  | { readonly id: string | number; readonly text: NormalisedText }
  | { readonly id: string | number | null; readonly error: string };

/**
 * Reads NDJSON {"id","text"} on stdin and writes {"id","labels","scores","spans"} for each line in order; spans are ranges of the text in
 * UTF-16 code units. A line that cannot be used is answered with {"id","line","error"} and spoils no other; the exit code is then 1 and
 * the count stands on stderr. Reads no faster than its reader takes.
 */
export async function classify(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { model: { type: 'string' } } });
  const model = await openModel(values.model);
  let count = 0;
  let bad = 0;
  let batch: Line[] = [];
  // A reader that went away ("| head") has what it wanted.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  const flush = async () => {
    const text = await answers(model, batch, count - batch.length);
    batch = [];
    if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
  };
  for await (const line of lines(process.stdin)) {
    if (line?.trim() === '') continue;
    const read = line === null ? { id: null, error: 'line.too-long' } : readLine(line);
    count += 1;
    if ('error' in read) bad += 1;
    batch.push(read);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  if (bad > 0) {
    console.error(`${bad} of ${count} lines could not be read`);
    process.exitCode = 1;
  }
}

async function answers(model: ModelBackend, batch: readonly Line[], before: number): Promise<string> {
  const judged = await model.classify(batch.flatMap((line) => ('text' in line ? [line.text] : [])));
  let next = 0;
  return batch
    .map((line, at) => {
      if ('error' in line) return `${JSON.stringify({ id: line.id, line: before + at + 1, error: line.error })}\n`;
      const { scores, spans } = judged[next++] as (typeof judged)[number];
      return `${JSON.stringify({ id: line.id, labels: decideLabels(model, scores), scores, spans })}\n`;
    })
    .join('');
}

function readLine(line: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { id: null, error: 'line.not-json' };
  }
  const { id, text } = (typeof value === 'object' && value !== null ? value : {}) as { id?: unknown; text?: unknown };
  const named = typeof id === 'string' || typeof id === 'number' ? id : null;
  if (named === null) return { id: null, error: 'line.without-id' };
  if (typeof text !== 'string') return { id: named, error: 'line.without-text' };
  return { id: named, text: normalise(text) };
}

/** Lines of a stream; null for one that is longer than a post can be. Bytes that are not UTF-8 come as U+FFFD. */
async function* lines(stream: NodeJS.ReadStream): AsyncGenerator<string | null> {
  stream.setEncoding('utf8');
  let rest = '';
  let skipping = false;
  for await (const chunk of stream as AsyncIterable<string>) {
    const parts = chunk.split('\n');
    for (const [at, part] of parts.entries()) {
      const last = at === parts.length - 1;
      if (!skipping) rest += part;
      if (rest.length > LINE_MOST) {
        rest = '';
        skipping = true;
      }
      if (last) continue;
      yield skipping ? null : rest;
      rest = '';
      skipping = false;
    }
  }
  if (skipping) yield null;
  else if (rest !== '') yield rest;
}
