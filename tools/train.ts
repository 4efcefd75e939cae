/**
 * `npm run train -- --data FOLDER [--out FILE]`: trains the model that ships, from the ViHOS data set and neutral lines of
 * our own; the same data gives the same bytes. Half of ViHOS is toxic and all of it is chat: without the neutral lines a model holds one in
 * four sentences of ordinary prose for toxic.
 * The data set is not in this repository. ViHOS (Hoang et al. 2023, MIT licence) is at https://github.com/phusroyal/ViHOS; FOLDER holds
 * its train.csv and dev.csv. Prints the figures on dev, which no weight has seen, as JSON.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../apps/server/paths.ts';
import {
  evaluateModel,
  LinearModel,
  neutralLines,
  readTrainingRows,
  type TrainingRow,
  trainModel,
  writeModel,
} from '../src/text/index.ts';

/** The neutral lines of our own. A fifth is held out. */
const NEUTRAL = 'src/text/neutral-lines.txt';

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
  const dev = await readRows(join(folder, 'dev.csv'));
  const neutral = neutralLines();
  const taught = neutral.filter((_, at) => at % 5 !== 0).map(harmless);
  const trained = trainModel([...(await readRows(join(folder, 'train.csv'))), ...taught], dev, {
    name: 'vihos-toxicity',
    version: '1',
    spanLabel: 'toxic',
    source: {
      data: 'ViHOS, Hoang et al. 2023, https://github.com/phusroyal/ViHOS',
      licence: 'MIT, Copyright (c) 2023 Phu Hoang Gia',
      trainSha256: sha256(join(folder, 'train.csv')),
      devSha256: sha256(join(folder, 'dev.csv')),
      neutralSha256: sha256(join(ROOT, NEUTRAL)),
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
  const heldOut = neutral.filter((_, at) => at % 5 === 0).map(harmless);
  const onNeutral = await evaluateModel(new LinearModel(parts), heldOut, { harmless: 'clean' });
  const { all, 'no-diacritics': stripped } = onNeutral.fairness;
  console.log(
    JSON.stringify(
      {
        ...figures,
        neutral: { rows: all.rows, falseAlarms: all.falseAlarms, withoutDiacritics: stripped.falseAlarms },
      },
      null,
      2,
    ),
  );
  return 0;
}

/** A comment with a marked span is toxic, one without is clean: ViHOS itself has no labels. */
async function readRows(file: string): Promise<TrainingRow[]> {
  const read = await readTrainingRows(readFileSync(file), {
    text: 'content',
    label: 'index_spans',
    spans: 'index_spans',
  });
  if (!read.ok) throw new Error(`${file}: ${read.refusal.code} ${JSON.stringify(read.refusal.facts ?? {})}`);
  return read.value.rows.map((row) => ({ ...row, labels: [row.spans?.length ? 'toxic' : 'clean'] }));
}

const harmless = (text: string): TrainingRow => ({ text, labels: ['clean'], spans: [] });

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

process.exitCode = await main();
