import { inflateRawSync } from 'node:zlib';
import { ByteReader } from './byte-reader.ts';
import { PackageFault } from './package-fault.ts';

/** One file of an archive, as the central directory has it. Its name is looked at and is never a path of ours. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated; nothing else is read. */
  readonly method: number;
  /** Bytes in the archive, and unpacked. */
  readonly packed: number;
  readonly size: number;
  /** Where its own header stands. */
  readonly at: number;
}

/** Where what an archive says of itself begins: a signing block stands before it. */
export interface ZipArchive {
  readonly reader: ByteReader;
  readonly entries: readonly ZipEntry[];
  readonly directoryAt: number;
}

const END = 0x06054b50;
const END_LENGTH = 22;
const DIRECTORY = 0x02014b50;
const DIRECTORY_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
/** Files of one archive; Android's own reader takes no more. */
const ENTRIES_MOST = 65_535;
const latin = new TextDecoder('latin1');

/**
 * The files of a ZIP by its central directory alone, as Android reads it: what stands between them is not looked at. Zip64 is not read,
 * since no package under the limit of size needs it.
 * @throws PackageFault
 */
export function readZip(file: Uint8Array): ZipArchive {
  const reader = new ByteReader(file);
  const end = endOf(reader);
  const count = reader.u16(end + 10);
  const directoryAt = reader.u32(end + 16);
  const size = reader.u32(end + 12);
  if (count > ENTRIES_MOST || directoryAt + size > end) throw new PackageFault('damaged');
  const entries: ZipEntry[] = [];
  let at = directoryAt;
  for (let nth = 0; nth < count; nth += 1) {
    if (reader.u32(at) !== DIRECTORY) throw new PackageFault('damaged');
    const name = reader.u16(at + 28);
    entries.push({
      name: latin.decode(reader.slice(at + DIRECTORY_LENGTH, name)),
      method: reader.u16(at + 10),
      packed: reader.u32(at + 20),
      size: reader.u32(at + 24),
      at: reader.u32(at + 42),
    });
    at += DIRECTORY_LENGTH + name + reader.u16(at + 30) + reader.u16(at + 32);
    if (at > end) throw new PackageFault('damaged');
  }
  return { reader, entries, directoryAt };
}

/** The record that ends an archive, whose comment reaches to the end of the file. @throws PackageFault */
function endOf(reader: ByteReader): number {
  const last = reader.length - END_LENGTH;
  for (let at = last; at >= 0 && at >= last - 0xffff; at -= 1)
    if (reader.u32(at) === END && reader.u16(at + 20) === last - at) return at;
  throw new PackageFault('not-android');
}

/**
 * The one file of this name. Of two with one name Android once checked the one and installed the other, so that a package with two of what
 * is read here is refused.
 * @throws PackageFault
 */
export function entryNamed({ entries }: ZipArchive, name: string): ZipEntry | undefined {
  const found = entries.filter((entry) => entry.name === name);
  if (found.length > 1) throw new PackageFault('damaged');
  return found[0];
}

/** How much may still be unpacked of one upload, in bytes, over all its archives: a bomb ends where it is empty. */
export class UnpackBudget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** @throws PackageFault */
  take(bytes: number): void {
    if (bytes > this.#left) throw new PackageFault('too-much');
    this.#left -= bytes;
  }
}

/**
 * A file of the archive, unpacked to the size that the archive declares and not a byte more.
 * @param most bytes that one file of its kind may have
 * @throws PackageFault
 */
export function unpack(archive: ZipArchive, entry: ZipEntry, most: number, budget: UnpackBudget): Uint8Array {
  const { reader } = archive;
  if (entry.size > most) throw new PackageFault('too-much');
  if (reader.u32(entry.at) !== LOCAL) throw new PackageFault('damaged');
  const start = entry.at + LOCAL_LENGTH + reader.u16(entry.at + 26) + reader.u16(entry.at + 28);
  const packed = reader.slice(start, entry.packed);
  if (entry.method === 0) {
    if (entry.packed !== entry.size) throw new PackageFault('damaged');
    return packed;
  }
  if (entry.method !== 8) throw new PackageFault('damaged');
  budget.take(entry.size);
  let whole: Uint8Array;
  try {
    whole = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
  } catch (error) {
    // It unpacks to more than it says: what a bomb does.
    throw new PackageFault((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-much' : 'damaged');
  }
  if (whole.length !== entry.size) throw new PackageFault('damaged');
  return whole;
}
