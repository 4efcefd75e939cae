import type { AudioFault, AudioFile } from './audio.ts';
import { type Box, boxesIn, inside } from './mp4-box.ts';
import { type Stretch, soundStretches } from './mp4-samples.ts';

/** What plays a track of sound; any other box may hold words, pictures or places, and is emptied. */
const PLAYED: Readonly<Record<string, readonly string[]>> = {
  moov: ['mvhd', 'trak'],
  trak: ['tkhd', 'edts', 'mdia'],
  edts: ['elst'],
  mdia: ['mdhd', 'hdlr', 'minf'],
  minf: ['smhd', 'dinf', 'stbl'],
  dinf: ['dref'],
  stbl: ['stsd', 'stts', 'stsc', 'stsz', 'stco'],
};
const OUTER = ['ftyp', 'moov', 'mdat'];
/** Beside those at the top: what recorders leave there. */
const TAGS = new Set(['udta', 'meta', 'uuid', 'free', 'skip', 'wide']);
/** Bytes of a box that tells how the sound is coded, or of its name: a hundred or two. */
const MOST_WORDS = 512;
const BRIEF = new Set(['ftyp', 'hdlr', 'stsd', 'dref', 'elst', 'smhd', 'tkhd', 'mdhd', 'mvhd']);

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

/** One track, of sound, coded as AAC. Nothing is kept of the file but what plays it. */
export function cleanMp4Audio(bytes: Buffer): AudioFile | AudioFault {
  const outer = boxesIn(bytes, 0, bytes.length);
  if (!outer?.some(({ type }) => type === 'mdat') || outer.some(({ type }) => !OUTER.includes(type) && !TAGS.has(type)))
    return 'damaged';
  const movie = inside(bytes, outer, 'moov');
  const tracks = movie?.filter(({ type }) => type === 'trak') ?? [];
  const [track] = tracks;
  if (!movie || !track) return 'damaged';
  const within = boxesIn(bytes, track.from, track.to);
  const media = inside(bytes, within, 'mdia');
  const handler = media?.find(({ type }) => type === 'hdlr');
  const table = inside(bytes, inside(bytes, media, 'minf'), 'stbl');
  const coding = table?.find(({ type }) => type === 'stsd');
  if (!table || !handler || !coding || coding.to - coding.from < 16) return 'damaged';
  const kind = bytes.toString('latin1', handler.from + 8, handler.from + 12);
  const codec = bytes.toString('latin1', coding.from + 12, coding.from + 16);
  if (tracks.length > 1 || kind !== 'soun' || codec !== 'mp4a') return 'other';
  const milliseconds = lengthOf(bytes, media);
  const sound = soundStretches(bytes, table);
  if (milliseconds === undefined || !sound) return 'damaged';
  const clean = Buffer.from(bytes);
  return emptyUnplayed(clean, outer, OUTER) && emptySilence(clean, outer, sound)
    ? { mediaType: 'audio/mp4', milliseconds, bytes: clean }
    : 'damaged';
}

/**
 * Empties what plays nothing, at every depth, where it lies: offsets of the sound count from the beginning of the file.
 * @returns false where a box that is kept is longer than what it is for, or does not hold whole boxes
 */
function emptyUnplayed(bytes: Buffer, boxes: readonly Box[], kept: readonly string[]): boolean {
  return boxes.every(({ type, at, from, to }) => {
    if (!kept.includes(type)) {
      bytes.write('free', at + 4, 'latin1');
      bytes.fill(0, from, to);
      return true;
    }
    if (BRIEF.has(type) && to - from > MOST_WORDS) return false;
    const played = PLAYED[type];
    if (!played) return true;
    const within = boxesIn(bytes, from, to);
    return within !== undefined && emptyUnplayed(bytes, within, played);
  });
}

/** Empties the bytes of the sound's boxes that belong to no sample. @returns false where a sample lies outside of them */
function emptySilence(bytes: Buffer, outer: readonly Box[], sound: readonly Stretch[]): boolean {
  const holders = outer.filter(({ type }) => type === 'mdat');
  const inside = (one: Stretch) => holders.some(({ from, to }) => one.from >= from && one.to <= to);
  if (!sound.every(inside)) return false;
  const samples = sound.map(({ from, to }) => [from, Buffer.from(bytes.subarray(from, to))] as const);
  for (const { from, to } of holders) bytes.fill(0, from, to);
  for (const [from, sample] of samples) sample.copy(bytes, from);
  return true;
}
