import { createHash } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { TRAIN_TRIAGE, trainTriage } from '../../src/counselling/index.ts';
import { refusalWords } from './training-table.ts';

/** Where the model that ships stands. */
const SHIPPED = fileURLToPath(new URL('../../src/counselling/triage/first-message-1.lcm', import.meta.url));

/** Trains the model of first messages from the platform's own templates; the same seed gives the same bytes. */
export async function triageTrain(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      out: { type: 'string', default: SHIPPED },
      seed: { type: 'string', default: String(TRAIN_TRIAGE.seed) },
    },
  });
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error('--seed is a whole number');
  const trained = trainTriage({
    ...TRAIN_TRIAGE,
    seed,
    onEpoch: (epoch, loss) => console.error(`epoch ${epoch}: loss ${loss.toFixed(4)}`),
  });
  if (!trained.ok) throw new Error(refusalWords(trained.refusal));
  await writeFile(`${values.out}.part`, trained.value);
  await rename(`${values.out}.part`, values.out);
  const sha256 = createHash('sha256').update(trained.value).digest('hex');
  console.log(JSON.stringify({ out: values.out, bytes: trained.value.length, sha256 }));
}
