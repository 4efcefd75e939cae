/** Front door of text: Vietnamese texts as rules and models read them, and the models over their words. Pure: no table, no file. */

export { KIND, LETTER, STRIPPED } from './characters.ts';
export { evaluateModel } from './evaluate-model.ts';
export { FeatureExtractor } from './features.ts';
export { LinearModel, loadModel, readModel, toProbabilities, writeModel } from './linear-model.ts';
export { decideLabels, type Judgement, type LabelMode, type ModelBackend } from './model-backend.ts';
export { textModule } from './module.ts';
export { bandKeys, minHash, similarity } from './near-duplicate.ts';
export { neutralLines } from './neutral-lines.ts';
export {
  NORMALISER_VERSION,
  type NormalisedText,
  type NormaliseNote,
  normalise,
  rawRange,
} from './normalise.ts';
export { type Perturbation, perturb, perturbations } from './perturb.ts';
export { randomFrom } from './random.pure.ts';
export { isSyllable } from './syllable.ts';
export { trainModel } from './train-model.ts';
export { type ReadRows, readTrainingRows, type TrainingRow } from './training-data.ts';
