import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { hashMedia } from './hash-media.ts';
import { mediaRefusals } from './refusals.ts';
import { manyFiles, testVideo } from './testing.ts';

const scene = sharp(
  readFileSync(fileURLToPath(new URL('../../../hash-kernel/testdata/pdq/scene-01-shrink40.png', import.meta.url))),
).resize(120, 90);
const seeds: readonly [string, number, () => Promise<Buffer>][] = [
  ['jpeg', 110, () => scene.clone().jpeg().toBuffer()],
  ['png', 110, () => scene.clone().png({ compressionLevel: 0 }).toBuffer()],
  ['webp', 110, () => scene.clone().webp().toBuffer()],
  ['gif', 110, () => scene.clone().gif().toBuffer()],
  ['avif', 40, () => scene.clone().avif({ effort: 0 }).toBuffer()],
  ['mp4', 40, async () => testVideo('tiny.mp4')],
];

test.each(seeds)(
  'mutated %s files: each is hashed or refused with a code of the catalogue',
  { timeout: 120_000 },
  async (name, count, make) => {
    const seed = await make();
    const random = generator(name.length * 7_919 + name.charCodeAt(0));
    const results = await Promise.all(Array.from({ length: count }, () => hashMedia(mutate(seed, random), manyFiles)));
    const codes = new Map<string, number>();
    for (const result of results) {
      const code = result.ok ? 'hashed' : result.refusal.code;
      codes.set(code, (codes.get(code) ?? 0) + 1);
      if (!result.ok) expect(mediaRefusals).toHaveProperty([code]);
    }
    console.info(`${name}: ${[...codes].map(([code, times]) => `${code} ${times}`).join(', ')}`);
    // The seed itself is sound, so that the mutations reach into the decoder.
    expect((await hashMedia(seed, manyFiles)).ok).toBe(true);
    expect(codes.get('media.too-slow') ?? 0).toBe(0);
  },
);

/** Some bytes changed, a piece cut out, a piece doubled, or the end lost; the first bytes stay, so that it is decoded. */
function mutate(seed: Buffer, random: (below: number) => number): Buffer {
  const file = Buffer.from(seed);
  const at = () => 12 + random(file.length - 12);
  switch (random(5)) {
    case 0:
      return file.subarray(0, at());
    case 1: {
      const from = at();
      return Buffer.concat([file.subarray(0, from), file.subarray(Math.min(file.length, from + 1 + random(200)))]);
    }
    case 2: {
      const from = at();
      return Buffer.concat([file.subarray(0, from + random(200)), file.subarray(from)]);
    }
    case 3:
      // Numbers in headers are where sizes are believed.
      for (let times = 1 + random(4); times > 0; times--)
        file[12 + random(Math.min(400, file.length - 12))] = [0, 1, 127, 128, 255][random(5)] as number;
      return file;
    default:
      for (let times = 1 + random(30); times > 0; times--) file[at()] = random(256);
      return file;
  }
}

/** The same numbers in every run (Park and Miller). */
function generator(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}
