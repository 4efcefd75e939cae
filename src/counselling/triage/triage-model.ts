import { readFileSync } from 'node:fs';
import { type LinearModel, loadModel, type NormalisedText } from '../../text/index.ts';

/** The one label of the model: the message tells of a danger that is here or about to be. */
export const IMMINENT = 'imminent';

const FILE = new URL('./first-message-1.lcm', import.meta.url);
let loaded: LinearModel | undefined;

/** The model that ships with the platform (README.md has its card). Loaded once a process. */
export function triageModel(): LinearModel {
  loaded ??= loadModel(readFileSync(FILE));
  return loaded;
}

/** The model by name and version: what was approved for one version holds for no other. */
export function triageVersion(): string {
  const { name, version } = triageModel();
  return `${name}-${version}`;
}

/** Words that are judged together, and how far the next look moves on: in a long message one sentence must not drown. */
const WINDOW = 12;
const STEP = 6;

/** The highest score of the message as a whole or of any window of it; a calibrated probability, 0..1. */
export function scoreOf(model: LinearModel, text: NormalisedText): number {
  return Math.max(...windowsOf(text).map((window) => model.judge(window).scores[IMMINENT] as number));
}

function windowsOf(text: NormalisedText): NormalisedText[] {
  const starts = [0];
  for (let at = text.text.indexOf(' '); at >= 0; at = text.text.indexOf(' ', at + 1)) starts.push(at + 1);
  if (starts.length <= WINDOW) return [text];
  const windows: NormalisedText[] = [];
  for (let first = 0; first < starts.length; first += STEP) {
    const from = starts[first] as number;
    const to = starts[first + WINDOW] ?? text.text.length;
    windows.push({ ...text, text: text.text.slice(from, to), stripped: text.stripped.slice(from, to) });
    if (first + WINDOW >= starts.length) break;
  }
  return windows;
}
