/** The Vietnamese text layer and its models. Everything but the shipped weights is pure. */
export { shippedModel } from '../models/shipped-model.ts';
export { type FoundDetail, findDetails, mask } from './child-personal-data.ts';
export { type Evaluation, evaluateModel } from './evaluate-model.ts';
export { fairnessGroups } from './fairness-groups.ts';
export { FeatureExtractor } from './features.ts';
export { isVietnamese } from './language.ts';
export { LinearModel, loadModel, readModel, writeModel } from './linear-model.ts';
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
export { type OnnxFiles, onnxBackend } from './onnx-backend.ts';
export { type Perturbation, perturb, perturbations } from './perturb.ts';
export { randomFrom } from './random.ts';
export { type TrainedModel, type TrainingSettings, trainModel } from './train-model.ts';
export { type ReadRows, readTrainingRows, type TrainingRow } from './training-data.ts';
