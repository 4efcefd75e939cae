/** What police exchange of a file that they do not send: its hashes and what was said of it. No media, no path, no words. */
export interface MediaHash {
  /** Lower-case hex; at least one of md5, sha1 and sha256. */
  readonly md5: string | null;
  readonly sha1: string | null;
  readonly sha256: string | null;
  /** 144 bytes in base64, as it came; compared for equality by whoever has the algorithm. */
  readonly photoDna: string | null;
  /** The sender's category. Null is not judged yet; 0 is a category of its own, and means that somebody judged. */
  readonly category: number | null;
  readonly bytes: number | null;
  readonly mimeType: string | null;
  /** ISO 8601, UTC. */
  readonly updatedAt: string | null;
  readonly precategorized: boolean | null;
  readonly distributed: boolean | null;
  readonly victimIdentified: boolean | null;
  readonly offenderIdentified: boolean | null;
}

export const hashKeys = [
  'md5',
  'sha1',
  'sha256',
  'photoDna',
  'category',
  'bytes',
  'mimeType',
  'updatedAt',
  'precategorized',
  'distributed',
  'victimIdentified',
  'offenderIdentified',
] as const satisfies readonly (keyof MediaHash)[];

export const noHash: MediaHash = {
  md5: null,
  sha1: null,
  sha256: null,
  photoDna: null,
  category: null,
  bytes: null,
  mimeType: null,
  updatedAt: null,
  precategorized: null,
  distributed: null,
  victimIdentified: null,
  offenderIdentified: null,
};

/** What came of a file of somebody else's. */
export interface ReadHashes {
  readonly entries: readonly MediaHash[];
  /** Names of fields that were left out, with how often: paths, names, comments, and whatever this platform does not take. */
  readonly dropped: Readonly<Record<string, number>>;
  /** Places (from 1) of entries without a hash that can be used. */
  readonly refused: readonly number[];
}

/** `holds-media`: bytes of a file are in it, and then nothing of it is taken. */
export type ExchangeFault = 'unreadable' | 'other-format' | 'holds-media' | 'too-many' | 'empty';
export type ReadResult = ReadHashes | { readonly fault: ExchangeFault };

export const ENTRIES_MOST = 100_000;

const hex = (length: number) => new RegExp(`^[0-9a-f]{${length}}$`);
const HEX = { md5: hex(32), sha1: hex(40), sha256: hex(64) } as const;
/** Hashes of a file without a byte: they name nothing, and would match everywhere. */
const EMPTY: ReadonlySet<string> = new Set([
  'd41d8cd98f00b204e9800998ecf8427e',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
]);

export function readHex(kind: keyof typeof HEX, value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const low = value.trim().toLowerCase();
  return HEX[kind].test(low) && !EMPTY.has(low) ? low : null;
}

/** 144 bytes, as 288 digits of hex or 192 characters of base64; kept as base64. */
export function readPhotoDna(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^[0-9a-f]{288}$/i.test(text)) return Buffer.from(text, 'hex').toString('base64');
  return /^[A-Za-z0-9+/]{192}$/.test(text) ? text : null;
}

/** Tools write flags as booleans, as texts and as numbers. */
export function readFlag(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const text = String(value).trim().toLowerCase();
  if (['true', 'yes', 'y', '1'].includes(text)) return true;
  return ['false', 'no', 'n', '0'].includes(text) ? false : null;
}

/** A whole number from 0 on, also written as a text; null for anything else, and for nothing. */
export function readCount(value: unknown, most: number = Number.MAX_SAFE_INTEGER): number | null {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 && number <= most ? number : null;
}

export function readMimeType(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return /^(image|video|audio|application)\/[a-z0-9.+-]{1,60}$/.test(text) ? text : null;
}

export function readInstant(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/.test(value))
    return null;
  // Without an offset a tool means its own time, which nobody knows here.
  if (!/(Z|[+-]\d\d:\d\d)$/.test(value)) return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

export const isUsable = (entry: MediaHash): boolean => Boolean(entry.md5 ?? entry.sha1 ?? entry.sha256);

/** Whether a text could be a file: far longer than any hash and of base64's letters alone, or a file's own address form. */
export const looksLikeMedia = (value: string): boolean =>
  /^\s*data:/i.test(value) || (value.length > 400 && /^[A-Za-z0-9+/_=\s-]+$/.test(value));

/** The same hashes said twice are one entry; the later word counts, and a judgement is never lost to none. */
export function joinSame(entries: readonly MediaHash[]): MediaHash[] {
  const found = new Map<string, MediaHash>();
  for (const entry of entries) {
    const key = entry.sha256 ?? entry.sha1 ?? entry.md5 ?? '';
    const before = found.get(key);
    if (!before) found.set(key, entry);
    else
      found.set(
        key,
        Object.fromEntries(hashKeys.map((name) => [name, entry[name] ?? before[name]])) as unknown as MediaHash,
      );
  }
  return [...found.values()];
}
