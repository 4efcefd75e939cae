import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder } from '../files.ts';
import { TEST_FILES } from './file-kinds.ts';
import type { Gate } from './gate.ts';

/** The one file that works out dates and lengths of time. */
const TIME_FILE = 'src/kernel/time.pure.ts';
/** A day, an hour, the offset of Viet Nam, or a formatter that is used for its date. */
const BY_HAND = /\b86_?400_?000\b|\b3_?600_?000\b|\b60 \* 60(_000| \* 1_?000)\b|\+07:00|'sv-SE'/;

/** Arithmetic of time stands in one file: elsewhere its lengths and its dates of Viet Nam are named. */
export const timeGate: Gate = {
  name: 'time',
  async run(root) {
    const files = [...filesUnder(root, 'src'), ...filesUnder(root, 'apps')].filter(
      (file) => /\.(ts|svelte)$/.test(file) && file !== TIME_FILE && !TEST_FILES.test(file),
    );
    return files.flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          BY_HAND.test(line) ? [`${file}:${index + 1} works out time by hand: take it from ${TIME_FILE}`] : [],
        ),
    );
  },
};
