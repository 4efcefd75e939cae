import { type Ctx, newId, ok, type Result } from '../../kernel/index.ts';
import { parseSignal, type Signal } from '../entries/signal.ts';
import { refuse } from '../refusals.ts';
import { heldValues, type ImportBatch, insertLines, lockBatch, type NewLine } from './import-batch-store.ts';
import { IMPORT_LINES_MOST, type ReadLine, readImport } from './import-file.ts';

/**
 * Looks at lines of a file: which would be added, which are there already, which are refused and why. The same lines again
 * change nothing, so that a part may be sent twice.
 * Refusals: `import.not-found`, `import.wrong-state`, `import.too-many-lines`, those of `readTable`
 */
export async function addToImport(
  ctx: Ctx,
  input: { readonly batch: string; readonly lines: readonly string[]; readonly from: number; readonly header: string },
): Promise<Result<ImportBatch>> {
  if (input.from + input.lines.length > IMPORT_LINES_MOST + 1) return refuse('import.too-many-lines');
  return ctx.transaction(async (tx) => {
    const batch = await lockBatch(tx, input.batch);
    if (!batch) return refuse('import.not-found');
    if (batch.state !== 'OPEN') return refuse('import.wrong-state');
    const read = await readImport(batch.format, input.lines, input.from, input.header);
    if (!read.ok) return read;
    const held = await heldValues(tx, read.value.flatMap(signalsOf));
    await insertLines(
      tx,
      batch.id,
      read.value.map((line) => verdictOn(line, held)),
    );
    return ok((await lockBatch(tx, batch.id)) as ImportBatch);
  });
}

function signalsOf(line: ReadLine): Signal[] {
  if ('fault' in line) return [];
  return line.entry.signals.map(parseSignal).filter((signal): signal is Signal => !('fault' in signal));
}

function verdictOn(line: ReadLine, held: ReadonlySet<string>): NewLine {
  const id = newId<'import-line'>();
  if ('fault' in line) return { id, line: line.line, verdict: 'refused', reason: line.fault, entry: null };
  const known = signalsOf(line).every((signal) => held.has(`${signal.type} ${signal.value.toString('hex')}`));
  return { id, line: line.line, verdict: known ? 'known' : 'fresh', reason: null, entry: line.entry };
}
