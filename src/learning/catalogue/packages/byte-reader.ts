import { PackageFault } from './package-fault.ts';

/** Little-endian numbers of a file that may lie about its own offsets: what lies outside is a fault, and never read. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    this.#within(at, 1);
    return this.#view.getUint8(at);
  }

  u16(at: number): number {
    this.#within(at, 2);
    return this.#view.getUint16(at, true);
  }

  u32(at: number): number {
    this.#within(at, 4);
    return this.#view.getUint32(at, true);
  }

  /** A number of eight bytes that counts bytes of this file. @throws PackageFault where it could count none */
  u64(at: number): number {
    const high = this.u32(at + 4);
    if (high !== 0) throw new PackageFault('damaged');
    return this.u32(at);
  }

  /** The same memory, not a copy. */
  slice(at: number, length: number): Uint8Array {
    this.#within(at, length);
    return this.bytes.subarray(at, at + length);
  }

  #within(at: number, length: number): void {
    if (!(at >= 0 && length >= 0 && at + length <= this.bytes.length)) throw new PackageFault('damaged');
  }
}
