/** The Vietnamese text layer: pure, no input or output. */
export { type FoundDetail, findDetails, mask } from './child-personal-data.ts';
export { isVietnamese } from './language.ts';
export { decideLabels, type Judgement, type LabelMode, type ModelBackend } from './model-backend.ts';
export { bandKeys, minHash, similarity } from './near-duplicate.ts';
export {
  MAX_CHARS,
  NORMALISER_VERSION,
  type NormalisedText,
  type NormaliseNote,
  normalise,
  rawRange,
} from './normalise.ts';
