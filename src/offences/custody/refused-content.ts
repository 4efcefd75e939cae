import { inflateSync } from 'node:zlib';
import { unzipSync } from 'fflate';

/** Why bytes are not taken into custody. Media never are, not even inside a document: the thing stays outside and its digest is written down. */
export type ContentFault = 'media' | 'unknown' | 'closed' | 'too-large' | 'empty';

export type ContentType =
  | 'application/pdf'
  | 'application/json'
  | 'text/csv'
  | 'text/plain'
  | 'application/xml'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const BYTES_MOST = 16 * 1024 * 1024;
/** Bytes of a packed file once it is unpacked. */
const UNPACKED_MOST = 64 * 1024 * 1024;

const startsWith = (bytes: Uint8Array, text: string) =>
  Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;

/** What the bytes are, by themselves and not by their name, where they may be kept; else why not. */
export function contentOf(bytes: Uint8Array): { readonly type: ContentType } | { readonly fault: ContentFault } {
  if (bytes.length === 0) return { fault: 'empty' };
  if (bytes.length > BYTES_MOST) return { fault: 'too-large' };
  if (startsWith(bytes, '%PDF-')) {
    const fault = faultOfPdf(Buffer.from(bytes));
    return fault ? { fault } : { type: 'application/pdf' };
  }
  if (startsWith(bytes, 'PK\x03\x04')) return officeOf(bytes);
  return textOf(bytes);
}

function textOf(bytes: Uint8Array): { readonly type: ContentType } | { readonly fault: ContentFault } {
  let words: string;
  try {
    words = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: isMedia(bytes) ? 'media' : 'unknown' };
  }
  // A control character is no text: MPEG and raw data may be valid UTF-8.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u0008\u000e-\u001f]/.test(words)) return { fault: isMedia(bytes) ? 'media' : 'unknown' };
  if (/data:(image|video|audio)\/|;base64,|<svg[\s>]/i.test(words)) return { fault: 'media' };
  // A picture as one long word: JPEG, PNG, GIF, WebP and MP4 in base64 begin like this.
  if (/(\/9j\/|iVBORw0KGgo|R0lGOD|UklGR|AAAA[A-Za-z0-9+/]{2}ZnR5c)[A-Za-z0-9+/\r\n]{256}/.test(words))
    return { fault: 'media' };
  const start = words.trimStart();
  if (start.startsWith('<')) return { type: 'application/xml' };
  if (/^[[{]/.test(start) && isJson(words)) return { type: 'application/json' };
  return { type: /^[^\n]*[;,\t][^\n]*\n/.test(words) ? 'text/csv' : 'text/plain' };
}

function isJson(words: string): boolean {
  try {
    JSON.parse(words);
    return true;
  } catch {
    return false;
  }
}

/** Whether the bytes begin as a picture, a film or a sound does. */
function isMedia(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 16));
  const at = (from: number, to: number) => head.toString('latin1', from, to);
  return (
    at(0, 3) === '\xff\xd8\xff' ||
    at(0, 4) === '\x89PNG' ||
    at(0, 4) === 'GIF8' ||
    at(0, 4) === 'RIFF' ||
    at(0, 2) === 'BM' ||
    at(0, 4) === 'II*\0' ||
    at(0, 4) === 'MM\0*' ||
    at(4, 8) === 'ftyp' ||
    at(0, 4) === '\x1a\x45\xdf\xa3' ||
    at(0, 4) === 'OggS' ||
    at(0, 3) === 'ID3' ||
    at(0, 4) === 'fLaC' ||
    at(0, 3) === 'FLV' ||
    (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0)
  );
}

/** A word-processor or spreadsheet file without pictures and without files inside. */
function officeOf(bytes: Uint8Array): { readonly type: ContentType } | { readonly fault: ContentFault } {
  let total = 0;
  const names: string[] = [];
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name);
        total += originalSize;
        if (total > UNPACKED_MOST || names.length > 5_000) throw new RangeError('too large');
        return true;
      },
    });
  } catch (error) {
    return { fault: error instanceof RangeError ? 'too-large' : 'unknown' };
  }
  if (names.some((name) => /(^|\/)(media|embeddings|activeX|drawings)\/|vbaProject/i.test(name)))
    return { fault: 'media' };
  if (Object.values(parts).some((part) => part.length > 0 && isMedia(part))) return { fault: 'media' };
  if (names.includes('xl/workbook.xml'))
    return { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
  if (names.includes('word/document.xml'))
    return { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' };
  return { fault: 'unknown' };
}

/**
 * A PDF that shows words alone. Dictionaries of pictures and files stand in the clear unless the whole file is encrypted, and
 * pictures inside a page's own stream are looked for once it is unpacked; what is packed in another way than the usual one is
 * not taken, since nobody can say what is in it.
 */
function faultOfPdf(bytes: Buffer): ContentFault | undefined {
  let total = 0;
  const raw = bytes.toString('latin1');
  const plain = raw.replace(/stream\r?\n[\s\S]*?endstream/g, ' ');
  const named = namesOf(plain);
  if (named('Encrypt')) return 'closed';
  if (hasMediaName(named)) return 'media';
  for (const found of raw.matchAll(/<<([\s\S]{0,4000}?)>>\s*stream\r?\n/g)) {
    const dictionary = namesOf(found[1] as string);
    const from = (found.index as number) + found[0].length;
    const end = raw.indexOf('endstream', from);
    if (end < 0) return 'unknown';
    const packed = bytes.subarray(from, end);
    if (
      dictionary('LZWDecode') ||
      dictionary('ASCII85Decode') ||
      dictionary('ASCIIHexDecode') ||
      dictionary('RunLengthDecode')
    )
      return 'closed';
    let content = packed;
    if (dictionary('FlateDecode')) {
      try {
        content = inflateSync(packed, { maxOutputLength: UNPACKED_MOST });
      } catch {
        return 'closed';
      }
    }
    total += content.length;
    if (total > UNPACKED_MOST) return 'too-large';
    const inside = content.toString('latin1');
    if (/FontFile|CIDFont|Type1C|OpenType/.test(found[1] as string)) continue;
    if (isMedia(content) || /(^|\s)BI\s[\s\S]{0,400}?\sID\s/.test(inside) || hasMediaName(namesOf(inside)))
      return 'media';
  }
  return undefined;
}

/** Names of a PDF may be written with `#41` for A. */
function namesOf(text: string): (name: string) => boolean {
  const names = new Set(
    [...text.matchAll(/\/([^\s/<>[\](){}%]+)/g)].map((one) =>
      (one[1] as string).replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    ),
  );
  return (name) => names.has(name);
}

function hasMediaName(named: (name: string) => boolean): boolean {
  return [
    'Image',
    'DCTDecode',
    'JPXDecode',
    'CCITTFaxDecode',
    'JBIG2Decode',
    'EmbeddedFile',
    'EmbeddedFiles',
    'RichMedia',
    'Movie',
    'Sound',
    'Screen',
    '3D',
    'JavaScript',
    'Launch',
  ].some(named);
}
