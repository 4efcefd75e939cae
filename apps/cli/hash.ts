import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  Decoders,
  hashMedia,
  type ImageHashes,
  MEDIA_LIMITS,
  refuseMedia,
  requireSandboxes,
  type VideoHashes,
} from '../../src/hashes/index.ts';
import { ok, type Refusal, type Result, readConfig } from '../../src/kernel/index.ts';

/**
 * One line of JSON for each file, in the order given; a refused file's line says why, and the exit code is then 1.
 * The files are read into memory and nothing is written, so that no copy of what they show comes to be.
 */
export async function hash(args: readonly string[]): Promise<void> {
  const { values, positionals: files } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { variant: { type: 'string', default: 'full' } },
  });
  const { variant } = values;
  if (files.length === 0) throw new Error('say which files, or - for stdin');
  if (variant !== 'full' && variant !== '512') throw new Error('--variant is full or 512');
  // All files are one person's own: a decoder may take one after another.
  const { imageDecoder, videoDecoder } = readConfig(process.env);
  const programs = { image: imageDecoder, video: videoDecoder };
  requireSandboxes(programs);
  const decoders = new Decoders({ ...programs, filesEach: 200 });
  const underWay: Promise<void>[] = [];
  let printed = Promise.resolve();
  for (const file of files) {
    const outcome = hashFile(file, decoders);
    printed = Promise.all([outcome, printed]).then(([result]) => print(file, result, variant));
    underWay.push(printed);
    // As many in memory as are being decoded, and not a folder's worth.
    if (underWay.length > 2) await underWay.shift();
  }
  await printed;
  decoders.close();
}

async function hashFile(file: string, decoders: Decoders): Promise<Result<ImageHashes | VideoHashes>> {
  const bytes = await read(file);
  return bytes.ok ? hashMedia(bytes.value, decoders) : bytes;
}

async function read(file: string): Promise<Result<Buffer>> {
  const most = MEDIA_LIMITS.videoBytes;
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    const from = file === '-' ? process.stdin : (await open(file)).createReadStream({ highWaterMark: 2 ** 20 });
    for await (const chunk of from as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > most) return refuseMedia('media.too-large', { facts: { bytes: most } });
      chunks.push(chunk);
    }
  } catch {
    return refuseMedia('media.unreadable');
  }
  return ok(Buffer.concat(chunks, length));
}

function print(file: string, result: Result<ImageHashes | VideoHashes>, variant: 'full' | '512'): void {
  if (!result.ok) process.exitCode = 1;
  console.log(JSON.stringify({ file, ...(result.ok ? hashLine(result.value, variant) : refusalLine(result.refusal)) }));
}

function hashLine(hashes: ImageHashes | VideoHashes, variant: 'full' | '512') {
  const { media, kind, bytes, width, height, md5, sha1, sha256 } = hashes;
  const same = { media, kind, bytes, width, height };
  if (hashes.media === 'image') {
    const pdq = variant === 'full' ? hashes.pdq : hashes.pdqNearest512;
    return { ...same, pdq, variant, quality: hashes.quality, md5, sha1, sha256 };
  }
  const { recipe, partial, frames } = hashes;
  return { ...same, md5, sha1, sha256, recipe, partial, frames };
}

function refusalLine({ code, text, facts }: Refusal) {
  return { refused: code, vi: `${text.vi.title} ${text.vi.next}`, en: `${text.en.title} ${text.en.next}`, ...facts };
}
