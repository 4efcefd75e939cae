/** The Vietnamese text layer and its models. Everything but the shipped weights is pure. */
export { shippedModel } from '../models/shipped-model.ts';
export { type FoundDetail, findDetails, mask } from './child-personal-data.ts';
export { type Evaluation, evaluateModel } from './evaluate-model.ts';
export { FeatureExtractor } from './features.ts';
export { isVietnamese } from './language.ts';
export { LinearModel, readModel, writeModel } from './linear-model.ts';
export { decideLabels, type Judgement, type LabelMode, type ModelBackend } from './model-backend.ts';
export { bandKeys, minHash, similarity } from './near-duplicate.ts';
export {
  NORMALISER_VERSION,
  type NormalisedText,
  type NormaliseNote,
  normalise,
} from './normalise.ts';
export { type OnnxFiles, onnxBackend } from './onnx-backend.ts';
export { type Perturbation, perturb, perturbations } from './perturb.ts';
export { randomFrom } from './random.ts';
export { type TrainedModel, type TrainingSettings, trainModel } from './train-model.ts';
export { type ReadRows, readTrainingRows, type TrainingRow } from './training-data.ts';
