import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { ok, type Result } from '../../kernel/index.ts';
import type { Decoders } from './decoders.ts';
import { FRAME_RECIPE } from './frame-recipe.ts';
import { IMAGE_KINDS, type MediaKind, mediaKind } from './media-kind.ts';
import { type MediaRefusal, refuseMedia } from './refusals.ts';

export interface FrameHash {
  /** Number of the frame, from 0, and its time in seconds by the declared frame rate. */
  readonly frame: number;
  readonly time: number;
  readonly pdq: string;
  /** 0 to 100. */
  readonly quality: number;
}

interface Digests {
  /** What the file is by its own bytes. */
  readonly kind: MediaKind;
  readonly bytes: number;
  readonly md5: string;
  readonly sha1: string;
  readonly sha256: string;
}

export interface ImageHashes extends Digests {
  readonly media: 'image';
  readonly width: number;
  readonly height: number;
  readonly pdq: string;
  readonly variant: 'full';
  readonly quality: number;
  /** As the C++ command line hashes, which reads a picture with a side over 512 as 512x512. */
  readonly pdqNearest512: string;
}

export interface VideoHashes extends Digests {
  readonly media: 'video';
  readonly width: number;
  readonly height: number;
  readonly recipe: typeof FRAME_RECIPE;
  /** Not all of the video was there, or could be decoded within the limits. */
  readonly partial: boolean;
  readonly frames: readonly FrameHash[];
}

/** The hashes of one file. Nothing of the file is kept. */
export type MediaHashes = ImageHashes | VideoHashes;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const quality = z.int().min(0).max(100);
const side = z.int().min(1).max(65_536);
const refusedLine = z.object({
  done: z.literal(true),
  refused: z.enum(['media.undecodable', 'media.too-many-pixels', 'media.too-much-memory']),
});
const imageLine = z.object({
  width: side,
  height: side,
  full: z.object({ hash, quality }),
  nearest: z.object({ hash }),
});
const frameLine = z.object({ frame: z.int().min(0), time: z.number().min(0), hash, quality });
const videoLine = z.object({ done: z.literal(true), width: side, height: side, partial: z.boolean() });

/**
 * Hashes a picture or a video. The bytes pass through memory and are never written; decoding runs in a process of its
 * own that is bounded in pixels, time and memory and may die alone. Refuses with a code of `mediaRefusals`.
 */
export async function hashMedia(file: Uint8Array, decoders: Decoders): Promise<Result<MediaHashes>> {
  if (file.length === 0) return refuseMedia('media.empty');
  const kind = mediaKind(file);
  if (kind === undefined) return refuseMedia('media.not-supported');
  const media = IMAGE_KINDS.has(kind) ? 'image' : 'video';
  const { limits } = decoders;
  const most = media === 'image' ? limits.imageBytes : limits.videoBytes;
  if (file.length > most) return refuseMedia('media.too-large', { facts: { kind, bytes: most } });
  const answer = await decoders.decode(media, file);
  if (!answer) return refuseMedia('media.busy', { facts: { retryAfterSeconds: 60 } });
  const { lines, ended } = answer;
  const refuse = (code: MediaRefusal) =>
    refuseMedia(code, { facts: { kind, ...(code === 'media.too-many-pixels' ? { pixels: limits.pixels } : {}) } });
  const refused = refusedLine.safeParse(lines.at(-1));
  const otherwise = refused.success ? refused.data.refused : (ended ?? 'media.decoder-ended');

  if (media === 'image') {
    const line = imageLine.safeParse(lines[0]);
    if (!line.success || ended) return refuse(otherwise);
    const { width, height, full, nearest } = line.data;
    return ok({
      media,
      ...(await digests(kind, file)),
      width,
      height,
      pdq: full.hash,
      variant: 'full',
      quality: full.quality,
      pdqNearest512: nearest.hash,
    });
  }
  const last = videoLine.safeParse(lines.at(-1));
  const frames = lines.flatMap((one) => {
    const line = frameLine.safeParse(one);
    return line.success
      ? [{ frame: line.data.frame, time: line.data.time, pdq: line.data.hash, quality: line.data.quality }]
      : [];
  });
  if (frames.length === 0) return refuse(otherwise);
  // What was hashed before the end came is worth keeping, and says that it is not all.
  const { width, height, partial } = last.success ? last.data : { width: 0, height: 0, partial: true };
  return ok({ media, ...(await digests(kind, file)), width, height, recipe: FRAME_RECIPE, partial, frames });
}

/** In pieces, so that a large video does not hold the process for a second. */
async function digests(kind: MediaKind, file: Uint8Array): Promise<Digests> {
  const hashers = [createHash('md5'), createHash('sha1'), createHash('sha256')] as const;
  const piece = 2 ** 22;
  for (let place = 0; place < file.length; place += piece) {
    if (place > 0) await setImmediate();
    for (const hasher of hashers) hasher.update(file.subarray(place, place + piece));
  }
  const [md5, sha1, sha256] = hashers.map((hasher) => hasher.digest('hex')) as [string, string, string];
  return { kind, bytes: file.length, md5, sha1, sha256 };
}
