import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { evaluateModel, LinearModel, trainModel, writeModel } from '../../src/text/index.ts';
import { readTable, refusalWords } from './training-table.ts';

/**
 * Trains a model from a table and writes it; prints its figures on the held-out table as one line of JSON. Nothing is written where the
 * data is refused, and the file appears whole or not at all.
 */
export async function train(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      dev: { type: 'string' },
      text: { type: 'string' },
      label: { type: 'string' },
      spans: { type: 'string' },
      labels: { type: 'string' },
      out: { type: 'string' },
      name: { type: 'string', default: 'operator' },
      version: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
    },
  });
  const { data, dev, out, name, version } = values;
  if (!data || !dev || !out) throw new Error('say --data CSV, --dev CSV and --out FILE');
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(name) || !/^[a-z0-9][a-z0-9.-]*$/.test(version))
    throw new Error('--name and --version are small letters, digits, dots and dashes');
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error('--seed is a whole number');
  const rows = (await readTable(data, values)).rows;
  const held = (await readTable(dev, values)).rows;
  const trained = trainModel(rows, held, {
    name,
    version,
    seed,
    source: {
      data: basename(data),
      sha256: createHash('sha256')
        .update(await readFile(data))
        .digest('hex'),
    },
    onEpoch: (epoch, loss) => console.error(`epoch ${epoch}: loss ${loss.toFixed(4)}`),
  });
  if (!trained.ok) throw new Error(refusalWords(trained.refusal));
  const { parts, contradictions } = trained.value;
  const bytes = writeModel(parts);
  await writeFile(`${out}.part`, bytes);
  await rename(`${out}.part`, out);
  console.error(
    `${contradictions.texts} texts with contradictory labels, ${contradictions.leftOut} rows left out for it`,
  );
  const figures = await evaluateModel(new LinearModel(parts), held);
  console.log(
    JSON.stringify({ out, bytes: bytes.length, trainedOn: trained.value.rows, contradictions, dev: figures }),
  );
}
