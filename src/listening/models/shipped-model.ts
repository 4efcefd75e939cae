import { readFileSync } from 'node:fs';
import type { ModelBackend } from '../../text/index.ts';
import { loadModel } from '../../text/index.ts';

const FILE = new URL('./vihos-toxicity-1.lcm', import.meta.url);
let loaded: ModelBackend | undefined;

/** The model that ships with the platform: toxicity with marked words, trained on ViHOS (models/README.md). Loaded once a process. */
export function shippedModel(): ModelBackend {
  loaded ??= loadModel(readFileSync(FILE));
  return loaded;
}
