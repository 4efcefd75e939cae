import { readFileSync } from 'node:fs';
import { loadModel } from '../text/linear-model.ts';
import type { ModelBackend } from '../text/model-backend.ts';

const FILE = new URL('./vihos-toxicity-1.lcm', import.meta.url);
let loaded: ModelBackend | undefined;

/** The model that ships with the platform: toxicity with marked words, trained on ViHOS (models/README.md). Loaded once a process. */
export function shippedModel(): ModelBackend {
  loaded ??= loadModel(readFileSync(FILE));
  return loaded;
}
