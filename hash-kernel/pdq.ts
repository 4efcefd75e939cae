import { HashKernelError } from './errors.ts';
import { hashToText } from './hash-text.ts';

/**
 * `full`: the picture at its own resolution (what HMA and python `pdqhash` hash).
 * `nearest-512`: a picture with a side over 512 is first read as 512x512 by nearest neighbour (what the C++
 * command line hashes). The two differ by up to 10 bits on the same picture, so the variant belongs beside every
 * stored hash.
 */
export type PdqVariant = 'full' | 'nearest-512';

/** Interleaved 8-bit samples per pixel: 1 grey, 3 RGB, 4 RGBA (alpha is dropped). */
export type PdqChannels = 1 | 3 | 4;

/** A hash of quality under 50 says little about the picture: it must not enter an index, nor be looked up. */
export const PDQ_QUALITY_MIN = 50;

/** Longest side, in pixels. */
export const PDQ_SIDE_MAX = 32_768;

/** Most pixels of one picture. */
export const PDQ_PIXELS_MAX = 2 ** 28;

export interface PdqResult {
  /** 64 lower-case hex digits. */
  readonly hash: string;
  /** 0 (flat) to 100. Reported as it is, never hidden: see `PDQ_QUALITY_MIN`. */
  readonly quality: number;
}

/** The hashes that the picture would have after each turn or reflection (rotations clockwise). */
export interface PdqDihedral {
  readonly original: string;
  readonly rotated90: string;
  readonly rotated180: string;
  readonly rotated270: string;
  readonly mirrored: string;
  readonly flipped: string;
  readonly transposed: string;
  readonly transversed: string;
}

export interface PdqDihedralResult {
  readonly hashes: PdqDihedral;
  readonly quality: number;
}

/** The two builds of the same program. `scalar` is for a browser without WebAssembly SIMD. */
export interface PdqPrograms {
  readonly simd?: PdqProgram;
  readonly scalar?: PdqProgram;
}

export type PdqProgram =
  | Uint8Array<ArrayBuffer>
  | ArrayBuffer
  | WebAssembly.Module
  | Response
  | (() => PromiseLike<Response | Uint8Array<ArrayBuffer> | ArrayBuffer>);

interface PdqExports {
  readonly memory: WebAssembly.Memory;
  init(): void;
  hashAddress(): number;
  dctAddress(): number;
  stripAddress(): number;
  begin(width: number, height: number, channels: number, nearest: number, stripRows: number): number;
  rows(count: number): void;
  finish(all: number): number;
}

/** About this much of the picture is copied at a time: it stays in the cache, and memory stays bounded. */
const STRIP_BYTES = 128 * 1024;

/** (module (func v128.const 0; i8x16.popcnt; drop)): valid exactly where WebAssembly SIMD is. */
const SIMD_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11],
);

/** Whether this engine runs WebAssembly SIMD. */
export function hasSimd(): boolean {
  return WebAssembly.validate(SIMD_PROBE);
}

/**
 * Makes a hasher from the build that this engine can run: `simd` where SIMD exists and it was given, else `scalar`.
 * In a browser give functions that fetch, so that only one of the two is downloaded.
 * @throws HashKernelError `kernel.program-invalid`
 */
export async function loadPdq(programs: PdqPrograms): Promise<Pdq> {
  const program = programs.simd && hasSimd() ? programs.simd : programs.scalar;
  if (!program) throw new HashKernelError('kernel.program-invalid', 'no PDQ program for this engine was given');
  try {
    const source = typeof program === 'function' ? await program() : program;
    return new Pdq(await instantiate(source));
  } catch (cause) {
    if (cause instanceof HashKernelError) throw cause;
    throw new HashKernelError('kernel.program-invalid', `the PDQ program did not load: ${String(cause)}`);
  }
}

async function instantiate(source: Exclude<PdqProgram, () => unknown>): Promise<WebAssembly.Instance> {
  if (source instanceof WebAssembly.Module) return WebAssembly.instantiate(source);
  if (typeof Response !== 'undefined' && source instanceof Response) {
    if (!source.ok) throw new Error(`HTTP ${source.status}`);
    return (await WebAssembly.instantiate(await source.arrayBuffer())).instance;
  }
  return (await WebAssembly.instantiate(source as BufferSource)).instance;
}

/**
 * PDQ over raw pixels, reusable, one picture at a time. Rules: hashes.md section 7 of the project's references,
 * bit-exact with the C++ reference on equal pixels. Synchronous. It keeps no pixel after a call returns: the copy
 * buffer is cleared.
 */
export class Pdq {
  readonly #wasm: PdqExports;

  constructor(instance: WebAssembly.Instance) {
    this.#wasm = instance.exports as unknown as PdqExports;
    if (typeof this.#wasm.begin !== 'function' || typeof this.#wasm.finish !== 'function') {
      throw new HashKernelError('kernel.program-invalid', 'this is not the PDQ program');
    }
    this.#wasm.init();
  }

  /**
   * The hash of one picture.
   * @param pixels `width * height * channels` bytes, rows top to bottom, without padding
   * @throws HashKernelError `image.*`, `kernel.out-of-memory`
   */
  hash(
    pixels: Uint8Array | Uint8ClampedArray,
    width: number,
    height: number,
    channels: PdqChannels,
    variant: PdqVariant = 'full',
  ): PdqResult {
    const quality = this.#run(pixels, width, height, channels, variant, false);
    return { hash: this.#hashAt(0), quality };
  }

  /** The eight dihedral hashes from one blur. Parameters and errors as `hash`. */
  dihedral(
    pixels: Uint8Array | Uint8ClampedArray,
    width: number,
    height: number,
    channels: PdqChannels,
    variant: PdqVariant = 'full',
  ): PdqDihedralResult {
    const quality = this.#run(pixels, width, height, channels, variant, true);
    // The program's order: bit 0 mirrors left-right, bit 1 top-bottom, bit 2 transposes first.
    return {
      hashes: {
        original: this.#hashAt(0),
        mirrored: this.#hashAt(1),
        flipped: this.#hashAt(2),
        rotated180: this.#hashAt(3),
        transposed: this.#hashAt(4),
        rotated90: this.#hashAt(5),
        rotated270: this.#hashAt(6),
        transversed: this.#hashAt(7),
      },
      quality,
    };
  }

  /** Bytes of WebAssembly memory held now. */
  get memoryBytes(): number {
    return this.#wasm.memory.buffer.byteLength;
  }

  /** A copy of the 16x64 DCT matrix, row by row: lets a test compare it with the written rule. */
  dctMatrix(): Float32Array {
    return new Float32Array(this.#wasm.memory.buffer, this.#wasm.dctAddress(), 16 * 64).slice();
  }

  #hashAt(index: number): string {
    return hashToText(new Uint8Array(this.#wasm.memory.buffer), this.#wasm.hashAddress() + 32 * index);
  }

  #run(
    pixels: Uint8Array | Uint8ClampedArray,
    width: number,
    height: number,
    channels: PdqChannels,
    variant: PdqVariant,
    all: boolean,
  ): number {
    checkImage(pixels, width, height, channels, variant);
    const nearest = variant === 'nearest-512' && (width > 512 || height > 512);
    const stride = width * channels;
    const stripRows = Math.min(4096, Math.max(4, Math.floor(STRIP_BYTES / stride) & ~3));
    const rows = this.#wasm.begin(width, height, channels, Number(nearest), stripRows);
    if (rows === 0) throw new HashKernelError('kernel.out-of-memory', 'no memory for a picture of this size');
    const strip = this.#wasm.stripAddress();
    const view = new Uint8Array(this.#wasm.memory.buffer, strip, stripRows * stride);
    try {
      for (let row = 0; row < rows; row += stripRows) {
        const count = Math.min(stripRows, rows - row);
        if (nearest) {
          for (let i = 0; i < count; i++) {
            const from = Math.floor(((row + i) * height) / 512) * stride;
            view.set(pixels.subarray(from, from + stride), i * stride);
          }
        } else {
          view.set(pixels.subarray(row * stride, (row + count) * stride));
        }
        this.#wasm.rows(count);
      }
      return this.#wasm.finish(Number(all));
    } finally {
      view.fill(0);
    }
  }
}

function checkImage(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  channels: number,
  variant: string,
): void {
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new HashKernelError('image.channels-unsupported', 'channels must be 1 (grey), 3 (RGB) or 4 (RGBA)');
  }
  if (variant !== 'full' && variant !== 'nearest-512') {
    throw new HashKernelError('image.variant-unknown', 'variant must be "full" or "nearest-512"');
  }
  const whole = Number.isInteger(width) && Number.isInteger(height);
  if (!whole || width < 1 || height < 1 || width > PDQ_SIDE_MAX || height > PDQ_SIDE_MAX) {
    throw new HashKernelError('image.size-out-of-range', `each side must be 1 to ${PDQ_SIDE_MAX} pixels`);
  }
  if (width * height > PDQ_PIXELS_MAX) {
    throw new HashKernelError('image.size-out-of-range', `a picture may have ${PDQ_PIXELS_MAX} pixels at most`);
  }
  const bytes = pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray;
  if (!bytes || pixels.length !== width * height * channels) {
    throw new HashKernelError('image.buffer-mismatch', 'pixels must be width * height * channels bytes');
  }
}
