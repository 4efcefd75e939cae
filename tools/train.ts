/**
 * `npm run train -- --data FOLDER [--out FILE]`: trains the model that ships, from the ViHOS data set; the same data gives the same bytes.
 * The data set is not in this repository. ViHOS (Hoang et al. 2023, MIT licence) is at https://github.com/phusroyal/ViHOS; FOLDER holds
 * its train.csv and dev.csv. Prints the figures on dev, which no weight has seen, as JSON.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  evaluateModel,
  LinearModel,
  readTrainingRows,
  type TrainingRow,
  trainModel,
  writeModel,
} from '../src/listening/index.ts';
import { ROOT } from './paths.ts';

const OUT = 'src/listening/models/vihos-toxicity-1.lcm';
const WHERE =
  'npm run train -- --data FOLDER: a folder with train.csv and dev.csv of ViHOS (https://github.com/phusroyal/ViHOS, MIT licence)';

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' } } });
  const folder = values.data;
  if (folder === undefined || !['train.csv', 'dev.csv'].every((file) => existsSync(join(folder, file)))) {
    console.error(WHERE);
    return 1;
  }
  const dev = readRows(join(folder, 'dev.csv'));
  const trained = trainModel(readRows(join(folder, 'train.csv')), dev, {
    name: 'vihos-toxicity',
    version: '1',
    spanLabel: 'toxic',
    source: {
      data: 'ViHOS, Hoang et al. 2023, https://github.com/phusroyal/ViHOS',
      licence: 'MIT, Copyright (c) 2023 Phu Hoang Gia',
      trainSha256: sha256(join(folder, 'train.csv')),
      devSha256: sha256(join(folder, 'dev.csv')),
    },
    onEpoch: (epoch, loss) => console.error(`epoch ${epoch}: loss ${loss.toFixed(4)}`),
  });
  if (!trained.ok) {
    const { en } = trained.refusal.text;
    console.error(`${en.title} ${en.next}`);
    return 1;
  }
  const { parts } = trained.value;
  const bytes = writeModel(parts);
  const out = values.out ?? join(ROOT, OUT);
  writeFileSync(out, bytes);
  console.error(`${out}: ${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`);
  const figures = await evaluateModel(new LinearModel(parts), dev, { robustness: true, harmless: 'clean' });
  console.log(JSON.stringify(figures, null, 2));
  return 0;
}

/** A comment with a marked span is toxic, one without is clean: ViHOS itself has no labels. */
function readRows(file: string): TrainingRow[] {
  const read = readTrainingRows(readFileSync(file, 'utf8'), {
    text: 'content',
    label: 'index_spans',
    spans: 'index_spans',
  });
  if (!read.ok) throw new Error(`${file}: ${read.refusal.code} ${JSON.stringify(read.refusal.facts ?? {})}`);
  return read.value.rows.map((row) => ({ ...row, labels: [row.spans?.length ? 'toxic' : 'clean'] }));
}

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

process.exitCode = await main();
