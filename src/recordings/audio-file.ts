import type { AudioFault, AudioFile } from './audio.ts';
import { cleanMp3 } from './mp3-file.ts';
import { cleanMp4Audio } from './mp4-audio-file.ts';

/**
 * Reads MP3 (MPEG layer III) and MP4 with AAC (`.m4a`, as telephones record). The name of the file counts for nothing. Tags go:
 * they may hold a name, a place or a picture, and the page needs none of them.
 */
export function readAudio(bytes: Buffer): AudioFile | AudioFault {
  return bytes.subarray(4, 8).toString('latin1') === 'ftyp' ? cleanMp4Audio(bytes) : cleanMp3(bytes);
}
