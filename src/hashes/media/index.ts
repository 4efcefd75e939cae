/** Hashes of pictures and videos. */
export type { FileReader, ImageDecoder, VideoDecoder } from './decoder-command.ts';
export { Decoders, type DecodersOptions } from './decoders.ts';
export { type FrameHash, hashMedia, type ImageHashes, type MediaHashes, type VideoHashes } from './hash-media.ts';
export { type MediaKind, mediaKind } from './media-kind.ts';
export { MEDIA_LIMITS, type MediaLimits } from './media-limits.ts';
export { type MediaRefusal, refuseMedia } from './refusals.ts';
export { DECODERS, decodersSource, requireSandboxes } from './shared-decoders.ts';
export { MalformedMultipart, readUploadedForm, type Upload, type UploadedForm } from './uploaded-form.ts';
