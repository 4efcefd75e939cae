import { createHash } from 'node:crypto';

/** A file of a bundle. Paths are of plain ASCII letters, so that no system spells them otherwise. */
export interface BagFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const PATH = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,3}$/;

/** Lines of a manifest of BagIt, in the order of paths, so that the same files give the same bytes. */
export function manifestLines(files: readonly BagFile[]): string {
  return [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, bytes }) => `${sha256(bytes)}  ${path}\n`)
    .join('');
}

/** What `bag-info.txt` says; labels of RFC 8493, section 2.2.2, where it has one. */
export type BagInfo = readonly (readonly [label: string, value: string])[];

/**
 * The tag files that make a bag of payload files (RFC 8493): `bagit.txt`, `bag-info.txt`, `manifest-sha256.txt`. The tag manifest
 * is written when all tag files are there.
 * @throws TypeError on a path or a value that a line cannot hold
 */
export function bagTags(payload: readonly BagFile[], info: BagInfo): BagFile[] {
  if (payload.some(({ path }) => !path.startsWith('data/') || !PATH.test(path)))
    throw new TypeError('a payload file lies under data/ and has a plain name');
  const total = payload.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const lines = [...info, ['Payload-Oxum', `${total}.${payload.length}`] as const];
  if (lines.some(([label, value]) => !/^[A-Za-z-]+$/.test(label) || /[\r\n]/.test(value) || value.trim() === ''))
    throw new TypeError('a line of bag-info.txt is one line');
  return [
    { path: 'bagit.txt', bytes: text('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n') },
    { path: 'bag-info.txt', bytes: text(lines.map(([label, value]) => `${label}: ${value}\n`).join('')) },
    { path: 'manifest-sha256.txt', bytes: text(manifestLines(payload)) },
  ];
}

export const TAG_MANIFEST = 'tagmanifest-sha256.txt';

/** The tag manifest over every file that is no payload. */
export function tagManifest(tags: readonly BagFile[]): BagFile {
  return { path: TAG_MANIFEST, bytes: text(manifestLines(tags)) };
}

export const text = (words: string): Buffer => Buffer.from(words, 'utf8');
