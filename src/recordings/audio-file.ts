import { cleanMp3 } from './mp3-file.ts';
import { cleanMp4Audio } from './mp4-audio-file.ts';

/** A recording that was looked through: what it is by its content, how long it plays, and its bytes without anything but sound. */
export interface AudioFile {
  readonly mediaType: 'audio/mpeg' | 'audio/mp4';
  readonly milliseconds: number;
  readonly bytes: Buffer;
}

/** `other`: no sound of a kind that every telephone plays; `damaged`: of such a kind, but cut off or put together of unlike parts. */
export type AudioFault = 'other' | 'damaged';

/**
 * Reads MP3 (MPEG layer III) and MP4 with AAC (`.m4a`, as telephones record). The name of the file counts for nothing. Tags go:
 * they may hold a name, a place or a picture, and the page needs none of them.
 */
export function readAudio(bytes: Buffer): AudioFile | AudioFault {
  return bytes.subarray(4, 8).toString('latin1') === 'ftyp' ? cleanMp4Audio(bytes) : cleanMp3(bytes);
}
