import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { shippedModel } from '../../src/listening/index.ts';
import { evaluateModel, LinearModel, type ModelBackend, readModel } from '../../src/text/index.ts';
import { readTable, refusalWords } from './training-table.ts';

/** Measures a model on a labelled table: one JSON document with macro-F1, its interval, the figures of each label and the fairness table. */
export async function evaluate(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: 'string' },
      data: { type: 'string' },
      text: { type: 'string' },
      label: { type: 'string' },
      spans: { type: 'string' },
      harmless: { type: 'string' },
      robustness: { type: 'boolean', default: false },
    },
  });
  if (!values.model || !values.data) throw new Error('say --model FILE and --data CSV');
  const model = await openModel(values.model);
  const { rows } = await readTable(values.data, values);
  const { robustness, harmless } = values;
  const figures = await evaluateModel(model, rows, { robustness, ...(harmless === undefined ? {} : { harmless }) });
  if (figures.rows === 0)
    throw new Error(`no row has a label of this model; its labels are ${model.labels.join(', ')}`);
  if (figures.rowsOutside > 0)
    console.error(`${figures.rowsOutside} rows have a label that the model does not know; they count in no figure`);
  console.log(JSON.stringify(figures, null, 2));
}

/** A model file, or the shipped one where none is named. Throws with the refusal's words. */
export async function openModel(file: string | undefined): Promise<ModelBackend> {
  if (file === undefined) return shippedModel();
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch {
    throw new Error(`${file}: không đọc được tệp / the file cannot be read`);
  }
  const read = readModel(bytes);
  if (!read.ok) throw new Error(`${file}: ${refusalWords(read.refusal)}`);
  return new LinearModel(read.value);
}
