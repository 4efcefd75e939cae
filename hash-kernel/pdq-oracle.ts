import type { PdqResult, PdqVariant } from './pdq.ts';

const f = Math.fround;

/**
 * PDQ as its rules are written, whole image in memory, one step after the other, every float rounded to 32 bits by
 * hand. Slow; for tests of the streaming program, with which it shares no code.
 */
export function pdqOracle(
  pixels: Uint8Array,
  width: number,
  height: number,
  channels: number,
  variant: PdqVariant,
): PdqResult {
  const shrink = variant === 'nearest-512' && (width > 512 || height > 512);
  const columns = shrink ? 512 : width;
  const rows = shrink ? 512 : height;
  let image = new Float32Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const fromY = shrink ? Math.floor((y * height) / 512) : y;
      const fromX = shrink ? Math.floor((x * width) / 512) : x;
      const at = (fromY * width + fromX) * channels;
      const [r = 0, g = 0, b = 0] = pixels.subarray(at, at + channels);
      image[y * columns + x] = channels === 1 ? r : f(f(f(f(0.299) * r) + f(f(0.587) * g)) + f(f(0.114) * b));
    }
  }
  if (rows !== 64 || columns !== 64) {
    for (let pass = 0; pass < 2; pass++) {
      const next = new Float32Array(rows * columns);
      for (let y = 0; y < rows; y++) box(image, next, y * columns, 1, columns);
      image = new Float32Array(rows * columns);
      for (let x = 0; x < columns; x++) box(next, image, x, columns, rows);
    }
  }
  const small: number[][] = [];
  for (let i = 0; i < 64; i++) {
    const y = Math.floor(((i + 0.5) * rows) / 64);
    small.push(Array.from({ length: 64 }, (_, j) => at(image, y * columns + Math.floor(((j + 0.5) * columns) / 64))));
  }
  return { hash: bits(transform(small)), quality: quality(small) };
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] as number;
}

/** Mean over a window of floor((size + 127) / 128) samples, one more to the right where it is even. */
function box(from: Float32Array, to: Float32Array, start: number, step: number, size: number): void {
  const window = Math.floor((size + 127) / 128);
  const ahead = Math.floor((window + 2) / 2) - 1;
  let sum = 0;
  for (let right = 0; right < size + ahead; right++) {
    if (right < size) sum = f(sum + at(from, start + right * step));
    if (right >= window) sum = f(sum - at(from, start + (right - window) * step));
    const samples = Math.min(right, size - 1) - Math.max(0, right - window + 1) + 1;
    if (right >= ahead) to[start + (right - ahead) * step] = f(sum / samples);
  }
}

function transform(small: number[][]): number[] {
  const scale = f(Math.sqrt(2 / 64));
  const matrix = Array.from({ length: 16 }, (_, i) =>
    Array.from({ length: 64 }, (_, j) => f(scale * Math.cos((Math.PI / 2 / 64) * (i + 1) * (2 * j + 1)))),
  );
  const product = (left: number[], right: (k: number) => number): number => {
    let sum = 0;
    for (let k = 0; k < 64; k++) sum = f(sum + f(at(left, k) * right(k)));
    return sum;
  };
  const half = matrix.map((row) =>
    Array.from({ length: 64 }, (_, j) => product(row, (k) => at(small[k] as number[], j))),
  );
  return half.flatMap((row) => matrix.map((other) => product(row, (k) => at(other, k))));
}

function bits(block: number[]): string {
  const limit = at(
    block.toSorted((a, b) => a - b),
    127,
  );
  let value = 0n;
  for (const [k, coefficient] of block.entries()) if (coefficient > limit) value |= 1n << BigInt(k);
  return value.toString(16).padStart(64, '0');
}

function quality(small: number[][]): number {
  let sum = 0;
  const add = (a: number, b: number) => {
    sum += Math.abs(Math.trunc(f(f(f(a - b) * 100) / 255)));
  };
  for (let i = 0; i < 64; i++) {
    for (let j = 0; j < 64; j++) {
      const here = at(small[i] as number[], j);
      if (i < 63) add(here, at(small[i + 1] as number[], j));
      if (j < 63) add(here, at(small[i] as number[], j + 1));
    }
  }
  return Math.min(100, Math.trunc(sum / 90));
}
