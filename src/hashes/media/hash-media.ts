import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { IMAGE_KINDS, type MediaKind, mediaKind } from './media-kind.ts';
import { MEDIA_LIMITS, type MediaLimits } from './media-limits.ts';

/** How frames are chosen and hashed; stored with each frame signal, since another recipe gives other hashes. */
export const FRAME_RECIPE = 'vpdq-modn-full-1';

export interface FrameHash {
  /** Number of the frame, from 0, and its time in seconds. */
  readonly frame: number;
  readonly time: number;
  readonly pdq: string;
  readonly quality: number;
}

interface Digests {
  readonly kind: MediaKind;
  readonly bytes: number;
  readonly md5: string;
  readonly sha1: string;
  readonly sha256: string;
}

/** The hashes of one file. Nothing of the file is kept. */
export type MediaHashes =
  | (Digests & { readonly pdq: string; readonly variant: 'full'; readonly quality: number; readonly pdqNearest512: string; readonly width: number; readonly height: number })
  | (Digests & { readonly recipe: typeof FRAME_RECIPE; readonly width: number; readonly height: number; readonly partial: boolean; readonly frames: readonly FrameHash[] });

/** Why a file has no hashes. */
export type MediaRefusal = 'media.empty' | 'media.too-large' | 'media.not-supported' | 'media.undecodable' | 'media.too-many-pixels' | 'media.too-slow' | 'media.too-much-memory' | 'media.decoder-ended';

export type MediaOutcome = { readonly ok: true; readonly hashes: MediaHashes } | { readonly ok: false; readonly refusal: MediaRefusal; readonly kind?: MediaKind };

/**
 * Hashes a picture or a video. The bytes pass through memory; decoding runs in a process of its own that is bounded in
 * pixels, time and memory and may die alone.
 */
export async function hashMedia(bytes: Uint8Array, limits: MediaLimits = MEDIA_LIMITS): Promise<MediaOutcome> {
  if (bytes.length === 0) return { ok: false, refusal: 'media.empty' };
  const kind = mediaKind(bytes);
  if (kind === undefined) return { ok: false, refusal: 'media.not-supported' };
  const image = IMAGE_KINDS.has(kind);
  if (bytes.length > (image ? limits.imageBytes : limits.videoBytes)) return { ok: false, refusal: 'media.too-large', kind };
  const digests: Digests = { kind, bytes: bytes.length, md5: digest('md5', bytes), sha1: digest('sha1', bytes), sha256: digest('sha256', bytes) };
  return image ? hashImage(bytes, digests, limits) : hashVideo(bytes, digests, limits);
}

async function hashImage(bytes: Uint8Array, digests: Digests, limits: MediaLimits): Promise<MediaOutcome> {
  const run = await runProgram('image-program.ts', [limits.pixels], bytes, limits.imageMs, limits.memory);
  const line = run.lines[0] as { refused?: MediaRefusal; width: number; height: number; full: { hash: string; quality: number }; nearest: { hash: string } } | undefined;
  if (!line || line.refused) return { ok: false, refusal: line?.refused ?? run.ended ?? 'media.decoder-ended', kind: digests.kind };
  const { width, height, full, nearest } = line;
  return { ok: true, hashes: { ...digests, width, height, pdq: full.hash, variant: 'full', quality: full.quality, pdqNearest512: nearest.hash } };
}

async function hashVideo(bytes: Uint8Array, digests: Digests, limits: MediaLimits): Promise<MediaOutcome> {
  const run = await runProgram('video-program.ts', [limits.pixels, limits.hashedFrames, limits.decodedFrames], bytes, limits.videoMs, limits.memory);
  const lines = run.lines as readonly { refused?: MediaRefusal; done?: true; partial?: boolean; width?: number; height?: number; frame?: number; time?: number; hash?: string; quality?: number }[];
  const frames = lines.flatMap((line) =>
    line.hash === undefined ? [] : [{ frame: line.frame as number, time: line.time as number, pdq: line.hash, quality: line.quality as number }],
  );
  const last = lines.at(-1);
  // What was hashed before the end came is worth keeping, and says that it is not all.
  if (frames.length === 0) return { ok: false, refusal: last?.refused ?? run.ended ?? 'media.decoder-ended', kind: digests.kind };
  return {
    ok: true,
    hashes: { ...digests, recipe: FRAME_RECIPE, width: last?.width ?? 0, height: last?.height ?? 0, partial: last?.done ? (last.partial ?? false) : true, frames },
  };
}

interface Run {
  readonly lines: readonly unknown[];
  readonly ended?: MediaRefusal;
}

/** Runs a decoding program on the bytes; kills it when it is too slow or takes too much memory. */
function runProgram(name: string, args: readonly number[], input: Uint8Array, withinMs: number, memory: number): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--no-warnings', '--max-old-space-size=256', fileURLToPath(new URL(name, import.meta.url)), ...args.map(String)], {
      stdio: ['pipe', 'pipe', 'ignore'],
      // Nothing of this process's settings or secrets.
      env: {},
    });
    let ended: MediaRefusal | undefined;
    const stop = (reason: MediaRefusal) => {
      ended ??= reason;
      child.kill('SIGKILL');
    };
    const clock = setTimeout(() => stop('media.too-slow'), withinMs);
    const watch = setInterval(() => void residentMemory(child.pid).then((bytes) => bytes > memory && stop('media.too-much-memory')), 100);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', () => stop('media.decoder-ended'));
    child.on('close', () => {
      clearTimeout(clock);
      clearInterval(watch);
      const lines = Buffer.concat(chunks).toString().split('\n');
      // The last piece is empty, or a line that death cut in two.
      resolve({ lines: lines.slice(0, -1).map((line) => JSON.parse(line) as unknown), ...(ended ? { ended } : {}) });
    });
    // A decoder that refuses early closes its end.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Resident bytes of a process where the system tells (Linux); 0 elsewhere, where the time limit is the bound. */
async function residentMemory(pid: number | undefined): Promise<number> {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  const pages = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(pages.split(' ')[1] ?? 0) * 4096;
}

function digest(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}
