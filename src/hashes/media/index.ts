/** Hashes of pictures and videos. */
export type { ImageDecoder, VideoDecoder } from './decoder-command.ts';
export { Decoders, type DecodersOptions } from './decoders.ts';
export { FRAME_RECIPE } from './frame-recipe.ts';
export { type FrameHash, hashMedia, type ImageHashes, type MediaHashes, type VideoHashes } from './hash-media.ts';
export { IMAGE_KINDS, type MediaKind, mediaKind } from './media-kind.ts';
export { MEDIA_LIMITS, type MediaLimits } from './media-limits.ts';
export { type MediaRefusal, mediaRefusals, refuseMedia } from './refusals.ts';
export { DECODERS, decodersSource, requireSandboxes } from './shared-decoders.ts';
