import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Decoders } from './decoders.ts';
import { hashMedia } from './hash-media.ts';
import { MEDIA_LIMITS } from './media-limits.ts';
import type { MediaRefusal } from './refusals.ts';
import { imageSandboxMissing, manyFiles, manyFilesNative, testVideo } from './testing.ts';

const scene = readFileSync(fileURLToPath(new URL('../../../hash-kernel/testdata/pdq/scene-01.png', import.meta.url)));

async function codeOf(file: Uint8Array, decoders = manyFiles): Promise<MediaRefusal | 'hashed'> {
  const result = await hashMedia(file, decoders);
  return result.ok ? 'hashed' : (result.refusal.code as MediaRefusal);
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

/** A PNG that declares a size, with the given rows or none. */
function png(width: number, height: number, rows: Uint8Array): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', head),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The same every time, and incompressible. */
function randomLike(length: number): Buffer {
  let state = 1;
  const bytes = Buffer.alloc(length);
  for (let place = 0; place < length; place++) {
    state = (state * 48_271) % 2_147_483_647;
    bytes[place] = state;
  }
  return bytes;
}

const hostile: readonly [string, () => Uint8Array | Promise<Uint8Array>, MediaRefusal][] = [
  ['nothing', () => Buffer.alloc(0), 'media.empty'],
  ['zero bytes', () => Buffer.alloc(100_000), 'media.not-supported'],
  ['text', () => Buffer.from('xin chào'), 'media.not-supported'],
  [
    'an SVG named .jpg',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
    'media.not-supported',
  ],
  ['a PDF named .jpg', () => Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj'), 'media.not-supported'],
  ['a TIFF', () => sharp(scene).tiff().toBuffer(), 'media.not-supported'],
  [
    'an SVG behind a JPEG beginning',
    () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('<svg/>')]),
    'media.undecodable',
  ],
  [
    'a HEIC picture without a picture',
    () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    'media.undecodable',
  ],
  ['a truncated HEIC picture', () => testVideo('scene-01.heic').subarray(0, 30_000), 'media.undecodable'],
  [
    'a HEIC picture that says it has 49 million pixels',
    () => {
      const file = Buffer.from(testVideo('scene-01.heic'));
      for (let at = file.indexOf('ispe'); at >= 0; at = file.indexOf('ispe', at + 4)) {
        file.writeUInt32BE(7_000, at + 8);
        file.writeUInt32BE(7_000, at + 12);
      }
      return file;
    },
    'media.too-many-pixels',
  ],
  ['a truncated PNG', () => scene.subarray(0, 300_000), 'media.undecodable'],
  ['a truncated JPEG', async () => (await sharp(scene).jpeg().toBuffer()).subarray(0, 9_000), 'media.undecodable'],
  [
    'a PNG with a byte changed',
    () => scene.map((byte, place) => (place === 400_000 ? byte ^ 255 : byte)),
    'media.undecodable',
  ],
  ['a video whose index is lost', () => testVideo('tiny.mp4').subarray(0, 600), 'media.undecodable'],
  [
    'a video of random bytes',
    () => Buffer.concat([testVideo('tiny.mp4').subarray(0, 32), randomLike(50_000)]),
    'media.undecodable',
  ],
  [
    'a Matroska beginning and nothing more',
    () => Buffer.from([0x1a, 0x45, 0xdf, 0xa3, ...new Array(200).fill(0)]),
    'media.undecodable',
  ],
  ['a PNG that declares 2,000,000,000 x 2,000,000,000', () => png(2e9, 2e9, Buffer.alloc(10)), 'media.undecodable'],
  ['a PNG that declares 60,000 x 60,000', () => png(60_000, 60_000, Buffer.alloc(10)), 'media.too-many-pixels'],
  ['a real PNG of 16,000 x 16,000', () => png(16_000, 16_000, Buffer.alloc(16_000 * 16_001)), 'media.too-many-pixels'],
  ['a PNG of 6,000 x 6,000 whose rows are missing', () => png(6_000, 6_000, Buffer.alloc(10)), 'media.undecodable'],
];
const pictures = hostile.filter(([name]) => !/video|Matroska/.test(name));
const missing = imageSandboxMissing();

describe('hostile files are refused with a reason', () => {
  test.each(hostile)('%s', async (_name, file, code) => {
    expect(await codeOf(await file())).toBe(code);
  });

  test.skipIf(missing).each(pictures)('by native code in its sandbox: %s', async (_name, file, code) => {
    expect(await codeOf(await file(), manyFilesNative)).toBe(code);
  });

  test('a file over the limit is refused before anything looks at it', async () => {
    const small = new Decoders({ limits: { ...MEDIA_LIMITS, imageBytes: 100_000, videoBytes: 1_000_000 } });
    expect(await hashMedia(scene, small)).toMatchObject({
      refusal: { code: 'media.too-large', facts: { bytes: 100_000 } },
    });
    expect(await hashMedia(testVideo('d_mandel_vp9_360_30.webm'), small)).toMatchObject({
      refusal: { code: 'media.too-large', facts: { bytes: 1_000_000 } },
    });
  });

  test('a decoder that takes more memory than it may is stopped, and the next file gets another', async () => {
    // A small picture takes 215 MB at its peak, most of it the program; 39.7 million pixels take 570 MB.
    const narrow = new Decoders({ filesEach: 10, limits: { ...MEDIA_LIMITS, memory: 400 * 2 ** 20 } });
    const flat = await sharp({ create: { width: 6_300, height: 6_300, channels: 3, background: '#456' } })
      .png()
      .toBuffer();
    expect(await codeOf(flat, narrow)).toBe('media.too-much-memory');
    expect(await codeOf(await sharp(scene).resize(64).png().toBuffer(), narrow)).toBe('hashed');
    narrow.close();
  });
});

/** 6,300 x 6,300, near the most pixels that are decoded. */
const large = sharp(scene).resize(6_300, 6_300, { fit: 'fill', kernel: 'nearest' });
const largest = {
  png: () => large.clone().png({ compressionLevel: 1 }).toBuffer(),
  jpeg: () => large.clone().jpeg({ progressive: true }).toBuffer(),
  webp: () => large.clone().webp({ effort: 0 }).toBuffer(),
  avif: () => large.clone().avif({ effort: 0 }).toBuffer(),
};

/** What is asked here is the memory; a busy machine may take its time. */
const patient = { ...MEDIA_LIMITS, imageMs: 240_000 };

test('the largest pictures of each format are hashed, one after another, within the memory', {
  timeout: 600_000,
}, async () => {
  const decoders = new Decoders({ filesEach: 10, limits: patient });
  for (const [format, make] of Object.entries(largest))
    expect(await codeOf(await make(), decoders), format).toBe('hashed');
  decoders.close();
});

describe('nothing is written', () => {
  const before = { cwd: process.cwd(), TMPDIR: process.env.TMPDIR };
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lachan-media-'));
    process.env.TMPDIR = folder;
    process.chdir(folder);
  });
  afterAll(() => {
    process.chdir(before.cwd);
    if (before.TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before.TMPDIR;
    rmSync(folder, { recursive: true });
  });

  test('neither in the working folder nor in the temporary one', { timeout: 600_000 }, async () => {
    expect(await codeOf(scene, new Decoders())).toBe('hashed');
    expect(await codeOf(testVideo('tiny.mp4'), new Decoders())).toBe('hashed');
    // libvips would keep its pixels in a file of the temporary folder.
    expect(await codeOf(await largest.webp(), new Decoders({ limits: patient }))).toBe('hashed');
    if (!missing)
      expect(await codeOf(await largest.webp(), new Decoders({ image: 'sandboxed-native', limits: patient }))).toBe(
        'hashed',
      );
    expect(readdirSync(folder)).toEqual([]);
  });
});
