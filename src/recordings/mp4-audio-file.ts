import type { AudioFault, AudioFile } from './audio.ts';

interface Box {
  readonly type: string;
  /** Where the box begins, where its content does, and where both end. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** Boxes that hold words, pictures or places, and nothing that plays. */
const TAGS = new Set(['udta', 'meta', 'uuid', 'free', 'skip', 'wide']);
const OUTER = new Set(['ftyp', 'moov', 'mdat', ...TAGS]);
const MOST_BOXES = 200;

/** The boxes that lie side by side in a stretch (ISO/IEC 14496-12, 4.2); undefined where they do not fill it exactly. */
function boxesIn(bytes: Buffer, from: number, to: number): Box[] | undefined {
  const boxes: Box[] = [];
  for (let at = from; at < to; ) {
    if (at + 8 > to || boxes.length === MOST_BOXES) return undefined;
    const said = bytes.readUInt32BE(at);
    // 0: to the end of the file. 1: a size of 64 bits, which no file of a recording needs.
    const size = said === 0 ? to - at : said;
    if (size < 8 || at + size > to) return undefined;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), at, from: at + 8, to: at + size });
    at += size;
  }
  return boxes;
}

function inside(bytes: Buffer, boxes: readonly Box[] | undefined, type: string): Box[] | undefined {
  const box = boxes?.find((one) => one.type === type);
  return box && boxesIn(bytes, box.from, box.to);
}

/** Milliseconds of a track by its media header; undefined where it is none. */
function lengthOf(bytes: Buffer, media: readonly Box[] | undefined): number | undefined {
  const header = media?.find(({ type }) => type === 'mdhd');
  if (!header) return undefined;
  const long = bytes[header.from] === 1;
  if (header.to - header.from < (long ? 32 : 20)) return undefined;
  const scale = bytes.readUInt32BE(header.from + (long ? 20 : 12));
  const length = long ? Number(bytes.readBigUInt64BE(header.from + 24)) : bytes.readUInt32BE(header.from + 16);
  return scale > 0 ? Math.round((length * 1000) / scale) : undefined;
}

/** One track, of sound, coded as AAC. */
export function cleanMp4Audio(bytes: Buffer): AudioFile | AudioFault {
  const outer = boxesIn(bytes, 0, bytes.length);
  if (!outer?.some(({ type }) => type === 'mdat') || outer.some(({ type }) => !OUTER.has(type))) return 'damaged';
  const movie = inside(bytes, outer, 'moov');
  const tracks = movie?.filter(({ type }) => type === 'trak') ?? [];
  const [track] = tracks;
  if (!movie || !track) return 'damaged';
  const within = boxesIn(bytes, track.from, track.to);
  const media = inside(bytes, within, 'mdia');
  const handler = media?.find(({ type }) => type === 'hdlr');
  const table = inside(bytes, inside(bytes, media, 'minf'), 'stbl');
  const coding = table?.find(({ type }) => type === 'stsd');
  if (!within || !handler || !coding || coding.to - coding.from < 16) return 'damaged';
  const kind = bytes.toString('latin1', handler.from + 8, handler.from + 12);
  const codec = bytes.toString('latin1', coding.from + 12, coding.from + 16);
  if (tracks.length > 1 || kind !== 'soun' || codec !== 'mp4a') return 'other';
  const milliseconds = lengthOf(bytes, media);
  if (milliseconds === undefined) return 'damaged';
  return { mediaType: 'audio/mp4', milliseconds, bytes: withoutTags(bytes, [...outer, ...movie, ...within]) };
}

/** Offsets of the sound count from the beginning of the file, so tags are emptied where they lie and not cut out. */
function withoutTags(bytes: Buffer, boxes: readonly Box[]): Buffer {
  const clean = Buffer.from(bytes);
  for (const { type, at, from, to } of boxes) {
    if (!TAGS.has(type)) continue;
    clean.write('free', at + 4, 'latin1');
    clean.fill(0, from, to);
  }
  return clean;
}
