import { crc32 } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import type { BagFile } from './bag.ts';

/**
 * The ZIP around a bag. Files lie in it as they are, not packed, with one fixed time and no extras: the same files give the same
 * bytes, so whoever checks writes it anew and sees a bit that was changed even where no file is.
 */

/** Files that a plain ZIP can name. */
export const FILES_MOST = 60_000;
/** Bytes of all files together: one is made in memory. */
export const BYTES_MOST = 512 * 1024 * 1024;
/** Read as the machine's own time, whatever zone that is: the day that ZIP begins to count from. */
const FIRST_DAY = '1980-01-01T00:00:00';

/** @param root the one folder that a bag unpacks to (RFC 8493, section 4) */
export function packContainer(root: string, files: readonly BagFile[]): Buffer {
  const entries = sorted(files).map(
    ({ path, bytes }) => [`${root}/${path}`, [bytes, { level: 0, mtime: FIRST_DAY }]] as const,
  );
  return Buffer.from(zipSync(Object.fromEntries(entries) as Parameters<typeof zipSync>[0]));
}

/** The files of a container and its one folder; undefined where it is no ZIP of ours or larger than one. */
export function openContainer(
  bytes: Uint8Array,
): { readonly root: string; readonly files: readonly BagFile[] } | undefined {
  let total = 0;
  let count = 0;
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, {
      filter: ({ originalSize, size, compression }) => {
        count += 1;
        total += originalSize;
        // What is packed is none of ours, and could unpack to anything.
        if (compression !== 0 || size !== originalSize || total > BYTES_MOST || count > FILES_MOST)
          throw new Error('other');
        return true;
      },
    });
  } catch {
    return undefined;
  }
  const names = Object.keys(unpacked);
  const root = names[0]?.split('/')[0] ?? '';
  if (root === '' || names.some((name) => !name.startsWith(`${root}/`))) return undefined;
  return {
    root,
    files: names.map((name) => ({ path: name.slice(root.length + 1), bytes: unpacked[name] as Uint8Array })),
  };
}

/**
 * Files whose own checksum in the ZIP is not that of their bytes. A checksum proves nothing against somebody who wants to deceive;
 * it tells which of two that contradict each other was changed by accident.
 */
export function failedChecksums(bytes: Uint8Array, root: string, files: readonly BagFile[]): ReadonlySet<string> {
  const failed = new Set<string>();
  let at = 0;
  for (const { path, bytes: content } of sorted(files)) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at);
    if (view.byteLength < 18 || view.getUint32(14, true) !== crc32(content)) failed.add(path);
    at += 30 + root.length + 1 + path.length + content.length;
    if (at > bytes.length) break;
  }
  return failed;
}

const sorted = (files: readonly BagFile[]) => [...files].sort((a, b) => (a.path < b.path ? -1 : 1));

/** Whether the bytes around the files are those that we would write. */
export function isOwnContainer(bytes: Uint8Array, root: string, files: readonly BagFile[]): boolean {
  return packContainer(root, files).equals(bytes);
}
