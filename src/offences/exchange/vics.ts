import {
  ENTRIES_MOST,
  isUsable,
  joinSame,
  looksLikeMedia,
  type MediaHash,
  type ReadResult,
  readCount,
  readFlag,
  readHex,
  readInstant,
  readMimeType,
  readPhotoDna,
} from './media-hash.ts';

/**
 * Files of Project VIC (Video Image Classification Standard): data model 2.0 in and out, 1.2 and 1.3 in. An OData document whose
 * `value` holds media, or cases that hold media.
 */
const CONTEXT = 'http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media';
/** Who names the models differs from tool to tool; the version and what it is a list of do not. */
const MODEL_2 = /ProjectVic\/DataModels\/2\.0\.xml\/[A-Za-z]{2,20}\/\$metadata#(Media|Cases)$/i;
const MODEL_1 = /ProjectVic\/DataModels\/1\.[23]\.xml(\/[A-Za-z]{2,20})?(\/\$metadata)?#(Media|Cases)$/i;

const KNOWN: ReadonlySet<string> = new Set([
  'MediaID',
  'Category',
  'MD5',
  'SHA1',
  'SHA256',
  'PhotoDNA',
  'MediaSize',
  'MimeType',
  'DateUpdated',
  'IsPrecategorized',
  'IsDistributed',
  'VictimIdentified',
  'OffenderIdentified',
  'AlternativeHashes',
]);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a file. Names, paths, comments and tags are left out and counted; one file's bytes anywhere, and nothing is taken. */
export function readVics(text: string): ReadResult {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { fault: 'unreadable' };
  }
  if (!isRecord(document) || !Array.isArray(document.value)) return { fault: 'other-format' };
  const second = MODEL_2.exec(String(document['@odata.context'] ?? ''))?.[1];
  const first = MODEL_1.exec(String(document['odata.metadata'] ?? document['@odata.context'] ?? ''))?.[3];
  const list = (second ?? first)?.toLowerCase();
  if (list === undefined) return { fault: 'other-format' };
  const media = list === 'media' ? document.value : document.value.flatMap(mediaOfCase);
  if (media.length === 0) return { fault: 'empty' };
  if (media.length > ENTRIES_MOST) return { fault: 'too-many' };
  // Of a case too: nobody reads on in a file that carries pictures.
  if (carriesMedia(document.value)) return { fault: 'holds-media' };
  const dropped: Record<string, number> = {};
  const refused: number[] = [];
  const entries: MediaHash[] = [];
  for (const [place, one] of media.entries()) {
    if (!isRecord(one)) {
      refused.push(place + 1);
      continue;
    }
    for (const name of Object.keys(one)) {
      if (KNOWN.has(name)) continue;
      const shown = /^[A-Za-z][A-Za-z0-9._@-]{0,40}$/.test(name) ? name : 'other';
      dropped[shown] = (dropped[shown] ?? 0) + 1;
    }
    const entry = entryOf(one);
    if (isUsable(entry)) entries.push(entry);
    else refused.push(place + 1);
  }
  return { entries: joinSame(entries), dropped, refused };
}

const mediaOfCase = (one: unknown): unknown[] => (isRecord(one) && Array.isArray(one.Media) ? one.Media : []);

function entryOf(one: Readonly<Record<string, unknown>>): MediaHash {
  const other = (Array.isArray(one.AlternativeHashes) ? one.AlternativeHashes : []).filter(isRecord);
  const named = (name: string) =>
    other.find((hash) => String(hash.HashName).toLowerCase().replaceAll('-', '') === name)?.HashValue;
  return {
    md5: readHex('md5', one.MD5),
    sha1: readHex('sha1', one.SHA1),
    sha256: readHex('sha256', one.SHA256 ?? named('sha256')),
    photoDna: readPhotoDna(one.PhotoDNA) ?? readPhotoDna(named('photodna')),
    category: readCount(one.Category, 99),
    bytes: readCount(one.MediaSize),
    mimeType: readMimeType(one.MimeType),
    updatedAt: readInstant(one.DateUpdated),
    precategorized: readFlag(one.IsPrecategorized),
    distributed: readFlag(one.IsDistributed),
    victimIdentified: readFlag(one.VictimIdentified),
    offenderIdentified: readFlag(one.OffenderIdentified),
  };
}

/** Looks at every text, however deep. A list of numbers below 256 as long as a thumbnail is one too. */
function carriesMedia(value: unknown): boolean {
  const rest: unknown[] = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next === 'string') {
      if (looksLikeMedia(next)) return true;
    } else if (Array.isArray(next)) {
      if (next.length > 256 && next.every((one) => Number.isInteger(one) && one >= 0 && one < 256)) return true;
      for (const one of next) rest.push(one);
    } else if (isRecord(next)) for (const one of Object.values(next)) rest.push(one);
  }
  return false;
}

/**
 * A file of data model 2.0, in the shape in which hash sets of it are passed on: flags as texts, which older tools alone read, and PhotoDNA
 * as a field of its own. Only what `MediaHash` has goes out, so no path and no word of anybody can.
 */
export function writeVics(entries: readonly MediaHash[]): string {
  return JSON.stringify({
    '@odata.context': CONTEXT,
    value: entries.map((entry, place) => ({
      MediaID: place + 1,
      // Null stands where nobody judged; leaving it out would make some tools read 0.
      Category: entry.category,
      ...given({
        MD5: entry.md5?.toUpperCase(),
        SHA1: entry.sha1?.toUpperCase(),
        PhotoDNA: entry.photoDna,
        MediaSize: entry.bytes,
        MimeType: entry.mimeType,
        DateUpdated: entry.updatedAt,
        IsPrecategorized: flagText(entry.precategorized),
        IsDistributed: flagText(entry.distributed),
        VictimIdentified: flagText(entry.victimIdentified),
        OffenderIdentified: flagText(entry.offenderIdentified),
        AlternativeHashes: entry.sha256 && [{ HashName: 'SHA256', HashValue: entry.sha256.toUpperCase() }],
      }),
    })),
  });
}

const flagText = (flag: boolean | null) => (flag === null ? null : String(flag));

const given = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
