import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildHashKernelIfStale } from '../tools/build-hash-kernel.ts';
import { HashKernelError } from './errors.ts';
import { hashToBytes } from './hash-text.ts';
import { pdqFromFile } from './node.ts';
import { hasSimd, loadPdq, type PdqChannels, type PdqDihedral, type PdqVariant } from './pdq.ts';
import { pdqOracle } from './pdq-oracle.ts';
import { decode } from './testdata/decode.ts';

await buildHashKernelIfStale();
const pdq = await pdqFromFile();
const scalar = await pdqFromFile({ scalar: true });

function expected(file: string): { hash: string; quality: number; name: string }[] {
  const text = readFileSync(new URL(`./testdata/pdq/${file}`, import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [hash = '', quality = '', name = ''] = line.split(',');
      return { hash, quality: Number(quality), name };
    });
}

function distance(a: string, b: string): number {
  const left = hashToBytes(a);
  return hashToBytes(b).reduce(
    (sum, byte, i) => sum + (byte ^ (left[i] as number)).toString(2).replaceAll('0', '').length,
    0,
  );
}

/** A picture drawn from a seed: waves and a disc, so that it has quality 100. */
function draw(width: number, height: number, channels: PdqChannels, seed: number): Uint8Array {
  const pixels = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = x / width;
      const v = y / height;
      const wave = Math.sin(u * (5 + (seed % 7)) + v * 11 + seed) + Math.cos(v * (9 + (seed % 5)) - u * u * 8);
      const disc = Math.hypot(u - 0.3, v - 0.6) < 0.2 ? 90 : 0;
      for (let c = 0; c < channels; c++) {
        pixels[(y * width + x) * channels + c] = 100 + 35 * wave + disc - 20 * c;
      }
    }
  }
  return pixels;
}

function codeOf(call: () => unknown): string | undefined {
  try {
    call();
  } catch (error) {
    if (error instanceof HashKernelError) return error.code;
    throw error;
  }
  return undefined;
}

describe('PDQ against the reference hasher', () => {
  const references = expected('expected.csv');

  it('has all 33 pictures', () => {
    expect(references).toHaveLength(33);
  });

  it.each(references)('$name', async ({ hash, quality, name }) => {
    const { pixels, width, height, channels } = await decode(name);
    const result = pdq.hash(pixels, width, height, channels, 'nearest-512');
    // JPEG decoders may round differently; PNG pixels are what they are.
    expect(distance(result.hash, hash)).toBeLessThanOrEqual(name.endsWith('.jpg') ? 4 : 0);
    expect(result.quality).toBe(quality);
  });
});

describe('PDQ at full resolution', () => {
  it.each(expected('expected-full.csv'))('$name is as recorded', async ({ hash, quality, name }) => {
    const { pixels, width, height, channels } = await decode(name);
    expect(pdq.hash(pixels, width, height, channels)).toEqual({ hash, quality });
    expect(scalar.hash(pixels, width, height, channels)).toEqual({ hash, quality });
  });

  const side = fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 700 }));
  const image = fc
    .tuple(side, side, fc.constantFrom<PdqChannels>(1, 3, 4), fc.constantFrom<PdqVariant>('full', 'nearest-512'))
    .chain(([width, height, channels, variant]) =>
      fc.integer({ min: 0, max: 2 ** 31 }).map((seed) => ({ width, height, channels, variant, seed })),
    );

  it('equals the rules written out, bit for bit, with SIMD and without', () => {
    fc.assert(
      fc.property(image, ({ width, height, channels, variant, seed }) => {
        let state = seed | 1;
        const pixels = Uint8Array.from({ length: width * height * channels }, () => {
          state = (Math.imul(state, 1664525) + 1013904223) | 0;
          return state >>> 24;
        });
        const wanted = pdqOracle(pixels, width, height, channels, variant);
        expect(pdq.hash(pixels, width, height, channels, variant)).toEqual(wanted);
        expect(scalar.hash(pixels, width, height, channels, variant)).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [64, 64],
    [1, 1],
    [1, 3000],
    [20_000, 2],
    [512, 512],
    [513, 64],
    [1601, 1003],
  ])('equals the rules at %i x %i', (width, height) => {
    for (const channels of [1, 3, 4] as const) {
      const pixels = draw(width, height, channels, width + height);
      for (const variant of ['full', 'nearest-512'] as const) {
        const wanted = pdqOracle(pixels, width, height, channels, variant);
        expect(pdq.hash(pixels, width, height, channels, variant)).toEqual(wanted);
      }
    }
  });

  it('uses the DCT matrix of the rules', () => {
    const scale = Math.fround(Math.sqrt(2 / 64));
    const wanted = Float32Array.from({ length: 1024 }, (_, k) => {
      const row = Math.floor(k / 64);
      return scale * Math.cos((Math.PI / 2 / 64) * (row + 1) * (2 * (k % 64) + 1));
    });
    expect(pdq.dctMatrix()).toEqual(wanted);
    expect(scalar.dctMatrix()).toEqual(wanted);
  });

  it('drops alpha', () => {
    const rgba = draw(200, 150, 4, 3);
    const rgb = rgba.filter((_, i) => i % 4 !== 3);
    expect(pdq.hash(rgba, 200, 150, 4)).toEqual(pdq.hash(rgb, 200, 150, 3));
  });
});

describe('a flat picture', () => {
  it.each([0, 90, 255])('of grey %i has quality 0, and says so', (value) => {
    const { quality } = pdq.hash(new Uint8Array(300 * 200).fill(value), 300, 200, 1);
    expect(quality).toBe(0);
  });
});

describe('the eight dihedral hashes', () => {
  const size = 300;
  const pixels = draw(size, size, 1, 4);
  const moved = (source: (x: number, y: number) => [number, number]) =>
    Uint8Array.from(pixels, (_, i) => {
      const [x, y] = source(i % size, Math.floor(i / size));
      return pixels[y * size + x] as number;
    });
  const end = size - 1;
  const pictures: Record<keyof PdqDihedral, Uint8Array> = {
    original: pixels,
    mirrored: moved((x, y) => [end - x, y]),
    flipped: moved((x, y) => [x, end - y]),
    rotated180: moved((x, y) => [end - x, end - y]),
    transposed: moved((x, y) => [y, x]),
    rotated90: moved((x, y) => [y, end - x]),
    rotated270: moved((x, y) => [end - y, x]),
    transversed: moved((x, y) => [end - y, end - x]),
  };
  const { hashes } = pdq.dihedral(pixels, size, size, 1);

  it.each(Object.keys(pictures) as (keyof PdqDihedral)[])('%s is the hash of the picture so moved', (turn) => {
    const { hash } = pdq.hash(pictures[turn], size, size, 1);
    expect(distance(hash, hashes[turn])).toBeLessThanOrEqual(16);
    for (const other of Object.keys(pictures) as (keyof PdqDihedral)[]) {
      if (other !== turn) expect(distance(hash, hashes[other])).toBeGreaterThan(60);
    }
  });

  it.each(['scene-01', 'scene-02', 'scene-03', 'scene-04'])('find the mirrored and the turned %s', async (scene) => {
    const { pixels, width, height, channels } = await decode(`${scene}.png`);
    const known = pdq.dihedral(pixels, width, height, channels, 'nearest-512').hashes;
    const references = new Map(expected('expected.csv').map(({ name, hash }) => [name, hash]));
    expect(known.original).toBe(references.get(`${scene}.png`));
    expect(distance(known.mirrored, references.get(`${scene}-flipx.png`) as string)).toBeLessThanOrEqual(31);
    const turned = references.get(`${scene}-rot90.png`) as string;
    expect(Math.min(distance(known.rotated90, turned), distance(known.rotated270, turned))).toBeLessThanOrEqual(31);
  });

  it('keep the quality and the plain hash', () => {
    const { hash, quality } = pdq.hash(pixels, size, size, 1);
    expect(pdq.dihedral(pixels, size, size, 1)).toMatchObject({ hashes: { original: hash }, quality });
  });
});

describe('hostile input', () => {
  const small = new Uint8Array(3);
  it.each([
    ['no width', 0, 10],
    ['no height', 10, 0],
    ['negative', -4, 4],
    ['not a number', Number.NaN, 4],
    ['not whole', 1.5, 2],
    ['endless', Number.POSITIVE_INFINITY, 1],
    ['a side too long', 32_769, 1],
    ['past 32 bits', 2 ** 32 + 1, 1],
    ['too many pixels', 32_768, 32_768],
  ])('%s is refused', (_, width, height) => {
    expect(codeOf(() => pdq.hash(small, width, height, 3))).toBe('image.size-out-of-range');
  });

  it.each([
    ['a short buffer', new Uint8Array(299)],
    ['a long buffer', new Uint8Array(301)],
    ['no buffer', undefined as unknown as Uint8Array],
    ['wider elements', new Uint16Array(300) as unknown as Uint8Array],
  ])('%s is refused', (_, pixels) => {
    expect(codeOf(() => pdq.hash(pixels, 10, 10, 3))).toBe('image.buffer-mismatch');
  });

  it('other channel counts and variants are refused', () => {
    expect(codeOf(() => pdq.hash(small, 1, 1, 2 as PdqChannels))).toBe('image.channels-unsupported');
    expect(codeOf(() => pdq.hash(small, 1, 1, 3, 'half' as PdqVariant))).toBe('image.variant-unknown');
  });

  it('hashes on after refusals and after very wide pictures, in bounded memory', () => {
    const before = pdq.hash(draw(100, 80, 3, 1), 100, 80, 3);
    pdq.hash(new Uint8Array(32_768 * 12 * 4), 32_768, 12, 4);
    pdq.hash(new Uint8Array(12 * 32_768 * 4), 12, 32_768, 4);
    expect(codeOf(() => pdq.hash(small, 0, 0, 3))).toBe('image.size-out-of-range');
    expect(pdq.hash(draw(100, 80, 3, 1), 100, 80, 3)).toEqual(before);
    expect(pdq.memoryBytes).toBeLessThanOrEqual(64 * 2 ** 20);
  });
});

describe('loading', () => {
  const file = (name: string) => new Uint8Array(readFileSync(new URL(`./build/${name}`, import.meta.url)));

  it('takes bytes, a response, or a function that fetches only what is needed', async () => {
    const pixels = draw(90, 90, 3, 2);
    const wanted = pdq.hash(pixels, 90, 90, 3);
    const asked: string[] = [];
    const lazily = (name: string) => () => {
      asked.push(name);
      return Promise.resolve(new Response(file(name), { headers: { 'content-type': 'application/wasm' } }));
    };
    const loaded = [
      await loadPdq({ simd: file('pdq.wasm') }),
      await loadPdq({ scalar: file('pdq-scalar.wasm') }),
      await loadPdq({ simd: new Response(file('pdq.wasm')) }),
      await loadPdq({ simd: lazily('pdq.wasm'), scalar: lazily('pdq-scalar.wasm') }),
    ];
    for (const one of loaded) expect(one.hash(pixels, 90, 90, 3)).toEqual(wanted);
    expect(asked).toEqual([hasSimd() ? 'pdq.wasm' : 'pdq-scalar.wasm']);
  });

  it.each([
    ['nothing', {}],
    ['bytes that are no program', { simd: Uint8Array.of(1, 2, 3), scalar: Uint8Array.of(1, 2, 3) }],
    ['another program', { simd: new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)) }],
    ['a missing file', { simd: new Response('', { status: 404 }) }],
  ])('%s is refused', async (_, programs) => {
    await expect(loadPdq(programs)).rejects.toMatchObject({ code: 'kernel.program-invalid' });
  });
});
