/** What listening asks of a text beyond the text layer. */
export { type FoundDetail, findDetails, mask } from './child-personal-data.ts';
export { isVietnamese } from './language.ts';
export { type OnnxFiles, onnxBackend } from './onnx-backend.ts';
