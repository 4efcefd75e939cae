import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { HashKernelError } from './errors.ts';
import { HASH_BYTES } from './hash-text.ts';
import { Matcher, type MatcherOptions } from './matcher.ts';
import { CONTROL, checkTables, layOut, type TableSpec, writeControl } from './matcher-layout.ts';

/**
 * A snapshot is a header of 4,096 bytes and the memory image of the index, byte for byte, so that loading is reading.
 *
 * Header, little-endian: 16 bytes magic; u32 version; u32 tables; u32 indexed hashes; u32 capacity; u32 ids given out;
 * u32 unused; f64 image bytes; 16 x (u8 bits, u8 radius); at 128 the 32-byte checksum of the image; at 160 the 32-byte
 * checksum of the header's first 160 bytes. The checksum finds damage, not malice: protect the file as the list itself.
 */
const MAGIC = 'LaChan PDQ index';
const VERSION = 1;
const HEADER_BYTES = 4096;
const IMAGE_DIGEST_AT = 128;
const HEADER_DIGEST_AT = 160;
const PIECE_BYTES = 4 * 1024 * 1024;
const AHEAD = 4;

/** What `saveSnapshot` wrote. */
export interface SnapshotInfo {
  readonly bytes: number;
  readonly count: number;
}

/**
 * Writes the index to `path`, replacing it in one step when the file is whole and on disk. The index may be searched
 * and changed meanwhile; the snapshot is of the moment of the call. Not while `compact` runs.
 */
export async function saveSnapshot(matcher: Matcher, path: string): Promise<SnapshotInfo> {
  const { layout, count } = matcher;
  const image = matcher.image();
  // What a change may touch is copied now; the rest never changes.
  const indexedEnd = layout.hashesAt + layout.indexed * HASH_BYTES;
  const parts: { at: number; bytes: Uint8Array }[] = [
    { at: 0, bytes: image.slice(0, layout.hashesAt) },
    { at: layout.hashesAt, bytes: image.subarray(layout.hashesAt, indexedEnd) },
    { at: indexedEnd, bytes: image.slice(indexedEnd, layout.tablesAt) },
    { at: layout.tablesAt, bytes: image.subarray(layout.tablesAt) },
  ];
  const delta = parts[2] as { bytes: Uint8Array };
  delta.bytes.fill(0, (count - layout.indexed) * HASH_BYTES);

  const partial = `${path}.${randomUUID()}`;
  const file = await open(partial, 'wx', 0o600);
  try {
    await file.write(new Uint8Array(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const digest = matcher.digest();
    for (const { at, bytes } of parts) {
      for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
        const piece = bytes.subarray(from, from + PIECE_BYTES);
        const written = writeAll(file, piece, HEADER_BYTES + at + from);
        digest.addCopy(piece);
        await written;
      }
    }
    const header = writeHeader(matcher, count, digest.value());
    await writeAll(file, header, 0);
    await file.sync();
    await file.close();
    await rename(partial, path);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(partial, { force: true });
    throw error;
  }
  return { bytes: HEADER_BYTES + image.length, count };
}

/**
 * Reads an index back: straight into the memory it is searched in.
 * @throws HashKernelError `snapshot.*`, `kernel.out-of-memory`; the errors of the file system as they are
 */
export async function loadSnapshot(path: string, options: Pick<MatcherOptions, 'program' | 'slots'>): Promise<Matcher> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const header = new Uint8Array(HEADER_BYTES);
    if (size < HEADER_BYTES) throw new HashKernelError('snapshot.truncated', `${path} is too short for a snapshot`);
    await readAll(file, header, 0);
    const { tables, indexed, capacity, count, imageBytes, imageDigest } = readHeader(header, path);
    const layout = layOut(tables, indexed, capacity);
    if (layout.imageEnd !== imageBytes) {
      throw new HashKernelError('snapshot.corrupted', `${path}: the header contradicts itself`);
    }
    if (size !== HEADER_BYTES + imageBytes) {
      throw new HashKernelError(
        'snapshot.truncated',
        `${path} has ${size} bytes instead of ${HEADER_BYTES + imageBytes}`,
      );
    }
    const matcher = Matcher.restore(layout, options);
    const image = matcher.image();
    const digest = matcher.digest();
    // Some pieces are on their way (fresh memory is slow to touch first) while one is checked.
    const arriving: Promise<void>[] = [];
    let asked = 0;
    try {
      for (let from = 0; from < image.length; from += PIECE_BYTES) {
        for (; asked < image.length && asked < from + AHEAD * PIECE_BYTES; asked += PIECE_BYTES) {
          arriving.push(readAll(file, image.subarray(asked, asked + PIECE_BYTES), HEADER_BYTES + asked));
        }
        await arriving.shift();
        digest.add(from, Math.min(PIECE_BYTES, image.length - from));
      }
    } finally {
      await Promise.allSettled(arriving);
    }
    const expected = new ArrayBuffer(layout.tombstonesAt);
    writeControl(expected, layout, count);
    const control = new Uint8Array(expected).subarray(CONTROL);
    const intact = equal(digest.value(), imageDigest) && equal(control, image.subarray(CONTROL, layout.tombstonesAt));
    if (!intact) throw new HashKernelError('snapshot.corrupted', `${path}: the checksum does not match`);
    return matcher;
  } finally {
    await file.close();
  }
}

function writeHeader(matcher: Matcher, count: number, imageDigest: Uint8Array): Uint8Array {
  const { layout } = matcher;
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  header.set(new TextEncoder().encode(MAGIC));
  const words = [VERSION, layout.tables.length, layout.indexed, layout.capacity, count];
  for (const [i, word] of words.entries()) view.setUint32(16 + 4 * i, word, true);
  view.setFloat64(40, layout.imageEnd, true);
  for (const [i, table] of layout.tables.entries()) header.set([table.bits, table.radius], 48 + 2 * i);
  header.set(imageDigest, IMAGE_DIGEST_AT);
  header.set(headerDigest(header), HEADER_DIGEST_AT);
  return header;
}

function readHeader(header: Uint8Array, path: string) {
  const view = new DataView(header.buffer);
  if (new TextDecoder('latin1').decode(header.subarray(0, 16)) !== MAGIC) {
    throw new HashKernelError('snapshot.not-a-snapshot', `${path} is not a snapshot of this matcher`);
  }
  const version = view.getUint32(16, true);
  if (version !== VERSION) {
    throw new HashKernelError('snapshot.version-unsupported', `${path} has version ${version}, not ${VERSION}`);
  }
  if (!equal(headerDigest(header), header.subarray(HEADER_DIGEST_AT, HEADER_DIGEST_AT + 32))) {
    throw new HashKernelError('snapshot.corrupted', `${path}: the header is damaged`);
  }
  const tables: TableSpec[] = [];
  for (let i = 0; i < Math.min(16, view.getUint32(20, true)); i++) {
    tables.push({ bits: header[48 + 2 * i] as number, radius: header[49 + 2 * i] as number });
  }
  const indexed = view.getUint32(24, true);
  const capacity = view.getUint32(28, true);
  const count = view.getUint32(32, true);
  checkTables(tables);
  if (indexed > count || count > capacity || (indexed > 0 && tables.length === 0)) {
    throw new HashKernelError('snapshot.corrupted', `${path}: the header contradicts itself`);
  }
  const imageBytes = view.getFloat64(40, true);
  const imageDigest = header.slice(IMAGE_DIGEST_AT, IMAGE_DIGEST_AT + 32);
  return { tables, indexed, capacity, count, imageBytes, imageDigest };
}

/** Eight FNV-1a sums of 32 bits, each from its own start, over the header before the image's checksum and with it. */
function headerDigest(header: Uint8Array): Uint8Array {
  const sums = new Uint32Array(8);
  for (let lane = 0; lane < 8; lane++) {
    let sum = 0x811c9dc5 + lane;
    for (let i = 0; i < HEADER_DIGEST_AT; i++) sum = Math.imul(sum ^ (header[i] as number), 0x01000193);
    sums[lane] = sum;
  }
  return new Uint8Array(sums.buffer);
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function readAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) throw new HashKernelError('snapshot.truncated', 'the file ended while it was read');
    done += bytesRead;
  }
}
